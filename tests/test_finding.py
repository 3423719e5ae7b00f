"""The index that the search page loads: the same words as the script cuts, places that are packed without loss, no answers in it."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.finding import DIGITS, Entry, packed, steps, stem, texts, words


def unpacked(text: str) -> list[tuple[int, bool]]:
    found, row, number = [], -1, 0
    for digit in text:
        value = DIGITS.index(digit)
        number = number * 32 + value % 32
        if value < 32:
            row += (number >> 1) + 1
            found.append((row, bool(number & 1)))
            number = 0
    return found


@given(st.dictionaries(st.integers(0, 40_000), st.booleans()))
def test_places_are_packed_without_loss(standing: dict[int, bool]) -> None:
    assert unpacked(steps(sorted(standing.items()))) == sorted(standing.items())


@pytest.mark.parametrize(
    "query, word",
    [("متوسط", "المتوسط"), ("طلب", "الطلب"), ("طلب", "والطلب"), ("سلطة", "للسلطة"), ("أدلة", "الادلة"), ("مساعدة", "المُساعَدة"), ("دولة", "بالدولة"), ("مشترك", "المشتركين")],
)
def test_an_arabic_word_is_met_behind_its_article(query: str, word: str) -> None:
    assert list(words(query)) == list(words(word)) != []


def test_short_words_keep_their_letters_and_latin_ones_are_whole() -> None:
    assert [stem("ولد"), stem("بيت"), stem("requests")] == ["ولد", "بيت", "requests"]


def test_a_pinpoint_gives_the_places_that_hold_it() -> None:
    assert list(words("UNTOC, article 18(15)(a)")) == ["untoc", "article", "18", "18/15", "18/15/a"]
    assert list(words("untoc/18/15")) == ["untoc", "18", "18/15"]


def test_words_that_say_nothing_are_left_out() -> None:
    assert list(words("What is a request?")) == ["request"]
    assert list(words("ما هو الطلب؟")) == ["طلب"]


def test_a_word_of_the_title_is_not_said_again() -> None:
    index = packed([Entry("lessons", "a.html", "Requests", "requests abroad requests"), Entry("words", "b.html#x", "Other", "abroad")])
    assert (index["words"], unpacked(index["places"])) == ("abroad", [(0, False), (1, False)])
    assert index["pages"] == ["a.html", "b.html"] and index["rows"][1] == [3, 1, "x", "Other"]


def test_texts_go_by_page() -> None:
    entries = [Entry("lessons", "a.html", "A", "one"), Entry("lessons", "a.html#b", "B", "two"), Entry("law", "c.html", "C", "")]
    assert texts(entries) == {"a.html": {0: "one", 1: "two"}}


@pytest.fixture(scope="module", params=["en", "ar"])
def index(request: pytest.FixtureRequest, site):
    folder = site / request.param / "_static" / "casework"
    data = json.loads((folder / "search-index.js").read_text(encoding="utf-8").removeprefix("window.caseworkFinding=").removesuffix(";"))
    return site / request.param, data, "\n".join(path.read_text(encoding="utf-8") for path in sorted((folder / "search-texts").glob("*.js")))


def test_every_place_exists(index) -> None:
    folder, data, _ = index
    ids = {page: set(re.findall(r'\bid="([^"]+)"', (folder / page).read_text(encoding="utf-8"))) for page in data["pages"]}
    assert [row for row in data["rows"] if row[2] and row[2] not in ids[data["pages"][row[1]]]] == []
    assert {row[0] for row in data["rows"]} == {0, 1, 2, 3}


def test_nothing_of_the_checks_and_no_feedback_is_in_it(index, course) -> None:
    folder, data, text = index
    tested = [item for item in course.items if item.body.form]
    assert tested and not {f"item-{item.slug}" for item in tested} & {row[2] for row in data["rows"]}
    if folder.name == "en":
        lessons = " ".join(" ".join(page.text.split()) for page in course.lessons)  # a few remarks repeat a lesson's own sentence
        remarks = [entry.feedback for item in course.items for entry in item.body.entries() if len(entry.feedback) > 60 and entry.feedback[:50] not in lessons]
        assert len(remarks) > 200 and [remark for remark in remarks if remark[:60] in text] == []


def test_the_stock_search_is_gone(site) -> None:
    assert not [path for path in site.rglob("*") if path.name in ("searchindex.js", "searchtools.js", "language_data.js", "doctools.js")]
