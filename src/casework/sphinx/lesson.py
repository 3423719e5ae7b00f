"""What a lesson's front matter promises, under its title; the theme's key terms; a button that forgets all answers."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from casework.sphinx.dependencies import note_files
from casework.sphinx.state import raw, state_of, theme_of


class Terms(SphinxDirective):
    """The glossary's entries of this theme, or of the theme named."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        self.env.note_dependency(str(state.root / "book" / "glossary.toml"))
        theme = (self.arguments or [theme_of(self.env.docname)])[0]
        words = state.strings
        rows = []
        for name, term in state.course.glossary.items():
            if theme not in term.themes:
                continue
            arabic: list[nodes.Node] = [nodes.inline("", term.ar, classes=["arabic"])]
            if term.status == "M":
                arabic.append(nodes.superscript("", "*"))
            rows.append(nodes.row("", *[nodes.entry("", nodes.paragraph("", "", *cell)) for cell in ([nodes.Text(name)], arabic, [nodes.Text(term.text)])]))
        if not rows:
            return []
        group = nodes.tgroup("", *[nodes.colspec("", colwidth=w) for w in (25, 25, 50)], cols=3)
        heads = (words["term"], words["arabic"], words["meaning"])
        group += nodes.thead("", nodes.row("", *[nodes.entry("", nodes.paragraph("", head)) for head in heads]))
        group += nodes.tbody("", *rows)
        return [nodes.table("", group, classes=["terms"]), nodes.paragraph("", f"* {words['to_confirm']}", classes=["terms-note"])]


class Forget(SphinxDirective):
    """A button that forgets every answer of the course on this device; ``js/page.js`` wakes it, and without a script there is nothing to forget."""

    def run(self) -> list[nodes.Node]:
        words = state_of(self.env).strings
        return [raw(f'<p class="forget"><button type="button" data-action="forget-all">{escape(words["forget_all"])}</button></p>')]


def add_strip(app: Sphinx, doctree: nodes.document) -> None:
    """Insert the strip after the title of every page that has front matter."""
    state = state_of(app)
    docname = app.env.docname
    page = next((p for p in state.source.lessons if p.docname == docname), None)
    if page is None or page.front is None:
        return
    title = next(iter(doctree.findall(nodes.title)), None)
    if title is None:
        return
    front, words = page.front, state.strings
    # its first use of each term is a link
    note_files(app.env, [state.root / "book" / "glossary.toml", state.catalogues.path("glossary"), state.catalogues.path(page.theme)])
    objective = state.catalogues.lookup(page.theme, front.objective)
    roles = ", ".join(words[role.lower().replace(" ", "_")] for role in front.roles)
    lines = [nodes.paragraph("", "", nodes.strong("", words["objective"]), nodes.Text(f" {objective[:1].lower()}{objective[1:]}"), classes=["strip-objective"])]
    facts = f"{words['minutes'].format(minutes=front.minutes)} · {words['roles']} {roles}" + (f" · {words['core_path']}" if front.core else "")
    lines.append(nodes.paragraph("", facts, classes=["strip-facts"]))
    title.parent.insert(title.parent.index(title) + 1, nodes.container("", *lines, classes=["lesson-strip"]))


def setup(app: Any) -> None:
    app.add_directive("terms", Terms)
    app.add_directive("forget", Forget)
    app.connect("doctree-read", add_strip)
