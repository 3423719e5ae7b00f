"""``{in-our-state} topic``: a box for what a State's own law and practice say. Empty here, on purpose: lines to write on."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from casework.our_state import PARTS, lines_html
from casework.sphinx.markup import PAPER, paper_text
from casework.sphinx.state import state_of, warn


class our_state_node(nodes.General, nodes.Element):
    """``topic``; children are what to find out, and the lines for paper."""


class InOurState(SphinxDirective):
    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        topic = self.arguments[0]
        if not re.fullmatch(r"[a-z0-9-]{1,40}", topic):
            warn(f"in-our-state: “{topic}” is no topic. Write small letters, digits and hyphens.", "our-state", (self.env.docname, self.lineno))
            return []
        node = our_state_node("", topic=topic)
        self.set_source_info(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        words = state_of(self.env).our_state_strings
        node += paper_text("", *[nodes.paragraph("", f"{words[f'our_{part}']}: ____________________") for part in PARTS])
        return [node]


def visit(writer: Any, node: our_state_node) -> None:
    words = state_of(writer.builder).our_state_strings
    ident = f"our-state-{node['topic']}"
    writer.body.append(f'<aside class="our-state" aria-labelledby="{ident}"><p class="our-state-title" id="{ident}">{escape(words["our_title"])}</p>')


def depart(writer: Any, node: our_state_node) -> None:
    writer.body.append(f"{lines_html(node['topic'], state_of(writer.builder).our_state_strings)}</aside>")


def setup(app: Any) -> None:
    app.add_node(our_state_node, html=(visit, depart), **PAPER)
    app.add_directive("in-our-state", InOurState)
