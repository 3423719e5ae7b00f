"""Responses to items, for tests of marking in Python and in the page."""

from __future__ import annotations

from typing import Any


def right(key: dict[str, Any]) -> Any:
    """The response that ``mark`` finds right (of a poll: one that it notes), from an item's ``key``."""
    match key["kind"]:
        case "single" | "multiple" | "select-in-text" | "select-in-table" | "select-on-picture":
            return key["correct"]
        case "true-false":
            return {"truth": key["truth"], "reason": key["correct"]}
        case "match":
            return {i: i for i in key["left"]}
        case "order":
            return key["steps"]
        case "categorise":
            return dict(key["entries"])
        case "fill-in":
            return {i: blank["accept"][0] for i, blank in key["blanks"].items()}
        case "decision":
            taken, place = [], key["start"]
            while place:
                taken.append(key["stages"][place]["correct"])
                place = key["stages"][place]["next"][taken[-1]]
            return taken
        case "poll":
            return key["choices"][0]
        case "free-text":
            return {"text": "We ask for the records by 20 August.", "rubric": key["rubric"]}
        case "number":
            return {"value": key["answer"]} | ({} if key["units"] is None else {"unit": key["unit"]})
    return key["answer"]
