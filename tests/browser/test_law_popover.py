"""What a cited provision says, beside its link: by pointer, by keys, by touch, and without its data."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.quiz_page import write_page

REGISTER = re.compile(r"/register\.html(\?from)?#sample-1$")
CITE = '<a class="law" data-law="{ref}" href="register.html#sample-1">SC, article 1</a>'
EXTRA = f"<p>Before {CITE.format(ref='sample/1')} and <a id='plain' href='#plain'>plain</a> and {CITE.format(ref='sample/9')}.</p>"


@pytest.fixture
def opened(page: Any, tmp_path: Path) -> Any:
    (tmp_path / "register.html").write_text("<!doctype html><link rel=icon href='data:,'><title>register</title><h1>Register</h1>")
    page.set_default_timeout(5000)
    page.goto(write_page(tmp_path, ["single"], extra=EXTRA).as_uri())
    return page


def link(page: Any) -> Any:
    return page.locator("#after a[data-law='sample/1']")


def popover(page: Any) -> Any:
    return page.locator(".law-popover")


def test_a_pointer_opens_it_may_rest_on_it_and_leaving_closes_it(opened: Any) -> None:
    assert opened.locator("script[src$='law-sample.js']").count() == 0
    link(opened).hover()
    popover(opened).wait_for()
    assert opened.locator("script[src$='law-sample.js']").count() == 1
    assert "States shall help each other." in popover(opened).inner_text()
    assert "read in the official text" in popover(opened).inner_text() and "2026-11-23" in popover(opened).inner_text()
    assert link(opened).get_attribute("aria-describedby") == popover(opened).get_attribute("id")
    popover(opened).hover()
    opened.wait_for_timeout(400)
    assert popover(opened).is_visible()
    opened.locator("h1").hover()
    popover(opened).wait_for(state="hidden")
    assert link(opened).get_attribute("aria-describedby") is None


def test_a_pointer_that_only_passes_opens_nothing(opened: Any) -> None:
    link(opened).hover()
    opened.locator("h1").hover()
    opened.wait_for_timeout(400)
    assert popover(opened).count() == 0 or popover(opened).is_hidden()


def test_focus_opens_escape_closes_and_the_focus_stays(opened: Any) -> None:
    link(opened).focus()
    popover(opened).wait_for()
    opened.keyboard.press("Escape")
    assert popover(opened).is_hidden()
    assert link(opened).evaluate("link => link === document.activeElement")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Shift+Tab")
    popover(opened).wait_for()
    opened.keyboard.press("Tab")
    popover(opened).wait_for(state="hidden")


def test_escape_closes_what_a_pointer_opened(opened: Any) -> None:
    link(opened).hover()
    popover(opened).wait_for()
    opened.keyboard.press("Escape")
    opened.wait_for_timeout(300)
    assert popover(opened).is_hidden()


def test_enter_still_leads_to_the_register(opened: Any) -> None:
    link(opened).focus()
    opened.keyboard.press("Enter")
    opened.wait_for_url(REGISTER)


def test_a_click_of_a_mouse_leads_to_the_register(opened: Any) -> None:
    link(opened).click()
    opened.wait_for_url(REGISTER)


def test_a_provision_without_data_shows_nothing_and_stays_a_link(opened: Any) -> None:
    opened.locator("#after a[data-law='sample/9']").focus()
    opened.wait_for_timeout(300)
    assert popover(opened).count() == 0 or popover(opened).is_hidden()


def test_it_works_in_feedback_that_was_copied(opened: Any) -> None:
    form = opened.locator("#item-single")
    form.get_by_label("Choice A").check()
    form.get_by_role("button", name="Check answer").click()
    form.locator(".item-feedback a.law").focus()
    popover(opened).wait_for()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_it_stays_inside_a_small_window(page: Any, tmp_path: Path, direction: str) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(write_page(tmp_path, ["single"], direction=direction, extra=EXTRA).as_uri())
    link(page).scroll_into_view_if_needed()
    link(page).focus()
    popover(page).wait_for()
    box = popover(page).bounding_box()
    anchor = link(page).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320
    assert box["y"] >= anchor["y"] + anchor["height"] - 8 or box["y"] + box["height"] <= anchor["y"] + 8
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_tap_opens_and_a_second_tap_follows(browser: Any, tmp_path: Path) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    (tmp_path / "register.html").write_text("<!doctype html><title>register</title>")
    page.goto(write_page(tmp_path, ["single"], extra=EXTRA).as_uri())
    link(page).tap()
    popover(page).wait_for()
    assert "Tap again to open the register." in popover(page).inner_text()
    page.locator("h1").tap()
    popover(page).wait_for(state="hidden")
    link(page).tap()
    popover(page).wait_for()
    assert page.url.endswith("page.html")
    link(page).tap()
    page.wait_for_url(REGISTER)
    context.close()


def test_without_its_data_file_links_are_links(browser: Any, tmp_path: Path) -> None:
    path = write_page(tmp_path, ["single"], extra=EXTRA)
    (tmp_path / "_static" / "casework" / "law-sample.js").unlink()
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    link(page).focus()
    page.wait_for_timeout(300)
    assert popover(page).count() == 0 or popover(page).is_hidden()
    context.close()
