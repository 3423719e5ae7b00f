"""Questions on a page, as a learner uses them: opened as a file, by pointer and by keys, with storage good and bad."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.quiz_answers import GRADED, RIGHT, WRONG, WRONG_FEEDBACK, Fill, check, focused, item, kept
from tests.browser.quiz_page import COURSE, ITEMS, write_page


@pytest.mark.parametrize("kind", GRADED)
def test_right_answer(opened: Callable[..., Any], kind: str) -> None:
    page = opened(kind)
    form = item(page, kind)
    assert form.locator(".item-key").is_hidden()
    RIGHT[kind](form)
    check(form)
    assert "That is right." in form.locator(".item-outcome").inner_text()
    assert form.locator(".item-feedback.correct").count() == form.locator(".item-feedback").count() > 0
    assert form.locator(".item-feedback a.law").first.get_attribute("data-law") == "sample/1"
    record = kept(page, kind)
    assert record["v"] == 1 and record["hints"] == 0 and len(record["tries"]) == 1
    assert record["tries"][0]["score"] == record["tries"][0]["maximum"] > 0
    assert record["tries"][0]["at"].endswith("Z")


@pytest.mark.parametrize("kind", GRADED)
def test_wrong_answer_explains_itself_and_can_be_tried_again(opened: Callable[..., Any], kind: str) -> None:
    page = opened(kind)
    form = item(page, kind)
    WRONG[kind](form)
    check(form)
    assert form.get_attribute("data-state") == "answered"
    assert "Not yet." in form.locator(".item-outcome").inner_text()
    for text in WRONG_FEEDBACK[kind]:
        assert form.locator(".item-feedback", has_text=text).is_visible()
    assert focused(page).startswith("item-outcome")
    assert form.locator("fieldset input:enabled, fieldset select:enabled, fieldset button:enabled").count() == 0
    assert form.locator(".item-key").is_visible()

    form.get_by_role("button", name="Try again").click()
    assert form.locator(".item-feedback").count() == 0 and "".join(form.locator(".item-outcome").all_inner_texts()) == ""
    assert page.evaluate("document.activeElement.matches('input, select, textarea, .move')")
    form.locator("input[type=checkbox]:checked").evaluate_all("boxes => boxes.forEach(box => box.click())")
    RIGHT[kind](form)
    check(form)
    assert "That is right." in form.locator(".item-outcome").inner_text()
    assert "Try 2" in form.locator(".item-outcome").inner_text()
    assert len(kept(page, kind)["tries"]) == 2


@pytest.mark.parametrize("kind", ITEMS)
def test_nothing_given_is_a_message_that_leads_to_the_field(opened: Callable[..., Any], kind: str) -> None:
    page = opened(kind)
    form = item(page, kind)
    check(form)
    link = form.locator(".item-error a")
    assert link.evaluate("link => link === document.activeElement")
    assert kept(page, kind) is None and "".join(form.locator(".item-outcome").all_inner_texts()) == ""
    field = link.get_attribute("href")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == field.removeprefix("#")
    assert form.locator(f"[id='{field[1:]}']").get_attribute("aria-describedby") == f"item-{kind}-error"
    check(form)
    assert form.locator(".item-error").count() == 1
    RIGHT[kind](form)
    assert form.locator(".item-error").count() == 0


def test_an_incomplete_date_is_asked_for_and_leads_to_the_missing_part(opened: Callable[..., Any]) -> None:
    page = opened("date")
    form = item(page, "date")
    form.get_by_label("Day").fill("1")
    form.get_by_label("Year").fill("2027")
    check(form)
    assert form.locator(".item-error a").get_attribute("href") == "#item-date-month"
    assert kept(page, "date") is None


@pytest.mark.parametrize("answer", [RIGHT, WRONG], ids=["right", "wrong"])
def test_answers_and_outcomes_are_back_after_a_reload(opened: Callable[..., Any], answer: dict[str, Fill]) -> None:
    page = opened(*ITEMS)
    for kind in ITEMS:
        answer[kind](item(page, kind))
        check(item(page, kind))
    state = """[...document.querySelectorAll("form.item")].map(form => [
        [...form.querySelectorAll("fieldset input, fieldset select")].map(field => [field.name, field.value, field.checked, field.matches(":disabled")]),
        form.querySelector(".item-outcome").innerText, [...form.querySelectorAll(".item-feedback")].map(box => box.innerText)])"""
    before = page.evaluate(state)
    assert page.get_by_text(f"Answered on this page: {len(ITEMS)} of {len(ITEMS)}").is_visible()
    page.reload()
    assert page.evaluate(state) == before
    assert focused(page) == "BODY"


def test_steps_are_moved_by_keys_keep_the_focus_and_say_where_they_are(opened: Callable[..., Any]) -> None:
    page = opened("order")
    form = item(page, "order")
    assert form.locator("select:visible").count() == 0
    steps = form.locator(".step-text").all_text_contents()
    page.keyboard.press("Tab")
    down = form.get_by_role("button", name=f"Move down {steps[0]}")
    while not down.evaluate("button => button === document.activeElement"):
        page.keyboard.press("Tab")
    for place in (2, 3, 4):
        page.keyboard.press("Enter")
        assert down.evaluate("button => button === document.activeElement")
        assert form.locator("[role=status]", has_text=f"Moved to place {place} of 4").count() == 1
    assert form.locator(".step-text").all_text_contents() == [*steps[1:], steps[0]]
    assert down.get_attribute("aria-disabled") == "true"
    page.keyboard.press("Space")  # at the end: nothing moves
    assert form.locator(".step-text").all_text_contents() == [*steps[1:], steps[0]]


def test_a_question_is_answered_with_keys_alone(opened: Callable[..., Any]) -> None:
    page = opened("single")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "ask-certainty"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "That is right." in item(page, "single").locator(".item-outcome").inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Try again"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == "b"


def test_enter_in_a_text_field_checks_the_answer(opened: Callable[..., Any]) -> None:
    page = opened("fill-in")
    form = item(page, "fill-in")
    form.get_by_label("Term").fill("speciality")
    page.keyboard.press("Enter")
    assert form.locator(".item-feedback", has_text="That is another principle.").is_visible()
    assert page.url.endswith("page.html")


def test_hints_come_one_by_one_and_are_remembered(opened: Callable[..., Any]) -> None:
    page = opened("single", "multiple")
    form = item(page, "single")
    assert form.get_by_text("Look at the treaty.").is_hidden()
    form.get_by_role("button", name="Show a hint").click()
    assert page.evaluate("document.activeElement.textContent") == "Look at the treaty."
    assert form.get_by_text("Look at article 1.").is_hidden()
    page.reload()
    assert form.get_by_text("Look at the treaty.").is_visible()
    form.get_by_role("button", name="Show another hint").click()
    assert form.get_by_text("Look at article 1.").is_visible()
    assert form.locator("button", has_text="hint").is_hidden()
    assert kept(page, "single") == {"v": 1, "tries": [], "hints": 2}
    assert item(page, "multiple").locator("button", has_text="hint").is_hidden()


def test_start_again_forgets_this_page_after_a_second_press(opened: Callable[..., Any]) -> None:
    page = opened("single", "multiple")
    for kind in ("single", "multiple"):
        WRONG[kind](item(page, kind))
        check(item(page, kind))
    page.evaluate(f"localStorage.setItem('casework:{COURSE}:item:theme/elsewhere', '{{}}')")
    again = page.get_by_role("button", name="Start again")
    again.click()
    assert page.get_by_text("Press again to do it.").is_visible()
    page.keyboard.press("Escape")
    again.click()
    assert kept(page, "single")["tries"]
    again.click()
    assert kept(page, "single") is None and kept(page, "multiple") is None and kept(page, "elsewhere") == {}
    assert page.get_by_text("Answered on this page: 0 of 2").is_visible()
    assert page.get_by_text("Your answers on this page are forgotten.").is_visible()
    for kind in ("single", "multiple"):
        assert item(page, kind).locator("input:checked").count() == 0
        assert item(page, kind).get_attribute("data-state") == "open"


def test_forget_all_forgets_the_course_and_nothing_else(opened: Callable[..., Any]) -> None:
    page = opened("single", extra='<button type="button" data-action="forget-all">Forget everything</button>')
    names = [f"casework:{COURSE}:item:theme/x", f"casework:{COURSE}:case:y", "casework:other:item:theme/x", "casework:theme"]
    page.evaluate("names => names.forEach(name => localStorage.setItem(name, '1'))", names)
    forget = page.get_by_role("button", name="Forget everything")
    forget.click()
    page.locator("h1").click()  # elsewhere: thought better of it
    forget.click()
    assert page.evaluate("Object.keys(localStorage).length") >= 4
    forget.click()
    assert sorted(page.evaluate("Object.keys(localStorage)")) == names[2:]


@pytest.mark.parametrize(
    "record",
    [
        "{", "null", "5", '"text"', "[]", "{}", '{"v":1}', '{"v":2,"tries":[{"response":"b"}]}', '{"v":1,"tries":{}}', '{"v":1,"tries":[null,5,"b",[]]}',
        '{"v":1,"tries":[{"response":"gone"}],"hints":"x"}', '{"v":1,"tries":[{"response":{"a":[1]}}],"hints":-3}', '{"v":1,"tries":[{"score":1}],"hints":1e9}',
    ],
)  # fmt: skip
def test_corrupt_records_are_as_good_as_none(opened: Callable[..., Any], record: str) -> None:
    page = opened("single")
    page.evaluate("text => localStorage.setItem(`casework:sample:item:theme/single`, text)", record)
    page.reload()
    form = item(page, "single")
    assert form.get_attribute("data-state") == "open"
    RIGHT["single"](form)
    check(form)
    assert "That is right." in form.locator(".item-outcome").inner_text()
    assert kept(page, "single")["tries"][-1]["response"] == "b"


@pytest.mark.parametrize(
    "spoil",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('blocked', 'SecurityError') }})",
        "Object.defineProperty(window, 'localStorage', {get: () => null})",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
    ],
    ids=["blocked", "absent", "full"],
)
def test_study_goes_on_without_storage_and_one_notice_says_so(opened: Callable[..., Any], page: Any, spoil: str) -> None:
    page.add_init_script(spoil)
    opened("single", "multiple", "order")
    for kind in ("single", "multiple", "order"):
        WRONG[kind](item(page, kind))
        check(item(page, kind))
        item(page, kind).get_by_role("button", name="Try again").click()
        check(item(page, kind))
        assert "Try 2" in item(page, kind).locator(".item-outcome").inner_text()
    assert page.locator(".item-notice").count() == 1
    assert "This browser keeps nothing" in page.locator(".item-notice").inner_text()


def test_storage_that_fills_up_is_told_where_it_happened(opened: Callable[..., Any]) -> None:
    page = opened("single", "multiple")
    assert page.locator(".item-notice").count() == 0
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }")
    WRONG["multiple"](item(page, "multiple"))
    check(item(page, "multiple"))
    assert item(page, "multiple").locator(".item-notice").is_visible()
    assert "Not yet." in item(page, "multiple").locator(".item-outcome").inner_text()


def test_two_tabs_keep_each_others_tries(opened: Callable[..., Any]) -> None:
    page = opened("single")
    other = page.context.new_page()
    other.goto(page.url)
    for tab in (page, other):
        WRONG["single"](item(tab, "single"))
        check(item(tab, "single"))
    assert len(kept(page, "single")["tries"]) == 2


def test_a_neighbour_page_whose_answers_cannot_be_seen_is_told(opened: Callable[..., Any], page: Any, tmp_path: Path) -> None:
    """Chromium shares one store among files: the page says nothing. Where each file has its own, it does."""
    write_page(tmp_path, ["multiple"], "second")
    opened("single", extra='<a href="second.html">next</a>')
    page.get_by_role("link", name="next").click()
    assert page.url.endswith("second.html?from")
    assert page.locator(".item-notice").count() == 0
    page.evaluate("localStorage.clear()")
    page.reload()
    assert "keeps the answers of each page apart" in page.locator(".item-notice").inner_text()


def test_keys_open_for_paper_and_close_again(opened: Callable[..., Any]) -> None:
    page = opened("single", "multiple")
    WRONG["single"](item(page, "single"))
    check(item(page, "single"))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".item-key[open]").count() == 2
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".item-key[open]").count() == 0


def test_strings_are_text_and_never_markup(opened: Callable[..., Any], page: Any, tmp_path: Path) -> None:
    path = write_page(tmp_path, ["single"])
    scripts = tmp_path / "_static" / "casework"
    hostile = "<img src=x onerror=document.title='broken'>"
    for name in ("strings.js", "law-sample.js"):
        text = (scripts / name).read_text(encoding="utf-8")
        start, data = text.split("=", 1)
        spoilt = json.dumps(json.loads(data[:-1]), ensure_ascii=False).replace("Check answer", hostile).replace("States shall", hostile)
        (scripts / name).write_text(f"{start}={spoilt};", encoding="utf-8")
    page.goto(path.as_uri())
    form = item(page, "single")
    WRONG["single"](form)
    form.locator("button[type=submit]").click()
    form.locator(".item-feedback a.law").hover()
    page.locator(".law-popover").wait_for()
    assert page.locator("img").count() == 0 and page.title() == "page"


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_everything_to_press_is_large_enough_and_nothing_runs_over(opened: Callable[..., Any], page: Any, direction: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    opened(*ITEMS, direction=direction)
    for kind in ITEMS:
        WRONG[kind](item(page, kind))
        check(item(page, kind))
    small = """[...document.querySelectorAll("button, select, .item input, summary, a.law")].filter(node => {
        const box = node.getBoundingClientRect();
        const inline = node.matches("a.law");  // links in text are exempt, labels enlarge their inputs
        return box.width && !inline && Math.min(box.height, box.width) < (node.labels ? 20 : 24) }).map(node => node.outerHTML)"""
    assert page.evaluate(small) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_before_and_after_answering(opened: Callable[..., Any], page: Any, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    def found() -> list[tuple[str, list[str]]]:
        results = Axe().run(page, options={"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
        return [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in results.response["violations"]]

    page.emulate_media(color_scheme=scheme)
    opened(*ITEMS)
    assert found() == []
    for kind in ITEMS:
        check(item(page, kind))
    assert found() == []
    for kind in ITEMS:
        (RIGHT if kind in ("single", "match") else WRONG)[kind](item(page, kind))
        check(item(page, kind))
        item(page, kind).locator("summary").click()
    assert found() == []
