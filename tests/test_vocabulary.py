"""The functions of criteria against the tables that the page's script runs too."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from casework.vocabulary import FUNCTIONS, mentions, pattern, phrases_unusable, sentences, states

TABLES = sorted((Path(__file__).parent / "data" / "vocabulary").glob("*.json"))
ROWS = [row for path in TABLES for row in json.loads(path.read_text(encoding="utf-8"))]


def test_every_function_has_a_table_of_twelve_rows_with_both_results():
    assert {path.stem for path in TABLES} == set(FUNCTIONS)
    for name in FUNCTIONS:
        results = [row["result"] for row in ROWS if row["function"] == name]
        assert len(results) >= 12, name
        assert {True, False} == set(results), name


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['function']}: {row['case']}" for row in ROWS])
def test_table(row):
    assert FUNCTIONS[row["function"]](*row["args"]) is row["result"]


def test_no_function_raises_whatever_it_is_given():
    values = [None, True, 0, -1, 10**30, 1.5, "", "x", "2026-03-01", "٣", [], [""], [1], ["x"], {}, {"a": ""}, [[]], [{}], "\ud800", "*", "(", ["*("]]
    chance = random.Random(7)
    for function in FUNCTIONS.values():
        for _ in range(300):
            arguments = [chance.choice(values) for _ in range(function.__code__.co_argcount)]
            assert function(*arguments) in (True, False), (function, arguments)


def test_sentences_end_where_people_end_them():
    text = "Mr. Ferhan paid 3.5 million, cf. art. 5. He went; see example.org, e.g. No. 7! Was it he؟ End"
    assert sentences(text) == ("mr. ferhan paid 3.5 million, cf. art. 5", "he went", "see example.org, e.g. no. 7", "was it he", "end")


def test_a_phrase_that_folds_to_nothing_never_matches():
    assert pattern(("", "*", "\u064e")) is None
    assert phrases_unusable(["a", "*", " ", "\u200b"]) == ["*", " ", "\u200b"]
    assert not mentions("anything", ["*"])


@pytest.mark.parametrize("text", ["no " * 6000, "a." * 9000, "لا" * 9000, "x" * 19_999, "need" * 4000, "((((" * 4000])
def test_long_texts_take_no_long_time(text):
    # the patterns are linear: a text written to stall a regular expression does not
    import time

    start = time.perf_counter()
    for _ in range(5):
        states(text, ["need*", "tell* the user", "السلطة المركزية", "يحتاج*"])
    assert time.perf_counter() - start < 2
