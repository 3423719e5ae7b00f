"""Folding: what a learner types and what a key accepts are compared after both went through one table.

The table is ``folding.json``, which the scripts of the page bundle too, so that Python and JavaScript fold alike whatever
Unicode version each was built with. It maps single code points only:

``map``    result → the characters that become it (capitals, accents, Arabic spellings, digits, quotes, dashes)
``drop``   code points and ranges that vanish (vowel signs, tatweel, combining marks, bidi and zero-width marks)
``space``  code points and ranges that are white space: runs become one space, none stays at the ends
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

TABLE = json.loads(Path(__file__).with_name("folding.json").read_text(encoding="utf-8"))


def _characters(ranges: Iterable[str]) -> set[str]:
    """The characters of ranges such as ``"064B-065F"`` or ``"00AD"``."""
    found: set[str] = set()
    for entry in ranges:
        first, _, last = entry.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return found


MAP = {character: result for result, characters in TABLE["map"].items() for character in characters}
DROP = _characters(TABLE["drop"])
SPACE = _characters(TABLE["space"])


def fold(text: str) -> str:
    """``text`` as it is compared. Never ``casefold``, ``strip`` or a normal form: their tables differ between languages."""
    folded: list[str] = []
    gap = False
    for character in text:
        if character in DROP:
            continue
        if character in SPACE:
            gap = bool(folded)
            continue
        if gap:
            folded.append(" ")
            gap = False
        folded.append(MAP.get(character, character))
    return "".join(folded)
