"""A paper as a tagged PDF (PDF/UA) with bookmarks, by weasyprint. Importing this needs weasyprint and Pango.

Each part is laid out alone and the pages are joined: a book of hundreds of pages at once takes far longer, and bold words
in Arabic then stand beside their places. So the contents get their page numbers here, last.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint import svg

from casework.exports.paper_parts import Printed

PAGE_OF = re.compile(r'(<a href="#([^"]+)") data-page=""')
OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/ua-1"}


class Whole(str):
    """A text that is one letter to who goes through its letters."""

    def __iter__(self) -> Iterator[str]:
        yield str(self)


LETTER_BY_LETTER = svg.text


def whole_text(picture: Any, node: Any, font_size: float) -> None:
    """Draw a picture's text in one piece. Letter by letter, as weasyprint does, Arabic letters do not join and stand the wrong way round."""
    if node.text and not any(" " in node.get(name, "").strip() for name in ("x", "y", "dx", "dy", "rotate")):
        node._etree_node.text = Whole(node.text)
    LETTER_BY_LETTER(picture, node, font_size)


svg.text = whole_text
svg.TAGS.update({tag: whole_text for tag, draw in svg.TAGS.items() if draw is LETTER_BY_LETTER})
for logger in ("weasyprint", "fontTools"):
    logging.getLogger(logger).setLevel(logging.ERROR)


def pdf(paper: Printed, folder: Path) -> bytes:
    """The bytes of the PDF; fonts are read from ``folder/fonts``. Each part has fonts of its own: with shared ones Arabic in bold is measured wrong."""

    def laid_out(body: str, before: int) -> Any:
        head = paper.head.replace("</style>", f"@page :first {{ counter-reset: page {before + 1}; }}\n</style>", 1)
        return weasyprint.HTML(string=f"{head}<body>{body}</body></html>", base_url=f"{folder}/").render(**OPTIONS)

    count = len(laid_out(paper.front, 0).pages)
    bodies, numbers = [], {}
    for part in paper.parts:
        document = laid_out(part, count)
        for number, page in enumerate(document.pages, count + 1):
            numbers = dict.fromkeys(page.anchors, number) | numbers  # a place that goes on has the page where it begins
        bodies += document.pages
        count += len(document.pages)
    front = laid_out(PAGE_OF.sub(lambda found: f'{found[1]} data-page="{numbers.get(found[2], "")}"', paper.front), 0)
    return front.copy([*front.pages, *bodies]).write_pdf(**OPTIONS)
