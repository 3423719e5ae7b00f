"""The page on privacy names what the scripts really write, no more and no less than ``casework.storage`` lists."""

from __future__ import annotations

import re

import pytest

from casework.storage import KEPT
from tests.browser.kinds import KINDS, use


def pattern(name: str, course: str) -> re.Pattern[str]:
    return re.compile(re.sub("<[^>]+>", ".+", re.escape(name.replace("<course>", course)).replace(r"\<", "<").replace(r"\>", ">")))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_lists_every_name(language: str, served: str, page, course) -> None:
    page.goto(f"{served}/{language}/book/start/privacy.html")
    assert page.locator("table.storage td:first-child").all_inner_texts() == [name.replace("<course>", course.info.id) for name in KEPT.values()]
    assert all(page.locator("table.storage td:nth-child(2)").all_inner_texts())


def test_what_the_pages_write_is_listed(served: str, page, course) -> None:
    """After using a page of each kind; the button on the page then erases all that is about the learner."""
    for kind in ("lesson", "check", "case", "paths", "search"):
        page.goto(f"{served}/{KINDS[kind]}.html")
        use(page)
        if kind == "paths":
            page.get_by_label("Your role").select_option("judge")
    page.click("[data-action=theme]")
    written = page.evaluate("Object.keys(localStorage)")
    known = [pattern(name, course.info.id) for name in KEPT.values()]
    assert [name for name in written if not any(one.fullmatch(name) for one in known)] == []
    assert {name.split(":")[2] if name.count(":") > 1 else name for name in written} >= {"item", "check", "case", "role", "casework:theme"}
    page.goto(f"{served}/en/book/start/privacy.html")
    button = page.locator("[data-action=forget-all]")
    button.click()
    button.click()
    assert page.evaluate("Object.keys(localStorage)") == ["casework:theme"]
    assert page.evaluate("[sessionStorage.length, document.cookie]") == [0, ""]
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0
