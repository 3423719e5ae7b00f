"""Marking: ``mark(key, response)`` says how good a response is, in whole points, and which feedback each part earns.

``js/marking.js`` is this file in JavaScript; both run ``tests/data/marking/`` and a property test feeds both the same
random responses. A key comes from ``Item.key``; a response comes from a page and may be anything that JSON can say.

Feedback is a reference (``choices.b``), never text, so an outcome is the same in every language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal, TypedDict

from casework.folding import fold

__all__ = ["Outcome", "Part", "fold", "mark", "maximum"]

PartVerdict = Literal["correct", "incorrect", "missed", "unanswered"]
Verdict = Literal["correct", "partial", "incorrect", "unanswered", "malformed"]
Key = dict[str, Any]

# at most 15 digits before the point and 6 after it: compared as whole millionths, so nothing is ever rounded
NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:[.]([0-9]{1,6}))?")
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class Part(TypedDict):
    """One part of a response; ``feedback`` is None where there is nothing to say."""

    part: str
    verdict: PartVerdict
    feedback: str | None


class Outcome(TypedDict):
    score: int
    maximum: int
    verdict: Verdict
    parts: list[Part]


class Malformed(Exception):
    """The response is not of the shape that the interaction gives; no learner can cause this with the page's own form."""


def mark(key: Key, response: Any) -> Outcome:
    """The outcome of a response. Whatever the response is, this returns; only a broken key raises."""
    highest = maximum(key)
    try:
        score, parts = MARKERS[key["kind"]](key, response)
    except Malformed:
        return {"score": 0, "maximum": highest, "verdict": "malformed", "parts": []}
    verdict: Verdict = "partial" if score else "incorrect"
    if score == highest:
        verdict = "correct"
    elif all(part["verdict"] == "unanswered" for part in parts):
        verdict = "unanswered"
    return {"score": score, "maximum": highest, "verdict": verdict, "parts": parts}


def maximum(key: Key) -> int:
    """The most points that a response can earn."""
    return MAXIMA[key["kind"]](key)


def mark_single(key: Key, response: Any) -> tuple[int, list[Part]]:
    if blank(response):
        return 0, []
    chosen = one_of(key["choices"], response)
    right = chosen == key["correct"]
    return int(right), [part(chosen, right, f"choices.{chosen}")]


def mark_multiple(key: Key, response: Any) -> tuple[int, list[Part]]:
    chosen = distinct(key["choices"], response)
    if not chosen:
        return 0, []
    score, parts = 0, []
    for choice in key["choices"]:
        right = choice in key["correct"]
        if choice in chosen:
            score += 1 if right else -1
            parts.append(part(choice, right, f"choices.{choice}"))
        elif right:
            parts.append(part(choice, "missed", f"choices.{choice}"))
    return max(0, score), parts


def mark_true_false(key: Key, response: Any) -> tuple[int, list[Part]]:
    given = fields(response, ("truth", "reason"))
    truth, reason = given.get("truth"), given.get("reason")
    if not (truth is None or isinstance(truth, bool)):
        raise Malformed
    right = truth is key["truth"]
    parts = [part("truth", "unanswered", None) if truth is None else part("truth", right, "if_true" if truth else "if_false")]
    if blank(reason):
        return int(right), [*parts, part("reason", "unanswered", None)]
    sound = one_of(key["reasons"], reason) == key["correct"]
    # a good reason for the wrong answer earns nothing, yet is told apart from a bad one
    return int(right) + int(right and sound), [*parts, part("reason", sound, f"reasons.{reason}")]


def mark_match(key: Key, response: Any) -> tuple[int, list[Part]]:
    given = fields(response, key["left"])
    parts = []
    for left in key["left"]:
        right = given.get(left)
        if blank(right):
            parts.append(part(left, "unanswered", f"pairs.{left}"))
            continue
        lure = one_of(key["right"], right) not in key["left"]
        parts.append(part(left, right == left, f"lures.{right}" if lure else f"pairs.{left}"))
    return count_correct(parts), parts


def mark_order(key: Key, response: Any) -> tuple[int, list[Part]]:
    steps = key["steps"]
    given = distinct(steps, response)
    if not given:
        return 0, []
    if len(given) != len(steps):
        raise Malformed
    neighbours = set(zip(given, given[1:], strict=False))
    score = sum(pair in neighbours for pair in zip(steps, steps[1:], strict=False))
    return score, [part(step, given[place] == step, f"steps.{step}") for place, step in enumerate(steps)]


def mark_categorise(key: Key, response: Any) -> tuple[int, list[Part]]:
    given = fields(response, key["entries"])
    parts = []
    for entry, category in key["entries"].items():
        verdict = "unanswered" if blank(given.get(entry)) else one_of(key["categories"], given[entry]) == category
        parts.append(part(entry, verdict, f"entries.{entry}"))
    return count_correct(parts), parts


def mark_fill_in(key: Key, response: Any) -> tuple[int, list[Part]]:
    given = fields(response, key["blanks"])
    parts = []
    for name, accepted in key["blanks"].items():
        typed = fold(text(given.get(name)))
        verdict: PartVerdict | bool = "unanswered" if typed == "" else typed in accepted["accept"]
        feedback = f"blanks.{name}"
        if verdict is not True:
            known = [n for n, spellings in enumerate(accepted["mistakes"]) if typed in spellings]
            feedback += f".mistakes.{known[0]}" if typed and known else ".otherwise"
        parts.append(part(name, verdict, feedback))
    return count_correct(parts), parts


def mark_number(key: Key, response: Any) -> tuple[int, list[Part]]:
    given = fields(response, ("value", "unit"))
    typed, unit = fold(text(given.get("value"))), text(given.get("unit"))
    value = millionths(typed)
    right = value is not None and abs(value - strict(key["answer"])) <= strict(key["tolerance"])
    known = [strict(wrong) for wrong in key["mistakes"]]
    parts = [part("value", "unanswered" if typed == "" else right, remark(right, value, known))]
    if key["units"] is None:
        return int(right), parts
    right_unit = unit != "" and one_of(key["units"], unit) == key["unit"]
    parts.append(part("unit", "unanswered" if unit == "" else right_unit, None))
    return int(right) + int(right and right_unit), parts


def mark_date(key: Key, response: Any) -> tuple[int, list[Part]]:
    typed = fold(text(response))
    day = day_number(typed)
    right = day is not None and abs(day - strict_day(key["answer"])) <= key["tolerance"]
    known = [strict_day(wrong) for wrong in key["mistakes"]]
    return int(right), [part("date", "unanswered" if typed == "" else right, remark(right, day, known))]


MARKERS: dict[str, Callable[[Key, Any], tuple[int, list[Part]]]] = {
    "single": mark_single,
    "multiple": mark_multiple,
    "true-false": mark_true_false,
    "match": mark_match,
    "order": mark_order,
    "categorise": mark_categorise,
    "fill-in": mark_fill_in,
    "number": mark_number,
    "date": mark_date,
}

MAXIMA: dict[str, Callable[[Key], int]] = {
    "single": lambda key: 1,
    "multiple": lambda key: len(key["correct"]),
    "true-false": lambda key: 2,
    "match": lambda key: len(key["left"]),
    "order": lambda key: len(key["steps"]) - 1,
    "categorise": lambda key: len(key["entries"]),
    "fill-in": lambda key: len(key["blanks"]),
    "number": lambda key: 1 if key["units"] is None else 2,
    "date": lambda key: 1,
}


def part(name: str, verdict: PartVerdict | bool, feedback: str | None) -> Part:
    if isinstance(verdict, bool):
        verdict = "correct" if verdict else "incorrect"
    return {"part": name, "verdict": verdict, "feedback": feedback}


def count_correct(parts: list[Part]) -> int:
    return sum(part["verdict"] == "correct" for part in parts)


def remark(right: bool, value: int | None, known: list[int]) -> str:
    """The feedback of a typed value: the answer's, a known mistake's, or that for everything else."""
    if right:
        return "answer"
    return f"mistakes.{known.index(value)}" if value in known else "otherwise"


def blank(value: Any) -> bool:
    return value is None or value == ""


def text(value: Any) -> str:
    """A text that was typed or chosen; nothing given is the empty text."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Malformed
    return value


def one_of(ids: list[str], value: Any) -> str:
    if not (isinstance(value, str) and value in ids):
        raise Malformed
    return value


def distinct(ids: list[str], value: Any) -> list[str]:
    """A list of different ids; nothing given is the empty list."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Malformed
    chosen = [one_of(ids, entry) for entry in value]
    if len(set(chosen)) != len(chosen):
        raise Malformed
    return chosen


def fields(value: Any, names: Any) -> dict[str, Any]:
    """An object with no other fields than these; nothing given is the empty object."""
    if value is None:
        return {}
    if not (isinstance(value, dict) and all(name in names for name in value)):
        raise Malformed
    return value


def millionths(typed: str) -> int | None:
    """``"-1,200.5"`` → -1200500000; None where it isn't a number as ``NUMBER`` writes it."""
    if not (found := NUMBER.fullmatch(typed)):
        return None
    sign, whole, decimals = found.groups()
    size = int(whole.replace(",", "") + (decimals or "").ljust(6, "0"))
    return -size if sign == "-" else size


def day_number(typed: str) -> int | None:
    """Days since 1 January of the year 1 in today's calendar; None where there is no such day."""
    if not (found := DATE.fullmatch(typed)):
        return None
    year, month, day = map(int, found.groups())
    if not (year and 1 <= month <= 12 and 1 <= day <= days_in(year, month)):
        return None
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    return days + sum(days_in(year, earlier) for earlier in range(1, month)) + day - 1


def days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def strict(number: str) -> int:
    """A number of the key, where anything else is the author's error."""
    if (value := millionths(number)) is None:
        raise ValueError(f"{number!r} in the key is not a number such as 60 or 1.5")
    return value


def strict_day(date: str) -> int:
    if (value := day_number(date)) is None:
        raise ValueError(f"{date!r} in the key is not a date such as 2027-03-01")
    return value
