"""Paths: which pages a role reads first, and how long they take; the core path is for everybody and takes four hours at most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import yaml

from casework.course import Course
from casework.errors import Problem
from casework.item_parts import Role
from casework.lessons import Lesson

ROLES: tuple[str, ...] = get_args(Role)
CORE_MINUTES = 240


@dataclass(frozen=True)
class Stop:
    """A lesson on a path: the minutes of its text and of its questions."""

    lesson: Lesson
    reading: int
    questions: int

    @property
    def minutes(self) -> int:
        return self.reading + self.questions


def stops(course: Course) -> list[Stop]:
    """Every lesson with front matter, in the order of the table of contents."""
    order = {page: place for place, page in enumerate(pages(course.root))}
    found = []
    for lesson in course.lessons:
        if lesson.front and (lesson.docname in order or not order):
            questions = sum(item.body.minutes for item in course.items if item.theme == lesson.theme and item.body.lesson == lesson.slug and not item.body.form)
            found.append(Stop(lesson, lesson.front.minutes, round(questions)))
    return sorted(found, key=lambda stop: order.get(stop.lesson.docname, 0))


def pages(root: Path) -> list[str]:
    from casework.build import pages_of

    path = root / "_toc.yml"
    return pages_of(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.exists() else []


def minutes_of(chosen: list[Stop], role: str | None = None, core: bool = False) -> int:
    """Minutes of the core path, of a role's lessons, or of all."""
    return sum(s.minutes for s in chosen if s.lesson.front and (not core or s.lesson.front.core) and (role is None or role in s.lesson.front.roles))


def lint_core(course: Course) -> Iterator[Problem]:
    """The core path fits a morning."""
    try:
        total = minutes_of(stops(course), core=True)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        yield Problem("_toc.yml", "toc", "the table of contents is not valid YAML.", "Correct the line: two spaces a level, a dash for each entry.", line)
        return
    if total > CORE_MINUTES:
        yield Problem("book", "core-path", f"the core path takes {total} minutes; at most {CORE_MINUTES}.", "Take `core: true` out of some lessons.")
