"""Finding: what a practitioner types leads to the right place first, offline, from a file, with typing errors, in both languages."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from casework.finding import words
from tests.browser.axe import violations

TABLE = Path(__file__).parents[1] / "data" / "search"


def table(language: str) -> list[dict[str, str]]:
    with (TABLE / f"{language}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def look(page, query: str) -> list[str]:
    """Type a query and give the addresses of what was found, the best first."""
    page.locator("#search-page-words").fill(query)
    page.locator(".search-form button").click()
    page.wait_for_function("!!document.querySelector('.found a')")
    return page.locator(".found a").evaluate_all("links => links.map(link => link.getAttribute('href'))")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_queries_of_the_table_find_their_place_first(language: str, site: Path, page) -> None:
    """By double click, without a network."""
    page.context.set_offline(True)
    page.goto((site / language / "search.html").as_uri())
    rows = table(language)
    assert len(rows) == len({row["query"] for row in rows}) >= 40
    found = {row["query"]: look(page, row["query"])[0] for row in rows}
    assert found == {row["query"]: row["first"] for row in rows}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_index_comes_with_the_first_word_and_texts_with_what_is_found(language: str, served: str, page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/_static/casework/")[2]))
    page.goto(f"{served}/{language}/search.html", wait_until="networkidle")
    assert not [name for name in asked if name.startswith("search-")]
    page.locator("#search-page-words").focus()
    page.wait_for_function("!!window.caseworkFinding")
    assert "search-index.js" in asked and not [name for name in asked if name.startswith("search-texts/")]
    look(page, "UNTOC 18(15)")
    page.wait_for_function("!!document.querySelector('.found-text').textContent")
    assert "search-texts/book-law-untoc.js" in asked


def test_the_box_of_every_page_leads_there(served: str, page) -> None:
    page.goto(f"{served}/en/book/mutual-legal-assistance/anatomy-of-a-request.html")
    page.locator("#search-words").fill("bank secrecy")
    page.keyboard.press("Enter")
    first = page.locator(".found a").first
    first.wait_for()
    assert first.get_attribute("href") == "book/glossary.html#term-bank-secrecy"
    first.click()
    page.wait_for_url("**/book/glossary.html#term-bank-secrecy")
    assert page.locator("#term-bank-secrecy:target").is_visible()


def test_groups_counts_marks_and_keys(served: str, page, axe_script: str) -> None:
    page.goto(f"{served}/en/search.html")
    look(page, "refusing request")
    status = page.locator(".search-status")
    assert status.get_attribute("role") == "status" and "Lessons and cases:" in status.inner_text() and "Law:" in status.inner_text()
    heads = page.locator(".found-group h2").all_inner_texts()
    assert len(heads) == len(set(heads)) >= 3
    marked = {mark.lower() for mark in page.locator(".found a mark").all_inner_texts()}
    assert any(mark.startswith("refus") for mark in marked) and all(mark.startswith(("refus", "request")) for mark in marked)
    page.locator("#search-page-words").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelector('.found a')")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search-page-words"
    more = page.locator(".found-more").first
    before = page.locator(".found a").count()
    more.click()
    assert page.locator(".found a").count() > before and page.evaluate("document.activeElement.matches('.found a')")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, axe_script) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("query", ["\u202e" * 50, "a" * 5000, "((((", "'\"", "🜁🜂", "   "])
def test_an_odd_query_finds_nothing_and_breaks_nothing(query: str, served: str, page) -> None:
    page.goto(f"{served}/en/search.html")
    page.locator("#search-page-words").fill("request")
    page.wait_for_selector(".found a")
    page.evaluate("text => { const box = document.querySelector('#search-page-words'); box.value = text; box.dispatchEvent(new Event('input')); }", query)
    page.wait_for_function("!document.querySelector('.found a')")
    assert page.locator(".search-results img").count() == 0
    assert bool(page.locator(".search-status").inner_text()) == bool(query.strip())


def test_markup_in_a_query_stays_text(served: str, page) -> None:
    page.goto(f"{served}/en/search.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.wait_for_selector(".found a")
    assert page.locator("#search-page-words").input_value() == "<img src=x onerror=alert(1)>"
    assert page.locator(".search-results img").count() == 0


def test_the_other_language_is_asked_the_same(served: str, page) -> None:
    page.goto(f"{served}/en/search.html?q=UNCAC%2046(9)")
    page.wait_for_selector(".found a")
    page.click(".language-link")
    page.wait_for_selector(".found a")
    assert page.url.startswith(f"{served}/ar/search.html?q=UNCAC")
    assert page.locator(".found a").first.get_attribute("href") == "book/law/uncac.html#uncac-46-9"


def test_without_scripts_the_lists_are_there(served: str, browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/en/search.html")
    links = page.locator(".search-lists a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert {"book/glossary.html", "book/law/index.html", "book/paths.html"} <= set(links)
    assert page.locator("noscript p").is_visible()
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_script_and_build_cut_the_same_words(language: str, site: Path, page) -> None:
    """Words as they stand in texts: one that the script cut in another way than the build would never be found."""
    page.goto((site / language / "search.html").as_uri())
    look(page, "UNTOC")
    page.wait_for_function("Object.keys(window.caseworkTexts || {}).length > 20")
    texts = page.evaluate("Object.values(window.caseworkTexts)")
    asked = sorted({word for text in texts for word in text.split() if list(words(word)) and len(word) > 3})[::40]
    assert len(asked) > 20
    for word in asked:
        assert look(page, word), word
