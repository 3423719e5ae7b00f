"""The table of contents of a language holds what it has; a gap in a catalogue stops its build."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from casework.build import filtered_toc, pages_of
from casework.sphinx.preparation import gaps
from casework.sphinx.state import State

TOC = yaml.safe_load("""
format: jb-book
root: book/index
parts:
  - caption: Themes
    chapters:
      - file: book/a/index
        sections: [{file: book/a/one}, {file: book/a/two}]
      - file: book/b/index
        sections: [{file: book/b/one}]
  - caption: Cases
    chapters: [{file: exercises/x/exercise}]
""")


def test_pages_come_in_reading_order() -> None:
    assert pages_of(TOC) == ["book/index", "book/a/index", "book/a/one", "book/a/two", "book/b/index", "book/b/one", "exercises/x/exercise"]


def test_absent_pages_take_their_sections_and_empty_parts_with_them() -> None:
    toc = filtered_toc(TOC, {"book/index", "book/a/index", "book/a/two", "book/b/one"}, lambda text: f"<{text}>")
    assert pages_of(toc) == ["book/index", "book/a/index", "book/a/two"]
    assert [part["caption"] for part in toc["parts"]] == ["<Themes>"]


def test_nothing_is_lost_when_all_pages_exist() -> None:
    assert filtered_toc(TOC, set(pages_of(TOC)), lambda text: text) == TOC


@pytest.mark.parametrize(
    "entry, kind",
    [('msgid "New text"\nmsgstr ""\n', "empty"), ('#, fuzzy\nmsgid "New text"\nmsgstr "نص"\n', "fuzzy")],
)
def test_a_gap_is_named_with_its_place(entry: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book/course.toml").write_text('id = "x"\ntitle = "X"\n', encoding="utf-8")
    path = tmp_path / "book/locale/ar/LC_MESSAGES/data/course.po"
    path.parent.mkdir(parents=True)
    path.write_text(f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "X"\nmsgstr "س"\n\n{entry}', encoding="utf-8")
    told = [str(problem) for problem in gaps(State(tmp_path, "ar")) if "course.po" in problem.place]
    assert len(told) == 1 and kind in told[0] and "New text" in told[0]


def test_the_course_has_no_gap_in_arabic(root: Path) -> None:
    assert [str(problem) for problem in gaps(State(root, "ar"))] == []
