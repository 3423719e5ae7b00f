"""Slides and cards in a real Chromium, opened as files: keys, clicks, right-to-left, a projector's size, paper, axe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from casework.exports.cards import write_cards
from casework.exports.slides import write_slides
from tests.browser.axe import violations

NAME = "channels-and-basis"


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("stand alone")
    write_slides(root, NAME, out=out / "slides", say=lambda text: None)
    write_cards(root, out=out / "cards", say=lambda text: None)
    return out


@pytest.fixture
def deck(page: Any, folder: Path) -> Any:
    def open_deck(tail: str = "") -> Any:
        page.set_default_timeout(5000)
        page.set_viewport_size({"width": 1280, "height": 720})
        page.goto((folder / "slides" / f"{NAME}{tail}.html").as_uri())
        return page

    return open_deck


def number(page: Any) -> int:
    """The slide that is seen; it is the only one."""
    seen = page.locator(".slide:visible")
    assert seen.count() == 1
    return int(seen.get_attribute("id")[1:])


def pressed(page: Any, key: str, wanted: int) -> None:
    page.keyboard.press(key)
    page.wait_for_function("n => document.querySelector('.here').id === `s${n}`", arg=wanted)
    assert number(page) == wanted


def test_the_whole_deck_by_keyboard(deck):
    page = deck()
    last = page.locator(".slide").count()
    assert number(page) == 1 and last > 15
    for key, wanted in (("ArrowRight", 2), ("ArrowDown", 3), ("Space", 4), ("PageDown", 5), ("ArrowLeft", 4), ("ArrowUp", 3), ("Shift+Space", 2), ("PageUp", 1), ("End", last), ("Home", 1)):
        pressed(page, key, wanted)
    page.keyboard.press("ArrowLeft")  # before the first there is nothing
    assert number(page) == 1
    for wanted in range(2, last + 1):
        pressed(page, "ArrowRight", wanted)
        assert page.evaluate("document.activeElement.id") == f"s{wanted}"
    page.keyboard.press("ArrowRight")
    assert number(page) == last
    assert page.locator("[role=status]").text_content() == f"Slide {last} of {last}"
    page.reload()
    assert number(page) == last  # the address names the slide


def test_the_answer_is_unseen_until_its_slide(deck):
    page = deck()
    pressed(page, "ArrowRight", 2)
    pressed(page, "ArrowRight", 3)
    assert page.locator(".slide.question:visible").count() == 1 and page.get_by_text("✓").filter(visible=True).count() == 0
    pressed(page, "ArrowRight", 4)
    good = page.locator(".answer:visible .good")
    assert good.count() == 1 and "central authority of Daloria" in good.text_content()


def test_right_to_left_turns_arrows_and_clicks(deck):
    page = deck(".ar")
    pressed(page, "ArrowLeft", 2)
    pressed(page, "ArrowLeft", 3)
    pressed(page, "ArrowRight", 2)
    page.mouse.click(200, 600)  # the left side goes on
    page.wait_for_function("document.querySelector('.here').id === 's3'")
    page.mouse.click(1200, 600)
    page.wait_for_function("document.querySelector('.here').id === 's2'")
    box = page.locator(".here h2").bounding_box()
    assert box["x"] + box["width"] > 1100


def test_clicks_and_buttons(deck):
    page = deck()
    page.mouse.click(900, 600)
    page.wait_for_function("document.querySelector('.here').id === 's2'")
    page.mouse.click(100, 600)
    page.wait_for_function("document.querySelector('.here').id === 's1'")
    page.get_by_role("button", name="Next slide").click()
    page.wait_for_function("document.querySelector('.here').id === 's2'")
    page.get_by_role("button", name="Next slide").press("Space")  # a button does its own deed, once
    page.wait_for_function("document.querySelector('.here').id === 's3'")
    for button in page.locator(".pilot button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    assert page.locator(".here .notes").is_hidden()
    page.keyboard.press("n")
    assert page.locator(".here .notes").is_visible() and "vote" in page.locator(".here .notes").text_content()
    page.locator(".here .notes").click()
    assert number(page) == 3  # who reads the notes stays


@pytest.mark.parametrize("tail", ["", ".ar"])
@pytest.mark.parametrize("size", [(1280, 720), (1024, 768), (1920, 1080)])
def test_every_slide_fits_a_projector(deck, tail, size):
    page = deck(tail)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.reload()
    page.evaluate("document.fonts.ready")
    for wanted in range(2, page.locator(".slide").count() + 1):
        pressed(page, "PageDown", wanted)
        height, width = page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]")
        assert height <= size[1] + 1 and width <= size[0], wanted


def test_a_phone_scrolls_down_only(deck):
    page = deck()
    page.set_viewport_size({"width": 320, "height": 640})
    for wanted in range(2, page.locator(".slide").count() + 1):
        pressed(page, "PageDown", wanted)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, wanted


@pytest.mark.parametrize("tail", ["", ".ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(deck, axe_script, tail, scheme):
    page = deck(tail)
    page.emulate_media(color_scheme=scheme)
    found = violations(page, axe_script)
    for wanted in range(2, page.locator(".slide").count() + 1):
        pressed(page, "PageDown", wanted)
        found += violations(page, axe_script)
    assert found == []


def test_without_script_all_slides_stand_below_each_other(browser, folder):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "slides" / f"{NAME}.html").as_uri())
    assert page.locator(".slide:visible").count() == page.locator(".slide").count() > 15
    assert page.locator(".notes:visible").count() == page.locator(".slide").count() and page.locator(".pilot").is_hidden()
    context.close()


def test_the_handout_holds_every_slide_and_its_notes(deck, tmp_path):
    page = deck()
    page.pdf(path=tmp_path / "handout.pdf", prefer_css_page_size=True)
    pages = PdfReader(tmp_path / "handout.pdf").pages
    text = " ".join(" ".join(p.extract_text().split()) for p in pages)
    assert "You have it to read, not yet to file" in text and "Notes for the speaker" in text
    assert text.count("Notes for the speaker") == page.locator(".slide").count()
    assert 4 < len(pages) < page.locator(".slide").count()
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]


@pytest.mark.parametrize(("name", "sheets"), [("answer-cards", 1), ("name-cards", 1), ("attendance", 1), ("observation", 2)])
@pytest.mark.parametrize("tail", ["", ".ar"])
def test_cards_print_on_a4(page, folder, axe_script, tmp_path, name, sheets, tail):
    page.goto((folder / "cards" / f"{name}{tail}.html").as_uri())
    assert violations(page, axe_script) == []
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    pages = PdfReader(tmp_path / "sheet.pdf").pages
    assert len(pages) == sheets
    assert all([round(float(side)) for side in p.mediabox[2:]] == [595, 842] for p in pages)
