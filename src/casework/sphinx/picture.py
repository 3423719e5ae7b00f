"""``{picture} anatomy.svg``: an SVG beside the page, inlined, its words translated and described for screen readers.

Sphinx never extracts text from SVG, so the words are messages of the theme's own data catalogue.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from casework.pictures import PictureError, inlined
from casework.sphinx.markup import PAPER, skip_node
from casework.sphinx.state import raw, state_of, theme_of


class Picture(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        docname = self.env.docname
        path = Path(self.env.srcdir) / Path(docname).parent / self.arguments[0]
        self.env.note_dependency(str(path))
        ident = f"picture-{path.stem}"
        try:
            picture = inlined(path, ident, lambda text: state.lookup(theme_of(docname), text))
        except PictureError as error:
            return [self.state_machine.reporter.error(f"picture: {error}", line=self.lineno)]
        figure = f'<figure class="picture" id="{ident}">{picture.markup}</figure>'
        # on paper and in search the picture is its description
        return [raw(figure), picture_text("", *[nodes.paragraph("", f"[{state.strings['picture']}] {' · '.join(picture.words[:2])}")])]


class picture_text(nodes.General, nodes.Element):
    """The description, for search and builders that show no SVG."""


def setup(app: Any) -> None:
    # an EPUB shows the picture itself
    app.add_node(picture_text, html=(skip_node, None), **{**PAPER, "epub": (skip_node, None)})
    app.add_directive("picture", Picture)
