"""``casework slides``: each lesson as one page of slides in ``_build/slides``, for a projector without internet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from casework.course import Course, load_course
from casework.errors import Problem, ProblemsError, shown
from casework.exports.deck import Maker, Slide, deck
from casework.exports.stand_alone import document, file_name, write_assets
from casework.html import Renderer
from casework.html_text import plain
from casework.lessons import Lesson
from casework.translation import SOURCE, Catalogues, interface

LANGUAGES = ("en", "ar")


def chosen(course: Course, name: str | None) -> list[Lesson]:
    """The lessons of a theme, one lesson (``lesson`` or ``theme/lesson``), or all; pages of checks are no lessons."""
    every = [lesson for lesson in course.lessons if lesson.front and lesson.slug != "index" and "```{check}" not in lesson.text]
    found = [x for x in every if name in (None, x.theme, x.slug, f"{x.theme}/{x.slug}")]
    if not found:
        known = ", ".join(dict.fromkeys(lesson.theme for lesson in every))
        raise ProblemsError([Problem("casework slides", "no-lesson", f"{shown(name or '')} is no theme and no lesson.", f"Name a lesson as in its address, or one of: {known}.")])
    return found


def write_slides(root: Path, name: str | None = None, languages: Sequence[str] = LANGUAGES, out: Path | None = None, say: Callable[[str], None] = print) -> list[Path]:
    """Write the decks and the page that lists them; returns the decks' files. A language without the lesson is passed over."""
    folder = out or root / "_build" / "slides"
    course = load_course(root)
    lessons = chosen(course, name)
    twice = {slug for slug, count in Counter(lesson.slug for lesson in course.lessons).items() if count > 1}
    write_assets(folder, "slides.css", "slides.js")
    written: list[Path] = []
    for language in languages:
        catalogues = Catalogues(root, language)
        ready = [x for x in lessons if language == SOURCE or translated(catalogues, x)]
        if not ready:
            continue
        spoken = course.translated(catalogues.lookup)
        words = interface(catalogues, "page", "script", "slides")
        rows = []
        for lesson in ready:
            make = Maker(spoken, Renderer(spoken.law, words, "", catalogues.lookup), lambda text, page=lesson.docname: catalogues.page_lookup(page, text))
            slides = deck(lesson, make, catalogues.lookup(lesson.theme, lesson.front.objective) if lesson.front else "")
            title = plain(catalogues.page_lookup(lesson.docname, lesson.title))
            path = folder / file_name(f"{lesson.theme}-{lesson.slug}" if lesson.slug in twice else lesson.slug, language)
            path.write_text(document(language, title, body(title, slides, words), "slides.css", "slides.js"), encoding="utf-8")
            written.append(path)
            rows.append(f'<li><a href="{path.name}">{escape(title)}</a></li>')
        title = words["slides_title"]
        page = f'<main class="list"><h1>{escape(title)}</h1><p>{escape(words["slides_how"])}</p><ul>{"".join(rows)}</ul></main>'
        (folder / file_name("index", language)).write_text(document(language, title, page, "slides.css"), encoding="utf-8")
    if not written:
        raise ProblemsError([Problem("casework slides", "no-language", f"{shown(name or '')} is not translated into {', '.join(languages)}.", "Leave --language out, or translate it.")])
    say(f"{len(written)} decks are in {folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder}/; open index.html there.")
    return written


def translated(catalogues: Catalogues, lesson: Lesson) -> bool:
    return (catalogues.root / "book" / "locale" / catalogues.language / "LC_MESSAGES" / f"{lesson.docname}.po").exists()


def body(title: str, slides: list[Slide], words: dict[str, str]) -> str:
    """The slides one below the other, each with its notes; the script shows one at a time."""
    rows = []
    for number, slide in enumerate(slides, 1):
        place = escape(words["slide_of"].format(number=number, of=len(slides)))
        notes = "".join(f"<p>{note}</p>" for note in slide.notes)
        rows.append(
            f'<section class="slide {slide.kind}" id="s{number}" tabindex="-1" aria-labelledby="t{number}" data-place="{place}">'
            f'<div class="sheet"><h2 id="t{number}">{slide.title}</h2><div class="content">{slide.body}</div>'
            f'<p class="foot"><span>{escape(title)}</span><span>{number} / {len(slides)}</span></p></div>'
            f'<div class="notes" role="note" aria-label="{escape(words["slide_notes"])}"><b>{escape(words["slide_notes"])}</b>{notes}</div></section>'
        )
    buttons = "".join(
        f'<button type="button" data-do="{name}" aria-label="{escape(words[label])}" title="{escape(words[label])}">{sign}</button>'
        for name, label, sign in (("previous", "slide_previous", "<span>‹</span>"), ("next", "slide_next", "<span>›</span>"), ("notes", "slide_notes_key", "N"), ("full", "slide_full", "F"))
    )
    # one first heading on whichever slide is seen
    return f'<main><h1 class="say">{escape(title)}</h1>{"".join(rows)}</main><nav class="pilot" aria-label="{escape(words["slides_title"])}" hidden>{buttons}<span role="status"></span></nav>'
