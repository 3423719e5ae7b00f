"""Terms in English and Arabic (``book/glossary.toml``)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from casework.errors import Problem, relative
from casework.item_parts import Frozen, Text
from casework.loading import problems_of, read_toml


class Term(Frozen):
    """``status``: how the Arabic is attested (U, T, R, N read in an official text; M from usage, to be confirmed)."""

    ar: Text
    status: Literal["U", "T", "R", "N", "M"]
    text: Text
    themes: tuple[str, ...]


def load_glossary(root: Path) -> tuple[dict[str, Term], list[Problem]]:
    path = root / "book" / "glossary.toml"
    if not path.exists():
        return {}, []
    data, text, problems = read_toml(path, root)
    found = {}
    for key, table in (data or {}).items():
        try:
            found[key] = Term.model_validate(table)
        except ValidationError as error:
            problems += problems_of(error, relative(path, root), text, (key,))
    return found, problems
