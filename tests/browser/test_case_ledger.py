"""What a learner does with a ledger: find, follow, mark, explain; by clicking and typing, from a file as after a double click."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import violations
from tests.browser.case_page import COURSE, ROOT, write_case_page

SLUG = "stablecoin-trail"
KEY = f"casework:{COURSE}:case:{SLUG}"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {language: write_case_page(tmp_path_factory.mktemp(language), language, SLUG) for language in ("en", "ar")}


@pytest.fixture
def opened(page: Any, pages: dict[str, Path]) -> Callable[..., Any]:
    def go(language: str = "en") -> Any:
        page.goto(pages[language].as_uri())
        page.wait_for_selector(".case.awake")
        page.locator(".case-ledger").scroll_into_view_if_needed()
        page.wait_for_selector(".ledger-table tbody tr")
        return page

    return go


def marks(page: Any) -> list[dict[str, Any]]:
    return json.loads(page.evaluate("name => localStorage.getItem(name)", KEY))["answer"]["request"]["marks"]


def mark(page: Any, transfer: str, reason: str) -> None:
    page.locator("#ledger-text").fill(transfer)
    page.locator(f'select[data-transfer="{transfer}"]').select_option(reason)


def open_model(page: Any) -> None:
    page.locator(".case-keep input[type=file]").set_input_files(ROOT / "answers" / SLUG / "answer.toml")
    page.wait_for_selector(".flow-picture svg")


def test_the_ledger_comes_only_when_it_is_wanted(page: Any, pages: dict[str, Path]) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rsplit("/", 1)[-1]))
    page.goto(pages["en"].as_uri())
    page.wait_for_selector(".case.awake")
    assert not [name for name in loaded if "ledger" in name]
    page.locator(".case-ledger").scroll_into_view_if_needed()
    page.wait_for_selector(".ledger-table tbody tr")
    assert {"case-ledger.js", "case-ledger.css", f"case-{SLUG}-ledger.js"} <= set(loaded)


def test_filters_narrow_and_say_how_many_and_how_much(opened: Any) -> None:
    page = opened()
    found = page.locator(".ledger-found")
    assert found.inner_text().startswith("700 of 700 transfers") and page.locator(".ledger-desk tbody tr").count() == 25
    page.locator("#ledger-account").fill("7310")
    assert found.inner_text() == "8 of 700 transfers. Together: 18,000,000 CRN"
    page.locator("#ledger-since").fill("2026-05-01")
    page.locator("#ledger-least").fill("1,400,000")
    assert [row.inner_text() for row in page.locator(".ledger-desk tbody th").all()] == ["B-144", "B-149", "B-151"]
    page.locator("#ledger-most").fill("٢٠٠٠٠٠٠")
    assert page.locator(".ledger-desk tbody tr").count() == 2
    page.locator("#ledger-text").fill("nothing like it")
    assert found.inner_text() == "No transfer fits. Clear a filter." and page.locator(".ledger-desk tbody tr").count() == 0
    page.get_by_role("button", name="Clear all filters").click()
    assert found.inner_text().startswith("700 of 700") and page.evaluate("document.activeElement.id") == "ledger-account"


def test_pages_turn_by_keyboard_and_end(opened: Any) -> None:
    page = opened()
    page.locator("#ledger-account").fill("KX-HOT")
    pages_of = page.locator(".ledger-page")
    last = int(pages_of.inner_text().split()[-1])
    assert last > 2
    for number in range(2, last + 1):
        page.get_by_role("button", name="Next page").focus()
        page.keyboard.press("Enter")
        assert pages_of.inner_text() == f"Page {number} of {last}"
    assert page.get_by_role("button", name="Next page").is_disabled() and page.evaluate("document.activeElement.textContent") == "Previous page"


def test_an_account_is_followed_by_pressing_it(opened: Any) -> None:
    page = opened()
    page.locator("#ledger-account").fill("7001")
    page.get_by_role("button", name="Show all transfers of XX00 TRAIN 0000 0000 7310").first.click()
    assert page.locator("#ledger-account").input_value() == "XX00 TRAIN 0000 0000 7310"
    assert page.locator(".ledger-found").inner_text().startswith("8 of 700")


def test_marks_grow_the_picture_and_are_part_of_the_answer(opened: Any) -> None:
    page = opened()
    assert page.locator(".flow-picture").is_hidden()
    mark(page, "B-058", "trail")
    mark(page, "B-059", "aside")
    assert page.locator(".flow-account").count() == 2 and page.locator(".flow-link").count() == 1
    mark(page, "B-105", "trail")
    assert page.locator(".flow-link").count() == 1 and "5,500,000 CRN (2)" in (page.locator(".flow-sum").text_content() or "")
    page.locator(".flow-words summary").click()
    assert page.locator(".flow-words li").inner_text() == "Harbour Dredging Fund to Tidewell Services: 5,500,000 CRN, transfers B-058, B-105"
    note = page.get_by_label("What shows it: B-059")
    note.fill("works accepted")
    found = [(one["transfer"], one["reason"], one["why"]) for one in marks(page)]
    assert found == [("B-058", "trail", ""), ("B-059", "aside", "works accepted"), ("B-105", "trail", "")]
    # the form below has the same rows, and changing them there changes the desk
    rows = page.locator("[data-field=marks] .row")
    assert rows.count() == 3 and rows.nth(1).locator("input").last.input_value() == "works accepted"
    rows.nth(0).locator(".row-remove").click()
    assert [one["transfer"] for one in marks(page)] == ["B-059", "B-105"] and page.locator(".marks-table tbody tr").count() == 2
    page.get_by_role("button", name="Remove the mark of B-105").click()
    assert page.locator(".flow-picture").is_hidden() and page.evaluate("document.activeElement.id") == "ledger-marks-title"
    page.reload()
    page.wait_for_selector(".marks-table tbody tr")
    assert page.locator(".marks-table tbody tr").count() == 1


def test_the_model_is_met_and_its_picture_is_whole(opened: Any) -> None:
    page = opened()
    open_model(page)
    assert page.locator(".flow-account").count() == 16 and page.locator(".flow-link").count() == 14 and page.locator(".flow-join").count() == 2
    boxes = page.locator(".flow-account").evaluate_all("nodes => nodes.map(n => { const b = n.getBBox(); return [b.x, b.y, b.width, b.height] })")
    pairs = [(a, b) for n, a in enumerate(boxes) for b in boxes[:n]]
    assert not [(a, b) for a, b in pairs if abs(a[0] - b[0]) < a[2] and abs(a[1] - b[1]) < a[3]], "two accounts overlap"
    page.locator(".check-draft button").click()
    page.wait_for_selector(".verdicts")
    assert "Met: 26. Not met: 0. Not found: 0." in page.locator(".review-summary").inner_text()


def test_marks_of_strangers_harm_nothing(opened: Any, tmp_path: Path) -> None:
    page = opened()
    rows = ", ".join(f'{{ transfer = "<img src=x onerror=alert({n})>", reason = "trail", why = "x" }}' for n in range(199))
    path = tmp_path / "answer.toml"
    path.write_text(f'case = "{SLUG}"\n[request]\nmarks = [{rows}, {{ transfer = "B-058", reason = "trail", why = "" }}]\n', encoding="utf-8")
    page.locator(".case-keep input[type=file]").set_input_files(path)
    page.wait_for_selector(".flow-picture svg")
    assert page.locator(".marks-table tbody tr").count() == 200 and page.locator(".case img").count() == 0
    assert page.get_by_text("not in the ledger").count() == 199
    mark(page, "B-105", "trail")
    assert "No more than 200" in page.locator(".case-ledger > [role=status]").inner_text() and len(marks(page)) == 200


def test_a_circle_of_payments_is_drawn_and_ends(opened: Any) -> None:
    page = opened()
    drawn = page.evaluate(
        """() => { const place = document.createElement("div"); document.body.append(place);
        const column = (kind) => ({ id: kind, kind, label: kind });
        const row = (id, by, to) => [id, "2026-01-01T00:00:00Z", by, to, "1.00"];
        const data = { title: "t", marks: "m", drawn: ["y"], reasons: [{ id: "y", text: "y" }], notes: [], cells: [], joins: [], names: {}, words: {},
          columns: ["id", "time", "payer", "payee", "amount"].map(column), rows: [row("1", "a", "b"), row("2", "b", "c"), row("3", "c", "a"), row("4", "c", "c")] };
        window.caseworkLedger(place, data, () => {}).show(["1", "2", "3", "4"].map((transfer) => ({ transfer, reason: "y" })));
        const count = place.querySelectorAll(".flow-link").length; place.remove(); return count; }"""
    )
    assert drawn == 4


def test_without_the_script_the_ledger_is_a_link(browser: Any, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["en"].as_uri())
    links = page.locator(".ledger-links a").evaluate_all("nodes => nodes.map(n => n.getAttribute('href'))")
    assert [name.rsplit(".")[-1] for name in links] == ["html", "csv"] and page.locator("[data-field=marks] input").first.is_visible()
    context.close()


def test_on_paper_only_what_is_marked(opened: Any) -> None:
    page = opened()
    open_model(page)
    page.emulate_media(media="print")
    assert page.locator(".ledger-desk").is_hidden()
    assert page.locator(".marks-table").is_visible() and page.locator(".marks-table tbody tr").count() == 28 and page.locator(".flow-picture svg").is_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_shuts_anybody_out(opened: Any, axe_script: str, language: str) -> None:
    page = opened(language)
    open_model(page)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page, axe_script) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.locator(".case-ledger :is(button, select, input)").evaluate_all(
        "nodes => nodes.filter(n => n.offsetParent && n.type !== 'checkbox' && (n.offsetHeight < 24 || n.offsetWidth < 24)).map(n => n.className)"
    )
    assert small == []
    # an interface in Arabic is in Arabic, here too
    assert (page.locator(".ledger-filters legend").inner_text() == "Find transfers") == (language == "en")
