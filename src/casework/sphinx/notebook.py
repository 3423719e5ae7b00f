"""Each lesson as a notebook beside the pages (``notebooks/<theme>/<lesson>.ipynb``), and where its page links to it."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.osutil import ensuredir

from casework.exports.notebook import Lesson, notebook, place_of
from casework.sphinx.state import State, state_of

PAGES = ("html", "dirhtml")


def has_notebook(app: Sphinx, state: State, docname: str) -> bool:
    """Lessons with questions have one; a theme's first page and the checks, whose feedback waits for the end, have none."""
    page = next((page for page in state.source.lessons if page.docname == docname), None)
    return page is not None and page.slug != "index" and bool(state.course.items_of(page.theme, page.slug)) and not app.env.metadata.get(docname, {}).get("casework_check")


def write_notebook(app: Sphinx, pagename: str, _: str, values: dict[str, Any], doctree: Any) -> None:
    """Write the page's notebook together with the page, so that a warm build writes only what changed."""
    state = state_of(app)
    if app.builder.name not in PAGES or doctree is None or not has_notebook(app, state, pagename):
        return
    place = place_of(pagename)
    renderer = state.renderer(pagename)
    law = {ref: renderer.provision(ref) for ref in state.course.law.provisions if f'data-law="{ref}"' in values["body"]}
    text = notebook(Lesson(pagename, values["body"], state.language, state.strings, law))
    path = Path(app.outdir) / place
    ensuredir(path.parent)
    path.write_text(text, encoding="utf-8")
    values["casework"]["notebook"] = posixpath.relpath(place, posixpath.dirname(pagename))


def forget_old(app: Sphinx, exception: Exception | None) -> None:
    """A lesson that is gone, or has lost its questions, takes its notebook with it."""
    if exception or app.builder.name not in PAGES:
        return
    folder, state = Path(app.outdir) / "notebooks", state_of(app)
    for path in folder.rglob("*.ipynb"):
        docname = f"book/{path.relative_to(folder).with_suffix('').as_posix()}"
        if docname not in app.env.found_docs or not has_notebook(app, state, docname):
            path.unlink()


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", write_notebook, priority=950)
    app.connect("build-finished", forget_old)
