"""Cards and sheets: both languages, each letter with its shape, nothing loaded, what the observation sheet must hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casework.exports.cards import ROWS, write_cards


@pytest.fixture(scope="module")
def written(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    paths = write_cards(root, out=tmp_path_factory.mktemp("cards"), say=lambda text: None)
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def test_four_sheets_in_two_languages(written):
    assert set(written) == {f"{name}{tail}.html" for name in ("answer-cards", "name-cards", "attendance", "observation") for tail in ("", ".ar")}
    for name, text in written.items():
        assert f'dir="{"rtl" if ".ar." in name else "ltr"}"' in text
        assert re.findall(r'(?:src|href)="([^"]+)"', text) == ["cards.css"] and "style=" not in text and "<script" not in text


@pytest.mark.parametrize("tail, letters, others", [("", "ABCD", "أبجد"), (".ar", "أبجد", "ABCD")])
def test_a_card_is_told_apart_by_letter_and_shape_in_both_languages(written, tail, letters, others):
    text = written[f"answer-cards{tail}.html"]
    assert re.findall(r"<b>(.)</b>", text) == list(letters)
    assert re.findall(r'class="second" lang="\w+">(.)<', text) == list(others)
    assert len(set(re.findall(r'aria-label="([^"]+)"', text))) == 4


def test_arabic_sheets_hold_no_english_sentence(written):
    for name, text in written.items():
        if ".ar." in name:
            words = re.sub(r"<[^>]+>", " ", text.split("<body>")[1])
            assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", words), name


def test_the_observation_sheet_asks_for_the_three_steps(written):
    text = written["observation.html"]
    places = [text.index(step) for step in ("1. Ran a room together", "2. Ran a room, observed", "3. Talked it over, signed")]
    assert places == sorted(places) and text.count("<td class=box>") == 3 * 14
    assert "no accreditation" in text


def test_the_attendance_sheet_has_room_for_twenty(written):
    assert written["attendance.html"].count('<th scope="row">') == ROWS == 20
