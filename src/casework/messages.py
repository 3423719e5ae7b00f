"""``casework messages ar``: refresh every catalogue from the sources, keeping what is translated.

Data files give their texts by the same path patterns that translation uses; lessons give theirs through Sphinx's gettext
builder. A message that is gone from the sources leaves the catalogue; a changed one becomes untranslated.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from casework.build import BOOK, pages_of
from casework.course import COURSE_TEXTS, Course, load_course
from casework.edition import edition
from casework.errors import relative
from casework.law import INSTRUMENT_TEXTS, PROVISION_TEXTS
from casework.pictures import words_of
from casework.plans import plan_texts
from casework.texts import find_texts
from casework.translation import Catalogues, interface_texts

Messages = dict[str, list[str]]  # text → where it stands

HEADER = r"""# Translations of the course. The English text is the source.
msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


def data_messages(course: Course) -> dict[str, Messages]:
    """domain → messages of everything that is data."""
    found: dict[str, Messages] = {}

    def add(domain: str, text: str, place: str) -> None:
        if text:
            found.setdefault(domain, {}).setdefault(text, []).append(place)

    for name in COURSE_TEXTS:
        add("course", getattr(course.info, name), "book/course.toml")
    config = yaml.safe_load((course.root / "_config.yml").read_text(encoding="utf-8"))
    add("course", config["sphinx"]["config"].get("html_title", config["title"]), "_config.yml")
    toc = yaml.safe_load((course.root / "_toc.yml").read_text(encoding="utf-8"))
    for part in toc.get("parts", []):
        add("toc", part.get("caption", ""), "_toc.yml")
    for item in course.items:
        data = item.body.model_dump(by_alias=True)
        for _, text in find_texts(data, type(item.body).TEXTS):
            add(item.theme, text, relative(item.path, course.root))
    for page in course.lessons:
        if page.front:
            add(page.theme, page.front.objective, relative(page.path, course.root))
    for path in sorted((course.root / "book").glob("*/*.svg")):
        for text in words_of(path):
            add(path.parent.name, text, relative(path, course.root))
    for slug, instrument in course.law.instruments.items():
        for name in INSTRUMENT_TEXTS:
            add("law", getattr(instrument, name), f"book/law/{slug}.toml")
    for provision in course.law.provisions.values():
        for name in PROVISION_TEXTS:
            add("law", getattr(provision.body, name), relative(provision.path, course.root))
    for paragraph in course.report.values():
        add("report", paragraph.text, "book/report/paragraphs.toml")
        add("report", paragraph.note, "book/report/paragraphs.toml")
    for term in course.glossary.values():
        add("glossary", term.text, "book/glossary.toml")
    for section, texts in interface_texts().items():
        for text in texts.values():
            add("interface", text, f"interface [{section}]")
    for place, text in plan_texts(course.root):
        add("plans", text, place)
    for slug in course.cases:
        for place, text in case_messages(course.root, slug):
            add(slug, text, place)
    return found


def case_messages(root: Path, slug: str) -> Iterable[tuple[str, str]]:
    """(place, text) of a case's data and of the Markdown that belongs to it."""
    from casework.cases import load_case, texts

    case, _ = load_case(root, slug)
    return texts(case) if case else []


def always(course: Course) -> set[str]:
    """Domains that every language needs from its first day."""
    return {"course", "toc", "law", "report", "glossary", "interface"} & set(data_messages(course))


def refresh(root: Path, language: str, names: Iterable[str] = (), say: Callable[[str], None] = print) -> int:
    """Write the catalogues of ``language``; ``names`` are themes, cases or page prefixes to begin with."""
    catalogues = Catalogues(root, language)
    wanted = set(names)
    course = edition(load_course(root), language, catalogues.known, wanted)
    for domain, messages in data_messages(course).items():
        path = catalogues.path(domain)
        if path.exists() or domain in wanted or domain in always(course):
            say(line(path, root, update(path, messages, language)))
    for docname, messages in page_messages(root).items():
        path = root / "book" / "locale" / language / "LC_MESSAGES" / f"{docname}.po"
        if path.exists() or any(docname == name or name in docname.split("/") for name in wanted):
            say(line(path, root, update(path, messages, language)))
    return 0


def line(path: Path, root: Path, counts: tuple[int, int]) -> str:
    done, total = counts
    return f"{relative(path, root)}: {done} of {total} translated"


def page_messages(root: Path) -> dict[str, Messages]:
    """docname → messages of every page of the table of contents, as Sphinx extracts them."""
    out = root / "_build" / "gettext"
    command = [sys.executable, *BOOK, "build", str(root), "--path-output", str(out), "--builder", "custom",
               "--custom-builder", "gettext", "--all"]  # fmt: skip
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    found: dict[str, Messages] = {}
    for docname in pages_of(toc):
        path = out / "_build" / "gettext" / f"{docname}.pot"
        if not path.exists():
            found[docname] = {}
            continue
        with path.open("rb") as stream:
            catalog = read_po(stream)
        found[docname] = {str(m.id): [f"{docname}.md"] for m in catalog if m.id}
    return found


def update(path: Path, messages: Messages, language: str) -> tuple[int, int]:
    """Write one catalogue; returns (translated, all)."""
    old: dict[str, str] = {}
    if path.exists():
        with path.open("rb") as stream:
            old = {str(m.id): str(m.string) for m in read_po(stream) if m.id and m.string and not m.fuzzy}
    catalog = Catalog(locale=language, fuzzy=False)
    for text, places in messages.items():
        catalog.add(text, old.get(text, ""), locations=[(place, None) for place in dict.fromkeys(places)])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        # no dates in the header: a refresh that changes nothing writes the same bytes
        stream.write(HEADER.format(language=language).encode())
        write_po(stream, catalog, width=0, omit_header=True, include_lineno=False)
    return sum(1 for text in messages if old.get(text)), len(messages)
