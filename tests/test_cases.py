"""Cases: a folder is a case, its texts are translatable, and every rule is seen to bite."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from casework import papers
from casework.case_rules import lint_case
from casework.cases import case_slugs, load_case, texts
from casework.law import Law
from casework.world import load_world

COURSE = Path(__file__).parent / "data" / "cases" / "tiny"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COURSE, tmp_path / "course"))


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert re.search(old, text), f"{old} is not in {name}"
    path.write_text(re.sub(old, new, text, count=1), encoding="utf-8")


def test_a_new_case_is_data_only(tiny):
    shutil.copytree(tiny / "exercises" / "tiny", tiny / "exercises" / "second")
    shutil.copytree(tiny / "answers" / "tiny", tiny / "answers" / "second")
    for path in tiny.rglob("second/**/answer*.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace('case = "tiny"', 'case = "second"'), encoding="utf-8")
    assert case_slugs(tiny) == ["second", "tiny"]
    assert lint_case(tiny, "second") == []


@pytest.mark.parametrize(("target", "wrong"), [("what", False), ("write", False), ("whom", True), ("read", True), ("debrief", True), ("nothing", True)])
def test_a_choice_closes_only_what_comes_later(tiny, target, wrong):
    change(tiny, "exercises/tiny/case.toml", r'text = "A shop\."', f'text = "A shop.", closes = ["{target}"]')
    found = lint_case(tiny, "tiny")
    assert [problem.rule for problem in found] == (["closes"] if wrong else [])
    assert all(target in problem.message and "write" in problem.cure and problem.line for problem in found)


def test_real_cases_are_in_order(root, course):
    assert course.cases
    for slug in course.cases:
        assert lint_case(root, slug, course.law, course.report) == []


def test_the_world_is_in_order(root):
    for place in (root, COURSE):
        world, problems = load_world(place)
        assert problems == []
        assert world and world.states


def test_the_two_halves_are_joined(tiny):
    case, problems = load_case(tiny, "tiny")
    assert problems == []
    assert case.slug == "tiny"
    assert [field.id for field in case.fields][:2] == ["title", "reason"]  # from case-form.toml
    assert case.documents[0].text.startswith("# Note")
    assert case.debrief.startswith("# Debrief")
    assert case.criteria[0].section == "decisions"
    # files in any order, shown by section
    assert [criterion.id for criterion in case.criteria].index("reason") < [criterion.id for criterion in case.criteria].index("until-when")


def test_translation_reaches_every_text_and_nothing_else(tiny):
    case, _ = load_case(tiny, "tiny")
    found = [text for _, text in texts(case)]
    for expected in ("A lent book", "Ask another library for a book so that it can send it.", "On paper", "Group", "Child",
                     "Would you ask a library?", "Libraries lend to each other.",
                     "The shop sends a price list.", "Please get me *The Harbour*.", "soon", "Monday", "Ask those who lend."):  # fmt: skip
        assert expected in found, expected
    assert not [text for text in found if text in ("12", "log 2026-03-01", "request.urgent", "A reader needs it.")]
    turned = case.translated(lambda text: f"<{text}>")
    assert {text for _, text in texts(turned)} == {f"<{text}>" for text in found}
    assert turned.criteria[0].needs == case.criteria[0].needs
    assert case.translated(str) == case


def test_documents_keep_their_shape():
    text = (
        "# Title\n\nTwo lines\nof one text.\n\n> - quoted *entry*\n> more\n\n1. one\n   goes on\n2. two\n\n"
        "| a | 1 |\n|---|---|\n| b\\|c | d |\n\n```\nlog\n\nlog\n```\nend"
    )
    assert papers.translate(text, str) == text
    assert list(papers.messages(text)) == ["Title", "Two lines\nof one text.", "quoted *entry*\nmore", "one\ngoes on", "two", "a", "b\\|c", "d", "end"]
    assert papers.translate("- one\n  two\n- three", lambda text: text.upper().replace("\n", " ")) == "- ONE TWO\n- THREE"


C, F, K = "exercises/tiny/case.toml", "exercises/tiny/case-form.toml", "answers/tiny/criteria.toml"
BROKEN = {
    "unknown key": (C, "objective = ", 'colour = "red"\nobjective = ', "extra-forbidden", "colour"),
    "key typed wrong": (C, "minutes = 30", 'minutes = "long"', "int-parsing", "minutes"),
    "options on a line": (F, 'label = "Title"', 'label = "Title", options = [{ id = "a", text = "A" }]', "value-error", "options belong"),
    "reserved word": (F, 'id = "reason"', 'id = "return"', "value-error", "return"),
    "default of another kind": (F, 'label = "Until"', 'label = "Until", default = true', "value-error", "default"),
    "field twice": (F, 'id = "until"', 'id = "title"', "twice", "title"),
    "option twice": (F, 'id = "copy"', 'id = "paper"', "twice", "paper"),
    "stage twice": (C, 'id = "decide"', 'id = "read"', "twice", "read"),
    "minutes do not add up": (C, "minutes = 30", "minutes = 31", "minutes", "30"),
    "debrief too short": (C, "minutes = 10\nshort = true", "minutes = 1\nshort = true", "debrief", "third"),
    "draft in the short cut": (C, 'kind = "draft"', 'kind = "draft"\nshort = true', "short", "draft"),
    "decisions longer than their stage": (C, "minutes = 2", "minutes = 20", "minutes", "decisions"),
    "document missing": (C, "note.md", "notes.md", "unreadable", "missing"),
    "no key for a decision": (C, 'id = "whom"', 'id = "who"', "decision", "no key"),
    "correct choice unknown": (K, r'correct = \["library"\]', 'correct = ["friend"]', "decision", "friend"),
    "two correct of a single": (K, r'correct = \["library"\]', 'correct = ["library", "shop"]', "decision", "2 choices"),
    "choice without feedback": (K, r"\[decisions.whom.choices.shop\]\nfeedback.*\nconsequence.*\n", "", "feedback", "shop"),
    "criterion twice": (K, 'id = "reason"', 'id = "who-reads"', "twice", "who-reads"),
    "section unknown": (K, 'section = "book"', 'section = "books"', "section", "books"),
    "field unknown": (K, "request.urgent_why", "request.urgent_reason", "expression", "urgent_reason"),
    "column unknown": (K, r"r\.group", "r.age", "expression", "age"),
    "literal is no option": (K, r'\["paper", "copy"\]', '["paper", "film"]', "expression", "film"),
    "literal is no choice": (K, 'decisions.whom == "library"', 'decisions.whom == "museum"', "expression", "museum"),
    "arithmetic": (K, 'needs = "filled', 'needs = "1 + 1 == 2 && filled', "expression", "arithmetic"),
    "ternary": (K, 'when = "request.urgent"', 'when = "request.urgent ? true : false"', "expression", "ternary"),
    "size": (K, "filled.request.title.", "size(request.title) > 0", "expression", "size"),
    "matches": (K, "filled.request.title.", 'request.title.matches("x")', "expression", "matches"),
    "not a question": (K, 'when = "request.urgent"', 'when = "request.title"', "expression", "yes or no"),
    "cut off": (K, 'when = "request.urgent"', 'when = "request.urgent &&"', "expression", "ends too early"),
    "wrong argument": (K, "is_date.request.until.", "is_date(request.parts)", "expression", "text or date"),
    "blank form meets it": (K, "is_date.request.until. &&", "!filled(request.until) ||", "blank", "until-when"),
    "free text without sentences": (K, r"(?s)\[criteria.sentences.en\].*?\[decisions.whom\]", "[decisions.whom]", "sentences", "without"),
    "sentences without free text": (K, r"states.request.reason, .*\]\)", "filled(request.reason)", "sentences", "reads no free text"),
    "too few sentences": (K, '"A reader needs it.", ', "", "sentences", "5 different"),
    "sentence judged wrong": (K, '"It is a book."', '"A reader needs it."', "sentences", "should fail"),
    "Arabic sentences missing": (K, r"(?s)\[criteria.sentences.ar\].*?\[decisions.whom\]", "[decisions.whom]", "sentences", "ar"),
    "model fails": ("answers/tiny/answer.toml", 'until = "2026', 'until = "2036', "model", "until-when"),
    "model decides wrong": ("answers/tiny/answer.toml", r'what = \["title", "date"\]', 'what = ["title"]', "model", "what"),
    "Arabic model fails": ("answers/tiny/answer.ar.toml", "يحتاجه قارئ لغرض بحث", "نرجو إرساله", "model", "reason"),
    "Arabic model says English": ("answers/tiny/answer.ar.toml", '"ar"', '"en"', "language", "en"),
    "mistake trips less": ("answers/tiny/mistakes/asks-a-shop.toml", r"trips = \[", 'trips = ["reason", ', "mistake", "reason"),
    "mistake trips more": ("answers/tiny/mistakes/gives-no-reasons.toml", ', "reason"', "", "mistake", "reason"),
    "mistake of another kind": ("answers/tiny/mistakes/asks-a-shop.toml", '"shop"', "7", "type", "whom"),
    "key in the blank form": ("exercises/tiny/answer.toml", "$", '\n[request]\ntitle = "The Harbour"\n', "key", "filled in"),
    "html": (K, "Thank you.", "Thank <b>you</b>.", "html", "<b>"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_each_rule_is_told_with_file_and_cure(tiny, name):
    path, old, new, rule, words = BROKEN[name]
    change(tiny, path, old, new)
    problems = lint_case(tiny, "tiny")
    found = [p for p in problems if p.rule == rule and words in f"{p.message} {p.cure}"]
    assert found, "\n".join(map(str, problems)) or "no problem was found"
    for problem in problems:
        assert (tiny / problem.place).parent.exists()
        assert problem.message
    if path in (C, F, K) and rule not in ("unreadable",):
        assert any(p.line for p in found), found


@pytest.mark.parametrize("path", ["exercises/tiny/criteria.toml", "exercises/tiny/answer.ar.toml", "exercises/tiny/documents/other.md"])
def test_nothing_else_is_handed_out(tiny, path):
    (tiny / path).write_text("x = 1", encoding="utf-8")
    assert [(p.place, p.rule) for p in lint_case(tiny, "tiny")] == [(path, "stray")]


def test_a_citation_inside_a_text_is_looked_up_too(tiny):
    change(tiny, C, 'objective = "', 'objective = "{law}`nowhere/1` ')
    debrief = tiny / "answers/tiny/debrief.md"
    debrief.write_text(debrief.read_text(encoding="utf-8") + "\nSee {law}`the rule <nowhere/2>`.", encoding="utf-8")
    found = {(p.place, shown) for p in lint_case(tiny, "tiny", Law({}, {})) for shown in ("nowhere/1", "nowhere/2") if shown in p.message}
    assert found == {(C, "nowhere/1"), ("answers/tiny/debrief.md", "nowhere/2")}


def test_a_criterion_that_no_mistake_trips_is_not_finished(tiny):
    (tiny / "answers/tiny/mistakes/names-a-child.toml").unlink()
    assert [p.rule for p in lint_case(tiny, "tiny")] == ["unguarded"]


def test_more_than_a_third_of_free_text_is_refused(tiny):
    key = tiny / K
    text = key.read_text(encoding="utf-8")
    block = re.search(r'(?s)\[\[criteria\]\]\nid = "reason".*?(?=\n\[decisions)', text)[0]
    for number in range(3):
        text = text.replace("[decisions.whom]\ncorrect", f'{block.replace("reason", f"reason-{number}", 1)}\n\n[decisions.whom]\ncorrect', 1)
    key.write_text(text, encoding="utf-8")
    assert "free-text" in {p.rule for p in lint_case(tiny, "tiny")}


def test_all_problems_come_in_one_run(tiny):
    change(tiny, C, "minutes = 30", "minutes = 31")
    change(tiny, K, 'decisions.whom == "library"', 'decisions.whom == "museum"')
    change(tiny, K, "request.urgent_why", "request.nothing")
    assert {p.rule for p in lint_case(tiny, "tiny")} >= {"minutes", "expression", "model"}


@pytest.mark.parametrize("slug", ["none", "../tiny", "", "TINY", "a" * 300])
def test_a_case_that_is_not_there_is_told(slug):
    case, problems = load_case(COURSE, slug)
    assert case is None
    assert [p.rule for p in problems] == ["no-case"]
