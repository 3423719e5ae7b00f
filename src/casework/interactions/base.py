"""What every item carries, whatever its interaction, and what interactions share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from casework.item_parts import LETTERS, Choice, FeedbackEntry, Frozen, Role, Text


class Base(Frozen, ABC):
    """What every item carries, whatever its interaction."""

    lesson: str = Field(pattern=r"^[a-z0-9-]+$")
    place: Literal["opening", "check"] = "check"
    order: int = 100
    objective: Text
    roles: tuple[Role, ...] = Field(min_length=1)
    minutes: float = Field(gt=0, le=15)
    level: Literal["apply", "recall"]
    skill: Literal["channel", "drafting", "safeguards"]
    covers: tuple[str, ...] = Field(min_length=1)
    situation: str = Field(default="", max_length=12_000)
    prompt: Text
    hints: tuple[Text, ...] = Field(default=(), max_length=4)
    feedback: str = Field(default="", max_length=4000)
    certainty: bool = False  # ask how sure the learner is, before the answer is checked
    law: tuple[str, ...] = ()
    room: bool = False  # kept for a live room, which leaves it out of the book that it serves
    # items of a starting or closing check: which form and place of it, the theme they are about, the lesson to read again
    form: Literal["a", "b"] | None = None
    slot: int | None = Field(default=None, ge=1)
    theme: str | None = None
    read: str | None = None

    # where the texts are that people read; the same list drives translation, lint and search
    TEXTS: ClassVar[tuple[str, ...]] = ("situation", "prompt", "hints", "feedback")

    @model_validator(mode="after")
    def belongs(self) -> Base:
        given = [name for name in ("form", "slot", "theme", "read") if getattr(self, name) is not None]
        if given and len(given) < 4:
            raise ValueError(f"an item of a check needs `form`, `slot`, `theme` and `read`; given are {', '.join(given)}. Add the others or remove these.")
        return self

    @abstractmethod
    def entries(self) -> list[FeedbackEntry]:
        """Every feedback that marking can refer to, in the order in which a page lists them."""

    @abstractmethod
    def key_data(self) -> dict[str, Any]:
        """What ``key`` holds beside the kind: ids, and which of them are right."""

    @cached_property
    def key(self) -> dict[str, Any]:
        """What ``mark`` needs, without a word of any language."""
        return {"kind": self.interaction, **self.key_data()}  # type: ignore[attr-defined]

    @property
    def cited(self) -> list[str]:
        """Every provision this item cites, in order, each once."""
        return list(dict.fromkeys([*(law for entry in self.entries() for law in entry.law), *self.law]))


def letters(parts: tuple[Any, ...]) -> list[str]:
    """The ids of parts in file order: a, b, c …"""
    return list(LETTERS[: len(parts)])


def choice_entries(name: str, choices: tuple[Choice, ...]) -> list[FeedbackEntry]:
    return [FeedbackEntry(f"{name}.{i}", c.text, c.feedback, c.law, c.correct) for i, c in zip(LETTERS, choices, strict=False)]


def one_correct(choices: tuple[Choice, ...], what: str) -> None:
    count = sum(choice.correct for choice in choices)
    if count != 1:
        raise ValueError(f"{count} {what} are marked `correct = true`; exactly one must be. Mark the right one.")
