"""The book as one EPUB file: Sphinx's own builder, with what a reader's device and epubcheck ask for beside it.

Language and direction on every page and for the turning of pages, pictures declared, links that lead somewhere, one sheet of ours,
no scripts, and the same bytes for the same input.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder

from casework.translation import RIGHT_TO_LEFT, SOURCE

SHEET = Path(__file__).parents[1] / "exports" / "epub.css"
NAME = "casework-epub.css"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold: the same for every build
INSIDE = re.compile(r"^(?P<path>[^#?:]*?)\.x?html(?P<place>#.*)?$")


class Book(Epub3Builder):
    """Sphinx's EPUB builder under its own name."""

    @property
    def direction(self) -> str:
        return "rtl" if (self.config.language or SOURCE) in RIGHT_TO_LEFT else "ltr"

    def prepare_writing(self, docnames: set[str]) -> None:
        super().prepare_writing(docnames)
        language = self.config.language or SOURCE
        said = f'lang="{language}" xml:lang="{language}" dir="{self.direction}"'
        self.globalcontext["html_tag"] = self.html_tag.replace("<html ", f"<html {said} ")

    def content_metadata(self) -> dict[str, Any]:
        return {**super().content_metadata(), "page_progression_direction": self.direction}

    def get_toc(self) -> None:
        """Addresses without ``..``: a page beside the root's folder would not be found."""
        super().get_toc()
        for node in self.refnodes:
            node["refuri"] = posixpath.normpath(node["refuri"])

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        """The older table of contents names the book by the identifier of the package."""
        return {**super().toc_metadata(level, navpoints), "uid": self.config.epub_identifier}

    def build_content(self) -> None:
        """Only our sheet goes in; pages with a picture say so, as EPUB demands."""
        out = Path(self.outdir)
        for path in sorted((out / "_static").rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        (out / "_static" / NAME).write_text(SHEET.read_text(encoding="utf-8"), encoding="utf-8")
        super().build_content()
        package = out / "content.opf"
        package.write_text(re.sub(r'<item id="[^"]*" href="([^"]*)"[^>]*?(?= />)', self.declared, package.read_text(encoding="utf-8")), encoding="utf-8")

    def declared(self, found: re.Match[str]) -> str:
        page = Path(self.outdir) / found[1]
        has_picture = found[1].endswith(".xhtml") and page.exists() and "<svg" in page.read_text(encoding="utf-8")
        return found[0] + (' properties="svg"' if has_picture and "properties=" not in found[0] else "")

    def build_epub(self) -> None:
        """As the builder's own, with fixed dates and order."""
        out = Path(self.outdir)
        names = ["mimetype", "META-INF/container.xml", "content.opf", "toc.ncx", *sorted(set(self.files))]
        with ZipFile(out / f"{self.config.epub_basename}.epub", "w") as book:
            for name in names:
                entry = ZipInfo(name, LONG_AGO)
                entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                book.writestr(entry, (out / name).read_bytes())


def leading_somewhere(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """A link to a page of the book gets that page's name here; one to a page outside it (another language's) becomes plain words."""
    if app.builder.name != "epub":
        return
    for link in list(doctree.findall(nodes.reference)):
        address = link.get("refuri", "")
        found = INSIDE.match(address)
        if not found or not found["path"]:
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(docname), found["path"]))
        if target in app.env.found_docs:
            link["refuri"] = f"{found['path']}.xhtml{found['place'] or ''}"
        else:
            link.replace_self(nodes.inline("", "", *link.children, classes=link["classes"]))


def own_sheet(app: Sphinx) -> None:
    if app.builder.name == "epub":
        app.add_css_file(NAME)


def only_ours(app: Sphinx, _: str, __: str, values: dict[str, Any], ___: Any) -> None:
    """No other sheet; and records keep their direction by an attribute, which EPUB allows no sheet to say."""
    if app.builder.name == "epub":
        values["css_files"] = [sheet for sheet in values["css_files"] if str(getattr(sheet, "filename", sheet)).endswith(NAME)]
        values["body"] = re.sub(r"<(pre|code)(?=[ >])", r'<\1 dir="ltr"', values.get("body", ""))


def setup(app: Sphinx) -> None:
    app.add_builder(Book, override=True)
    app.connect("builder-inited", own_sheet)
    app.connect("html-page-context", only_ours, priority=950)
    app.connect("doctree-resolved", leading_somewhere, priority=950)
