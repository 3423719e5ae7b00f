"""Nodes that say one thing to a page and another to paper, and the visitors that all our nodes share."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


class page_html(nodes.General, nodes.Element):
    """``html``: markup of a page that leads to other pages or is woken by a script; books on paper and EPUB leave it out."""


class paper_text(nodes.General, nodes.Element):
    """Words for search and paper that the page shows in another way."""


def nothing(_: Any, __: Any) -> None:
    """No markup of its own: the children are visited as they are."""


def skip_node(_: Any, __: Any) -> None:
    raise nodes.SkipNode


def visit_page_html(writer: Any, node: page_html) -> None:
    if writer.builder.name != "epub":
        writer.body.append(node["html"])
    raise nodes.SkipNode


# every builder without scripts, as arguments of ``add_node``: the children as they are, or nothing at all
PAPER = dict.fromkeys(("latex", "text", "man", "texinfo", "epub"), (nothing, nothing))
NOT_ON_PAPER = dict.fromkeys(PAPER, (skip_node, None))


def setup(app: Sphinx) -> None:
    app.add_node(page_html, html=(visit_page_html, None), **NOT_ON_PAPER)
    app.add_node(paper_text, html=(skip_node, None), **PAPER)
