"""The case in a notebook: the kernel keeps what the front end says, judges it, and saves the file that pytest judges."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casework.answers import read
from casework.widgets.case import MIME, CaseWidget, case

ROOT = Path(__file__).parents[1]


@pytest.fixture
def widget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CaseWidget:
    for folder in ("book", "exercises", "answers"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path / "exercises" / "night-call")
    return case("night-call")


def test_opening_a_notebook_writes_nothing(widget: CaseWidget) -> None:
    assert widget.path.read_bytes() == (ROOT / "exercises/night-call/answer.toml").read_bytes()


def test_what_the_front_end_says_is_saved_and_judged(widget: CaseWidget) -> None:
    answer = widget.answer.data() | {"decisions": {**widget.decisions, "first_step": "preserve"}}
    widget.record = {"v": 1, "answer": answer, "tries": {}, "checked": True}
    saved, problems = read(widget.path, widget.case, widget.root)
    assert not problems and saved and saved.decisions["first_step"] == "preserve"
    assert next(v for v in widget.verdicts if v.id == "decision-first-step").outcome == "met"
    assert case("night-call").decisions["first_step"] == "preserve"


def test_starting_again_saves_a_blank_form(widget: CaseWidget) -> None:
    widget.record = {"v": 1, "answer": widget.answer.data() | {"decisions": {**widget.decisions, "first_step": "wait"}}}
    widget.record = None
    saved, _ = read(widget.path, widget.case, widget.root)
    assert saved and saved.decisions["first_step"] == ""


def test_nonsense_from_a_front_end_harms_nothing(widget: CaseWidget) -> None:
    widget.record = {"v": 1, "answer": {"case": "night-call", "decisions": 7, "request": {"facts": ["x"]}, "claims": None}}
    saved, problems = read(widget.path, widget.case, widget.root)
    assert saved and not problems and saved.request["facts"] == ""


def test_the_book_gets_the_name_only(widget: CaseWidget) -> None:
    bundle = widget._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data[MIME] == {"case": "night-call"} and "widget-view" in " ".join(data)


def test_in_arabic_it_runs_from_right_to_left(widget: CaseWidget) -> None:
    assert (found := case("night-call", "ar")).direction == "rtl" and "أنت" in found.html


def test_a_ledger_travels_with_its_case_and_its_marks_are_saved(widget: CaseWidget) -> None:
    assert widget.ledger is None
    trail = case("stablecoin-trail")
    assert trail.ledger and len(trail.ledger["rows"]) == 700 and trail.ledger["words"]["mark"] == "Mark"
    marks = [{"transfer": "B-058", "reason": "trail", "why": "lot 4"}]
    trail.record = {"v": 1, "answer": trail.answer.data() | {"request": {**trail.request, "marks": marks}}}
    saved, problems = read(trail.path, trail.case, trail.root)
    assert saved and not problems and saved.request["marks"] == marks


def test_a_team_is_kept_with_the_answer(widget: CaseWidget) -> None:
    team = {"first_step": {"role": "scribe", "dissent": "The central authority would wait."}}
    widget.record = {"v": 1, "team": True, "answer": widget.answer.data() | {"team": team}}
    saved, problems = read(widget.path, widget.case, widget.root)
    assert not problems and saved and saved.data()["team"] == team
