"""Arabic search finds a word behind its article, particle, diacritics and spelling."""

from __future__ import annotations

import pytest

from casework.sphinx.search import stem


@pytest.mark.parametrize(
    "query, word",
    [("متوسط", "المتوسط"), ("طلب", "الطلب"), ("طلب", "والطلب"), ("سلطة", "للسلطة"), ("أدلة", "الادلة"), ("مساعدة", "المُساعَدة"), ("دولة", "بالدولة"), ("مشترك", "المشتركين")],
)
def test_query_meets_word(query: str, word: str) -> None:
    assert stem(query) == stem(word)


def test_short_words_keep_their_letters() -> None:
    assert stem("ولد") == "ولد"
    assert stem("بيت") == "بيت"


def test_latin_words_only_fold() -> None:
    assert stem("UNTOC") == "untoc"
