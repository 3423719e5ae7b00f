"""``{picture} anatomy.svg``: an SVG beside the page, inlined, its words translated and described for screen readers.

Sphinx never extracts text from SVG, so the words are messages of the theme's own data catalogue.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from casework.sphinx.state import raw, state_of, theme_of

SVG = "{http://www.w3.org/2000/svg}"
WORDS = ("title", "desc", "text", "tspan")
ACTIVE = {"script", "foreignObject", "animate", "set", "image", "use"}  # nothing that runs or loads
ElementTree.register_namespace("", "http://www.w3.org/2000/svg")


def words_of(path: Path) -> list[str]:
    """Every message of a picture, in reading order."""
    tree = ElementTree.parse(path)
    return [text for element in tree.iter() if (text := own_text(element))]


def own_text(element: ElementTree.Element) -> str:
    if not isinstance(element.tag, str) or element.tag.removeprefix(SVG) not in WORDS:
        return ""
    return re.sub(r"\s+", " ", element.text or "").strip()


class Picture(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        docname = self.env.docname
        path = Path(self.env.srcdir) / Path(docname).parent / self.arguments[0]
        self.env.note_dependency(str(path))
        try:
            root = ElementTree.parse(path).getroot()
        except (OSError, ElementTree.ParseError) as error:
            return [self.state_machine.reporter.error(f"picture: “{self.arguments[0]}” can't be read: {error}. Put the file beside the page.", line=self.lineno)]
        bad = sorted({e.tag.removeprefix(SVG) for e in root.iter() if isinstance(e.tag, str) and e.tag.removeprefix(SVG) in ACTIVE})
        if bad:
            return [self.state_machine.reporter.error(f"picture: “{self.arguments[0]}” holds <{bad[0]}>. Draw with shapes and text only.", line=self.lineno)]
        ident = f"picture-{path.stem}"
        described = []
        for element in root.iter():
            if text := own_text(element):
                element.text = state.lookup(theme_of(docname), text)
            name = element.tag.removeprefix(SVG) if isinstance(element.tag, str) else ""
            if name in ("title", "desc") and element in list(root):
                element.set("id", f"{ident}-{name}")
                described.append(f"{ident}-{name}")
        root.set("role", "img")
        root.set("aria-labelledby", " ".join(described))
        for name in ("width", "height"):
            root.attrib.pop(name, None)
        words = [text for element in root.iter() if (text := own_text(element))]
        figure = f'<figure class="picture" id="{ident}">{ElementTree.tostring(root, encoding="unicode")}</figure>'
        # on paper and in search the picture is its description
        return [raw(figure), picture_text("", *[nodes.paragraph("", f"[{state.strings['picture']}] {' · '.join(words[:2])}")])]


class picture_text(nodes.General, nodes.Element):
    """The description, for search and builders that show no SVG."""


def skip(_: Any, __: Any) -> None:
    raise nodes.SkipNode


def nothing(_: Any, __: Any) -> None:
    """Children are visited as they are."""


def setup(app: Any) -> None:
    paper = dict.fromkeys(("latex", "text", "man", "texinfo"), (nothing, nothing))
    app.add_node(picture_text, html=(skip, None), epub=(skip, None), **paper)
    app.add_directive("picture", Picture)
