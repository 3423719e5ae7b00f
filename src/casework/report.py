"""The source report's paragraphs and recommendations in our own words (``book/report/paragraphs.toml``)."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import ValidationError

from casework.errors import Problem, relative, shown
from casework.item_parts import Frozen, Text
from casework.loading import line_of, problems_of, read_toml

PARAGRAPH_TEXTS = ("*.text", "*.note")


class Paragraph(Frozen):
    text: Text
    note: str = ""


def label(key: str) -> str:
    """``14c`` as the report writes it: 14(c)."""
    return re.sub(r"^(\d+)([a-z])$", r"\1(\2)", key)


def load_report(root: Path) -> tuple[dict[str, Paragraph], list[Problem]]:
    """key ("7", "14c") → paragraph, in the report's order."""
    path = root / "book" / "report" / "paragraphs.toml"
    if not path.exists():
        return {}, []
    data, text, problems = read_toml(path, root)
    found = {}
    for key, table in (data or {}).items():
        place = relative(path, root)
        if not re.fullmatch(r"\d{1,2}[a-z]?", key):
            message = f"{shown(key)} is not a paragraph's number."
            problems.append(Problem(place, "paragraph-number", message, "Write 7 for a paragraph and 14c for a recommendation.", line_of(text, (key,))))
            continue
        try:
            found[key] = Paragraph.model_validate(table)
        except ValidationError as error:
            problems += problems_of(error, place, text, (key,))
    return dict(sorted(found.items(), key=lambda pair: (int(re.match(r"\d+", pair[0])[0]), pair[0]))), problems
