"""A page's HTML as Markdown: what a notebook's text cells hold.

Only what lessons are made of: headings, paragraphs, lists, definitions, tables, quotations, boxes (as quotations) and links.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import NavigableString, Tag

Link = Callable[[str], str]
SPECIAL = re.compile(r"([\\`*_\[\]<>$~|])")
LEADING = re.compile(r"^(\s*)([#+-]|\d+(?=[.)]))", re.M)
LEFT_OUT = {"button", "script", "template", "svg"}
GROUPS = ("div", "section", "article", "figure", "details", "dd", "form", "fieldset")


def markdown(tree: Tag, link: Link = str) -> str:
    """``tree`` as Markdown; ``link`` gives each address as the notebook needs it."""
    return "\n\n".join(blocks(tree, link)).strip() + "\n"


def blocks(tree: Tag, link: Link) -> list[str]:
    """The blocks inside an element; words beside them become paragraphs."""
    found: list[str] = []
    loose: list[str] = []

    def close() -> None:
        if text := clean("".join(loose)):
            found.append(text)
        loose.clear()

    for child in tree.children:
        if isinstance(child, Tag) and (made := block(child, link)) is not None:
            close()
            found += [one for one in made if one.strip()]
        else:
            loose.append(inline(child, link))
    close()
    return found


def block(element: Tag, link: Link) -> list[str] | None:
    """One element as blocks; None where it belongs to running text."""
    name, classes = element.name, set(element.get("class") or ())
    if name in LEFT_OUT:
        return []
    if re.fullmatch("h[1-6]", name):
        return [f"{'#' * int(name[1])} {clean(inside(element, link))}"]
    if "admonition-title" in classes or "rubric" in classes:
        return [f"**{clean(inside(element, link))}**"]
    if name == "p":
        return [clean(inside(element, link))]
    if name in ("ul", "ol"):
        return [listed(element, link)]
    if name == "dl":
        return [f"**{clean(inside(one, link))}**" if one.name == "dt" else quoted(blocks(one, link)) for one in element.find_all(["dt", "dd"], recursive=False)]
    if name == "blockquote" or classes & {"admonition", "lesson-strip"}:
        return [quoted(blocks(element, link))]
    if name == "table":
        return [table(element, link)]
    if name == "pre":
        return [f"```\n{element.get_text().rstrip()}\n```"]
    if name == "hr":
        return ["---"]
    return blocks(element, link) if name in GROUPS else None


def quoted(parts: list[str]) -> str:
    return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(parts).split("\n"))


def listed(element: Tag, link: Link) -> str:
    rows = []
    for number, entry in enumerate(element.find_all("li", recursive=False), 1):
        mark = f"{number}." if element.name == "ol" else "*"
        text = "\n\n".join(blocks(entry, link)).replace("\n", "\n" + " " * (len(mark) + 1))
        rows.append(f"{mark} {text}")
    return "\n".join(re.sub(r"\n +(?=\n)", "\n", row) for row in rows)


def table(element: Tag, link: Link) -> str:
    """A table; a cell's paragraphs stand on one line, which is all that Markdown can do."""
    rows = [[clean(inside(cell, link)).replace("\n", " ") or " " for cell in row.find_all(["th", "td"], recursive=False)] for row in element.find_all("tr")]
    width = max((len(row) for row in rows), default=0)
    rows = [row + [" "] * (width - len(row)) for row in rows]
    if not element.find("th"):
        rows.insert(0, [" "] * width)
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]]) if width else ""


def inside(element: Tag, link: Link) -> str:
    return "".join(inline(child, link) for child in element.children)


def inline(node: object, link: Link) -> str:
    if isinstance(node, NavigableString):
        return SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", str(node))) if type(node) is NavigableString else ""
    if not isinstance(node, Tag) or node.name in LEFT_OUT:
        return ""
    if node.name == "br":
        return "  \n"
    if node.name == "code":
        return f"`{node.get_text()}`"
    text = inside(node, link)
    bare = text.strip()
    if not bare:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if node.name in ("strong", "b"):
        return f"{before}**{bare}**{after}"
    if node.name in ("em", "i"):
        return f"{before}*{bare}*{after}"
    if node.name == "a" and node.get("href"):
        return f"{before}[{bare}]({link(str(node['href']))}){after}"
    return text + (" " if node.name in ("p", "div") else "")


def clean(text: str) -> str:
    """Words of one block: no spaces at its ends, nothing at a line's beginning that would make a list or heading of it."""
    return LEADING.sub(r"\1\\\2", re.sub(r" *\n *", "\n", text.strip()).replace("  \n", "\n")) if text.strip() else ""
