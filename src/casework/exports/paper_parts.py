"""What the papers share: the frame of a document with its fonts and running lines, the cover, the contents with page numbers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from html import escape
from pathlib import Path

import casework
from casework.course import Course, CourseInfo
from casework.html_text import paragraphs
from casework.translation import RIGHT_TO_LEFT

HERE = Path(__file__).parent
FONTS = HERE.parent / "static" / "fonts"
# file → family; a name of its own for each, since weasyprint mixes up the glyphs of files that share one
FACES = {"sans": "Casework Paper", "sans-ext": "Casework Paper Accents", "sans-arabic": "Casework Paper Arabic"}
SIGNS = HERE / "signs.woff2"
FAMILY = ", ".join(f"'{name}'" for name in [*FACES.values(), "Casework Paper Signs"]) + ", sans-serif"


@dataclass(frozen=True)
class Paper:
    """What every paper of a language says: words of the interface, the course, the day its law was checked."""

    language: str
    words: dict[str, str]
    info: CourseInfo
    date: datetime.date

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"


def as_of(course: Course) -> datetime.date:
    """The day up to which the law was checked: the newest such date in the register. A paper's date, so that same input gives same bytes."""
    return max((p.body.checked for p in course.law.provisions.values()), default=datetime.date(2026, 1, 1))


@dataclass(frozen=True)
class Printed:
    """A paper in pieces: ``parts`` begin on pages of their own, so that each can be laid out alone. ``html`` is the whole of it.

    Where the contents name a page, ``front`` holds a link with an empty ``data-page``, which ``paper_pdf`` fills.
    """

    name: str
    head: str
    front: str
    parts: tuple[str, ...]

    @property
    def html(self) -> str:
        return f"{self.head}<body>\n{self.front}\n{chr(10).join(self.parts)}\n</body></html>\n"


def printed(paper: Paper, name: str, title: str, front: str, parts: list[str], training: bool = True) -> Printed:
    """A paper with its head: language, direction, title, fonts (in ``fonts/`` beside it), sheet and running lines."""
    start, end = ("right", "left") if paper.direction == "rtl" else ("left", "right")
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("fonts/{font}-{weight}.woff2") format("woff2"); }}\n'
        for font, family in FACES.items()
        for weight in (400, 600)
    ) + '@font-face { font-family: "Casework Paper Signs"; src: url("fonts/signs.woff2") format("woff2"); }\n'
    notice = f'@bottom-{start} {{ content: "{paper.words["paper_training"]}"; }}' if training else ""
    running = (
        f'@page {{ @top-{start} {{ content: string(chapter); }} @top-{end} {{ content: "{paper.info.title}"; }} '
        f"{notice} @bottom-{end} {{ content: counter(page); }} }}\n"
    )
    sheet = (HERE / "paper.css").read_text(encoding="utf-8").replace("FAMILY", FAMILY).replace("START", start)
    head = (
        f'<!doctype html>\n<html lang="{paper.language}" dir="{paper.direction}">\n<head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f'<meta name="author" content="The casework authors"><meta name="dcterms.created" content="{paper.date.isoformat()}">'
        f'<meta name="description" content="{escape(paper.info.subtitle)}">\n'
        f"<style>\n{faces}{running}{sheet}</style></head>\n"
    )
    return Printed(name, head, front, tuple(parts))


def cover(paper: Paper, title: str, what: str) -> str:
    """What it is, of which version and day, and what it is not."""
    words, info = paper.words, paper.info
    version = words["paper_version"].format(version=casework.__version__, date=paper.date.isoformat())
    return (
        f'<section class="cover"><p class="cover-course">{escape(info.title)}</p><p class="cover-title">{escape(title)}</p>'
        f'<p class="cover-what">{escape(what)}</p><p class="cover-name">{escape(words["paper_name"])} <span class="line"></span></p>'
        f'<div class="cover-foot"><p><strong>{escape(words["paper_self_study"])}</strong></p><p>{version_of(version)}</p>'
        f"{paragraphs(info.disclaimer)}<p>{escape(info.licence)}</p></div></section>"
    )


def version_of(text: str) -> str:
    return paragraphs(text).removeprefix("<p>").removesuffix("</p>")


def contents(paper: Paper, rows: list[tuple[str, int, str, str]]) -> str:
    """(part, depth, anchor, title) as a list with page numbers."""
    shown, part = "", ""
    for caption, depth, anchor, title in rows:
        if caption != part:
            part = caption
            shown += f'<p class="contents-part">{escape(part)}</p>'
        shown += f'<p class="contents-row depth-{depth}"><a href="#{anchor}" data-page="">{escape(title)}</a></p>'
    return f'<section class="contents"><h1>{escape(paper.words["contents"])}</h1>{shown}</section>'
