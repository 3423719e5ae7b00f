"""Responses to items, for tests of marking in Python and in the page."""

from __future__ import annotations

from typing import Any


def right(key: dict[str, Any]) -> Any:
    """The response that ``mark`` finds right, from an item's ``key``."""
    match key["kind"]:
        case "single" | "multiple":
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
        case "number":
            return {"value": key["answer"]} | ({} if key["units"] is None else {"unit": key["unit"]})
    return key["answer"]
