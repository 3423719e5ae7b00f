"""Marking: ``mark(key, response)`` says how good a response is, in whole points, and which feedback each part earns.

``js/marking.js`` is this file in JavaScript; both run ``tests/data/marking/`` and a property test feeds both the same
random responses. A key comes from ``Item.key``; a response comes from a page and may be anything that JSON can say.

Feedback is a reference (``choices.b``), never text, so an outcome is the same in every language.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any, Literal, TypedDict

from casework.folding import fold

__all__ = ["Outcome", "Part", "fold", "mark", "maximum"]

PartVerdict = Literal["correct", "incorrect", "missed", "unanswered", "noted"]
Verdict = Literal["correct", "partial", "incorrect", "unanswered", "malformed", "noted"]
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
    if not highest:
        verdict = "noted" if parts else "unanswered"  # a poll: nothing is right or wrong
    elif score == highest:
        verdict = "correct"
    elif all(part["verdict"] == "unanswered" for part in parts):
        verdict = "unanswered"
    return {"score": score, "maximum": highest, "verdict": verdict, "parts": parts}


def maximum(key: Key) -> int:
    """The most points that a response can earn."""
    return MAXIMA[key["kind"]](key)


def mark_single(key: Key, response: Any) -> tuple[int, list[Part]]:
    if response in (None, ""):
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
    given = fields(response, ["truth", "reason"])
    truth, reason = given["truth"], given["reason"]
    insist(truth is None or isinstance(truth, bool))
    right = truth is key["truth"]
    sound = reason is not None and one_of(key["reasons"], reason) == key["correct"]
    parts = [
        part("truth", "unanswered" if truth is None else right, None if truth is None else "if_true" if truth else "if_false"),
        part("reason", "unanswered" if reason is None else sound, reason and f"reasons.{reason}"),
    ]
    # a good reason for the wrong answer earns nothing, yet is told apart from a bad one
    return int(right) + int(right and sound), parts


def mark_match(key: Key, response: Any) -> tuple[int, list[Part]]:
    def judge(left: str, right: Any) -> Part:
        if right is None:
            return part(left, "unanswered", f"pairs.{left}")
        lure = one_of(key["right"], right) not in key["left"]
        return part(left, right == left, f"lures.{right}" if lure else f"pairs.{left}")

    return counted(fields(response, key["left"]), judge)


def mark_order(key: Key, response: Any) -> tuple[int, list[Part]]:
    steps = key["steps"]
    given = distinct(steps, response)
    if not given:
        return 0, []
    insist(len(given) == len(steps))
    neighbours = set(zip(given, given[1:], strict=False))
    score = sum(pair in neighbours for pair in zip(steps, steps[1:], strict=False))
    return score, [part(step, given[place] == step, f"steps.{step}") for place, step in enumerate(steps)]


def mark_categorise(key: Key, response: Any) -> tuple[int, list[Part]]:
    def judge(entry: str, category: Any) -> Part:
        verdict = "unanswered" if category is None else one_of(key["categories"], category) == key["entries"][entry]
        return part(entry, verdict, f"entries.{entry}")

    return counted(fields(response, key["entries"]), judge)


def mark_fill_in(key: Key, response: Any) -> tuple[int, list[Part]]:
    def judge(name: str, written: Any) -> Part:
        blank, typed = key["blanks"][name], folded(written)
        if typed and typed in blank["accept"]:
            return part(name, True, f"blanks.{name}")
        known = next((n for n, spellings in enumerate(blank["mistakes"]) if typed in spellings), None) if typed else None
        feedback = "otherwise" if known is None else f"mistakes.{known}"
        return part(name, False if typed else "unanswered", f"blanks.{name}.{feedback}")

    return counted(fields(response, key["blanks"]), judge)


def mark_number(key: Key, response: Any) -> tuple[int, list[Part]]:
    given = fields(response, ["value", "unit"])
    value = measured("value", given["value"], key, millionths, strict(millionths, key["tolerance"]))
    right = value["verdict"] == "correct"
    unit = given["unit"]
    if key["units"] is None:
        insist(unit is None)
        return int(right), [value]
    right_unit = unit is not None and one_of(key["units"], unit) == key["unit"]
    return int(right) + int(right and right_unit), [value, part("unit", "unanswered" if unit is None else right_unit, None)]


def mark_date(key: Key, response: Any) -> tuple[int, list[Part]]:
    day = measured("date", response, key, day_number, key["tolerance"])
    return int(day["verdict"] == "correct"), [day]


def mark_decision(key: Key, response: Any) -> tuple[int, list[Part]]:
    """The way that was taken. A wrong choice costs a point even where a later stage repairs it."""
    taken = [] if response is None else response
    insist(isinstance(taken, list))
    parts: list[Part] = []
    place: str | None = key["start"]
    for choice in taken:
        insist(place is not None)
        stage = key["stages"][place]
        right = one_of(list(stage["next"]), choice) == stage["correct"]
        parts.append(part(str(place), right, f"stages.{place}.{choice}"))
        place = stage["next"][choice]
    rights = sum(one["verdict"] == "correct" for one in parts)
    score = max(0, min(rights, best_way(key) - len(parts) + rights))
    return score, [*parts, *([part(place, "unanswered", None)] if place else [])]


def best_way(key: Key) -> int:
    """How many stages the right choices lead through."""
    length, place = 0, key["start"]
    while place:
        stage = key["stages"][place]
        length, place = length + 1, stage["next"][stage["correct"]]
    return length


def mark_poll(key: Key, response: Any) -> tuple[int, list[Part]]:
    if response in (None, ""):
        return 0, []
    chosen = one_of(key["choices"], response)
    return 0, [part(chosen, "noted", f"choices.{chosen}")]


def mark_free_text(key: Key, response: Any) -> tuple[int, list[Part]]:
    """The writer's own comparison with the model answer: a point for each point of the rubric that the text is said to make."""
    given = fields(response, ["text", "rubric"])
    text = folded(given["text"])
    made = distinct(key["rubric"], given["rubric"])
    if not text or given["rubric"] is None:
        return 0, []
    return len(made), [part(point, "correct" if point in made else "missed", f"rubric.{point}") for point in key["rubric"]]


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
    "select-in-text": mark_multiple,
    "select-in-table": mark_multiple,
    "select-on-picture": mark_multiple,
    "decision": mark_decision,
    "poll": mark_poll,
    "free-text": mark_free_text,
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
    "select-in-text": lambda key: len(key["correct"]),
    "select-in-table": lambda key: len(key["correct"]),
    "select-on-picture": lambda key: len(key["correct"]),
    "decision": best_way,
    "poll": lambda key: 0,
    "free-text": lambda key: len(key["rubric"]),
}


def part(name: str, verdict: PartVerdict | bool, feedback: str | None) -> Part:
    if isinstance(verdict, bool):
        verdict = "correct" if verdict else "incorrect"
    return {"part": name, "verdict": verdict, "feedback": feedback}


def counted(given: dict[str, Any], judge: Callable[[str, Any], Part]) -> tuple[int, list[Part]]:
    """One point for each field that is right."""
    parts = [judge(name, value) for name, value in given.items()]
    return sum(part["verdict"] == "correct" for part in parts), parts


def measured(name: str, written: Any, key: Key, read: Callable[[str], int | None], tolerance: int) -> Part:
    """A number or a day, as far from the answer as the tolerance allows; else perhaps a known mistake."""
    typed = folded(written)
    value, answer = read(typed), strict(read, key["answer"])
    mistakes = [strict(read, mistake) for mistake in key["mistakes"]]
    right = value is not None and abs(value - answer) <= tolerance
    feedback = "answer" if right else f"mistakes.{mistakes.index(value)}" if value in mistakes else "otherwise"
    return part(name, right if typed else "unanswered", feedback)


def insist(fits: bool) -> None:
    if not fits:
        raise Malformed


def folded(value: Any) -> str:
    """A text that was typed, folded; nothing given is the empty text."""
    insist(value is None or isinstance(value, str))
    return fold(value or "")


def one_of(ids: list[str], value: Any) -> str:
    insist(isinstance(value, str) and value in ids)
    return value


def distinct(ids: list[str], value: Any) -> list[str]:
    """A list of different ids; nothing given is the empty list."""
    chosen = [] if value is None else value
    insist(isinstance(chosen, list) and all(one_of(ids, entry) for entry in chosen) and len(set(chosen)) == len(chosen))
    return chosen


def fields(value: Any, names: Iterable[str]) -> dict[str, Any]:
    """Each named field of an object, None where nothing is given; an object with other fields is malformed."""
    given = {} if value is None else value
    insist(isinstance(given, dict) and all(name in names for name in given))
    return {name: None if given.get(name) == "" else given.get(name) for name in names}


def millionths(typed: str) -> int | None:
    """``"-1,200.5"`` → -1200500000; None where it isn't a number as ``NUMBER`` writes it."""
    if not (found := NUMBER.fullmatch(typed)):
        return None
    sign, whole, decimals = found.groups()
    size = int(whole.replace(",", "") + (decimals or "").ljust(6, "0"))
    return -size if sign == "-" else size


def day_number(typed: str) -> int | None:
    """The number of a day from 0001-01-01 to 9999-12-31; None where there is no such day."""
    if not (found := DATE.fullmatch(typed)):
        return None
    try:
        return datetime.date(*map(int, found.groups())).toordinal()
    except ValueError:
        return None


def strict(read: Callable[[str], int | None], written: str) -> int:
    """A number or day of the key, where anything else is the author's error."""
    if (value := read(written)) is None:
        raise ValueError(f"{written!r} in the key is neither a number such as 1.5 nor a date such as 2027-03-01")
    return value
