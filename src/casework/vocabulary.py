"""The functions a criterion may use besides CEL's own: ``filled``, ``mentions``, ``states``, ``includes_all`` and so on.

The page has the same functions in JavaScript. Both read the lists in ``vocabulary.json``, fold with ``folding.json`` and run
the tables in ``tests/data/vocabulary/``. A wrong type never raises: the answer is false.

A **phrase** matches folded text at word borders. The page and this module build the same regular expression:

* a word character is a digit, a Latin letter or an Arabic letter (``WORD``);
* a star stands for the rest of a word (``preserv*``, ``tell* the user``); the phrase ends where a word ends;
* before an Arabic phrase the attached particles are allowed: و or ف, then ب, ك, ل or none, then the article or none
  (ل with the article is لل). A phrase that itself starts with the article keeps it: السلطة matches للسلطة, not سلطة.

A **sentence** ends at ``! ? ؟ ; ؛`` or a line break, and at a full stop or ellipsis that white space, a closing mark or the end
follows, unless the stop belongs to a listed abbreviation (art.), to numbering before a digit (No. 7) or to a letter after
another stop (e.g., U.S.).

A sentence carries a **negation** if one of the listed words (or an English word in n't) is left in it after three things are
taken out: harmless expressions (``not later than``, ``لا سيما``, ``غير المشروع``), numbering (No. 7) and the phrases
looked for, so that ``states(text, ["without telling the user"])`` can be met.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from casework.folding import SPACE, fold

LISTS = json.loads(Path(__file__).with_name("vocabulary.json").read_text(encoding="utf-8"))
ARABIC = r"\u0621-\u064a\u0671-\u06d3"
WORD = "0-9a-z" + ARABIC
START, END = f"(?:^|[^{WORD}])", f"(?![{WORD}])"
ARTICLE = "ال"
LONGEST_CACHED = 20_000  # characters; longer texts are folded each time rather than kept

_ARABIC = re.compile(f"[{ARABIC}]")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})t([0-9]{2}):([0-9]{2}):([0-9]{2})z")
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_SINGLE = re.compile(rf"\.[A-Za-z{ARABIC}]$")
_LAST_WORD = re.compile(f"[{WORD}]+$")
_ENDS = re.compile(f"[{re.escape(LISTS['always_ends'] + LISTS['ends_before_space'])}]")
_PUNCTUATION = set(LISTS["punctuation"])


@lru_cache(maxsize=64)
def _fold_kept(text: str) -> str:
    return fold(text)


def folded(text: str) -> str:
    """``fold``, remembered: the criteria of a case read the same few texts."""
    return _fold_kept(text) if len(text) <= LONGEST_CACHED else fold(text)


# what may stand before a phrase: a Latin one, an Arabic one, an Arabic one that starts with the article (which is cut off it)
PREFIXES = ("", f"[وف]?(?:لل|[بك]?(?:{ARTICLE})?|ل)", f"[وف]?(?:[بك]?{ARTICLE}|لل)")


@lru_cache(maxsize=1024)
def pattern(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """One expression for all phrases; None where none is usable."""
    groups: tuple[list[str], ...] = ([], [], [])
    for phrase in phrases:
        core = fold(phrase)
        if not core.strip("* "):
            continue
        kind = 0
        if _ARABIC.match(core):
            kind = 2 if core.startswith(ARTICLE) and len(core) > len(ARTICLE) else 1
            core = core[len(ARTICLE) :] if kind == 2 else core
        groups[kind].append(f"[{WORD}]*".join(re.escape(part) for part in core.split("*")))
    sources = [f"{PREFIXES[kind]}(?:{'|'.join(group)})" for kind, group in enumerate(groups) if group]
    return re.compile(f"{START}(?:{'|'.join(sources)}){END}") if sources else None


def _negation() -> re.Pattern[str]:
    lists = LISTS["negations"]
    words = [fold(word) for word in lists["words"]]
    latin = "|".join(word for word in words if not _ARABIC.match(word))
    arabic = "|".join(word for word in words if _ARABIC.match(word))
    prefixes = "|".join(lists["prefixes"])
    return re.compile(f"{START}(?:(?:{latin})|(?:{prefixes})?(?:{arabic})|[a-z]+{lists['ending']}){END}")


NEGATION = _negation()
HARMLESS = pattern(tuple(LISTS["harmless"]))
NUMBERING = re.compile(f"{START}(?:{'|'.join(LISTS['numbering'])})\\.? ?[0-9]")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of ``text``, folded; see the module's docstring for where one ends."""
    return _sentences_kept(text) if len(text) <= LONGEST_CACHED else _sentences(text)


@lru_cache(maxsize=64)
def _sentences_kept(text: str) -> tuple[str, ...]:
    return _sentences(text)


def _sentences(text: str) -> tuple[str, ...]:
    found: list[str] = []
    start = 0
    for end in _ENDS.finditer(text):
        if end[0] in LISTS["always_ends"] or _stops(text, end.start()):
            found.append(text[start : end.start()])
            start = end.end()
    found.append(text[start:])
    return tuple(sentence for part in found if (sentence := fold(part)))


def _stops(text: str, place: int) -> bool:
    """Does the full stop at ``place`` end its sentence?"""
    after = text[place + 1 : place + 2]
    if after and after not in SPACE and after not in LISTS["closing"]:
        return False
    before = text[max(0, place - 12) : place]
    if _SINGLE.search(before):
        return False
    last = _LAST_WORD.search(fold(before))
    if last and last[0] in LISTS["numbering"]:
        return fold(text[place + 1 : place + 8])[:1] not in tuple("0123456789")  # "No. 7", but not "No. He left."
    return not (last and last[0] in LISTS["abbreviations"])


def _strings(value: Any) -> tuple[str, ...] | None:
    if isinstance(value, (list, tuple)) and all(isinstance(entry, str) for entry in value):
        return tuple(value)
    return None


def _said(token: str) -> bool:
    return any(character not in _PUNCTUATION for character in token)


def filled(value: Any) -> bool:
    """Was anything given? A text of spaces, dashes or dots is blank; so is a list or row of blanks."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return any(_said(token) for token in folded(value).split(" "))
    if isinstance(value, dict):
        return any(filled(entry) for entry in value.values())
    if isinstance(value, (list, tuple)):
        return any(filled(entry) for entry in value)
    return False


def mentions(text: Any, phrases: Any) -> bool:
    """Does ``text`` hold any of the phrases?"""
    wanted = _strings(phrases)
    if not isinstance(text, str) or not wanted:
        return False
    found = pattern(wanted)
    return found is not None and found.search(folded(text)) is not None


def states(text: Any, phrases: Any) -> bool:
    """Does some sentence of ``text`` hold a phrase and carry no negation?"""
    wanted = _strings(phrases)
    if not isinstance(text, str) or not wanted:
        return False
    found = pattern(wanted)
    if found is None:
        return False
    for sentence in sentences(text):
        if found.search(sentence):
            rest = NUMBERING.sub(" ", HARMLESS.sub(" ", sentence))
            if not NEGATION.search(found.sub(" ", rest)):
                return True
    return False


def includes_all(chosen: Any, wanted: Any) -> bool:
    """Are all ``wanted`` ids among the chosen ones?"""
    have, want = _strings(chosen), _strings(wanted)
    return have is not None and want is not None and set(want) <= set(have)


def _real_day(text: str) -> bool:
    if not (found := _DAY.fullmatch(text)):
        return False
    try:
        date(*map(int, found.groups()))
    except ValueError:
        return False
    return True


def _moment(value: Any) -> str:
    """A date or UTC time in its comparable spelling, or the empty string."""
    if not isinstance(value, str) or len(value) > 64:
        return ""
    text = fold(value)
    if _real_day(text):
        return text
    if (found := _MOMENT.fullmatch(text)) and _real_day(found[1]):
        return text if int(found[2]) < 24 and int(found[3]) < 60 and int(found[4]) < 60 else ""
    return ""


def is_date(text: Any) -> bool:
    """A real day written ``2026-03-01``."""
    return len(_moment(text)) == 10


def is_utc(text: Any) -> bool:
    """A real second of UTC written ``2026-03-01T19:40:00Z``."""
    return len(_moment(text)) == 20


def before(first: Any, second: Any) -> bool:
    """Is ``first`` earlier? A day and a time are compared by day."""
    one, two = _moment(first), _moment(second)
    length = min(len(one), len(two))
    return bool(one and two) and one[:length] < two[:length]


def _number(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and len(value) <= 64 and _INTEGER.fullmatch(text := fold(value)):
        return int(text)
    return None


def within(value: Any, low: Any, high: Any) -> bool:
    """``low <= value <= high`` for dates and times (mixed ones by day) or whole numbers."""
    moments = [_moment(entry) for entry in (value, low, high)]
    if all(moments):
        length = min(map(len, moments))
        middle, least, most = (entry[:length] for entry in moments)
        return least <= middle <= most
    numbers = [_number(entry) for entry in (value, low, high)]
    if any(entry is None for entry in numbers):
        return False
    return numbers[1] <= numbers[0] <= numbers[2]


def _count(entries: Any, number: Any) -> tuple[int, int] | None:
    if not isinstance(entries, (list, tuple)) or isinstance(number, bool) or not isinstance(number, int):
        return None
    return sum(filled(entry) for entry in entries), number


def at_least(entries: Any, number: Any) -> bool:
    """Has the list ``number`` filled entries or more?"""
    counted = _count(entries, number)
    return counted is not None and counted[0] >= counted[1]


def at_most(entries: Any, number: Any) -> bool:
    """Has the list ``number`` filled entries or fewer?"""
    counted = _count(entries, number)
    return counted is not None and counted[0] <= counted[1]


def words_between(text: Any, least: Any, most: Any) -> bool:
    """Has the text between ``least`` and ``most`` words, both included? Lone punctuation is no word."""
    if not isinstance(text, str) or any(isinstance(n, bool) or not isinstance(n, int) for n in (least, most)):
        return False
    return least <= sum(_said(token) for token in folded(text).split(" ")) <= most


FUNCTIONS: dict[str, Callable[..., bool]] = {
    function.__name__: function
    for function in (filled, mentions, states, includes_all, is_utc, is_date, before, within, at_least, at_most, words_between)
}


def phrases_unusable(phrases: Iterable[str]) -> list[str]:
    """The phrases that fold to nothing and so can never match; for the linter."""
    return [phrase for phrase in phrases if not fold(phrase).strip("* ")]
