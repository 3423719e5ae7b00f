"""The participant's workbook (to read, to tick, to write in) and the key to it, each one HTML document."""

from __future__ import annotations

from html import escape

from bs4 import Tag

from casework.exports.paper_pages import Page, cited, linked, on_paper, prefixed, shifted, take_keys
from casework.exports.paper_parts import Paper, Printed, contents, cover, printed
from casework.html import Renderer
from casework.law import Law

# what the workbook leaves to the screen: tables that only lead elsewhere, the register, notes on the site itself
# tables of another kind, and pages that only a script fills
LEFT_OUT = (
    "book/law/index", "book/coverage", "book/paths", "book/report/index", "book/progress", "book/review", "book/offline", "book/finish/certificate",
    "book/finish/verify",
)  # fmt: skip
NOTE_LINES = 6
PROVISIONS = "provisions-top"


def workbook(paper: Paper, pages: list[Page], law: Law, renderer: Renderer) -> Printed:
    """All lessons with their questions, without an answer; the provisions cited, once, at the end."""
    words = paper.words
    kept = [page for page in pages if page.docname not in LEFT_OUT]
    places = {page.docname: f"p{number}" for number, page in enumerate(kept, 1)}
    refs: set[str] = set()
    for page in kept:
        take_keys(page)
        refs |= cited(page.article)
        on_paper(page.article)
        shifted(page.article, page.depth)
        prefixed(page.article, places[page.docname])
    known = {str(element["id"]) for page in kept for element in page.article.select("[id]")}
    for page in kept:
        linked(page.article, page.docname, places, known)
    notes = f'<div class="notes"><p class="notes-title">{escape(words["paper_notes"])}</p>{"<div class=write-line></div>" * NOTE_LINES}</div>'
    parts, rows, chapter = [], [], ""
    for page in kept:
        anchor = f"{places[page.docname]}-top"
        chapter = chapter if page.depth else page.title
        has_notes = page.depth and not page.article.select_one(".check")
        parts.append(section("lesson", anchor, chapter, inner(page.article) + (notes if has_notes else "")))
        rows.append((page.part, page.depth, anchor, page.title))
    parts.append(provisions(words, refs, law, renderer))
    rows.append(("", 0, PROVISIONS, words["paper_provisions"]))
    title = words["paper_workbook"]
    front = cover(paper, title, words["paper_workbook_what"]) + contents(paper, rows)
    return printed(paper, "workbook", f"{paper.info.title}: {title}", front, parts)


def key(paper: Paper, pages: list[Page], law: Law, renderer: Renderer) -> Printed:
    """Answers, reasons and provisions, question by question, and below them every provision cited, once."""
    words = paper.words
    parts: list[str] = []
    rows, refs, theme = [], set[str](), ("", "")  # the theme's number and title, until one of its pages has a question
    for number, page in enumerate(pages, 1):
        found = take_keys(page)
        if not page.depth:
            theme = (f"k{number}", page.title)
            started = False
        if not found:
            continue
        if not started:
            parts.append("")
            rows.append((page.part, 0, f"{theme[0]}-top", theme[1]))
            parts[-1] += f"<h1>{escape(theme[1])}</h1>"
            started = True
        refs |= {str(link["data-law"]) for _, one in found for link in one.select("[data-law]")}
        heading = f'<h2 id="k{number}-page">{escape(page.title)}</h2>' if page.depth else ""
        if page.depth:
            rows.append((page.part, 1, f"k{number}-page", page.title))
        parts[-1] += heading + "".join(answer(question, one) for question, one in found)
    tops = [row for row in rows if not row[1]]
    parts = [section("lesson", top[2], top[3], body) for top, body in zip(tops, parts, strict=True)]
    parts.append(provisions(words, refs, law, renderer))
    rows.append(("", 0, PROVISIONS, words["paper_provisions"]))
    title = words["answer_key"]
    front = cover(paper, title, words["paper_key_what"]) + contents(paper, rows)
    return printed(paper, "key", f"{paper.info.title}: {title}", front, parts, training=False)


def section(css: str, anchor: str, chapter: str, body: str) -> str:
    return f'<section class="{css}" id="{anchor}" data-chapter="{escape(chapter)}">{body}</section>'


def provisions(words: dict[str, str], refs: set[str], law: Law, renderer: Renderer) -> str:
    """What each provision cited says, in the register's words."""
    rows = "".join(
        f'<p class="provision"><strong>{escape(renderer.citation(ref))}</strong> {escape(law.provisions[ref].body.text)}</p>' for ref in sorted(refs & set(law.provisions))
    )
    return section("lesson", PROVISIONS, words["paper_provisions"], f"<h1>{escape(words['paper_provisions'])}</h1>{rows}")


def answer(question: Tag, found: Tag) -> str:
    """One question's answer: its number and words, then what ``details.item-key`` holds."""
    legend = question.find("legend")
    head = inner(legend) if isinstance(legend, Tag) else ""
    on_paper(found)
    found.name = "div"  # laid open: a folded one is not printed
    for summary in found.select(".summary"):
        summary.decompose()
    for link in found.select("a"):
        link.name = "span"
        link.attrs.pop("href", None)
    return f'<div class="key-item"><p class="legend">{head}</p>{found}</div>'


def inner(element: Tag) -> str:
    return element.decode_contents()
