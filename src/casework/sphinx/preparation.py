"""What a language does not have yet, and the gate: never half-translated.

A page without a catalogue is left out of that language's table of contents (``casework.build``); links to it lead to the
English page and say so. A catalogue that exists is complete, or the build of that language stops and names every gap.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from casework.errors import Problem, ProblemsError, relative, shown
from casework.lessons import read_lesson
from casework.sphinx.state import State, state_of
from casework.translation import SOURCE

EVERYWHERE = ("course", "toc", "law", "report", "glossary", "interface")


def absent_links(app: Sphinx, doctree: nodes.document) -> None:
    """A link to a page that this language has not yet leads to the English one."""
    state = state_of(app)
    if state.language == SOURCE:
        return
    here = app.env.docname
    for link in list(doctree.findall(addnodes.pending_xref)):
        target = link.get("reftarget", "")
        if link.get("refdomain") != "doc" or target in app.env.found_docs:
            continue
        up = "../" * (here.count("/") + 1)
        href = f"{up}{SOURCE}/{target}.html" + (f"#{link['reftargetid']}" if link.get("reftargetid") else "")
        reference = nodes.reference("", "", internal=True, refuri=href, classes=["in-english"])
        words = link.astext() or target
        reference += nodes.inline("", words)
        link.replace_self(reference)


class InPreparation(SphinxDirective):
    """``{in-preparation}``: the pages that this language has not yet, each with its English address."""

    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        pages = self.config.casework_pages
        absent = [name for name in pages.get(SOURCE, []) if name not in pages.get(state.language, [])]
        if state.language == SOURCE or not absent:
            return []
        titles = {name: read_lesson(path, state.root, False)[0].title for name in absent if (path := state.root / f"{name}.md").exists()}
        up = "../" * (self.env.docname.count("/") + 1)
        rows = []
        for name in absent:
            link = nodes.reference("", titles.get(name, name), internal=True, refuri=f"{up}{SOURCE}/{name}.html", classes=["in-english"])
            rows.append(nodes.list_item("", nodes.paragraph("", "", link)))
        return [nodes.paragraph("", state.strings["in_preparation"]), nodes.bullet_list("", *rows)]


def gaps(state: State) -> list[Problem]:
    """Every message that an existing catalogue lacks: empty, fuzzy, or in the sources and not in the catalogue."""
    found = []
    places = [state.root / "book" / "locale" / state.language, Path(__file__).parents[1] / "locale" / state.language]
    for path in sorted(p for place in places for p in place.rglob("*.po")):
        with path.open("rb") as stream:
            catalogue = read_po(stream)
        for message in catalogue:
            if message.id and (not message.string or message.fuzzy):
                kind = "fuzzy" if message.fuzzy else "empty"
                text = f"the translation of {shown(str(message.id))} is {kind}."
                found.append(Problem(relative(path, state.root), "untranslated", text, "Translate it, or remove the whole catalogue until it is complete.", message.lineno))
    for domain, text in sorted(state.catalogues.missing):
        path = state.catalogues.path(domain)
        if path.exists():
            cure = f"Run `casework messages {state.language}` and translate what is new."
            found.append(Problem(relative(path, state.root), "untranslated", f"{shown(text)} is not in the catalogue.", cure))
        elif domain in EVERYWHERE:
            cure = f"Run `casework messages {state.language}` and translate it."
            found.append(Problem(relative(path, state.root), "no-catalogue", "the catalogue is missing; every page needs it.", cure))
    return list(dict.fromkeys(found))


def gate(app: Sphinx, _: Any) -> None:
    """Stop the build of a language that is translated in part, and say everything that is missing."""
    state = state_of(app)
    if state.language != SOURCE and (problems := gaps(state)):
        raise ExtensionError(f"{len(problems)} translations are missing:\n{ProblemsError(problems)}")


def setup(app: Sphinx) -> None:
    app.add_directive("in-preparation", InPreparation)
    app.connect("doctree-read", absent_links)
    app.connect("env-check-consistency", gate)
