"""Answer files that are broken, half saved, foreign, old or huge: pytest, ``casework check`` and the notebook say so, lose nothing, and the others go on.

The files lie in tests/data/answers, each named by its fault; the page opens the same ones in tests/browser/test_bad_answers_page.py.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from casework.answers import blank, read
from casework.cases import load_case
from casework.check import run_check
from casework.widgets.case import case
from tests.test_pytest_plugin import run

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
COURSE = DATA / "cases" / "tiny"
FILES = sorted((DATA / "answers").glob("*.toml"))
# what each message must say; the last two are judged all the same
SAID = {
    "another-case": "it answers the case “night-call”, not “tiny”",
    "corrupted": "is not UTF-8 text",
    "fifty-megabytes": "more than 1,000,000 bytes",
    "half-saved": "not valid TOML",
    "newer-version": "the file has format “9”",
    "no-answer": "does not say which case",
    "another-course": "decisions.“colour” is no key",
    "older-version": "request.“librarian” is no key",
}
JUDGED = ("another-course", "older-version")
SIZE = 50_000_000


def bad_file(name: str, folder: Path) -> Path:
    """The fixture, or the huge one made now."""
    path = folder / f"{name}.toml"
    if name == "fifty-megabytes":
        with path.open("wb") as stream:
            stream.write(b'case = "tiny"\n[request]\ntitle = "')
            stream.seek(SIZE)
            stream.write(b'"\n')
    else:
        shutil.copy(DATA / "answers" / f"{name}.toml", path)
    return path


def test_every_fixture_has_its_message() -> None:
    assert {path.stem for path in FILES} | {"fifty-megabytes"} == set(SAID)


def test_check_says_what_is_wrong_and_judges_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    for name in SAID:
        bad_file(name, folder)
    shutil.copy(COURSE / "answers/tiny/answer.toml", folder / "good.toml")
    before = {path.name: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.iterdir()}
    said: list[str] = []
    assert run_check(folder, COURSE, "tiny", tmp_path / "out", said.append) == 1
    for name, words in SAID.items():
        lines = [line for line in said if line.startswith(f"{name}.toml")]
        assert any(words in line for line in lines), (name, lines)
        assert all(len(line) < 500 for line in lines)
    with (tmp_path / "out/answers.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["participant"]: row for row in csv.DictReader(stream)}
    assert rows["good"]["met"] == "6" and set(rows) == {"good", *SAID}
    assert {name for name in SAID if rows[name]["case"]} == set(JUDGED)
    assert before == {path.name: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.iterdir()}


@pytest.mark.parametrize("name", SAID)
def test_pytest_says_what_is_wrong_and_judges_the_other_case(name: str, tmp_path: Path) -> None:
    course = Path(shutil.copytree(COURSE, tmp_path / "course"))
    for half in ("exercises", "answers"):
        shutil.copytree(course / half / "tiny", course / half / "zebra")
    (course / "exercises/zebra/answer.toml").write_text((COURSE / "answers/tiny/answer.toml").read_text(encoding="utf-8").replace('"tiny"', '"zebra"'), encoding="utf-8")
    bad_file(name, tmp_path).replace(course / "exercises/tiny/answer.toml")
    result = run(course, "exercises")
    assert SAID[name] in " ".join(result.stdout.split()), result.stdout[-2000:]
    assert "Traceback" not in result.stdout + result.stderr and "INTERNALERROR" not in result.stdout
    assert "6 passed" in result.stdout or "passed" in result.stdout
    if name not in JUDGED:
        assert "1 failed, 6 passed" in result.stdout


def workplace(folder: Path) -> Path:
    """A course whose only case is the tiny one, with little else, so that it loads at once; gives the path of its answer file."""
    for half in ("exercises", "answers"):
        shutil.copytree(COURSE / half, folder / half)
    (folder / "book" / "law").mkdir(parents=True)
    shutil.copy(ROOT / "book" / "course.toml", folder / "book")
    return folder / "exercises/tiny/answer.toml"


@pytest.mark.parametrize("name", SAID)
def test_a_notebook_puts_aside_what_it_cannot_read(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workplace(tmp_path)
    bad_file(name, tmp_path).replace(path)
    there = (path.stat().st_size, path.stat().st_mtime_ns)
    monkeypatch.chdir(path.parent)
    widget = case("tiny")
    assert widget.notice == "kept_aside" and (path.stat().st_size, path.stat().st_mtime_ns) == there
    widget.record = {"v": 1, "answer": widget.answer.data() | {"decisions": {"whom": "library"}}}
    aside = path.with_name("answer.toml.unreadable")
    assert (aside.stat().st_size, aside.stat().st_mtime_ns) == there
    found, _ = load_case(tmp_path, "tiny")
    saved, problems = read(path, found, tmp_path)
    assert saved and not problems and saved.decisions["whom"] == "library"
    assert case("tiny").notice == ""


def test_a_second_broken_file_does_not_replace_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workplace(tmp_path)
    monkeypatch.chdir(path.parent)
    for number in (1, 2):
        path.write_text(f"broken {number}", encoding="utf-8")
        widget = case("tiny")
        widget.record = {"v": 1, "answer": widget.answer.data() | {"decisions": {"whom": "shop"}}}
    assert path.with_name("answer.toml.unreadable").read_text() == "broken 1"
    assert path.with_name("answer.toml.2.unreadable").read_text() == "broken 2"


def test_an_older_file_keeps_what_still_fits(tmp_path: Path) -> None:
    found, _ = load_case(COURSE, "tiny")
    answer, problems = read(DATA / "answers/older-version.toml", found, ROOT)
    assert answer and len(problems) == 1
    assert answer.decisions["whom"] == "library" and answer.request["title"] == "The Harbour"
    assert answer.team == {} and answer.request["readers"] == blank(found).request["readers"]
