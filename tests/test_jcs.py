"""Canonical JSON: the vectors of RFC 8785, and what has no canonical form. The browser runs the same table."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

from casework.jcs import NotCanonicalError, canonical, number, parse

VECTORS = json.loads((Path(__file__).parent / "data" / "certificates" / "jcs.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("bits", "text"), VECTORS["numbers"])
def test_numbers_are_written_as_ecmascript_writes_them(bits: str, text: str) -> None:
    assert number(struct.unpack(">d", bytes.fromhex(bits))[0]) == text


@pytest.mark.parametrize(("given", "text"), VECTORS["texts"])
def test_objects_are_sorted_and_texts_escaped_as_little_as_possible(given: str, text: str) -> None:
    assert canonical(parse(given)) == text


@pytest.mark.parametrize("given", VECTORS["refused"])
def test_what_has_no_canonical_form_is_refused(given: str) -> None:
    with pytest.raises(NotCanonicalError):
        canonical(parse(given))


@pytest.mark.parametrize("given", ["[" * 40 + "]" * 40, "[" * 100_000 + "]" * 100_000], ids=["forty", "very"])
def test_deep_nesting_is_refused(given: str) -> None:
    with pytest.raises(NotCanonicalError):
        canonical(parse(given))
