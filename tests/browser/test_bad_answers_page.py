"""The page refuses the same broken, foreign, old and huge files as Python, in words, and keeps what was there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.case_page import COURSE as NAME
from tests.browser.case_page import write_case_page
from tests.browser.test_case_page import decide
from tests.test_bad_answers import COURSE, JUDGED, SAID, bad_file

MESSAGE = {
    "another-case": "belongs to another case: night-call", "corrupted": "can't be read", "fifty-megabytes": "larger than an answer", "half-saved": "can't be read",
    "newer-version": "newer version: format = 9", "no-answer": "another case: –", "another-course": "did not fit and were left out: decisions.colour",
    "older-version": "did not fit and were left out: request.librarian",
}  # fmt: skip


@pytest.fixture(scope="module")
def tiny_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_case_page(tmp_path_factory.mktemp("tiny"), slug="tiny", root=COURSE)


@pytest.mark.parametrize("name", SAID)
def test_a_bad_file_is_told_and_nothing_is_lost(name: str, page: Any, tiny_page: Path, tmp_path: Path) -> None:
    page.goto(tiny_page.as_uri())
    page.wait_for_selector(".case.awake")
    decide(page, "whom", "shop")
    page.locator("[data-field=reason] textarea").fill("Mine.")
    before = page.evaluate("name => localStorage.getItem(name)", f"casework:{NAME}:case:tiny")
    page.locator(".case-keep input[type=file]").set_input_files(bad_file(name, tmp_path))
    page.wait_for_function("document.querySelector('.keep-status').textContent")
    assert MESSAGE[name] in page.locator(".keep-status").inner_text()
    kept = page.evaluate("name => localStorage.getItem(name)", f"casework:{NAME}:case:tiny")
    if name not in JUDGED:
        assert kept == before and page.locator("[data-field=reason] textarea").input_value() == "Mine."
    elif name == "older-version":
        answer = json.loads(kept)["answer"]
        assert answer["decisions"]["whom"] == "library" and answer["request"]["title"] == "The Harbour" and answer["team"] == {}
