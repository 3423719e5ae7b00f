"""When somebody has finished: one table for Python and the page, and rules taken from the course's files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from casework.completion import Part, Rules, done, rules_of
from casework.errors import ProblemsError

TABLE = json.loads((Path(__file__).parent / "data" / "completion" / "cases.json").read_text(encoding="utf-8"))


def part(data: dict) -> Part:
    return Part(data["page"], "", data["minutes"], tuple(data["items"]))


RULES = Rules(tuple(map(part, TABLE["rules"]["lessons"])), part(TABLE["rules"]["check"]), tuple(map(part, TABLE["rules"]["cases"])), ())


@pytest.mark.parametrize("case", TABLE["cases"])
def test_records_meet_the_rules(case: dict) -> None:
    assert done(RULES, case["records"]) == case["done"]


def test_a_course_without_a_closing_check_has_no_rules(course) -> None:
    with pytest.raises(ProblemsError, match="no closing check"):
        rules_of(replace(course, items=tuple(item for item in course.items if item.body.form != "b")))


def test_the_rules_are_those_of_the_course(course) -> None:
    rules = rules_of(course)
    # a page without questions would be done before anybody saw it
    core = {page.docname for page in course.lessons if page.front and page.front.core and course.items_of(page.theme, page.slug)}
    assert {part.page for part in rules.lessons} == core and len(core) > 5
    items = [item for part in rules.lessons for item in part.items]
    assert len(items) == len(set(items)) > 20 and all(course.item(item) for item in items)
    assert not any(course.item(item).body.form for item in items)
    assert rules.check.page == "book/finish/closing-check" and rules.check.minutes > 0
    assert {part.page.split("/")[1] for part in rules.cases} == set(course.cases)
    assert len(rules.objectives) == len(rules.lessons)
