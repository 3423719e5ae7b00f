"""A bare page with the scripts of My progress, for what needs no course; random records for the properties of merging."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[2] / "src" / "casework"
COURSE = "sample"
BOOK = "International Cooperation in Criminal Matters"


def write_bare(folder: Path) -> Path:
    (folder / "progress.js").write_bytes((PACKAGE / "static" / "progress.js").read_bytes())
    page = folder / "bare.html"
    page.write_text(
        f'<!doctype html><html lang="en" dir="ltr" data-course="{COURSE}"><meta charset="utf-8"><title>bare</title><link rel="icon" href="data:,">'
        '<article></article><script src="progress.js"></script></html>',
        encoding="utf-8",
    )
    return page


def moment(chance: random.Random) -> str:
    return f"2026-0{chance.randint(1, 4)}-0{chance.randint(1, 3)}T0{chance.randint(0, 3)}:00:00.000Z"


def words(chance: random.Random) -> str:
    return " ".join(chance.choice(["ask", "first", "سلطة", "<b>", "18(26)", "x"]) for _ in range(chance.randint(1, 4)))


def answer(chance: random.Random) -> dict[str, Any]:
    return {"request": {"title": words(chance)}, "decisions": {"one": chance.choice(["a", "b"])}, "claims": {}}


def one_try(chance: random.Random) -> dict[str, Any]:
    sure = chance.choice([{}, {"certainty": chance.choice(["sure", "fairly", "guess"])}])
    return {"response": chance.choice(["a", "b", ["a", "c"], {"x": "y"}]), "score": chance.randint(0, 1), "maximum": 1, "at": moment(chance), **sure}


def given(chance: random.Random) -> dict[str, Any]:
    return {f"t/{name}": {"response": chance.choice(["a", "b"]), "at": moment(chance)} for name in chance.sample(["p", "q", "r"], chance.randint(0, 3))}


RECORDS = {
    "item": lambda c: {"v": 1, "tries": [one_try(c) for _ in range(c.randint(0, 4))], "hints": c.randint(0, 2)},
    "check": lambda c: {
        "v": 1, "draft": given(c), "again": c.choice([True, False]),
        "results": [{"at": moment(c), "score": c.randint(0, 3), "of": 3, "right": [], "skills": {"channel": 1}, "answers": given(c)} for _ in range(c.randint(0, 2))],
    },
    "case": lambda c: {
        "v": 1, "at": moment(c), "answer": answer(c), "tries": {d: [{"value": c.choice("ab"), "at": moment(c)}] for d in c.sample(["one", "two"], c.randint(0, 2))},
        "checked": c.choice([True, False]), "debriefed": False, "short": c.choice([True, False]), "read": c.sample(range(4), c.randint(0, 3)), "team": c.choice([True, False]), "resumed": sorted(c.sample(["one", "two"], c.randint(0, 2))),
        "others": [{"at": moment(c), "answer": answer(c)} for _ in range(c.randint(0, 2))],
    },
    "note": lambda c: {"v": 1, "text": words(c), "at": moment(c), "others": [{"text": words(c), "at": moment(c)} for _ in range(c.randint(0, 1))]},
    "read": lambda c: {"v": 1, "at": moment(c)},
    "role": lambda c: {"v": 1, "value": c.choice(["judge", "prosecutor", ""]), "at": moment(c)},
}
