"""The edition of a course in one language: the pages it has, and what those pages need of the data that all themes share.

A theme that is not translated yet must not hold up the others: its provisions and terms are left out of the register and the
glossary of that language until one of its pages exists there, or until they are translated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from casework.course import Course
from casework.law import INSTRUMENT_TEXTS, PROVISION_TEXTS, Law
from casework.translation import SOURCE

REFERENCE = re.compile(r"[a-z][a-z0-9-]*/[0-9a-z][0-9a-z./-]*", re.I)


def translated_pages(root: Path, language: str) -> set[str]:
    """The pages that exist in a language: those with a catalogue of their own."""
    base = root / "book" / "locale" / language / "LC_MESSAGES"
    return {path.relative_to(base).with_suffix("").as_posix() for path in base.rglob("*.po") if path.relative_to(base).parts[0] != "data"}


def cited(course: Course, pages: set[str]) -> set[str]:
    """The provisions that these pages cite, in their text, their items and their cases."""
    found = {ref for page in course.lessons if page.docname in pages for ref, _ in page.citations}
    found |= {ref for item in course.items if f"book/{item.theme}/{item.body.lesson}" in pages for ref in item.body.cited}
    for slug in course.cases:
        if f"exercises/{slug}/exercise" in pages:
            for path in [p for folder in ("exercises", "answers") for p in (course.root / folder / slug).rglob("*.*") if p.suffix in (".toml", ".md")]:
                found |= set(REFERENCE.findall(path.read_text(encoding="utf-8")))
    return found & set(course.law.provisions)


def edition(course: Course, language: str, known: Callable[[str, str], bool], adding: set[str] | None = None) -> Course:
    """``course`` with the language's pages and their items, and what those need of the register and the glossary.

    ``known(domain, text)`` says whether a text is translated: what is stays, cited or not. ``adding`` names themes, cases or
    pages that are about to be translated.
    """
    if language == SOURCE:
        return course
    every = {page.docname for page in course.lessons} | {f"exercises/{slug}/exercise" for slug in course.cases}
    pages = translated_pages(course.root, language) | {page for page in every if adding and (page in adding or adding & set(page.split("/")))}
    needed = cited(course, pages)
    provisions = {
        ref: provision for ref, provision in course.law.provisions.items()
        if ref in needed or all(known("law", text) for name in PROVISION_TEXTS if (text := getattr(provision.body, name)))
    }  # fmt: skip
    # an instrument's own words are needed with its first provision
    instruments = {ref.split("/")[0] for ref in provisions if ref in needed or all(known("law", t) for t in instrument_texts(course, ref))}
    provisions = {ref: provision for ref, provision in provisions.items() if ref.split("/")[0] in instruments}
    themes = {page.split("/")[1] for page in pages if page.startswith("book/") and page.count("/") == 2}
    return replace(
        course,
        items=tuple(item for item in course.items if f"book/{item.theme}/{item.body.lesson}" in pages),
        lessons=tuple(page for page in course.lessons if page.docname in pages),
        law=Law({slug: course.law.instruments[slug] for slug in course.law.instruments if slug in instruments}, provisions),
        glossary={name: term for name, term in course.glossary.items() if themes & set(term.themes) or known("glossary", term.text)},
    )


def instrument_texts(course: Course, ref: str) -> list[str]:
    instrument = course.law.instruments[ref.split("/")[0]]
    return [text for name in INSTRUMENT_TEXTS if (text := getattr(instrument, name))]
