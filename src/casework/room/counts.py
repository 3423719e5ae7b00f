"""How many chose what: the rows of a distribution, from responses and from hands counted in the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from casework.interactions import Decision, FillIn, Poll, SeveralOf, Single, TrueFalse
from casework.item_parts import LETTERS
from casework.items import Item
from casework.room.state import Answer

WHOLE = ("correct", "partial", "incorrect")


class Row(NamedTuple):
    """``right`` is None where nothing is right or wrong."""

    id: str
    text: str
    count: int
    right: bool | None


def options(item: Item, strings: Mapping[str, str]) -> list[tuple[str, str, bool | None]]:
    """(id, text, right) of what a distribution shows: the choices, or how good the whole answer was where there are none."""
    body = item.body
    match body:
        case Single() | SeveralOf() | Poll():
            return [(entry.reference.partition(".")[2], entry.text, entry.right) for entry in body.entries()]
        case TrueFalse():
            truth = [("true", strings["true"], body.truth), ("false", strings["false"], not body.truth)]
            return [*truth, *((i, reason.text, reason.correct) for i, reason in zip(LETTERS, body.reasons, strict=False))]
    return [(name, strings[f"room_{name}"], name == "correct") for name in WHOLE]


def by_choice(item: Item) -> bool:
    """Does a distribution of this item show what was chosen? Otherwise it shows how good answers were, and waits for the reveal."""
    return isinstance(item.body, (Single, SeveralOf, Poll, TrueFalse)) and not isinstance(item.body, (Decision, FillIn))


def chosen(item: Item, answer: Answer) -> list[str]:
    response = answer.response
    if not by_choice(item):
        return ["correct" if answer.score == answer.maximum else "partial" if answer.score else "incorrect"]
    if isinstance(response, dict):  # true or false, with a reason
        truth, reason = response.get("truth"), response.get("reason")
        return [*(["true" if truth else "false"] if isinstance(truth, bool) else []), *([reason] if isinstance(reason, str) else [])]
    return [response] if isinstance(response, str) else list(response or [])


def distribution(item: Item, answers: Iterable[Answer], hands: Mapping[str, int], strings: Mapping[str, str]) -> list[Row]:
    counted: Counter[str] = Counter(dict(hands))
    for answer in answers:
        counted.update(chosen(item, answer))
    return [Row(ident, text, counted[ident], right) for ident, text, right in options(item, strings)]


def score_of(answers: Iterable[Answer]) -> dict[str, Any]:
    """How many were fully right, of how many."""
    found = list(answers)
    return {"right": sum(a.maximum > 0 and a.score == a.maximum for a in found), "of": len(found)}
