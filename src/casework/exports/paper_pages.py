"""The site's own pages, made ready for paper: controls become boxes and lines, links lead inside the paper or become plain words.

A page comes as ``casework build`` left it, so that paper, screen and notebook never say different things.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup, Tag

from casework.exports.paper_parts import FAMILY

# belongs to the screen: what a script fills, opens or forgets, and what only leads elsewhere
SCREEN_ONLY = "script, template, button, .needs-script, .forget, .notebook-link, .start-again, .comparison, .hints, .path-roles, .case-keep"
ANCHORS = ("id", "for", "aria-labelledby", "aria-describedby")
VARIABLE = re.compile(r"var\(--[\w-]+,\s*([^)]+)\)")


@dataclass
class Page:
    """A page of the book: ``depth`` 0 is a theme or a page of its own, 1 a lesson; ``part`` the caption it stands under."""

    docname: str
    part: str
    depth: int
    article: Tag

    @property
    def title(self) -> str:
        found = self.article.find(re.compile("^h[1-6]$"))
        return found.get_text(" ", strip=True) if found else self.docname


def entries(toc: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    """(docname, part, depth) of every page of a table of contents, in reading order."""

    def walk(nodes: list[dict[str, Any]], part: str, depth: int) -> Iterator[tuple[str, str, int]]:
        for node in nodes:
            yield node["file"].removesuffix(".md"), part, depth
            yield from walk(node.get("sections", []), part, depth + 1)

    for part in toc.get("parts", []):
        yield from walk(part.get("chapters", []), part.get("caption", ""), 0)


def article_of(path: Path) -> Tag:
    """The ``article`` of a built page."""
    text = path.read_text(encoding="utf-8")
    start, end = text.index("<article"), text.index("</article>")
    found = BeautifulSoup(text[start:end] + "</article>", "html.parser").article
    assert found is not None
    return found


def read_pages(root: Path, language: str) -> list[Page]:
    """The book's own pages (``book/…``) of the built site, in the order of its table of contents; cases have papers of their own."""
    toc = yaml.safe_load((root / "_build" / language / "_toc.yml").read_text(encoding="utf-8"))
    site = root / "_build" / "site" / language
    return [Page(name, part, depth, article_of(site / f"{name}.html")) for name, part, depth in entries(toc) if name.startswith("book/")]


def take_keys(page: Page) -> list[tuple[Tag, Tag]]:
    """(question, its key) of a page; the keys are taken out of it."""
    return [(form, key.extract()) for form in page.article.select("form.item") if (key := form.select_one(".item-key"))]


def on_paper(tree: Tag) -> None:
    """Turn everything that a screen needs into what paper needs, in place."""
    for one in tree.select(SCREEN_ONLY):
        one.decompose()
    for one in tree.select(".pairs"):
        match_options(one)
    for one in tree.select(".rows > template, .visually-hidden"):
        one.decompose()
    for one in tree.select("textarea"):
        written(one, int(str(one.get("rows", 5))))
    for one in tree.select("select"):
        row = one.find_parent(class_=("pair", "step"))
        if isinstance(row, Tag):  # the place for a letter or a number stands before the words
            row.insert(0, new(row, "span", "gap"))
            one.decompose()
        else:
            boxes(one)
    for one in tree.select("input"):
        kind = str(one.get("type", "text"))
        shape = {"checkbox": "box", "radio": "box round"}.get(kind, "gap" if kind in ("date", "time") or one.get("size") else "line")
        blank(one, shape)
    for one in tree.select("form, fieldset, legend, label, details, summary"):
        one["class"] = [*one.get("class", []), one.name] if one.name in ("legend", "summary") else one.get("class", [])
        one.name = {"label": "span", "legend": "p"}.get(one.name, "div")
    for one in tree.select("[tabindex]"):
        del one["tabindex"]
    for one in tree.select("svg"):
        drawn(one)


def match_options(pairs: Tag) -> None:
    """What a match chooses from stands once, below its rows, with letters to write into the gaps."""
    first = pairs.select_one("select")
    options = [option.get_text() for option in first.select("option") if option.get("value")] if first else []
    listed = new(pairs, "ol", "options")
    for text in options:
        entry = new(pairs, "li")
        entry.string = text
        listed.append(entry)
    pairs.insert_after(listed)


def boxes(select: Tag) -> None:
    """The options of a select, each with a box to tick."""
    row = new(select, "span", "ticks")
    for option in select.select("option"):
        if option.get("value"):
            one = new(select, "span", "tick")
            one.append(new(select, "span", "box"))
            one.append(f" {option.get_text()} ")
            row.append(one)
    select.replace_with(row)


def written(area: Tag, rows: int) -> None:
    """Lines to write on; handwriting needs more room than typing."""
    lines = new(area, "div", "write-on")
    for _ in range(max(3, rows)):
        lines.append(new(area, "div", "write-line"))
    area.replace_with(lines)


def blank(control: Tag, shape: str) -> None:
    control.replace_with(new(control, "span", shape))


def new(beside: Tag, name: str, css: str = "") -> Tag:
    """A new element, of the same tree as ``beside``."""
    found = BeautifulSoup(f"<{name}></{name}>", "html.parser").find(name)
    assert isinstance(found, Tag)
    if css:
        found["class"] = css.split()
    return found.extract()


def drawn(picture: Tag) -> None:
    """A picture in ink: paper has no colour scheme to follow."""
    for element in [picture, *picture.find_all(True)]:
        element.attrs.pop("font-family", None)
        for name, value in list(element.attrs.items()):
            if isinstance(value, str) and ("var(" in value or "currentColor" in value):
                element[name] = VARIABLE.sub(r"\1", value).replace("currentColor", "#111")
    picture["font-family"] = FAMILY.replace(", ", ",").replace("'", "")  # weasyprint reads this list letter by letter
    for name in ("width", "height"):
        picture.attrs.pop(name, None)


def cited(tree: Tag) -> set[str]:
    """The provisions that a page cites. Its list of them loses their texts, which the paper has once, at its end."""
    found = {str(link["data-law"]) for link in tree.select("[data-law]")}
    for listed in tree.select(".provisions"):
        names = [entry.select_one("[data-law]") for entry in listed.select("li")]
        listed.select_one("ul").replace_with(row := new(listed, "p", "provision-names"))
        row.string = "; ".join(name.get_text() for name in names if name)
    return {ref for ref in found if not ref.startswith("term/")}


def shifted(tree: Tag, by: int) -> None:
    """Headings ``by`` levels down."""
    for heading in tree.find_all(re.compile("^h[1-6]$")):
        heading.name = f"h{min(6, int(heading.name[1]) + by)}"


def prefixed(tree: Tag, prefix: str) -> None:
    """Names of places that stay unique when many pages stand in one paper."""
    for element in tree.find_all(True):
        for name in ANCHORS:
            if element.get(name):
                value = element[name] if isinstance(element[name], str) else " ".join(element[name])
                element[name] = " ".join(f"{prefix}-{part}" for part in value.split())
        for name, value in list(element.attrs.items()):
            if isinstance(value, str) and "url(#" in value:
                element[name] = value.replace("url(#", f"url(#{prefix}-")


def linked(tree: Tag, docname: str, places: dict[str, str], known: set[str]) -> None:
    """Links to pages of the same paper lead there (``places``: docname → prefix); others become plain words."""
    for link in tree.select("a[href]"):
        path, _, place = str(link["href"]).partition("#")
        if path.startswith(("http:", "https:", "mailto:")):
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(docname), path)).removesuffix(".html") if path else docname
        prefix = places.get(target)
        anchor = f"{prefix}-{place}" if place and f"{prefix}-{place}" in known else f"{prefix}-top"
        if prefix:
            link["href"] = f"#{anchor}"
        else:
            link.name = "span"
            del link["href"]
