"""``{check} a``: a test form. Feedback waits until the whole is finished; without a script each question keeps its own answer below it."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from casework.checks import FORMS, check_data, items_of_form
from casework.html import json_block
from casework.sphinx.dependencies import note_folder
from casework.sphinx.law import page_title
from casework.sphinx.markup import PAPER
from casework.sphinx.quiz import item_nodes
from casework.sphinx.state import State, state_of, warn


class check_node(nodes.General, nodes.Element):
    """``form``; children are its items."""


class Check(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        form = self.arguments[0]
        items = items_of_form(state.course, form)
        if form not in FORMS or not items:
            warn(f"check: form “{form}” has no items. Write one of {', '.join(FORMS)}, and give items `form` and `slot`.", "check", (self.env.docname, self.lineno))
            return []
        note_folder(self.env, items[0].path.parent)
        self.env.metadata[self.env.docname]["casework_check"] = form
        return [check_node("", *item_nodes(self.env, items), form=form)]


def titled(state: State, docname: str, ref: str) -> tuple[str, str]:
    """(title, address) of a lesson that is to be read again."""
    target = f"book/{ref}"
    page = next(page for page in state.source.lessons if page.docname == target)
    return page_title(state, target, page.title), state.address(docname, target)


def visit(writer: Any, node: check_node) -> None:
    state = state_of(writer.builder)
    docname = writer.builder.current_docname
    data = {**check_data(state.course, node["form"], lambda ref: titled(state, docname, ref)), "words": state.check_strings}
    writer.body.append(f'<div class="check" data-form="{node["form"]}">{json_block(data, "check-data")}')


def depart(writer: Any, _: check_node) -> None:
    writer.body.append("</div>")


def setup(app: Sphinx) -> None:
    app.add_node(check_node, html=(visit, depart), **PAPER)
    app.add_directive("check", Check)
