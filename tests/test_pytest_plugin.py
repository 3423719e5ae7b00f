"""``pytest exercises/<case>`` as learners run it: in a process of its own, reading what it prints."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

COURSE = Path(__file__).parent / "data" / "cases" / "tiny"
CRITERIA = ["asks-the-library", "which-book", "reason", "until-when", "why-urgent", "who-reads"]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COURSE, tmp_path / "course"))


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", env=environment
    )


def test_one_test_for_each_criterion_and_no_noise(tiny):
    result = run(tiny, "exercises/tiny", "-v")
    for ident in CRITERIA:
        assert f"answer.toml::{ident} " in result.stdout
    assert "5 failed, 1 skipped" in result.stdout
    assert "warnings summary" not in result.stdout.lower()
    assert result.stderr == ""


def test_a_failure_is_the_feedback_and_no_traceback(tiny):
    result = run(tiny, "exercises/tiny")
    assert "The book is named: not met.\nWhich book, and in which form?\n" in result.stdout
    assert "The reason: not found.\nWhat is it for?\nIf your text does say it, add [claims.reason]" in result.stdout
    for trace in ("Traceback", ".py:", "Said", "Error", "runtest"):
        assert trace not in result.stdout


def test_what_does_not_apply_is_skipped_with_its_reason(tiny):
    assert "SKIPPED [1] exercises/tiny/answer.toml:1: does not apply to this answer" in run(tiny, "exercises", "-rs").stdout


def test_a_claim_is_skipped_with_its_reason(tiny):
    with (tiny / "exercises/tiny/answer.toml").open("a", encoding="utf-8") as file:
        file.write('[claims.reason]\nreason = "Said elsewhere"\n')
    result = run(tiny, "exercises", "-rs")
    assert "claimed by the learner: “Said elsewhere”" in result.stdout
    assert "4 failed, 2 skipped" in result.stdout


def test_other_answers_are_judged_with_an_option(tiny):
    result = run(tiny, "exercises", "--answers", "answers")
    assert "6 passed" in result.stdout and result.returncode == 0
    (tiny / "elsewhere").mkdir()
    assert "1 skipped" in run(tiny, "exercises", "--answers", "elsewhere").stdout
    result = run(tiny, "exercises", "--answers", "nowhere")
    assert "there is no folder “nowhere”" in result.stderr and result.returncode == 4


@pytest.mark.parametrize(("text", "words"), [
    ('case = "night-call"\n', "it answers the case “night-call”"), ("case = \n", "this is not valid TOML"),
    ('case = "tiny"\nformat = 7\n', "reads formats up to 1"),
])  # fmt: skip
def test_a_broken_file_is_one_failure_in_words(tiny, text, words):
    (tiny / "exercises/tiny/answer.toml").write_text(text, encoding="utf-8")
    result = run(tiny, "exercises/tiny")
    assert "1 failed" in result.stdout and words in result.stdout
    assert "answer.toml::answer-file" in result.stdout
    assert "Traceback" not in result.stdout


def test_a_value_that_does_not_fit_is_told_beside_the_criteria(tiny):
    with (tiny / "exercises/tiny/answer.toml").open("a", encoding="utf-8") as file:
        file.write("[request]\nform = 5\n")
    result = run(tiny, "exercises/tiny")
    assert "exercises/tiny/answer.toml:5: request.form is “5”; expected one of paper, copy" in result.stdout
    assert "6 failed, 1 skipped" in result.stdout


def test_a_broken_case_is_told_to_its_author(tiny):
    (tiny / "answers/tiny/criteria.toml").write_text("x = 1\n", encoding="utf-8")
    result = run(tiny, "exercises/tiny")
    assert "1 failed" in result.stdout and "`x` is not a key" in result.stdout


def test_a_single_criterion_can_be_named(tiny):
    result = run(tiny, "exercises/tiny/answer.toml::which-book")
    assert "1 failed" in result.stdout and "skipped" not in result.stdout


def test_the_course_of_this_repository(root, course):
    for slug in course.cases:
        result = run(root, f"exercises/{slug}")
        assert " passed" not in result.stdout and "warnings summary" not in result.stdout.lower()
        assert "rror" not in result.stderr
    assert " failed" not in run(root, "exercises", "--answers", "answers").stdout


def test_a_course_kept_as_test_data_is_nobodys_answer(root):
    result = run(root, "tests/data/cases", "--collect-only")
    assert "no tests collected" in result.stdout
