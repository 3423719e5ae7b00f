"""Marking in Python, on the cases that the browser runs too (tests/browser/test_marking_js.py)."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from casework.folding import DROP, MAP, SPACE, fold
from casework.marking import MARKERS, mark, maximum

DATA = Path(__file__).parent / "data" / "marking"


def outcome_of(case: dict[str, Any], highest: int) -> dict[str, Any]:
    """The outcome that a case of the table writes in short: its parts as ``"<part> <verdict> [<feedback>]"``."""
    parts = [dict(zip(("part", "verdict", "feedback"), [*part.split(" "), None], strict=False)) for part in case["parts"]]
    return {"score": case["score"], "maximum": highest, "verdict": case["verdict"], "parts": parts}


def shared_cases() -> list[tuple[str, dict[str, Any], Any, dict[str, Any]]]:
    """(name, key, response, outcome) of every case of every table."""
    found = []
    for path in sorted(DATA.glob("*.json")):
        table = json.loads(path.read_text(encoding="utf-8"))
        for case in table["cases"]:
            found.append((f"{path.stem}: {case['when']}", table["key"], case["response"], outcome_of(case, table["maximum"])))
    return found


def verdicts_of(kind: str) -> set[str]:
    """The verdicts that an interaction can give to whole answers."""
    return {"noted", "unanswered", "malformed"} if kind == "poll" else {"correct", "incorrect", "unanswered", "malformed"}


@pytest.mark.parametrize(("key", "response", "outcome"), [pytest.param(*row[1:], id=row[0]) for row in shared_cases()])
def test_outcome(key: dict[str, Any], response: Any, outcome: dict[str, Any]) -> None:
    assert mark(key, response) == outcome
    assert maximum(key) == outcome["maximum"]


def test_every_interaction_has_at_least_twelve_cases_some_of_them_malformed() -> None:
    cases = shared_cases()
    for kind in MARKERS:
        of_kind = [outcome for _, key, _, outcome in cases if key["kind"] == kind]
        assert len(of_kind) >= 12, kind
        assert verdicts_of(kind) <= {outcome["verdict"] for outcome in of_kind}, kind


def test_a_broken_key_is_the_authors_error_and_never_a_silent_mark() -> None:
    key = {"kind": "number", "answer": "sixty", "tolerance": "0", "unit": None, "units": None, "mistakes": []}
    with pytest.raises(ValueError, match="sixty"):
        mark(key, {"value": "60"})


def test_folding_twice_changes_nothing() -> None:
    everything = "".join([*MAP, *DROP, *SPACE, *MAP.values()])
    assert fold(fold(everything)) == fold(everything)


def test_no_character_has_two_meanings_in_the_table() -> None:
    assert not (MAP.keys() & DROP or MAP.keys() & SPACE or DROP & SPACE)


def test_accents_vowel_signs_and_digits_fold_as_unicode_says() -> None:
    """The table is written by hand; where Unicode decomposes a letter, both must agree."""
    for character in map(chr, [*range(0xC0, 0x100), *range(0x660, 0x66A), *range(0x6F0, 0x6FA)]):
        base = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c)).lower()
        if base.isascii() and base.isalpha():
            assert fold(character) == base
        if character.isdigit():
            assert fold(character) == str(unicodedata.digit(character))


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  Mutual\u00a0 LEGAL\nassistance ", "mutual legal assistance"),
        ("إِنابةٌ قضائيّة", "انابه قضاييه"),
        ("مُسْتشفى", "مستشفي"),
        ("\u202b\u0661\u0662\u066b\u0665\u202c", "12.5"),
        ("\u201cdon\u2019t\u201d \u2014 \u2026", '"don\'t" - ...'),
        ("a\u0301bc\u200d", "abc"),
        ("\u200b \u200f", ""),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded
