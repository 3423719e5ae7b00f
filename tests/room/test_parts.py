"""The room's parts by themselves: plans, state, teams, counts, the book without what the room asks."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import casework.room
from casework.course import Course
from casework.plans import Plan, lint_plan, load_plan, plan_files
from casework.room import access
from casework.room.book import Book, without
from casework.room.events import Event
from casework.room.limits import Buckets
from casework.room.material import Material, shape
from casework.room.state import KINDS, State
from casework.room.teams import LARGEST, drawn

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "casework"


def test_nothing_else_imports_the_room() -> None:
    importing = {path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.py") if path.parent.name != "room" and "casework.room" in path.read_text(encoding="utf-8")}
    assert importing <= {"cli.py", "plans.py"} and "import" not in [line for line in (SOURCES / "plans.py").read_text().splitlines() if "casework.room" in line]
    assert inspect.getdoc(casework.room)


@pytest.mark.parametrize("path", plan_files(ROOT), ids=lambda path: path.stem)
def test_ready_plans_are_whole(path: Path, course: Course) -> None:
    plan, problems = load_plan(path, ROOT)
    assert plan and problems == [] and list(lint_plan(plan, course, path.name)) == []
    assert len(set(plan.ids)) == len(plan.steps) and 90 <= plan.minutes
    material = Material(ROOT, course, plan)
    for code in material.languages:
        for ident in plan.ids:
            assert material.title(ident, code)
            for ref in material.refs(ident)[:3]:
                assert "data-feedback" not in material.question(ref, code) and "data-feedback" in material.key(ref, code)


def test_there_is_a_plan_for_half_a_day_one_three_and_each_theme(course: Course) -> None:
    names = {path.stem for path in plan_files(ROOT)}
    taught = {page.theme for page in course.lessons if page.slug == "index"} - {"start", "finish"}
    assert {"half-day", "one-day", "three-day"} | taught == names


@pytest.mark.parametrize(
    "step, said",
    [
        ({"kind": "read", "page": "borders/nothing"}, "no lesson"),
        ({"kind": "item", "item": "borders/nothing"}, "no item"),
        ({"kind": "case", "case": "night-call", "stage": "nothing"}, "no stage"),
        ({"kind": "case", "case": "nothing", "stage": "file"}, "no case"),
        ({"kind": "case", "case": "night-call", "stage": "decide", "decision": "nothing"}, "no decision"),
    ],
)
def test_a_plan_that_names_what_is_not_there_is_told(step: dict[str, str], said: str, course: Course) -> None:
    [problem] = lint_plan(Plan.model_validate({"title": "T", "steps": [{**step, "minutes": 5}]}), course, "plan.toml")
    assert said in problem.message and problem.cure


def test_ids_stay_when_a_step_is_put_in() -> None:
    wait, poll = {"kind": "wait", "minutes": 1}, {"kind": "item", "item": "a/b", "minutes": 1}
    before = Plan.model_validate({"title": "T", "steps": [wait, poll]}).ids
    after = Plan.model_validate({"title": "T", "steps": [wait, {"kind": "break", "minutes": 1}, poll, poll]}).ids
    assert before == ("wait", "item-b") and after == ("wait", "break", "item-b", "item-b--2")


def test_the_shape_of_a_key_holds_nothing_right(course: Course) -> None:
    for item in course.items:
        text = str(shape(item.key))
        assert "correct" not in text and "answer" not in text and "accept" not in text and "feedback" not in text


def test_the_book_of_a_room_lacks_what_the_room_asks(tmp_path: Path, course: Course) -> None:
    plan, _ = load_plan(ROOT / "book/plans/half-day.toml", ROOT)
    assert plan
    hidden = Material(ROOT, course, plan).hidden
    assert set(plan.items) <= hidden and {item.ref for item in course.items if item.body.form} <= hidden
    page = '<form class="item item-check" id="x" data-item="a/b" data-key="{}">SECRET</form><form class="item" data-item="a/c">open</form>'
    assert without(page, frozenset({"a/b"}), "note") == '<p class="item-notice">note</p><form class="item" data-item="a/c">open</form>'
    (tmp_path / "en").mkdir()
    (tmp_path / "en/page.html").write_text(page, encoding="utf-8")
    book = Book(tmp_path, frozenset({"a/b"}), {"en": "asked here"})
    path = book.find("en/page.html")
    assert path and b"SECRET" not in book.body(path, False)[0] and b"asked here" in book.body(path, False)[0]


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "en/\0", "..\\x", "en/none.html", "a" * 5000])
def test_only_files_of_the_site_are_found(tmp_path: Path, path: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "x").write_text("no")
    assert Book(tmp_path / "site", frozenset(), {}).find(path) is None


@given(st.lists(st.sampled_from(["judge", "prosecutor", "", "investigator"]), min_size=1, max_size=120), st.integers(1, 9))
def test_teams_are_even_and_not_too_large(roles: list[str], size: int) -> None:
    people = [(f"p{n}", role) for n, role in enumerate(roles)]
    teams = drawn(people, size, "seed")
    sizes = [list(teams.values()).count(team) for team in set(teams.values())]
    assert len(teams) == len(people) and max(sizes) - min(sizes) <= 1 and max(sizes) <= LARGEST
    assert drawn(list(reversed(people)), size, "seed") == teams


def test_every_kind_of_event_can_be_applied() -> None:
    assert all(hasattr(State(), f"_{kind}") for kind in KINDS)


def test_the_same_log_gives_the_same_state() -> None:
    log = [
        Event(1, 1000, "opened", "facilitator", "k", {"secret": "s", "signing": "x", "code": "ABCDE"}),
        Event(2, 1000, "join", "p1", "join", {"name": "Amal", "role": "judge", "form": "a"}),
        Event(3, 2000, "command", "facilitator-f", "c1", {"command": "go", "step": "poll", "ms": 60_000}),
        Event(4, 3000, "answer", "p1", "a1", {"step": "poll", "round": 1, "item": "room/poll", "response": "a", "score": 0, "maximum": 0}),
        Event(5, 12_000, "command", "facilitator-f", "c2", {"command": "pause"}),
        Event(6, 90_000, "command", "facilitator-f", "c3", {"command": "resume"}),
        Event(7, 91_000, "command", "facilitator-f", "c4", {"command": "extend", "ms": 60_000}),
        Event(8, 92_000, "command", "facilitator-f", "c5", {"command": "reveal"}),
        Event(9, 93_000, "answer", "p1", "a2", {"step": "poll", "round": 1, "item": "room/poll", "response": "b", "score": 0, "maximum": 0}),
    ]
    states = [State(), State()]
    for state in states:
        for event in log:
            state.apply(event)
    assert states[0] == states[1] and states[0].version == 9
    assert states[0].step and states[0].step.ends == 90_000 + 50_000 + 60_000  # ten seconds had gone before the pause
    assert states[0].answers["poll", 1, "room/poll"]["p1"].response == "a"  # what came after the reveal does not count


def test_tokens_and_codes() -> None:
    key = access.letters(40)
    token = access.token(key, "abc123", "p")
    assert access.holder(key, token, "p") == "abc123"
    assert access.holder(key, token, "f") is None and access.holder(access.letters(40), token, "p") is None and access.holder("", token, "p") is None
    assert access.rejoin(key, "a") == access.rejoin(key, "a") != access.rejoin(key, "b") and len(access.rejoin(key, "a")) == 10
    assert access.typed(" ab-cd e") == "ABCDE" and access.grouped("ABCDEFGHJK") == "ABCDE-FGHJK"
    assert access.same("x", access.digest("x")) and not access.same("x", "") and not access.same("", "")


def test_a_bucket_gives_what_it_holds() -> None:
    buckets = Buckets(0.001, 3)
    assert [buckets.take("a") for _ in range(4)] == [True, True, True, False] and buckets.take("b")
