"""A case's ledger as HTML: the place of its stage, and the whole table as a page for readers without a script."""

from __future__ import annotations

import csv
import io
from html import escape
from typing import Any

from casework.cases import Case
from casework.html_text import inline, plain
from casework.side_page import side_page


def place(case: Case, page: Any) -> str:
    """Where the script builds the desk (``js/case-ledger.js``); before that, links to the ledger as a page and as a file."""
    words = page.words
    links = ""
    if page.debrief and case.ledger:
        base = page.debrief.removesuffix("debrief.html") + "ledger"
        names = (("html", words["ledger_page"]), ("csv", words["ledger_csv"]))
        links = "".join(f'<li><a href="{escape(base)}.{kind}"{" download" if kind == "csv" else ""}>{escape(text)}</a></li>' for kind, text in names)
        links = f'<ul class="ledger-links">{links}</ul>'
    marks = case.ledger.marks if case.ledger else ""
    return f'<div class="case-ledger" data-marks="{escape(marks)}"><p class="needs-script">{escape(words["ledger_by_hand"])}</p>{links}</div>'


def ledger_page(case: Case, language: str) -> str:
    """The ledger as a page of its own: no script, readable by a screen reader and on paper."""
    ledger = case.ledger
    assert ledger is not None
    heads = "".join(f'<th scope="col">{inline(column.label)}</th>' for column in ledger.columns)
    start = ledger.place("id")

    def cell(number: int, text: str) -> str:
        return f'<th scope="row">{escape(text)}</th>' if number == start else f"<td><bdi>{escape(text)}</bdi></td>"

    body = "".join("<tr>" + "".join(cell(n, text) for n, text in enumerate(row)) + "</tr>" for row in case.transfers)
    return side_page(
        language, plain(ledger.title), ("casework", "case"),
        f'<main class="case"><article><p><a href="../../exercises/{case.slug}/exercise.html">{escape(plain(case.title))}</a></p><h1>{inline(ledger.title)}</h1>'
        f'<div class="table-scroll" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div></article></main>',
    )  # fmt: skip


def ledger_csv(case: Case) -> str:
    """The ledger as the file that a spreadsheet opens; the mark at its start tells a spreadsheet that it is UTF-8."""
    ledger = case.ledger
    assert ledger is not None
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([plain(column.label) for column in ledger.columns])
    # a spreadsheet would compute what begins like a formula
    writer.writerows([f"'{text}" if text[:1] in ("=", "+", "-", "@") else text for text in row] for row in case.transfers)
    return "\ufeff" + stream.getvalue()
