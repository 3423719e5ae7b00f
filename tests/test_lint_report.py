"""The course is whole: every paragraph of the report is taught and asked, every theme is balanced, and the report says so."""

from __future__ import annotations

from collections import Counter

import pytest

from casework.checks import ITEMS, SKILLS, items_of_form
from casework.lint_report import coverage_of, report
from casework.paths import CORE_MINUTES, minutes_of, stops

ENOUGH = 4  # items a paragraph or recommendation


def test_every_paragraph_and_recommendation_is_taught_and_asked(course) -> None:
    found = coverage_of(course)
    assert set(found) == {*map(str, range(1, 15)), *(f"14{letter}" for letter in "abcdefghij")} & set(found) and len(found) >= 23
    thin = {key: counts["items"] for key, counts in found.items() if counts["items"] < ENOUGH and key != "14"}
    assert thin == {}
    assert [key for key, counts in found.items() if not counts["lessons"] and key != "14"] == []


def test_every_recommendation_has_a_decision_in_a_case(course) -> None:
    from casework.cases import load_case

    decided = {ref for slug in course.cases for decision in load_case(course.root, slug)[0].decisions for ref in decision.covers}
    assert {f"report/14{letter}" for letter in "abcdefghij"} - decided == set()


def test_every_theme_is_long_enough_and_asks_for_decisions(course) -> None:
    for theme in course.themes:
        items = [item for item in course.items if item.theme == theme and not item.body.form]
        assert len(items) >= (5 if theme in ("start", "finish") else 15), theme
        assert sum(item.body.level == "apply" for item in items) >= 0.6 * len(items), theme
        assert len({item.body.interaction for item in items}) >= (2 if theme in ("start", "finish") else 5), theme


def test_the_course_has_its_size(course) -> None:
    assert len(course.themes) == 13
    assert sum(not item.body.form for item in course.items) >= 180
    assert len(course.law.provisions) >= 160
    assert len(list((course.root / "book").glob("*/*.svg"))) >= 20
    assert minutes_of(stops(course), core=True) <= CORE_MINUTES


@pytest.mark.parametrize("form", ["a", "b"])
def test_a_check_is_whole_and_its_forms_are_parallel(course, form: str) -> None:
    items = items_of_form(course, form)
    assert [item.body.slot for item in items] == list(range(1, ITEMS + 1))
    assert Counter(item.body.skill for item in items) == dict.fromkeys(SKILLS, ITEMS // 3)
    other = {item.body.slot: item for item in items_of_form(course, "b" if form == "a" else "a")}
    assert all((item.body.skill, item.body.theme) == (other[item.body.slot].body.skill, other[item.body.slot].body.theme) for item in items)
    shown = {item.ref for page in course.lessons for item in course.items_of(page.theme, page.slug)}
    assert not shown & {item.ref for item in items}


def test_no_key_of_an_item_rests_on_an_unconfirmed_provision(course) -> None:
    wrong = [(item.ref, ref) for item in course.items for ref in item.body.cited if course.law.provisions[ref].body.status == "unconfirmed"]
    assert wrong == []


def test_the_report_counts_what_is_there(course) -> None:
    lines = list(report(course))
    row = next(line for line in lines if line.startswith("mutual-legal-assistance"))
    items = [item for item in course.items if item.theme == "mutual-legal-assistance"]
    assert str(len(items)) in row.split()
    assert any(line.startswith("14j") for line in lines) and any(line.startswith("check a") for line in lines)
