"""Interactions in which parts are brought together, in order, or into groups."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from casework.errors import shown
from casework.interactions.base import Base, letters
from casework.item_parts import LETTERS, Category, Entry, FeedbackEntry, Lure, Pair, Step


class Match(Base):
    interaction: Literal["match"]
    pairs: tuple[Pair, ...] = Field(min_length=3, max_length=8)
    lures: tuple[Lure, ...] = Field(default=(), max_length=4)
    TEXTS = (*Base.TEXTS, "pairs.left", "pairs.right", "pairs.feedback", "lures.text", "lures.feedback")

    def rights(self) -> list[tuple[str, str]]:
        """(id, text) of every right side; a pair's right side has its letter, lures take the next ones."""
        return list(zip(LETTERS, [*(p.right for p in self.pairs), *(x.text for x in self.lures)], strict=False))

    def entries(self) -> list[FeedbackEntry]:
        pairs = [FeedbackEntry(f"pairs.{i}", f"{p.left} → {p.right}", p.feedback, p.law, True) for i, p in zip(LETTERS, self.pairs, strict=False)]
        extra = zip(LETTERS[len(self.pairs) :], self.lures, strict=False)
        return [*pairs, *(FeedbackEntry(f"lures.{i}", x.text, x.feedback, x.law, False) for i, x in extra)]

    def key_data(self) -> dict[str, Any]:
        return {"left": letters(self.pairs), "right": [i for i, _ in self.rights()]}


class Order(Base):
    interaction: Literal["order"]
    steps: tuple[Step, ...] = Field(min_length=3, max_length=9)
    TEXTS = (*Base.TEXTS, "steps.text", "steps.feedback")

    def entries(self) -> list[FeedbackEntry]:
        return [FeedbackEntry(f"steps.{i}", s.text, s.feedback, s.law, True) for i, s in zip(LETTERS, self.steps, strict=False)]

    def key_data(self) -> dict[str, Any]:
        return {"steps": letters(self.steps)}


class Categorise(Base):
    interaction: Literal["categorise"]
    categories: tuple[Category, ...] = Field(min_length=2, max_length=5)
    sorted_entries: tuple[Entry, ...] = Field(alias="entries", min_length=3, max_length=12)
    TEXTS = (*Base.TEXTS, "categories.text", "entries.text", "entries.feedback")

    @model_validator(mode="after")
    def check(self) -> Categorise:
        used = {entry.category for entry in self.sorted_entries}
        if wrong := sorted(used - set(range(len(self.categories)))):
            raise ValueError(f"category {wrong[0]} does not exist; there are {len(self.categories)}, counted from 0. Correct the number.")
        if unused := sorted(set(range(len(self.categories))) - used):
            raise ValueError(f"no entry belongs to category {unused[0]} ({shown(self.categories[unused[0]].text)}). Add an entry or remove the category.")
        return self

    def entries(self) -> list[FeedbackEntry]:
        return [
            FeedbackEntry(f"entries.{i}", f"{e.text} → {self.categories[e.category].text}", e.feedback, e.law, True)
            for i, e in zip(LETTERS, self.sorted_entries, strict=False)
        ]

    def key_data(self) -> dict[str, Any]:
        entries = {i: str(e.category) for i, e in zip(LETTERS, self.sorted_entries, strict=False)}
        return {"entries": entries, "categories": [str(n) for n in range(len(self.categories))]}
