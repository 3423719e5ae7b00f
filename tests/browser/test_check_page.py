"""A check as a learner takes it: answers are kept, feedback waits for the end, and the result says what it is worth."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from casework.html import json_block
from casework.translation import Catalogues, interface
from tests.browser.axe import violations
from tests.browser.quiz_answers import RIGHT, WRONG, item
from tests.browser.quiz_page import COURSE, PACKAGE, write_page

KINDS = ["single", "multiple", "true-false"]
SKILLS = ["channel", "drafting", "safeguards"]


@pytest.fixture
def check_page(page: Any, tmp_path: Path) -> Any:
    """Form a (or another one) of three questions, one a skill, opened as a file; returns the function that opens it."""

    def opened(form: str = "a") -> Any:
        path = write_page(tmp_path, KINDS, name=form, certainty=True)
        shutil.copy(PACKAGE / "static" / "check.js", tmp_path / "_static" / "casework")
        items = {f"theme/{k}": {"skill": s, "read": {"title": f"Lesson on {k}", "href": f"{k}.html"}} for k, s in zip(KINDS, SKILLS, strict=True)}
        data = {"form": form, "clear": 2, "items": items, "words": interface(Catalogues(tmp_path, "en"), "check")}
        html = path.read_text(encoding="utf-8")
        start, end = html.index("<form"), html.rindex("</form>") + len("</form>")
        html = f'{html[:start]}<div class="check" data-form="{form}">{json_block(data, "check-data")}{html[start:end]}</div>{html[end:]}'
        path.write_text(html.replace("</head>", '<script defer src="_static/casework/check.js"></script></head>'), encoding="utf-8")
        page.set_default_timeout(5000)
        page.goto(path.as_uri())
        return page

    return opened


def kept(page: Any, form: str = "a") -> Any:
    return json.loads(page.evaluate("name => localStorage.getItem(name)", f"casework:{COURSE}:check:{form}") or "null")


def finish(page: Any) -> None:
    page.get_by_role("button", name="Finish and see the result").click()


def test_feedback_waits_until_the_check_is_finished(check_page: Any) -> None:
    page = check_page()
    assert page.locator("button.check").count() == 0 and page.locator(".item-key:visible").count() == 0
    RIGHT["single"](item(page, "single"))
    WRONG["multiple"](item(page, "multiple"))
    assert page.locator(".item-feedback").count() == 0
    assert page.locator(".check-count").inner_text() == "Answered: 2 of 3"
    RIGHT["true-false"](item(page, "true-false"))
    item(page, "single").get_by_label("Fairly sure").check()
    item(page, "multiple").get_by_label("Sure", exact=True).check()
    finish(page)
    result = page.locator(".check-result")
    assert result.is_visible() and "2 of 3" in result.locator(".check-score").inner_text()
    assert [row.inner_text() for row in result.locator(".check-skills li").all()] == [
        "Channel and basis: 1 of 1", "Drafting and evidence: 0 of 1", "Safeguards and coercion: 1 of 1",
    ]  # fmt: skip
    assert result.locator("a").all_inner_texts() == ["Question 2", "Lesson on multiple"]
    assert item(page, "multiple").locator(".item-feedback", has_text="Because two.").is_visible() and page.locator(".item-key:visible").count() == 3
    done = kept(page)["results"][0]
    given = done["answers"]["theme/single"]
    assert done["score"] == 2 and (given["response"], given["certainty"]) == ("b", "fairly") and given["at"].endswith("Z")
    assert done["right"] == ["theme/single", "theme/true-false"] and done["of"] == 3


def test_what_was_answered_is_there_after_a_reload(check_page: Any) -> None:
    page = check_page()
    RIGHT["single"](item(page, "single"))
    page.reload()
    assert item(page, "single").get_by_label("Choice B").is_checked() and page.locator(".check-count").inner_text() == "Answered: 1 of 3"
    assert page.locator(".check-result").is_hidden()


def test_open_questions_are_told_once_and_then_count_as_not_right(check_page: Any) -> None:
    page = check_page()
    RIGHT["single"](item(page, "single"))
    finish(page)
    assert page.locator(".check-count").inner_text().startswith("2 are still open") and page.locator(".check-result").is_hidden()
    assert page.evaluate("document.activeElement.form.id") == "item-multiple"
    finish(page)
    assert "1 of 3" in page.locator(".check-score").inner_text()
    page.reload()
    assert page.locator(".check-result").is_visible() and item(page, "single").locator(".item-feedback").count() == 1


def test_a_second_round_keeps_the_first_result(check_page: Any) -> None:
    page = check_page()
    finish(page)
    finish(page)
    again = page.get_by_role("button", name="Take this check again")
    again.click()
    again.click()
    assert page.locator(".check-result").is_hidden() and page.locator(".item-feedback").count() == 0
    page.reload()
    assert page.locator(".check-result").is_hidden()
    for kind in KINDS:
        RIGHT[kind](item(page, kind))
    finish(page)
    assert "3 of 3" in page.locator(".check-score").inner_text() and "The first time it was 0 of 3." in page.locator(".check-result").inner_text()
    assert [one["score"] for one in kept(page)["results"]] == [0, 3]


def test_both_checks_stand_side_by_side_and_only_a_clear_change_is_called_so(check_page: Any) -> None:
    page = check_page("a")
    RIGHT["single"](item(page, "single"))
    finish(page)
    finish(page)
    page = check_page("b")
    for kind in KINDS:
        RIGHT[kind](item(page, kind))
    finish(page)
    assert "Starting check 1, closing check 3 of 3. That is a clear gain" in page.locator(".check-both").inner_text()


def test_corrupt_and_full_storage_do_not_stop_the_check(check_page: Any) -> None:
    page = check_page()
    page.evaluate(f"localStorage.setItem('casework:{COURSE}:check:a', '{{\"v\":1,\"draft\":5}}')")
    page.reload()
    page.evaluate("void (Storage.prototype.setItem = () => { throw new Error('full') })")
    RIGHT["single"](item(page, "single"))
    assert page.locator(".item-notice").is_visible()
    finish(page)
    finish(page)
    assert "1 of 3" in page.locator(".check-score").inner_text()


def test_axe_finds_nothing_before_and_after(check_page: Any, axe_script: str) -> None:
    page = check_page()
    assert violations(page, axe_script) == []
    finish(page)
    finish(page)
    assert violations(page, axe_script) == []
