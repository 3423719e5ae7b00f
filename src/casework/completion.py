"""When somebody has finished: the rules, taken from the course's own files, and whether kept records meet them.

1. every question of every lesson on the core path was tried;
2. the closing check was finished;
3. the draft of one case was compared with its criteria.

``js/certificate.js`` applies the same rules to what a browser keeps; both are held to ``tests/data/completion/``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from casework.checks import items_of_form
from casework.course import Course
from casework.errors import Problem, ProblemsError
from casework.paths import stops

CLOSING = "b"  # the form of the closing check


@dataclass(frozen=True)
class Part:
    """A lesson, the check or a case: its page, English title and minutes; ``items`` are a lesson's questions."""

    page: str
    title: str
    minutes: int
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    lessons: tuple[Part, ...]
    check: Part
    cases: tuple[Part, ...]
    objectives: tuple[tuple[str, str], ...]  # (theme: the catalogue that has its translation, text)


def rules_of(course: Course) -> Rules:
    """The rules of ``course``, in the order of its table of contents. Raises ProblemsError where nobody could finish."""
    path = [stop for stop in stops(course) if stop.lesson.front and stop.lesson.front.core]
    asked = {stop.lesson.docname: tuple(item.ref for item in course.items_of(stop.lesson.theme, stop.lesson.slug)) for stop in path}
    # a page that asks nothing would count as done before anybody saw it
    core = [stop for stop in path if asked[stop.lesson.docname]]
    lessons = tuple(Part(stop.lesson.docname, stop.lesson.title, stop.minutes, asked[stop.lesson.docname]) for stop in core)
    items = items_of_form(course, CLOSING)
    closing = next((page for page in course.lessons if items and page.docname == f"book/{items[0].theme}/{items[0].body.lesson}"), None)
    if closing is None:
        cure = f'Give the items of a check `form = "{CLOSING}"`, or take the certificate\'s page out.'
        raise ProblemsError([Problem("book", "completion", "the course has no closing check, so nobody can finish it.", cure)])
    cases = tuple(_case(course, slug) for slug in course.cases)
    objectives = tuple((stop.lesson.theme, stop.lesson.front.objective) for stop in core if stop.lesson.front)
    return Rules(lessons, Part(closing.docname, closing.title, closing.front.minutes if closing.front else 0), cases, objectives)


def _case(course: Course, slug: str) -> Part:
    data = tomllib.loads((course.root / "exercises" / slug / "case.toml").read_text(encoding="utf-8"))
    return Part(f"exercises/{slug}/exercise", data["title"], data["minutes"])


def done(rules: Rules, records: dict[str, Any]) -> dict[str, Any]:
    """What ``records`` (the part of a storage name after the course, such as ``item:theme/slug`` → what is kept) meet.

    Returns ``lessons`` (pages), ``check`` (bool), ``cases`` (pages), ``complete`` and ``minutes`` of all that is done.
    """
    lessons = [part for part in rules.lessons if all(_tried(records.get(f"item:{item}")) for item in part.items)]
    cases = [part for part in rules.cases if _drafted(records.get(f"case:{part.page.split('/')[1]}"))]
    check = _finished(records.get(f"check:{CLOSING}"))
    return {
        "lessons": [part.page for part in lessons],
        "check": check,
        "cases": [part.page for part in cases],
        "complete": len(lessons) == len(rules.lessons) and check and bool(cases),
        "minutes": sum(part.minutes for part in [*lessons, *([rules.check] if check else []), *cases]),
    }


def _tried(record: Any) -> bool:
    return _kept(record) and isinstance(record.get("tries"), list) and any(isinstance(entry, dict) and "response" in entry for entry in record["tries"])


def _finished(record: Any) -> bool:
    return _kept(record) and isinstance(record.get("results"), list) and any(isinstance(entry, dict) for entry in record["results"])


def _drafted(record: Any) -> bool:
    return _kept(record) and isinstance(record.get("answer"), dict) and record.get("checked") is True


def _kept(record: Any) -> bool:
    return isinstance(record, dict) and record.get("v") == 1 and record.get("v") is not True
