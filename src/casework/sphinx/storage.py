"""``{storage}``: what the pages keep in the browser, name by name, from the list that the scripts are tested against."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from casework.sphinx.state import state_of
from casework.storage import KEPT


class Storage(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        words = state.storage_strings
        group = nodes.tgroup("", *[nodes.colspec("", colwidth=width) for width in (40, 60)], cols=2)
        heads = [nodes.entry("", nodes.paragraph("", words[head])) for head in ("kept_name", "kept_what")]
        group += nodes.thead("", nodes.row("", *heads))
        body = nodes.tbody()
        for key, pattern in KEPT.items():
            name = pattern.replace("<course>", state.course.info.id)
            cells = [nodes.paragraph("", "", nodes.literal("", name)), nodes.paragraph("", words[f"kept_{key}"])]
            body += nodes.row("", *[nodes.entry("", cell) for cell in cells])
        group += body
        return [nodes.table("", group, classes=["storage"])]


def setup(app: Any) -> None:
    app.add_directive("storage", Storage)
