"""A learner who comes and goes: where one is, notes, certainty, a file from phone to PC, a computer that keeps nothing, storage that fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import violations

LESSON = "book/mutual-legal-assistance/anatomy-of-a-request"
OTHER = "book/mutual-legal-assistance/refusal-and-execution"
THEME = "book/mutual-legal-assistance/index"


def answer(page: Any, place: int = 0, right: bool | None = None, sure: str = "") -> str:
    """Answer the place-th question of choices on the page; returns which it is. Its key says what is right."""
    form = page.locator("form.item[data-state=open]:has(input[name=choice][type=radio])").nth(place)
    name = form.get_attribute("data-item")
    form = page.locator(f"form.item[data-item='{name}']")
    key = json.loads(form.get_attribute("data-key"))["correct"]
    letter = key if right is not False else next(x for x in "abc" if x != key)
    form.locator(f"input[name=choice][value={letter}]").check(force=True)
    if sure:
        form.get_by_label(sure, exact=True).check()
    form.locator("button.check").click()
    return name


def stored(page: Any) -> dict[str, Any]:
    return page.evaluate("() => Object.fromEntries(Object.entries(localStorage).filter(([n]) => n.startsWith('casework:') && n !== 'casework:theme'))")


def record(page: Any, ref: str) -> Any:
    return next((json.loads(value) for name, value in stored(page).items() if name.endswith(f":item:{ref}")), None)


def saved(page: Any, folder: Path, button: str = "Save my progress as a file") -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def open_file(page: Any, path: Path) -> str:
    page.locator("input[type=file]").set_input_files(path)
    status = page.locator(".progress-keeping .progress-status").first
    status.filter(has_text=".").wait_for()
    return status.inner_text()


def test_first_page_begins_continues_and_counts(served: str, page: Any) -> None:
    page.goto(f"{served}/en/book/index.html")
    where = page.locator(".where")
    assert "Begin: How to use this module" in where.inner_text() and "Questions answered" not in where.inner_text()
    whole = where.locator(".where-left").first.inner_text()
    page.goto(f"{served}/en/{LESSON}.html")
    answer(page)
    page.goto(f"{served}/en/book/index.html")
    assert page.get_by_role("link", name="Continue: Anatomy of a request").get_attribute("href").endswith("anatomy-of-a-request.html")
    assert "Questions answered: 1 of" in where.inner_text() and where.locator(".where-left").first.inner_text() != "" and "Core path" in whole
    where.get_by_label("Your role").select_option("judge")
    assert "Your role's path: about" in where.inner_text()
    page.goto(f"{served}/en/book/paths.html")
    assert page.get_by_label("Your role").input_value() == "judge"
    page.goto(f"{served}/en/{THEME}.html")
    assert page.locator(".where-lessons li", has_text="Anatomy of a request").inner_text().endswith("1 of 7")


def test_notes_stay_and_a_lesson_read_to_its_end_counts(served: str, page: Any) -> None:
    page.goto(f"{served}/en/{LESSON}.html")
    assert not any(":read:" in name for name in stored(page))
    note = page.get_by_label("My note on this lesson")
    note.fill("Ask first. <b>18(26)</b> السلطة")
    page.keyboard.press("Tab")
    page.reload()
    assert note.input_value() == "Ask first. <b>18(26)</b> السلطة"
    note.scroll_into_view_if_needed()
    page.wait_for_function("Object.keys(localStorage).some(name => name.includes(':read:'))")
    page.goto(f"{served}/en/book/progress.html")
    assert "Ask first. <b>18(26)</b> السلطة" in page.locator(".note-text").inner_text() and page.locator(".note-text b").count() == 0
    page.goto(f"{served}/en/{LESSON}.html")
    note.fill("")
    page.keyboard.press("Tab")
    assert not any(":note:" in name for name in stored(page))


def test_a_switch_asks_for_certainty_in_every_lesson(served: str, page: Any) -> None:
    page.goto(f"{served}/en/{LESSON}.html")
    assert page.locator(".certainty:visible").count() == 0
    page.get_by_role("switch", name="Ask me how sure I am").check()
    page.goto(f"{served}/en/{OTHER}.html")
    switch = page.get_by_role("switch", name="Ask me how sure I am")
    assert switch.is_checked()
    form = page.locator("form.item-check:has(input[name=choice][type=radio])").first
    name = form.get_attribute("data-item")
    form.locator("input[name=choice]").first.check(force=True)
    form.get_by_label("Fairly sure").check()
    form.locator("button.check").click()
    assert record(page, name)["tries"][0]["certainty"] == "fairly"
    switch.uncheck()
    assert page.locator(".certainty:visible").count() == 0
    form.get_by_role("button", name="Try again").click()
    form.locator("button.check").click()
    assert "certainty" not in record(page, name)["tries"][1]


def test_calibration_says_in_words_what_the_picture_shows(served: str, page: Any) -> None:
    page.goto(f"{served}/en/{LESSON}.html")
    page.get_by_role("switch", name="Ask me how sure I am").check()
    check = "form.item-check:has(input[name=choice][type=radio])"
    count = page.locator(check).count()
    assert count >= 2
    for place in range(2):
        form = page.locator(check).nth(place)
        key = json.loads(form.get_attribute("data-key"))["correct"]
        form.locator(f"input[value={key if place else next(x for x in 'abc' if x != key)}]").check(force=True)
        form.get_by_label("Sure", exact=True).check()
        form.locator("button.check").click()
    page.goto(f"{served}/en/book/progress.html")
    assert page.locator("svg.calibration text").first.text_content() == "Sure: 1 of 2 right"
    assert page.locator(".progress-part[aria-labelledby=part-sure] tbody tr").first.locator("th, td").all_inner_texts() == ["Sure", "2", "1", "50"]
    assert page.locator("h3", has_text="Sure, and not right").count() == 1
    assert page.get_by_role("link", name="Anatomy of a request").count() >= 2


def test_progress_goes_from_phone_to_pc_and_both_are_joined(served: str, page: Any, browser: Any, tmp_path: Path) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844})
    hand = phone.new_page()
    hand.goto(f"{served}/ar/{LESSON}.html")
    one = answer(hand)
    hand.get_by_label("ملاحظتي على هذا الدرس").fill("من الهاتف")
    hand.keyboard.press("Tab")
    hand.goto(f"{served}/ar/book/progress.html")
    path = saved(hand, tmp_path, "احفظ تقدمي في ملف")
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["format"] == "casework-progress" and data["version"] == 1 and path.stat().st_size < 5000

    page.goto(f"{served}/en/{LESSON}.html")
    two = answer(page, 1)
    page.get_by_label("My note on this lesson").fill("From the PC")
    page.keyboard.press("Tab")
    page.goto(f"{served}/en/book/progress.html")
    assert "New answers: 1; results of checks: 0; notes: 1; cases: 0." in open_file(page, path)
    assert len(record(page, one)["tries"]) == 1 and len(record(page, two)["tries"]) == 1
    assert {text.strip() for text in page.locator(".note-text").all_inner_texts()} == {"من الهاتف", "From the PC"}
    before = stored(page)
    assert "Nothing was changed" in open_file(page, path) and stored(page) == before
    hand.locator("input[type=file]").set_input_files(saved(page, tmp_path))
    hand.locator(".progress-status", has_text="ضُم الملف").wait_for()
    parts = (":item:", ":note:", ":read:")
    assert {n: v for n, v in stored(hand).items() if any(p in n for p in parts)} == {n: v for n, v in stored(page).items() if any(p in n for p in parts)}
    phone.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "damaged"), (b"\xff\xfe\x00", "damaged"), (b'{"format":"other"}', "no progress file"),
        (b'{"format":"casework-progress","version":9,"course":"x","records":{}}', "newer version of the module (format 9)"),
        (b'{"format":"casework-progress","version":1,"course":"<img src=x onerror=document.title=1>","records":{}}', "another course: <img"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_changes_nothing_and_says_why(content: bytes, said: str, served: str, page: Any, tmp_path: Path) -> None:
    page.goto(f"{served}/en/{LESSON}.html")
    answer(page)
    page.goto(f"{served}/en/book/progress.html")
    before, title = stored(page), page.title()
    path = tmp_path / "file.json"
    path.write_bytes(content)
    assert said in open_file(page, path)
    assert stored(page) == before and page.title() == title and page.locator("article img").count() == 0


def test_markup_in_a_file_stays_text_everywhere(served: str, page: Any, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"
    page.goto(f"{served}/en/book/progress.html")
    course = page.evaluate("document.documentElement.dataset.course")
    at = "2026-11-01T10:00:00.000Z"
    data = {
        "format": "casework-progress", "version": 1, "course": course, "made": hostile,
        "records": {
            f"note:{LESSON}": {"v": 1, "text": hostile, "at": at, "others": [{"text": hostile + "2", "at": at}]},
            f"note:{'x' * 30}": {"v": 1, "text": hostile, "at": at, "others": []},
            "item:mutual-legal-assistance/asking-twice": {"v": 1, "tries": [{"response": hostile, "score": 0, "maximum": 1, "at": at, "certainty": "sure"}], "hints": 0},
            "check:a": {"v": 1, "draft": {"start/x": {"response": hostile}}, "results": [{"at": at, "score": 3, "of": 24, "skills": {"channel": 3}, "right": [hostile], "answers": {}}]},
            "role": {"v": 1, "value": hostile, "at": at},
            "place": {"v": 1, "value": LESSON, "at": at},
        },
    }  # fmt: skip
    path = tmp_path / "progress.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert "joined" in open_file(page, path)
    for name in ("book/progress", LESSON, "book/start/starting-check", "book/review", "book/index"):
        page.goto(f"{served}/en/{name}.html")
        page.wait_for_timeout(100)
        assert page.title() != "broken" and page.locator("article img[src=x]").count() == 0
    page.goto(f"{served}/en/book/progress.html")
    assert page.locator(".note-text").first.inner_text().strip().startswith("<img")


def test_a_computer_that_keeps_nothing(served: str, page: Any, browser: Any, tmp_path: Path) -> None:
    page.goto(f"{served}/en/book/progress.html")
    page.get_by_role("switch", name="Not on this computer").check()
    page.goto(f"{served}/en/{LESSON}.html")
    assert "This computer keeps nothing" in page.locator(".item-notice").inner_text()
    name = answer(page)
    assert [key for key in stored(page) if not key.endswith(":keep")] == []
    page.reload()
    assert page.locator(f"form[data-item='{name}'] .item-outcome").is_visible()  # while the tab is open
    path = saved(page, tmp_path)
    assert f"item:{name}" in json.loads(path.read_text())["records"]
    tab = page.context.new_page()
    tab.goto(f"{served}/en/{LESSON}.html")
    assert "This computer keeps nothing" in tab.locator(".item-notice").inner_text() and tab.locator("form.item[data-state=answered]").count() == 0
    page.goto(f"{served}/en/book/progress.html")
    page.get_by_role("switch", name="Not on this computer").uncheck()
    assert len(record(page, name)["tries"]) == 1 and page.evaluate("sessionStorage.length") == 0
    tab.reload()
    assert tab.locator("form.item[data-state=answered]").count() == 1 and tab.locator(".item-notice").count() == 0


def test_everything_is_erased_by_one_button_pressed_twice(served: str, page: Any) -> None:
    page.goto(f"{served}/en/{LESSON}.html")
    answer(page)
    page.get_by_label("My note on this lesson").fill("x")
    page.keyboard.press("Tab")
    page.evaluate("localStorage.setItem('somebody-else', '1')")
    page.goto(f"{served}/en/book/progress.html")
    erase = page.get_by_role("button", name="Erase everything")
    erase.click()
    assert "Press again" in page.locator(".confirm-status").inner_text() and stored(page)
    erase.click()
    assert stored(page) == {} and page.evaluate("localStorage.getItem('somebody-else')") == "1"
    assert "No notes yet" in page.locator(".progress-shown").inner_text() and "0 of" in page.locator("tfoot").inner_text()


SPOILT = {
    "blocked": "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('blocked', 'SecurityError') }})",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
}


@pytest.mark.parametrize("how", SPOILT)
def test_storage_that_fails_is_told_and_the_file_saves_what_the_page_holds(how: str, served: str, page: Any, tmp_path: Path) -> None:
    page.add_init_script(SPOILT[how])
    page.goto(f"{served}/en/{LESSON}.html")
    notice = page.locator(".item-notice")
    assert "This browser keeps nothing" in notice.inner_text()
    name = answer(page)
    assert page.locator(f"form[data-item='{name}'] .item-feedback").first.is_visible() and notice.count() == 1
    records = json.loads(saved(page, tmp_path).read_text())["records"]
    assert len(records[f"item:{name}"]["tries"]) == 1
    for other in ("book/index", "book/progress", "book/review", THEME):
        page.goto(f"{served}/en/{other}.html")
    page.goto(f"{served}/en/book/progress.html")
    assert "keeps nothing" in page.locator(".progress-stored").inner_text()


def test_a_quota_that_is_really_exceeded(served: str, page: Any, tmp_path: Path) -> None:
    page.goto(f"{served}/en/{LESSON}.html")
    page.evaluate("() => { let size = 4e6; while (size > 1) try { localStorage.setItem('fill' + size + Math.random(), 'x'.repeat(size)) } catch { size = Math.floor(size / 2) } }")
    name = answer(page)
    assert "This browser keeps nothing" in page.locator(".item-notice").inner_text()
    assert f"item:{name}" in json.loads(saved(page, tmp_path).read_text())["records"]


@pytest.mark.parametrize("broken", ["{", "5", '{"v":7,"tries":[]}', '{"v":1,"tries":{}}', '"<img src=x>"'])
def test_what_cannot_be_read_is_put_aside_and_told(broken: str, served: str, page: Any) -> None:
    page.goto(f"{served}/en/{LESSON}.html")
    course = page.evaluate("document.documentElement.dataset.course")
    ref = page.locator("form.item").first.get_attribute("data-item")
    page.evaluate("([n, v]) => localStorage.setItem(n, v)", [f"casework:{course}:item:{ref}", broken])
    page.reload()
    assert "It was put aside, not erased" in page.locator(".item-notice").inner_text()
    assert stored(page)[f"casework:{course}:item:{ref}:unreadable"] == broken
    answer(page)
    page.reload()
    assert page.locator(".item-notice").count() == 0 and page.locator("form.item[data-state=answered]").count() == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_when_there_is_something_to_show(language: str, served: str, page: Any, axe_script: str, course: Any) -> None:
    page.goto(f"{served}/{language}/{LESSON}.html")
    for _ in range(2):
        answer(page, right=False)
    page.locator("#lesson-note").fill("x")
    page.keyboard.press("Tab")
    page.locator("#ask-certainty").check()
    assert violations(page, axe_script) == []
    page.evaluate(
        """course => localStorage.setItem(`casework:${course}:check:a`, JSON.stringify({v: 1, draft: {}, again: false, results: [
          {at: new Date().toISOString(), score: 1, of: 24, right: [], skills: {channel: 1}, answers: {'start/x': {response: 'a', certainty: 'sure'}}}]}))""",
        course.info.id,
    )
    for name in ("book/index", THEME, "book/progress", "book/review"):
        for scheme, width in (("light", 1280), ("dark", 390 if name == THEME else 320)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{served}/{language}/{name}.html")
            assert violations(page, axe_script) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
