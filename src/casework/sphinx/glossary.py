"""``{glossary-list}``: every term; and in lessons, the first use of each term is a link that says what it means.

The link is of the same kind as a provision's, so one popover serves both: on hover, on focus, on a first tap.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from casework.glossary import Term
from casework.sphinx.markup import page_html, paper_text
from casework.sphinx.quiz import PAGES, item_node
from casework.sphinx.state import State, raw, state_of

GLOSSARY = "book/glossary"
# what is no running text, or has links of its own
APART = (nodes.title, nodes.reference, nodes.literal, nodes.table, nodes.rubric, nodes.raw, nodes.strong, item_node)


def slug_of(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


class GlossaryList(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        self.env.note_dependency(str(state.root / "book" / "glossary.toml"))
        rows, plain = "", []
        for name, term in sorted(state.course.glossary.items(), key=lambda pair: pair[0].lower()):
            mark = "*" if term.status == "M" else ""
            rows += (
                f'<div class="glossary-entry" id="term-{slug_of(name)}"><dt><span lang="en" dir="ltr">{escape(name)}</span> '
                f'<span lang="ar" dir="rtl">{escape(term.ar)}</span>{mark}</dt><dd>{escape(term.text)}</dd></div>'
            )
            plain.append(nodes.paragraph("", f"{name} · {term.ar}: {term.text}"))
        return [page_html(html=f'<dl class="glossary">{rows}</dl><p class="terms-note">* {escape(state.strings["to_confirm"])}</p>'), paper_text("", *plain)]


def popover_texts(state: State) -> dict[str, dict[str, str]]:
    """What the popover of a term shows, by the reference that its link carries."""
    return {f"term/{slug_of(name)}": {"title": f"{name} · {term.ar}", "text": term.text} for name, term in state.course.glossary.items()}


def spelled(terms: dict[str, Term], language: str) -> dict[str, str]:
    """What stands in a text → the term's name. English: the term and its plural; Arabic: the Arabic term, with or without a prefix."""
    if language == "ar":
        return {term.ar: name for name, term in terms.items()}
    return {name.lower(): name for name in terms}


def link_terms(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make a link of the first use of each term in a lesson's running text."""
    state = state_of(app)
    if app.builder.name not in PAGES or not state.here(GLOSSARY) or GLOSSARY not in app.env.found_docs:
        return
    if not any(page.docname == docname for page in state.source.lessons):
        return
    terms = spelled(state.course.glossary, state.language)
    if not terms:
        return
    alternatives = "|".join(re.escape(text) for text in sorted(terms, key=len, reverse=True))
    # an Arabic word carries its prefixes; an English one may be plural
    pattern = re.compile(rf"(?<!\w)(?:[وبلف]?)({alternatives})(?!\w)" if state.language == "ar" else rf"(?<![\w-])({alternatives})(?:s|es)?(?![\w-])", re.I)
    seen: set[str] = set()
    href = state.relative(docname, GLOSSARY)
    for text in list(doctree.findall(nodes.Text)):
        if apart(text):
            continue
        pieces, end = [], 0
        for found in pattern.finditer(str(text)):
            name = terms.get(found[1].lower()) or terms.get(found[1])
            if not name or name in seen:
                continue
            seen.add(name)
            link = f'<a class="term" data-law="term/{slug_of(name)}" href="{href}#term-{slug_of(name)}">{escape(found[0])}</a>'
            pieces += [nodes.Text(str(text)[end : found.start()]), raw(link)]
            end = found.end()
        if pieces:
            parent = text.parent
            place = parent.index(text)
            parent.remove(text)
            for piece in reversed([*pieces, nodes.Text(str(text)[end:])]):
                parent.insert(place, piece)


def apart(text: nodes.Text) -> bool:
    """Whether a text is outside running paragraphs, or in a place that keeps its words as they are."""
    node = text.parent
    inside = False
    while node is not None:
        if isinstance(node, APART) or {"lesson-strip", "provisions", "sources"} & set(node.get("classes", ()) if isinstance(node, nodes.Element) else ()):
            return True
        if type(node).__name__ in ("law_node", "check_node", "picture_text"):
            return True
        inside = inside or isinstance(node, nodes.paragraph)
        node = node.parent
    return not inside


def setup(app: Any) -> None:
    app.add_directive("glossary-list", GlossaryList)
    app.connect("doctree-resolved", link_terms, priority=800)
