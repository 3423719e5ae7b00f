"""Questions in a notebook, on the kernel's side."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.errors import ProblemsError
from casework.widgets.quiz import quiz
from casework.widgets.style import notebook_sheet


@pytest.fixture
def inside(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Notebooks run below the course's folder."""
    monkeypatch.chdir(root / "book")
    return root


def test_a_question_a_lesson_a_theme_a_folder(inside: Path, course) -> None:
    item = course.items[0]
    assert [*quiz(item.ref).keys_by_item] == [item.ref]
    assert [*quiz(item.path).keys_by_item] == [item.ref]
    of_lesson = [i.ref for i in course.items if (i.theme, i.body.lesson) == (item.theme, item.body.lesson)]
    assert [*quiz(f"{item.theme}/{item.body.lesson}").keys_by_item] == of_lesson
    of_theme = [i.ref for i in course.items if i.theme == item.theme]
    assert [*quiz(item.theme).keys_by_item] == [*quiz(item.path.parent).keys_by_item] == of_theme


def test_a_name_that_fits_nothing_names_the_nearest(inside: Path, course) -> None:
    with pytest.raises(ProblemsError, match=course.items[0].ref):
        quiz(f"{course.items[0].theme}/no-such-question")


def test_the_kernel_marks_when_a_response_arrives(inside: Path, course) -> None:
    item = next(item for item in course.items if item.body.interaction == "single")
    widget = quiz(item.ref)
    assert widget.outcomes == {}
    wrong = next(choice for choice in item.key["choices"] if choice != item.key["correct"])
    tries = [{"response": wrong, "score": 0, "maximum": 1, "at": "2027-03-01T09:00:00Z"}]
    widget.responses = {item.ref: tries}
    assert widget.outcomes[item.ref]["verdict"] == "incorrect"
    widget.responses = {item.ref: [*tries, {**tries[0], "response": item.key["correct"]}]}
    assert widget.outcomes[item.ref]["verdict"] == "correct"
    widget.responses = {item.ref: []}
    assert widget.outcomes == {}


def test_every_cited_provision_travels_with_the_widget(inside: Path, course) -> None:
    widget = quiz(course.items[0].theme)
    assert {ref for item in course.items if item.theme == course.items[0].theme for ref in item.body.cited} == set(widget.law)


def test_the_sheet_keeps_to_its_own_element() -> None:
    sheet = notebook_sheet("4-item.css", "5-law.css")
    assert sheet.startswith(".casework {")
    assert "@font-face" not in sheet and ":root" not in sheet
    assert sheet.count("{") == sheet.count("}")
