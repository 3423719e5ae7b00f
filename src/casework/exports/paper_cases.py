"""A case as a bundle of papers: who you are, the documents one after another, the decisions to tick, the draft to write."""

from __future__ import annotations

from html import escape

from bs4 import BeautifulSoup

from casework.cases import Case
from casework.exports.paper_pages import on_paper
from casework.exports.paper_parts import Paper, Printed, cover, printed
from casework.html_case import CasePage, decision, opening, paper
from casework.html_case_form import draft


def case_paper(frame: Paper, case: Case, page: CasePage) -> Printed:
    """The whole paper of a case; ``page`` renders citations and carries the words of sections page and case."""
    words = frame.words
    decided = "".join(decision(case, page, number, one) for number, one in enumerate(case.decisions, 1))
    decisions = sheet(words, f"<h2>{escape(words['paper_decisions'])}</h2>{decided}") if decided else ""
    form = sheet(words, f"<h2>{escape(case.document or case.title)}</h2>{draft(case, page)}")
    tree = BeautifulSoup(f"<div>{bundle(case, page, words)}{decisions}{form}</div>", "html.parser").div
    assert tree is not None
    on_paper(tree)
    for link in tree.select("a"):
        link.name = "span"
        link.attrs.pop("href", None)
    front = cover(frame, case.title, words["paper_case_what"])
    body = f'<section class="lesson" data-chapter="{escape(case.title)}"><h1>{escape(case.title)}</h1>{tree.decode_contents()}</section>'
    return printed(frame, f"case-{case.slug}", f"{case.title}: {words['paper_case']}", front, [body])


def bundle(case: Case, page: CasePage, words: dict[str, str]) -> str:
    """The opening and every document, each on a page of its own below the training header."""
    papers = "".join(sheet(words, as_heading(paper(one, page))) for one in case.documents)
    return f"{opening(case, page)}{papers}"


def as_heading(html: str) -> str:
    """A folded document laid open: its summary is a heading on paper."""
    return html.replace("<summary>", '<h2 class="document-title">', 1).replace("</summary>", "</h2>", 1)


def sheet(words: dict[str, str], body: str) -> str:
    return f'<section class="paper-sheet"><p class="case-training">{escape(words["training_header"])}</p>{body}</section>'
