"""A State's own texts: read, bounded, shown only in a kit that asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.errors import ProblemsError
from casework.our_state import BOX, Topic, box_html, filled, lines_html, load_folder, topics
from casework.translation import interface_texts

WORDS = interface_texts()["our_state"]
GOOD = 'checked = 2026-11-01\nreviewer = "H. Marzan"\n[en]\nlaw = "Act **12**, section 4."\n'


@pytest.fixture
def folder(tmp_path: Path, course) -> Path:
    (tmp_path / f"{next(iter(topics(course)))}.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_lessons_have_boxes(course) -> None:
    assert 6 <= len(topics(course)) <= 12
    assert len(set(topics(course).values())) == len(topics(course))


def test_a_folder_is_read(folder: Path, course) -> None:
    found = load_folder(folder, course)
    assert list(found) == [next(iter(topics(course)))]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (GOOD.replace("Act", "<script>alert(1)</script>"), "HTML"), (GOOD.replace("Act", "a\u202eb"), "invisible"), (GOOD.replace("2026", "2999"), "to come"),
        (GOOD.replace("law", "lwa"), "lwa"), (GOOD.replace('law = "Act **12**, section 4."', ""), "no text"), (GOOD.replace("Act", "x" * 3000), "2000"),
        ("reviewer = 1", "checked"), ("not toml", "TOML"), (GOOD.replace('reviewer = "H. Marzan"\n', ""), "reviewer"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_place(folder: Path, course, text: str, word: str) -> None:
    path = next(folder.glob("*.toml"))
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError, match=word) as error:
        load_folder(folder, course)
    assert path.name in str(error.value)


def test_problems_of_all_files_come_together(folder: Path, course) -> None:
    next(folder.glob("*.toml")).write_text("x", encoding="utf-8")
    (folder / "no-such-topic.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(ProblemsError) as error:
        load_folder(folder, course)
    assert len(error.value.problems) == 2


def test_a_folder_that_could_be_published_is_refused(course, tmp_path: Path) -> None:
    for folder, word in ((course.root / "book" / "law", "published"), (tmp_path / "none", "no such folder"), (tmp_path, "no .toml")):
        with pytest.raises(ProblemsError, match=word):
            load_folder(folder, course)


def test_git_leaves_the_folder_out(root: Path) -> None:
    assert "/our-state/" in (root / ".gitignore").read_text(encoding="utf-8").split()


def test_a_box_is_filled_in_the_pages_language_and_says_who_checked_it() -> None:
    with pytest.raises(ValueError, match="HTML"):
        Topic.model_validate({"checked": "2026-11-01", "reviewer": "H. <i>x", "en": {"law": "x"}})
    texts = {"en": {"law": "Act **12** [x](javascript:1)"}, "ar": {"contacts": "النيابة"}}
    topic = Topic.model_validate({"checked": "2026-11-01", "reviewer": "H. Marzan & Co", **texts})
    page = f"<p>a</p>{lines_html('one', WORDS)}<p>b</p>{lines_html('two', WORDS)}"
    assert len(BOX.findall(page)) == 2
    shown = filled(page, "en", {"one": topic}, WORDS)
    assert "<strong>12</strong>" in shown and 'lang="ar" dir="rtl"' in shown and "2026-11-01" in shown and "H. Marzan &amp; Co" in shown
    assert "javascript" not in shown or "<a" not in shown
    assert shown.count("our-state-line") == 4 and "<!--our-state two-->" in shown
    assert 'lang="en"' in box_html(topic, "ar", WORDS)
