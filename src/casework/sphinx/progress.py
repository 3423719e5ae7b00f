"""``{progress}`` and ``{review}``: a learner's own pages, filled by scripts from what the browser keeps; the data those scripts read.

Both are empty without a script, since without one nothing is kept; the page's own text says so.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from casework.course_map import course_map
from casework.sphinx.law import page_title
from casework.sphinx.markup import page_html
from casework.sphinx.mime import translated_case
from casework.sphinx.state import State, state_of

REVIEW = "book/review"


class Woken(SphinxDirective):
    """An empty place of its own class; the page loads the script that fills it."""

    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        self.env.metadata[self.env.docname][f"casework_{self.name}"] = "yes"
        note = escape(state.progress_strings["needs_script"])
        return [page_html(html=f'<div class="{self.name}-page"><p class="needs-script">{note}</p></div>')]


def map_of(state: State) -> dict[str, Any]:
    """The course's map in this language, with its cases and the words of the scripts."""
    found = course_map(state.source, state.here, lambda page, title: page_title(state, page, title), state.strings)
    pages = {slug: f"exercises/{slug}/exercise" for slug in state.source.cases}
    cases = {slug: translated_case(state, slug) for slug, page in pages.items() if state.here(page)}
    found["cases"] = [{"slug": slug, "page": pages[slug], "title": case.title} for slug, case in cases.items() if case]
    return found | {"words": state.progress_strings}


def review_files(state: State) -> dict[str, dict[str, str]]:
    """theme → item → its form, as the review page shows it. A check's items are shown there alone."""
    renderer = state.renderer(REVIEW)
    found: dict[str, dict[str, str]] = {}
    for item in state.course.items:
        if not item.body.form and state.here(f"book/{item.theme}/{item.body.lesson}"):
            found.setdefault(item.theme, {})[item.ref] = renderer.item(item, ident=f"item-{item.theme}-{item.slug}")
    return found


def setup(app: Sphinx) -> None:
    app.add_directive("progress", Woken)
    app.add_directive("review", Woken)
