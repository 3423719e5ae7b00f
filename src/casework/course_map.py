"""The course as a learner's progress sees it: themes, lessons with their minutes and items, checks and cases. Plain data for the scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casework.checks import FORMS, items_of_form
from casework.course import Course
from casework.paths import ROLES, Stop, stops

Titles = Callable[[str, str], str]  # (page, its English title) → its title in the language of the build


def course_map(course: Course, here: Callable[[str], bool], title: Titles, words: dict[str, str]) -> dict[str, Any]:
    """``{themes: [{title, page, lessons: [{page, title, minutes, questions, core, roles, items}]}], checks, cases, roles}``.

    ``course`` is the English one, ``here`` says which pages the language has. Minutes are those of reading and of all questions.
    """
    themes: dict[str, dict[str, Any]] = {}
    for stop in stops(course):
        if not here(stop.lesson.docname):
            continue
        theme = themes.setdefault(stop.lesson.theme, {"id": stop.lesson.theme, "lessons": []})
        theme["lessons"].append(lesson(course, stop, title))
    for name, theme in themes.items():
        index = f"book/{name}/index"
        pages = {page.docname: page for page in course.lessons}
        theme |= {"page": index, "title": title(index, pages[index].title if index in pages else name)}
    return {
        "themes": list(themes.values()),
        "checks": {form: check for form in FORMS if (check := check_of(course, form, here))},
        "roles": [[role.lower().replace(" ", "_"), words[role.lower().replace(" ", "_")]] for role in ROLES],
    }


def lesson(course: Course, stop: Stop, title: Titles) -> dict[str, Any]:
    page, front = stop.lesson, stop.lesson.front
    assert front
    roles = [] if set(front.roles) == set(ROLES) else [role.lower().replace(" ", "_") for role in front.roles]
    items = [item.slug for item in course.items_of(page.theme, page.slug)]
    found: dict[str, Any] = {"page": page.docname, "title": title(page.docname, page.title), "minutes": stop.reading, "questions": stop.questions, "items": items}
    return found | ({"core": 1} if front.core else {}) | ({"roles": roles} if roles else {})  # without roles: for all


def check_of(course: Course, form: str, here: Callable[[str], bool]) -> dict[str, Any] | None:
    """Where the form is taken, and which lesson each of its items sends back to."""
    page = next((p.docname for p in course.lessons if f"```{{check}} {form}" in p.text and here(p.docname)), None)
    return {"page": page, "read": {item.ref: f"book/{item.body.read}" for item in items_of_form(course, form)}} if page else None
