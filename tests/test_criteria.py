"""Judging: five outcomes, hostile values, and enough of it in a second."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from casework.answers import Claim, blank, normalise, patched, read
from casework.cases import load_case
from casework.criteria import OUTCOMES, context, holds, judge, program, tally
from casework.expressions import ExpressionError, parse

COURSE = Path(__file__).parent / "data" / "cases" / "tiny"
CASE, _ = load_case(COURSE, "tiny")
MODEL, _ = read(COURSE / "answers" / "tiny" / "answer.toml", CASE, COURSE)


def outcomes(answer) -> dict[str, str]:
    return {verdict.id: verdict.outcome for verdict in judge(CASE, answer)}


def test_the_model_meets_all_and_the_blank_form_nothing():
    assert set(outcomes(MODEL).values()) == {"met"}
    assert outcomes(blank(CASE)) == {
        "asks-the-library": "not met", "which-book": "not met", "reason": "not found", "until-when": "not met",
        "why-urgent": "not applicable", "who-reads": "not met",
    }  # fmt: skip


def test_a_claim_is_kept_and_counted_apart():
    claim = Claim(reason="It is said in other words.")
    verdicts = judge(CASE, replace(blank(CASE), claims={"reason": claim}))
    assert [(v.id, v.claim) for v in verdicts if v.outcome == "claimed"] == [("reason", claim)]
    assert tally(verdicts) == {"met": 0, "not met": 4, "not found": 0, "claimed": 1, "not applicable": 1}
    assert tuple(tally(verdicts)) == OUTCOMES


@pytest.mark.parametrize(("claim", "outcome"), [(Claim(" ", "—"), "not found"), (Claim("", ""), "not found"), (Claim("A reader wants it."), "claimed")])
def test_an_empty_claim_is_none(claim, outcome):
    assert outcomes(replace(blank(CASE), claims={"reason": claim}))["reason"] == outcome


def test_a_claim_against_a_choice_is_none():
    # only free text can be overruled; reading drops others, and judging does not look at them
    answer = replace(blank(CASE), claims={"which-book": Claim(reason="I think so.")})
    assert outcomes(answer)["which-book"] == "not met"


def test_a_claim_for_what_is_met_changes_nothing():
    assert outcomes(replace(MODEL, claims={"reason": Claim(reason="It is there.")}))["reason"] == "met"


def test_any_error_of_evaluation_counts_as_no():
    seen = context(MODEL)
    broken = ("request.nothing == 1", "request.title < 3", "request.title", "nothing", "filled(", "1 / 0 == 1", "request.title.x",
              "mentions(request.title)", "request.readers[9].name == 'x'")  # fmt: skip
    for expression in broken:
        assert holds(expression, seen) is False
    assert program("filled(") is None


def test_hostile_types_never_raise():
    values = [None, 0, -1.5, True, "x", "", [], [1], ["x"], {}, {"x": 1}, [[[]]], [{"name": {}}], float("nan"), 10**40, "\ud800", b"x"]
    for value in values:
        names = [field.id for field in CASE.fields]
        decisions, request = dict.fromkeys(["whom", "what"], value), dict.fromkeys(names, value)
        data = {"case": "tiny", "language": value, "decisions": decisions, "request": request, "claims": {"reason": value}}
        answer, problems = normalise(data, CASE, "page")
        assert answer is not None and (problems or value in ("x", ""))
        assert len(judge(CASE, answer)) == len(CASE.criteria)
        for whole in ({"decisions": value}, {"request": value}, {"claims": value}):
            answer, _ = normalise({"case": "tiny", **whole}, CASE, "page")
            assert len(judge(CASE, answer)) == len(CASE.criteria)


FUNCTIONS = {"filled": 1, "mentions": 2}
GOOD = [
    "request.urgent", "!request.urgent", 'request.form == "paper"', "request.form != 'it\\'s'",
    'request.form in ["a", "b"]', '"a" in request.parts', "has(request.form)",
    'request.readers.exists(r, r.name == "x" && filled(r.since))', "request.readers.all(r, r.member)",
    "filled(request.readers.filter(r, r.member))", '(true || false) && !(false)',
    'request.until > "2026"', "mentions(\n request.title,\n [\n 'a', 'ب']\n)",
]  # fmt: skip
BAD = [
    "", "1 + 1", "a ? b : c", "size(request.title) > 1", 'request.title.matches("a")', 'request.title.contains("a")', "request.title.size()",
    "request['title']", '{"a": 1}', "1.5", "b'x'",
    "r'x'", '"\\n"', "request.readers.map(r, r.name)", "request.readers.exists_one(r, true)", "filled()", "filled(a, b)", "a == b == c", "a &&",
    "(a", "a)", "!", "timestamp('x')", "null == a",
    "a % 2", "-a", "a.?b", "x" * 3 + "(", "(" * 100 + "a" + ")" * 100, "'open", "a b", "1u", "0x1F",
]  # fmt: skip


@pytest.mark.parametrize("source", GOOD)
def test_what_both_libraries_agree_on_can_be_written(source):
    parse(source, FUNCTIONS)
    assert program(source) is not None


@pytest.mark.parametrize("source", BAD)
def test_what_they_differ_on_cannot(source):
    if source == "null == a":
        assert parse(source, FUNCTIONS).parts[0].value == "null"  # a name like another: the case has none called so
        return
    with pytest.raises(ExpressionError):
        parse(source, FUNCTIONS)


def test_two_hundred_answers_are_judged_in_seconds(root, course):
    slug = course.cases[0]
    case, _ = load_case(root, slug)
    model, _ = read(root / "answers" / slug / "answer.toml", case, root)
    text = next(field.id for field in case.fields if field.kind == "text")
    # every answer differs, so that nothing is remembered from the one before
    answers = [patched(model, {}, {text: f"{model.request[text]} {number}"}) for number in range(200)]
    start = time.perf_counter()
    for answer in answers:
        judge(case, answer)
    rate = len(answers) * len(case.criteria) / (time.perf_counter() - start)
    assert rate > 1000, f"{rate:.0f} verdicts a second"  # some 10,000 to 30,000 on a quiet machine
