"""Items: one question each, one file each (``book/<theme>/quiz/<slug>.toml``).

The key is a flag on the choice, so that every choice keeps its own feedback and no text is typed twice. An item knows
three views of itself: its texts (for translation), its ``key`` (the small language-free JSON that ``mark`` reads in Python
and in the page) and its ``feedback`` (reference such as ``choices.b`` → text and law).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from casework.errors import Problem, relative, shown
from casework.interactions import (
    Categorise,
    Date,
    Decision,
    FillIn,
    FreeText,
    Match,
    Multiple,
    Number,
    Order,
    Poll,
    SelectInTable,
    SelectInText,
    SelectOnPicture,
    Single,
    TrueFalse,
)
from casework.loading import load
from casework.texts import replace_texts

Interaction = Annotated[
    Single | Multiple | TrueFalse | Match | Order | Categorise | FillIn | Number | Date
    | SelectInText | SelectInTable | SelectOnPicture | Decision | Poll | FreeText,
    Field(discriminator="interaction"),
]
ITEM = TypeAdapter(Interaction)


@dataclass(frozen=True)
class Item:
    """A question and where it stands: ``ref`` is ``<theme>/<slug>``, the same in every language."""

    path: Path
    theme: str
    slug: str
    body: Any

    @property
    def ref(self) -> str:
        return f"{self.theme}/{self.slug}"

    @property
    def key(self) -> dict[str, Any]:
        return self.body.key

    def translated(self, lookup: Callable[[str], str]) -> Item:
        """The same question with every text looked up; the key and the refs stay."""
        data = replace_texts(self.body.model_dump(by_alias=True, exclude_defaults=True), type(self.body).TEXTS, lookup)
        return replace(self, body=type(self.body).model_validate(data))


def load_item(path: Path, root: Path) -> tuple[Item | None, list[Problem]]:
    """One item file. The theme is the folder above ``quiz``, the slug the file's name."""
    body, problems = load(path, root, ITEM)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem):
        message = f"the file name {shown(path.stem)} is not a slug."
        problems.append(Problem(relative(path, root), "slug", message, "Use small letters, digits and hyphens; it becomes part of an address."))
    if body is None or problems:
        return None, problems
    return Item(path, path.parent.parent.name, path.stem, body), []


def load_items(root: Path) -> tuple[list[Item], list[Problem]]:
    """Every item of the course, sorted by theme, lesson, order and slug. The folder is the registry."""
    found, problems = [], []
    for path in sorted((root / "book").glob("*/quiz/*.toml")):
        item, wrong = load_item(path, root)
        problems += wrong
        if item:
            found.append(item)
    return sorted(found, key=lambda i: (i.theme, i.body.lesson, i.body.order, i.slug)), problems
