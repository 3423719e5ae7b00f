"""Broken content is told apart: each tiny file in tests/data/broken gives its message, all in one run."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from casework.course import load_course
from casework.lint import lint

BROKEN = Path(__file__).parent / "data" / "broken"
EXPECTED = tomllib.loads((BROKEN / "expected.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def told() -> dict[str, list[str]]:
    found = defaultdict(list)
    for problem in lint(load_course(BROKEN)):
        found[Path(problem.place).stem].append(str(problem))
    return found


def test_there_are_at_least_forty_broken_files() -> None:
    files = {p.stem for p in BROKEN.rglob("*") if p.suffix in (".toml", ".md")} - {"expected", "course", "treaty", "paragraphs", "good"}
    assert files == set(EXPECTED)
    assert len(files) >= 40


@pytest.mark.parametrize("case", EXPECTED)
def test_broken_file_gets_its_message(case: str, told: dict[str, list[str]]) -> None:
    assert case in told
    for words in EXPECTED[case]:
        assert any(words in message for message in told[case]), told[case]


def test_sound_files_of_the_same_course_are_not_blamed(told: dict[str, list[str]]) -> None:
    assert not {"good", "treaty", "paragraphs", "course"} & set(told)


def test_lines_are_named_where_the_mistake_stands(told: dict[str, list[str]]) -> None:
    source = (BROKEN / "book/theme/quiz/unknown-role.toml").read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(source, 1) if line.startswith("roles"))
    assert any(f"unknown-role.toml:{number}:" in message for message in told["unknown-role"])


def test_the_command_prints_all_and_no_traceback() -> None:
    result = subprocess.run([sys.executable, "-m", "casework.cli", "lint"], cwd=BROKEN, capture_output=True, text=True)
    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    assert all(name in result.stdout for name in EXPECTED)


def test_the_course_itself_has_no_problems(course) -> None:
    assert [str(problem) for problem in lint(course)] == []
