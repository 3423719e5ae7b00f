"""Builders without scripts: the questions are readable, with an answer key; nothing of the page's machinery gets in."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from casework.build import BOOK
from casework.html_text import plain

ROOT = Path(__file__).parents[2]
LESSON = "book/mutual-legal-assistance/anatomy-of-a-request"


def built(builder: str) -> Path:
    out = ROOT / "_build" / builder
    command = [sys.executable, *BOOK, "build", str(ROOT), "--path-output", str(out), "--builder", "custom", "--custom-builder", builder]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return out / "_build" / builder


@pytest.fixture(scope="module")
def text() -> str:
    return (built("text") / f"{LESSON}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def epub() -> zipfile.ZipFile:
    return zipfile.ZipFile(next(built("epub").glob("*.epub")))


def squeezed(words: str) -> str:
    return "".join(words.split())


def test_text_holds_every_question_choice_and_reason(text: str, course) -> None:
    page = squeezed(text)
    items = course.items_of("mutual-legal-assistance", "anatomy-of-a-request")
    assert items
    for item in items:
        assert squeezed(plain(item.body.prompt)) in page, item.ref
        for entry in item.body.entries():
            assert squeezed(plain(entry.feedback)) in page, (item.ref, entry.reference)


def test_the_key_stands_after_the_questions(text: str, course) -> None:
    page = squeezed(text)
    items = course.items_of("mutual-legal-assistance", "anatomy-of-a-request", "check")
    key = page.index("Answerkey")
    assert all(page.index(squeezed(plain(item.body.prompt))) < key for item in items)
    assert all(page.index(squeezed(plain(entry.feedback))) > key for item in items for entry in item.body.entries())


def test_epub_has_the_questions_and_no_machinery(epub: zipfile.ZipFile, course) -> None:
    names = [name for name in epub.namelist() if name.endswith("xhtml")]
    assert any(LESSON in name for name in names)
    pages = {name: epub.read(name).decode("utf-8") for name in names}
    assert not [name for name, page in pages.items() if "<script" in page or "item-data" in page or "<form" in page]
    assert not [name for name in epub.namelist() if name.endswith(".js")]
    prompt = squeezed(plain(course.items_of("mutual-legal-assistance", "anatomy-of-a-request")[0].body.prompt))
    assert any(prompt in squeezed(page) for page in pages.values())


def test_citations_are_words_on_paper(text: str) -> None:
    assert "UNTOC, article 18(15)" in text
