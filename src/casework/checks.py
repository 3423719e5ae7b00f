"""The starting and the closing check: two parallel forms of one blueprint, shown nowhere else.

A form has 24 items, 8 for each of three skill groups; slot n of either form asks the same point of law about other facts.
Results are told in all and by skill group; a theme is only a place to read again, since so few items measure nothing by themselves
(Sinharay 2010).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from casework.course import Course
from casework.errors import Problem, relative, shown
from casework.items import Item

FORMS = ("a", "b")
ITEMS = 24
SKILLS = ("channel", "drafting", "safeguards")
CLEAR_CHANGE = 6  # items by which one person's two scores must differ to count as changed


def items_of_form(course: Course, form: str) -> list[Item]:
    """The form's items in the order of their slots."""
    return sorted((item for item in course.items if item.body.form == form), key=lambda item: item.body.slot or 0)


def lint_forms(course: Course) -> Iterator[Problem]:
    """Both forms are whole, balanced and parallel, and each item says what to read again."""
    by_slot: dict[str, dict[int, Item]] = {}
    for form in FORMS:
        items = items_of_form(course, form)
        if not items:
            continue
        by_slot[form] = {item.body.slot: item for item in items}
        place = f"{relative(items[0].path.parent, course.root)} (form {form})"
        if sorted(item.body.slot for item in items) != list(range(1, ITEMS + 1)):
            slots = Counter(item.body.slot for item in items)
            wrong = sorted({n for n, count in slots.items() if count > 1} | (set(range(1, ITEMS + 1)) ^ set(slots)))
            yield Problem(place, "form", f"slots {', '.join(map(str, wrong))} are missing, too many or there twice.", f"Give each of {ITEMS} items its own slot from 1.")
        groups = Counter(item.body.skill for item in items)
        if any(groups[skill] != ITEMS // len(SKILLS) for skill in SKILLS):
            found = ", ".join(f"{skill} {groups[skill]}" for skill in SKILLS)
            yield Problem(place, "form", f"the skill groups have {found} items.", f"Give each {ITEMS // len(SKILLS)}.")
        for item in items:
            theme, _, lesson = (item.body.read or "").partition("/")
            if not any(page.theme == theme and page.slug == lesson for page in course.lessons):
                yield Problem(relative(item.path, course.root), "form", f"`read` is {shown(item.body.read or '')}, which is no lesson.", "Write theme/lesson.")
    if len(by_slot) == len(FORMS):
        for slot, item in by_slot["a"].items():
            other = by_slot["b"].get(slot)
            if other and (item.body.skill, item.body.theme) != (other.body.skill, other.body.theme):
                message = f"slot {slot} is {item.body.skill}, {item.body.theme} in form a and {other.body.skill}, {other.body.theme} in form b."
                yield Problem(relative(other.path, course.root), "form", message, "Give both the same skill and theme: the forms are parallel.")


def check_data(course: Course, form: str, titles: Any) -> dict[str, Any]:
    """What the script reports with: of each item its skill, and the page to read again. ``titles(ref)`` gives (title, address)."""
    return {
        "form": form,
        "clear": CLEAR_CHANGE,
        "items": {
            item.ref: {"skill": item.body.skill, "read": dict(zip(("title", "href"), titles(item.body.read), strict=True))}
            for item in items_of_form(course, form)
        },
    }
