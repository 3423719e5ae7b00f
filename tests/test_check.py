"""A folder of participants' files: one table, whatever the files are called and hold."""

from __future__ import annotations

import csv
import os
import tracemalloc
from html.parser import HTMLParser
from pathlib import Path

import pytest

from casework.check import cell, check_folder, run_check, safe
from casework.errors import ProblemsError

COURSE = Path(__file__).parent / "data" / "cases" / "tiny"
MODEL = (COURSE / "answers" / "tiny" / "answer.toml").read_text(encoding="utf-8")
ARABIC = (COURSE / "answers" / "tiny" / "answer.ar.toml").read_text(encoding="utf-8")
BLANK = (COURSE / "exercises" / "tiny" / "answer.toml").read_text(encoding="utf-8")
EVIL = "=HYPERLINK(1)\u202egpj"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three good files, a claim, and the files that come with them."""
    here = tmp_path / "answers of the group"
    (here / "team 3").mkdir(parents=True)
    (here / "amal.toml").write_text(MODEL, encoding="utf-8")
    (here / "نور.toml").write_text(ARABIC, encoding="utf-8")
    (here / "team 3" / "answer.toml").write_text(f'{BLANK}[claims.reason]\nreason = "=cmd|calc <script>alert(1)</script>"\n', encoding="utf-8")
    (here / f"{EVIL}.toml").write_text(BLANK, encoding="utf-8")
    (here / "binary.toml").write_bytes(os.urandom(200) + b"\xff")
    (here / "huge.toml").write_bytes(b"#" * 1_000_001)
    (here / "other.toml").write_text('case = "moon"\n', encoding="utf-8")
    (here / "long.toml").write_text(f'case = "{"a" * 5000}"\n', encoding="utf-8")
    (here / "none.toml").write_text("", encoding="utf-8")
    (here / "newer.toml").write_text('case = "tiny"\nformat = 2\n', encoding="utf-8")
    (here / "misfit.toml").write_text(f"{BLANK}[request]\nform = 5\n", encoding="utf-8")
    (here / "draft.docx").write_bytes(b"PK\x03\x04")
    (here / ".hidden.toml").write_text("x", encoding="utf-8")
    (here / "~$draft.docx").write_bytes(b"")
    return here


def check(folder: Path, case: str | None = None) -> tuple[int, list[str]]:
    said: list[str] = []
    return run_check(folder, COURSE, case, None, said.append), said


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "answers.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_file_has_its_row_and_no_file_stops_the_others(folder):
    code, said = check(folder)
    assert code == 1  # some had problems
    assert said[-1].startswith("5 of 12 files judged: ")
    found = {row["participant"]: row for row in rows(folder)}
    assert len(found) == 12
    assert found["amal"]["met"] == found["نور"]["met"] == "6"
    assert found["team 3"]["claimed"] == "1" and found["team 3"]["met"] == "0" and found["team 3"]["reason"] == "claimed"
    assert found["misfit"]["not met"] == "4" and "request.form is “5”" in found["misfit"]["problems"]
    for name in ("binary", "huge", "other", "long", "none", "newer", "draft"):
        assert found[name]["case"] == "" and found[name]["problems"], name
        assert len(found[name]["problems"]) < 500


def test_excel_sees_utf8_and_no_formula(folder):
    check(folder)
    raw = (folder / "answers.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    for row in csv.reader(text.splitlines()):
        assert not any(value.lstrip().startswith(("=", "+", "-", "@")) for value in row)
    assert "'=HYPERLINK(1)\\u202egpj" in text
    assert "\u202e" not in text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "＝1", "|x", "%x"])
def test_a_cell_never_starts_a_formula(text):
    assert str(cell(text)).startswith("'")
    assert cell("Amal = 1") == "Amal = 1" and cell(3) == 3


class Page(HTMLParser):
    """Tags, and the text outside them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data) -> None:
        self.text += data


def test_the_page_shows_strangers_words_as_words(folder):
    check(folder)
    source = (folder / "answers.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(source)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "iframe", "link", "a", "object", "form"}
    assert not any(key in ("src", "href") or key.startswith("on") for _, attrs in page.tags for key in attrs)
    assert "<script>alert(1)</script>" in page.text and "\\u202egpj" in page.text
    assert "\u202e" not in source
    assert "default-src 'none'" in source
    assert all("scope" in attrs for tag, attrs in page.tags if tag == "th")
    assert [attrs.get("lang") for tag, attrs in page.tags if tag == "html"] == ["en"]
    for words in ("Take up first", "Claims, to be decided by the facilitator", "Problems", "نور", "TRAINING DOCUMENT"):
        assert words in page.text


def test_claims_are_never_counted_as_met(folder):
    table = check_folder(folder, COURSE)
    number = [criterion.id for criterion in table.cases["tiny"].criteria].index("reason")
    assert table.counts("tiny")[number] == {"met": 2, "not found": 2, "claimed": 1}


def test_disagreements_stand_apart_and_change_nothing(folder):
    note = 'role = "scribe"\ndissent = "=1 <b>the archive</b> would do"\n'
    (folder / "team 4.toml").write_text(f"{MODEL}\n[team.whom]\n{note}", encoding="utf-8")
    check(folder)
    found = {row["participant"]: row for row in rows(folder)}
    assert found["team 4"]["disagreements"] == "whom (scribe): =1 <b>the archive</b> would do" and found["team 4"]["met"] == "6"
    assert found["amal"]["disagreements"] == "" and found["team 4"]["problems"] == ""
    source = (folder / "answers.html").read_text(encoding="utf-8")
    assert "Disagreements noted by teams" in source and "&lt;b&gt;the archive&lt;/b&gt;" in source


def test_a_second_run_does_not_read_its_own_table(folder):
    first = check(folder)
    assert check(folder) == first


def test_one_case_can_be_asked_for(folder):
    _, said = check(folder, "tiny")
    assert any("it answers the case “moon”, not “tiny”" in line for line in said)
    with pytest.raises(ProblemsError, match="there is no case"):
        check(folder, "moon")


def test_two_cases_make_two_tables(folder, tmp_path):
    import shutil

    course = Path(shutil.copytree(COURSE, tmp_path / "course"))
    shutil.copytree(course / "exercises/tiny", course / "exercises/second")
    shutil.copytree(course / "answers/tiny", course / "answers/second")
    (folder / "two.toml").write_text(BLANK.replace("tiny", "second"), encoding="utf-8")
    run_check(folder, course, None, tmp_path / "out", lambda text: None)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["answers-second.csv", "answers-tiny.csv", "answers.html"]


def test_what_cannot_be_read_or_written_is_told(tmp_path, folder):
    with pytest.raises(ProblemsError, match="no such folder"):
        check(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ProblemsError, match="holds no files"):
        check(tmp_path / "empty")
    (folder / "answers.html").mkdir()
    with pytest.raises(ProblemsError, match="can't be written"):
        check(folder)


def test_links_and_pipes_are_not_followed(folder, tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "other.toml").write_text(MODEL, encoding="utf-8")
    try:
        (folder / "loop").symlink_to(folder)
        (folder / "away").symlink_to(tmp_path / "secret")
        os.mkfifo(folder / "pipe.toml")
    except (OSError, AttributeError):
        pytest.skip("no links or pipes on this system")
    table = check_folder(folder, COURSE)
    assert len(table.rows) == 13
    assert any("there is no such file" in problem for row in table.rows for problem in row.problems)


def test_memory_does_not_grow_with_what_files_hold(tmp_path):
    big = f'{BLANK}[request]\nreason = """{"word " * 40_000}"""\n'
    for number in range(12):
        (tmp_path / f"p{number}.toml").write_text(big, encoding="utf-8")
    tracemalloc.start()
    table = check_folder(tmp_path, COURSE)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(table.of("tiny")) == 12
    assert kept < 2_500_000  # twelve files of 200 kB each


def test_names_are_shown_on_one_short_line():
    assert safe("a\nb\t\u202ec" + "x" * 500, 20) == "a\\u000ab\\u0009\\u202e" + "…"
