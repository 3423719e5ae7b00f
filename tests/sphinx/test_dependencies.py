"""A warm build builds anew what a change reaches, and nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from casework.build import BOOK

ROOT = Path(__file__).parents[2]
THEME = "book/borders"
LESSON, OTHER = f"{THEME}/passenger-data", f"{THEME}/trafficking-and-smuggling"
TOC = f"format: jb-book\nroot: book/index\nchapters:\n- file: {LESSON}\n- file: {OTHER}\n- file: book/law/index\n"


class Book:
    """A few pages of the course in a folder of their own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in ("book", "exercises", "answers"):
            shutil.copytree(ROOT / folder, root / folder)
        shutil.copy2(ROOT / "_config.yml", root)
        (root / "_toc.yml").write_text(TOC, encoding="utf-8")

    def built(self) -> set[str]:
        """Build; the pages that were read."""
        done = subprocess.run([sys.executable, *BOOK, "build", "."], cwd=self.root, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        log = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout.replace("\r", "\n"))
        return set(re.findall(r"^reading sources\.\.\. \[ *\d+%\] (\S+)", log, re.M))

    def html(self, page: str) -> str:
        return (self.root / "_build" / "html" / f"{page}.html").read_text(encoding="utf-8")

    def written(self) -> dict[str, int]:
        html = self.root / "_build" / "html"
        return {path.relative_to(html).as_posix(): path.stat().st_mtime_ns for path in html.rglob("*.html")}

    def replace(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Book:
    book = Book(tmp_path_factory.mktemp("book"))
    assert {LESSON, OTHER} <= book.built()
    return book


def item_of(course, lesson: str):
    theme, slug = lesson.removeprefix("book/").split("/")
    return course.items_of(theme, slug, "check")[0]


def test_nothing_changed_nothing_is_read_or_written(book: Book) -> None:
    before = book.written()
    assert book.built() == set()
    stock = ("search.html", "genindex.html")  # Sphinx writes those each time
    assert {page for page, time in book.written().items() if before[page] != time} <= set(stock)


def test_a_changed_item_reaches_its_lesson_alone(book: Book, course) -> None:
    item = item_of(course, LESSON)
    path = item.path.relative_to(ROOT).as_posix()
    words = item.body.prompt.split(".")[0][:40]
    book.replace(path, words, f"Changed words. {words}")
    assert book.built() == {LESSON}
    assert "Changed words." in book.html(LESSON)


def test_a_new_item_appears_by_itself(book: Book, course) -> None:
    item = item_of(course, OTHER)
    new = book.root / item.path.relative_to(ROOT).with_name("quite-new.toml")
    new.write_text(item.path.read_text(encoding="utf-8"), encoding="utf-8")
    assert {OTHER} <= book.built() <= {LESSON, OTHER}  # both look into the theme's folder
    assert 'id="item-quite-new"' in book.html(OTHER)


def test_a_changed_provision_reaches_the_pages_that_cite_it(book: Book, course) -> None:
    ref = next(ref for ref in item_of(course, LESSON).body.cited if course.law.get(ref))
    slug = ref.split("/")[0]
    instrument = course.law.provisions[ref].instrument
    book.replace(f"book/law/{slug}.toml", instrument.short, f"{instrument.short} New")
    assert LESSON in book.built()
    assert f"{instrument.short} New" in book.html(LESSON)
    assert f"{instrument.short} New" in book.html(f"book/law/{slug}")
