"""What can be found, packed for the page: a title and a place each, and which words stand where.

``js/finding.js`` reads it and answers queries. Texts are not in it: the words are a quarter of their size, and a page loads the text of
what it shows. Arabic words come stemmed (which halves them), English ones whole: the script stems those, and can correct a query's
spelling by them. ``finding.json`` is shared with the script:

``stop``      folded words that say nothing and are left out
``prefixes``  what is cut from the front of an Arabic word, longest first, as long as three letters stay
``suffixes``  the same for its end
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from casework.folding import fold

TABLE = json.loads(Path(__file__).with_name("finding.json").read_text(encoding="utf-8"))
STOP = frozenset(TABLE["stop"])
GROUPS = ("lessons", "questions", "law", "words")
# a pinpoint as lawyers write it or as a register does: 18(15)(a), 18/15/a; else a word of letters that folding leaves
PIECE = re.compile(r"[0-9]+(?:\([0-9a-z]{1,4}\)|/[0-9a-z]{1,4})+|[0-9a-z\u0621-\u064a\u066e-\u06d3]+")
ARABIC = re.compile("[\u0621-\u064a]")
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


class Entry(NamedTuple):
    """``place`` is the address below the site's language folder; ``keys`` are other spellings that lead here and are not shown."""

    group: str
    place: str
    title: str
    text: str
    keys: str = ""

    @property
    def page(self) -> str:
        return self.place.partition("#")[0]


def stem(word: str) -> str:
    """The comparable core of a folded Arabic word; others stay as they are."""
    if not ARABIC.search(word):
        return word
    front = next((prefix for prefix in TABLE["prefixes"] if word.startswith(prefix) and len(word) - len(prefix) >= 3), "")
    word = word.removeprefix(front)
    end = next((suffix for suffix in TABLE["suffixes"] if word.endswith(suffix) and len(word) - len(suffix) >= 3), "")
    return word.removesuffix(end)


def words(text: str) -> Iterator[str]:
    """The words of a text in their order, folded, without those that say nothing. A pinpoint gives itself and the places that hold it: 18, 18/15, 18/15/a."""
    for piece in PIECE.findall(fold(text)):
        if "/" in piece or "(" in piece:
            parts = piece.replace("(", "/").replace(")", "").split("/")
            yield from ("/".join(parts[:end]) for end in range(1, len(parts) + 1))
        elif piece not in STOP and (len(piece) > 1 or piece.isdigit()):
            yield stem(piece)


def packed(entries: list[Entry]) -> dict[str, Any]:
    """``pages`` (addresses), ``rows`` (group, page, anchor, title and sometimes keys), ``sizes``, ``words`` and ``places``.

    ``sizes`` has one digit a row, the root of how many words its text has.
    ``words`` are sorted and apart by a space; ``places`` has for each the rows whose text has it and whose title has not: the steps from
    one row to the next, doubled, odd where the word stands there more than once, as digits to the base of 32 (the higher half of the
    64 digits says that another digit follows).
    """
    pages: dict[str, int] = {}
    rows: list[list[Any]] = []
    sizes = ""
    standing: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        row = [GROUPS.index(entry.group), pages.setdefault(entry.page, len(pages)), entry.place.partition("#")[2], entry.title]
        rows.append([*row, entry.keys] if entry.keys else row)
        # numbers of accounts and logs are nobody's query
        counts = Counter(word for word in words(entry.text) if not (word[0] == "0" or word.isdigit() and len(word) > 4))
        sizes += DIGITS[min(31, math.isqrt(len(counts)))]
        for word in counts.keys() - set(words(entry.title)):
            # only a lesson's text is long enough for a repetition to say something
            standing[word].append((number, counts[word] > 1 and entry.group == GROUPS[0]))
    vocabulary = sorted(standing)
    return {"pages": list(pages), "rows": rows, "sizes": sizes, "words": " ".join(vocabulary), "places": " ".join(steps(standing[word]) for word in vocabulary)}


def steps(standing: list[tuple[int, bool]]) -> str:
    found, last = "", -1
    for number, often in standing:
        found += digits((number - last - 1) * 2 + often)
        last = number
    return found


def digits(number: int) -> str:
    found = DIGITS[number % 32]
    while number := number // 32:
        found = DIGITS[32 + number % 32] + found
    return found


def texts(entries: list[Entry]) -> dict[str, dict[int, str]]:
    """page → row → text, for the excerpts of what was found."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for number, entry in enumerate(entries):
        if entry.text:
            found[entry.page][number] = entry.text
    return found
