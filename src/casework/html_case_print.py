"""A case for paper: the case file as one print-ready page, and the facilitator's pack (page, case file, answer sheets).

Pages of their own beside the case's page: they hold no script and load two sheets. The training header is a table's head in
``css/case-print.css``, which browsers repeat on every sheet of paper. Model and debrief are in neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from casework.cases import Case, Decision, Field
from casework.html_case import CasePage, content_note, said
from casework.html_document import document
from casework.html_text import inline, plain
from casework.side_page import side_page

LINES = {"line": 1, "text": 7, "date": 1, "datetime": 1}  # to write on, by the kind of field
ROWS = 4  # blank rows of a table


def bundle(case: Case, page: CasePage, links: str = "") -> str:
    """The case file: cover with contents, then each document on a sheet of its own."""
    return _page(case, page, page.words["case_file"], f"{links}{cover(case, page)}{file(case, page)}")


def pack(case: Case, page: CasePage, links: str = "") -> str:
    """What a facilitator prints: the facilitator's page, the case file, and answer sheets."""
    words = page.words
    note = f'<section class="print-part facilitator-note"><h2>{escape(words["facilitator_file"])}</h2>{page.blocks(case.facilitator, 3)}</section>'
    return _page(case, page, words["facilitator_pack"], f"{links}{note}<section class=\"print-part\">{cover(case, page)}</section>{file(case, page)}{sheets(case, page)}")


def _page(case: Case, page: CasePage, what: str, body: str) -> str:
    return side_page(
        page.language, f"{plain(case.title)}: {what}", ("casework", "case", "case-print"),
        f'<main class="case print-page"><p class="print-head">{escape(page.words["training_header"])}</p>'
        f'<article class="print-body"><h1>{inline(case.title)}</h1>{body}</article></main>',
    )  # fmt: skip


def cover(case: Case, page: CasePage) -> str:
    """Who the reader is, what has happened, and what lies in the file."""
    words = page.words
    rows = "".join(
        f'<li><a href="#paper-{number}">{inline(one.title)}</a> <span class="document-kind">{escape(words.get(f"kind_{one.kind}", one.kind))}</span></li>'
        for number, one in enumerate(case.documents, 1)
    )
    return (
        f'<div class="case-brief"><p class="case-role">{inline(case.role)}</p>{page.blocks(case.brief)}</div>{content_note(case, page)}'
        f'<nav aria-labelledby="contents-title"><h2 id="contents-title">{escape(words["contents_of_file"])}</h2><ol>{rows}</ol></nav>'
    )


def file(case: Case, page: CasePage) -> str:
    """The documents, one after another."""
    return "".join(
        f'<section class="print-part document-{one.kind}" id="paper-{number}"><h2>{number}. {inline(one.title)}</h2>'
        f'<div class="document-paper">{_text(one.kind, document(one.text, page.renderer.cite, 3))}</div></section>'
        for number, one in enumerate(case.documents, 1)
    )


def _text(kind: str, text: str) -> str:
    return said(text) if kind == "chat" else text


def sheets(case: Case, page: CasePage) -> str:
    """Decisions to tick, and the form with lines to write on."""
    words = page.words
    team = f'<p class="write-line"><span>{escape(words["team_name"])}</span></p>'
    decisions = "".join(_decision(number, one, words) for number, one in enumerate(case.decisions, 1))
    form = "".join(
        f'<section class="sheet-section"><h3>{number}. {inline(section.title)}</h3>{"".join(_field(one, words) for one in section.fields)}</section>'
        for number, section in enumerate(case.sections, 1)
    )
    title = escape(words["answer_sheet"])
    return (
        f'<section class="print-part answer-sheet"><h2>{title}</h2>{team}<p>{escape(words["answer_sheet_to_tick"])}</p>{decisions}</section>'
        f'<section class="print-part answer-sheet"><h2>{title}: {inline(case.document or case.title)}</h2>{team}{form}</section>'
    )


def _decision(number: int, one: Decision, words: dict[str, str]) -> str:
    how = words["choose_several"] if one.interaction == "multiple" else words["answer_sheet_one"]
    label = words["decision"].format(number=number, title=one.title)
    return (
        f'<section class="sheet-part"><h3>{escape(label)}</h3><p>{inline(one.prompt)} <span class="field-hint">{escape(how)}</span></p>'
        f"{_ticks(choice.text for choice in one.choices)}</section>"
    )


def _ticks(texts: Iterator[str]) -> str:
    return f'<ul class="ticks">{"".join(f"<li>{inline(text)}</li>" for text in texts)}</ul>'


def _field(one: Field, words: dict[str, str]) -> str:
    hint = f'<p class="field-hint">{inline(one.hint)}</p>' if one.hint else ""
    label = f'<p class="field-label">{inline(one.label)}</p>{hint}'
    if one.kind == "check":
        return f'<div class="sheet-part">{_ticks(iter([one.label]))}{hint}</div>'
    if one.options:
        return f'<div class="sheet-part">{label}{_ticks(option.text for option in one.options)}</div>'
    if one.columns:
        return f'<div class="sheet-part">{label}{_rows(one)}</div>'
    return f'<div class="sheet-part">{label}{"<div class=write-line></div>" * LINES[one.kind]}</div>'


def _rows(one: Field) -> str:
    """A table to fill in; what a column may hold stands below it."""
    heads = "".join(f'<th scope="col">{inline(column.label)}</th>' for column in one.columns)
    blank = f"<tr>{'<td></td>' * len(one.columns)}</tr>" * ROWS
    options = "".join(
        f'<li><b>{inline(column.label)}:</b> {" · ".join(inline(option.text) for option in column.options)}</li>' for column in one.columns if column.options
    )
    return f'<table class="write-table"><thead><tr>{heads}</tr></thead><tbody>{blank}</tbody></table>' + (f'<ul class="field-hint">{options}</ul>' if options else "")
