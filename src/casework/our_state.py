"""A State's own law, contacts, languages and refusal practice, for the boxes "In our State" of a kit.

A folder outside the public course holds one TOML file a topic; a lesson's ``{in-our-state}`` directive names the topics there are::

    checked  = 2026-11-01
    reviewer = "A. Name, Central Authority"
    [en]
    law       = "Act 12 of 2019, section 4: …"
    contacts  = "…"
    languages = "…"
    practice  = "…"

Texts are inline Markdown, shown in the language they are written in. A box without a file stays what it is: lines to write on.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

from pydantic import Field, field_validator, model_validator

from casework.course import Course
from casework.errors import Problem, ProblemsError, relative, shown
from casework.html_text import paragraphs
from casework.item_parts import Frozen
from casework.lint import DIRECTION, HTML
from casework.loading import load
from casework.translation import RIGHT_TO_LEFT, SOURCE

PARTS = ("law", "contacts", "languages", "practice")
DIRECTIVE = re.compile(r"^(?:`{3,}|:{3,})\{in-our-state\} *([\w-]+)", re.M)
BOX = re.compile(r"<!--our-state ([a-z0-9-]+)-->.*?<!--/our-state-->", re.S)
LINE = '<span class="our-state-line"></span>'
LONGEST = 2000  # characters of one text: a box is no lesson
MOST_FILES = 200


class Texts(Frozen):
    """One language of a topic."""

    law: str = Field("", max_length=LONGEST)
    contacts: str = Field("", max_length=LONGEST)
    languages: str = Field("", max_length=LONGEST)
    practice: str = Field("", max_length=LONGEST)

    @field_validator("*")
    @classmethod
    def tame(cls, text: str) -> str:
        return _tame(text)


class Topic(Frozen):
    """One file. Who checked it and when is part of what it says."""

    checked: datetime.date
    reviewer: str = Field(min_length=2, max_length=200)
    en: Texts | None = None
    ar: Texts | None = None

    @field_validator("reviewer")
    @classmethod
    def tame(cls, text: str) -> str:
        return _tame(text)

    @model_validator(mode="after")
    def says_something(self) -> Topic:
        if not any(getattr(texts, part) for texts in (self.en, self.ar) if texts for part in PARTS):
            raise ValueError("there is no text. Give `law`, `contacts`, `languages` or `practice` below [en] or [ar].")
        return self


def _tame(text: str) -> str:
    if found := HTML.search(text):
        raise ValueError(f"it holds HTML: {shown(found[0])}. Write inline Markdown.")
    if DIRECTION.search(text) or any(ord(letter) < 32 and letter not in "\n\t" for letter in text):
        raise ValueError("it holds invisible characters that turn or break the text. Remove them.")
    return text


def topics(course: Course) -> dict[str, str]:
    """topic → the page that has its box."""
    return {topic: page.docname for page in course.lessons for topic in DIRECTIVE.findall(page.text)}


def load_folder(folder: Path, course: Course) -> dict[str, Topic]:
    """Every topic of ``folder``. Raises ProblemsError with everything that is wrong in any file."""
    _outside(folder, course.root)
    known, found, problems = topics(course), {}, []
    paths = sorted(folder.glob("*.toml"))
    if not paths or len(paths) > MOST_FILES:
        message = f"the folder holds {len(paths) or 'no'} .toml files; 1 to {MOST_FILES} are read."
        raise ProblemsError([Problem(str(folder), "local", message, f"Write one a topic: {', '.join(f'{name}.toml' for name in known)}.")])
    for path in paths:
        place = relative(path, folder.parent)
        if path.is_symlink():
            problems.append(Problem(place, "local", "the file is a link to another.", "Copy the file itself into the folder."))
            continue
        if path.stem not in known:
            problems.append(Problem(place, "topic", f"no box has the topic {shown(path.stem)}.", f"Name the file after one of: {', '.join(known)}."))
            continue
        topic, wrong = load(path, folder.parent, Topic)
        problems += wrong
        if topic and topic.checked > datetime.date.today():
            problems.append(Problem(place, "date", f"`checked` is {topic.checked}, which is to come.", "Write the day on which the text was checked."))
        if topic:
            found[path.stem] = topic
    if problems:
        raise ProblemsError(problems)
    return found


def _outside(folder: Path, root: Path) -> None:
    """Inside the course only folders that git leaves alone: what a State says of its practice must not be published by mistake."""
    if not folder.is_dir():
        raise ProblemsError([Problem(str(folder), "local", "there is no such folder.", "Name the folder that holds the topics' .toml files.")])
    inside = folder.resolve()
    if inside.is_relative_to(root.resolve()) and inside.relative_to(root.resolve()).parts[:1] != ("our-state",):
        message = "the folder lies inside the course, where it could be published by mistake."
        raise ProblemsError([Problem(str(folder), "local", message, "Move it elsewhere, or name it our-state/: git leaves that one out.")])


def filled(page: str, language: str, found: Mapping[str, Topic], words: dict[str, str]) -> str:
    """``page`` with its boxes filled from ``found``; others stay lines to write on."""
    return BOX.sub(lambda box: box_html(found[box[1]], language, words) if box[1] in found else box[0], page)


def lines_html(topic: str, words: dict[str, str]) -> str:
    """An empty box: lines to write on, between marks that a kit finds."""
    how = f'<p class="our-state-how">{escape(words["our_write"])}</p>'
    return f"<!--our-state {topic}-->{how}{_rows(words, lambda _: LINE)}<!--/our-state-->"


def box_html(topic: Topic, language: str, words: dict[str, str]) -> str:
    other = next(code for code in (SOURCE, "ar") if code != language)
    here, there = getattr(topic, language, None) or Texts(), getattr(topic, other) or Texts()

    def text(part: str) -> str:
        if getattr(here, part):
            return paragraphs(getattr(here, part))
        if not getattr(there, part):
            return "–"
        return f'<div lang="{other}" dir="{"rtl" if other in RIGHT_TO_LEFT else "ltr"}">{paragraphs(getattr(there, part))}</div>'

    reviewed = escape(words["our_reviewed"]).format(date=f'<bdi dir="ltr">{topic.checked}</bdi>', reviewer=f"<bdi>{escape(topic.reviewer)}</bdi>")
    return f'{_rows(words, text)}<p class="our-state-reviewed">{reviewed}</p>'


def _rows(words: dict[str, str], value: Callable[[str], str]) -> str:
    rows = "".join(f"<div><dt>{escape(words['our_' + part])}</dt><dd>{value(part)}</dd></div>" for part in PARTS)
    return f'<dl class="our-state-parts">{rows}</dl>'
