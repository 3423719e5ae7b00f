"""The drafted document of a case as a Word file, from the template that the page's script fills too.

The template (``request.docx``, made by ``tools/build-request.py``) is filled by its text alone, no XML library on either side:

1. In ``word/document.xml`` each line that holds ``{{title}}``, ``{{to}}``, ``{{heading}}``, ``{{source}}``, ``{{label}}``,
   ``{{text}}`` or ``{{blank}}`` is the prototype of that kind of paragraph. The line with ``{{cell}}`` is the prototype of a table: its
   first ``<w:tr>`` is the head (``{{column}}``), its second a row, ``<w:tc>`` a cell, ``<w:gridCol …/>`` a column (widths: the whole
   divided by the number of columns, rounded down). Lines before the first prototype and after the last stay as they are.
2. The document is a list of blocks (``blocks``). Each becomes a copy of its prototype. A text of several lines becomes several
   paragraphs, blank lines left out.
3. The run ``<w:r>…</w:r>`` of a prototype is copied once for each stretch of its text that has one direction (``stretches``). A
   stretch that runs from right to left has ``<w:rtl w:val="1"/><w:cs w:val="1"/>``, the others keep ``"0"``. A stretch against its
   paragraph stands between two invisible marks of its own direction, then one of the paragraph's (LRM U+200E, RLM U+200F), unless it is
   the whole text: word processors that go by the Unicode algorithm alone would else show 2026-03-01 and 18(15)(d) in pieces.
4. For a language written from right to left, ``w:bidi`` and ``w:bidiVisual`` change from ``"0"`` to ``"1"`` everywhere.
5. Text is cleaned (``clean``), then ``& < >`` are escaped. In ``docProps/core.xml`` ``{{title}}`` and ``{{language}}`` are replaced.
6. Files are stored uncompressed in the template's order, all dated 1980-01-01 00:00: the same answer gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from casework.answers import Answer
from casework.cases import Case, Field
from casework.translation import RIGHT_TO_LEFT
from casework.vocabulary import filled

TEMPLATE = Path(__file__).with_name("request.docx")
KINDS = ("title", "to", "heading", "source", "label", "text", "blank")
WORDS = {"to": "To", "yes": "Yes", "no": "No", "blank": "Not filled in"}
DATED = (1980, 1, 1, 0, 0, 0)

# what XML can't hold, control characters, and marks that turn the direction of what follows
DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
ARABIC = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
LATIN = "A-Za-z0-9\u00c0-\u024f"
MARKS = ("\u200e", "\u200f")  # left to right, right to left
# a stretch against the direction of its paragraph: words, numbers, addresses, with the brackets of a pinpoint such as 18(15)(d);
# other brackets and closing marks stay with the paragraph
LEFT_TO_RIGHT = re.compile(rf"[@+#]?[{LATIN}](?:[{LATIN}@+#._:/\\ -]*[{LATIN}])?(?:\([{LATIN}]{{1,5}}\))*")
RIGHT_TO_LEFT_TEXT = re.compile(f"[{ARABIC}](?:[^A-Za-z\u00c0-\u024f]*[{ARABIC}])?")


@dataclass(frozen=True)
class Block:
    """``kind`` is one of KINDS, or "table" with ``rows`` (the first is the head)."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def request_docx(
    case: Case,
    answer: Answer,
    language: str = "en",
    translate: Callable[[str], str] = str,
    cite: Callable[[str], str] | None = None,
) -> bytes:
    """The draft as a .docx. ``case`` is in ``language`` already; ``translate`` gives the few words of the form itself, ``cite`` a provision."""
    words = {name: translate(text) for name, text in WORDS.items()}
    separator = "؛ " if language in RIGHT_TO_LEFT else "; "
    return fill(list(blocks(case, answer, words, cite, separator)), language)


def blocks(
    case: Case, answer: Answer, words: Mapping[str, str], cite: Callable[[str], str] | None = None, separator: str = "; "
) -> Iterator[Block]:
    """The document in the order of the form."""
    yield Block("title", case.document or case.title)
    yield Block("to", f"{words['to']}: {case.recipient}")
    for number, section in enumerate(case.sections, 1):
        yield Block("heading", f"{number}. {section.title}")
        if cite and section.law:
            yield Block("source", separator.join(cite(ref) for ref in section.law))
        for one in section.fields:
            yield Block("label", one.label)
            yield from _field(one, answer.request[one.id], words)


def _field(one: Field, value: Any, words: Mapping[str, str]) -> Iterator[Block]:
    if one.kind == "check":
        yield Block("text", words["yes" if value else "no"])
    elif not filled(value):
        yield Block("blank", words["blank"])
    elif one.kind == "rows":
        head = tuple(column.label for column in one.columns)
        yield Block("table", rows=(head, *(tuple(shown(column, row[column.id], words) for column in one.columns) for row in value if filled(row))))
    elif one.kind == "choices":
        yield from (Block("text", shown(one, ident, words)) for ident in value)
    else:
        yield Block("text", shown(one, value, words))


def shown(one: Field, value: Any, words: Mapping[str, str]) -> str:
    """A value in words: the text of a choice, yes or no, or what was typed."""
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    return next((option.text for option in one.options if option.id == value), value)


def clean(text: str) -> str:
    """What may stand in the file; a tab becomes a space."""
    return DROPPED.sub("", text.replace("\t", " "))


def stretches(text: str, rtl: bool) -> Iterator[tuple[str, bool]]:
    """(text, right to left) in pieces of one direction, for a paragraph that runs ``rtl``."""
    place = 0
    own, paragraph = MARKS[not rtl], MARKS[rtl]
    for found in (LEFT_TO_RIGHT if rtl else RIGHT_TO_LEFT_TEXT).finditer(text):
        if found.start() > place:
            yield text[place : found.start()], rtl
        yield found[0] if len(found[0]) == len(text) else f"{own}{found[0]}{own}{paragraph}", not rtl
        place = found.end()
    if place < len(text):
        yield text[place:], rtl


@lru_cache(maxsize=1)
def template() -> dict[str, str]:
    """name → text of the template's files, in their order."""
    with zipfile.ZipFile(TEMPLATE) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def fill(document: list[Block], language: str) -> bytes:
    """The template filled with blocks."""
    rtl = language in RIGHT_TO_LEFT
    parts = dict(template())
    lines = parts["word/document.xml"].split("\n")
    names = (*KINDS, "cell")
    prototypes = {name: line for line in lines for name in names if f"{{{{{name}}}}}" in line}
    places = [number for number, line in enumerate(lines) if line in prototypes.values()]
    body = [line for block in document for line in _copies(block, prototypes, rtl)]
    text = "\n".join([*lines[: places[0]], *body, *lines[places[-1] + 1 :]])
    if rtl:
        text = text.replace('<w:bidi w:val="0"/>', '<w:bidi w:val="1"/>').replace('<w:bidiVisual w:val="0"/>', '<w:bidiVisual w:val="1"/>')
    parts["word/document.xml"] = text
    title = next((block.text for block in document if block.kind == "title"), "")
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = core.replace("{{title}}", _escaped(clean(title))).replace("{{language}}", language)
    return _zipped(parts)


def _copies(block: Block, prototypes: Mapping[str, str], rtl: bool) -> Iterator[str]:
    if block.kind == "table":
        yield _table(block.rows, prototypes["cell"], rtl)
        return
    for line in clean(block.text).split("\n"):
        if line.strip(" "):
            yield _paragraph(prototypes[block.kind], line, rtl)


def _paragraph(prototype: str, text: str, rtl: bool) -> str:
    before, run, after = _cut(prototype, "w:r")
    return before + "".join(_run(run, piece, turned) for piece, turned in stretches(text, rtl)) + after


def _run(prototype: str, text: str, rtl: bool) -> str:
    if rtl:
        prototype = prototype.replace('<w:rtl w:val="0"/><w:cs w:val="0"/>', '<w:rtl w:val="1"/><w:cs w:val="1"/>')
    return re.sub(r"\{\{[a-z]+\}\}", lambda _: _escaped(text), prototype)


def _table(rows: tuple[tuple[str, ...], ...], prototype: str, rtl: bool) -> str:
    before, head, rest = _cut(prototype, "w:tr")
    between, row, after = _cut(rest, "w:tr")
    grid = re.search(r'<w:gridCol w:w="([0-9]+)"/>', before)
    count = len(rows[0])
    if grid:
        before = before.replace(grid[0], f'<w:gridCol w:w="{int(grid[1]) // count}"/>' * count)
    return before + _row(head, rows[0], rtl) + between + "".join(_row(row, values, rtl) for values in rows[1:]) + after


def _row(prototype: str, values: tuple[str, ...], rtl: bool) -> str:
    before, cell, after = _cut(prototype, "w:tc")
    start, paragraph, end = _cut(cell, "w:p")
    cells = (start + _paragraph(paragraph, clean(value).replace("\n", " "), rtl) + end for value in values)
    return before + "".join(cells) + after


def _cut(text: str, tag: str) -> tuple[str, str, str]:
    """(before, element, after) of the first element ``tag``; the template's elements of one tag do not nest."""
    start = text.index(f"<{tag}>")
    end = text.index(f"</{tag}>", start) + len(f"</{tag}>")
    return text[:start], text[start:end], text[end:]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _zipped(parts: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, DATED)
            entry.create_system = 0
            archive.writestr(entry, text.encode("utf-8"))
    return stream.getvalue()
