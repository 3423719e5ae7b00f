"""Interactions in which something is chosen: a choice, several, a verdict with its reason, places in a text, a table or a picture."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from casework.interactions.base import Base, choice_entries, letters, one_correct
from casework.item_parts import LETTERS, Choice, FeedbackEntry, Opinion, Remark, Row, Segment, Text


class Single(Base):
    interaction: Literal["single"]
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=8)
    TEXTS = (*Base.TEXTS, "choices.text", "choices.feedback")

    @model_validator(mode="after")
    def check(self) -> Single:
        one_correct(self.choices, "choices")
        return self

    def entries(self) -> list[FeedbackEntry]:
        return choice_entries("choices", self.choices)

    def key_data(self) -> dict[str, Any]:
        ids = letters(self.choices)
        return {"choices": ids, "correct": next(i for i, c in zip(ids, self.choices, strict=True) if c.correct)}


class TrueFalse(Base):
    interaction: Literal["true-false"]
    truth: bool
    if_true: Remark
    if_false: Remark
    reasons: tuple[Choice, ...] = Field(min_length=2, max_length=6)
    TEXTS = (*Base.TEXTS, "if_true.feedback", "if_false.feedback", "reasons.text", "reasons.feedback")

    @model_validator(mode="after")
    def check(self) -> TrueFalse:
        one_correct(self.reasons, "reasons")
        return self

    def entries(self) -> list[FeedbackEntry]:
        verdicts = [
            FeedbackEntry("if_true", "{true}", self.if_true.feedback, self.if_true.law, self.truth),
            FeedbackEntry("if_false", "{false}", self.if_false.feedback, self.if_false.law, not self.truth),
        ]
        return [*verdicts, *choice_entries("reasons", self.reasons)]

    def key_data(self) -> dict[str, Any]:
        ids = letters(self.reasons)
        return {"truth": self.truth, "reasons": ids, "correct": next(i for i, c in zip(ids, self.reasons, strict=True) if c.correct)}


class SeveralOf(Base):
    """Interactions whose response is the parts that were chosen, each part with its own remark; marked as ``multiple`` is."""

    @property
    @abstractmethod
    def selectable(self) -> tuple[Choice, ...]:
        """The parts that can be chosen, in order."""

    NAME: ClassVar[str] = "choices"

    @model_validator(mode="after")
    def check(self) -> SeveralOf:
        parts = self.selectable
        count = sum(part.correct for part in parts)
        if not 0 < count < len(parts):
            raise ValueError(f"{count} of {len(parts)} {self.NAME} are correct; at least one must be and at least one must not. Change the flags.")
        return self

    def entries(self) -> list[FeedbackEntry]:
        return [FeedbackEntry(f"choices.{i}", p.text, p.feedback, p.law, p.correct) for i, p in zip(LETTERS, self.selectable, strict=False)]

    def key_data(self) -> dict[str, Any]:
        ids = letters(self.selectable)
        return {"choices": ids, "correct": [i for i, p in zip(ids, self.selectable, strict=True) if p.correct]}


class Multiple(SeveralOf):
    interaction: Literal["multiple"]
    choices: tuple[Choice, ...] = Field(min_length=3, max_length=10)
    TEXTS = (*Base.TEXTS, "choices.text", "choices.feedback")

    @property
    def selectable(self) -> tuple[Choice, ...]:
        return self.choices


class SelectInText(SeveralOf):
    """A text in segments; those with a remark can be chosen. A segment that begins a paragraph begins with a blank line."""

    interaction: Literal["select-in-text"]
    segments: tuple[Segment, ...] = Field(min_length=3, max_length=40)
    TEXTS = (*Base.TEXTS, "segments.text", "segments.feedback")
    NAME = "segments"

    @property
    def selectable(self) -> tuple[Choice, ...]:
        return tuple(segment.choice() for segment in self.segments if segment.feedback)


class SelectInTable(SeveralOf):
    """A table whose rows can be chosen."""

    interaction: Literal["select-in-table"]
    columns: tuple[Text, ...] = Field(min_length=2, max_length=5)
    rows: tuple[Row, ...] = Field(min_length=3, max_length=12)
    TEXTS = (*Base.TEXTS, "columns", "rows.cells", "rows.feedback")
    NAME = "rows"

    @model_validator(mode="after")
    def square(self) -> SelectInTable:
        for number, row in enumerate(self.rows, 1):
            if len(row.cells) != len(self.columns):
                raise ValueError(f"row {number} has {len(row.cells)} cells for {len(self.columns)} columns. Give it as many.")
        return self

    @property
    def selectable(self) -> tuple[Choice, ...]:
        return tuple(row.choice() for row in self.rows)


class SelectOnPicture(SeveralOf):
    """Numbered places of a picture of the theme: its SVG marks each by ``data-spot="a"``, ``"b"`` … and shows the number 1, 2 …"""

    interaction: Literal["select-on-picture"]
    picture: str = Field(pattern=r"^[a-z0-9-]+[.]svg$")
    spots: tuple[Choice, ...] = Field(min_length=3, max_length=10)
    TEXTS = (*Base.TEXTS, "spots.text", "spots.feedback")
    NAME = "spots"

    @property
    def selectable(self) -> tuple[Choice, ...]:
        return self.spots


class Poll(Base):
    """No answer is right: what is chosen is kept, and its remark says what follows from it. ``scale`` shows the choices in a row."""

    interaction: Literal["poll"]
    choices: tuple[Opinion, ...] = Field(min_length=2, max_length=7)
    scale: bool = False
    TEXTS = (*Base.TEXTS, "choices.text", "choices.feedback")

    def entries(self) -> list[FeedbackEntry]:
        return [FeedbackEntry(f"choices.{i}", c.text, c.feedback, c.law, None) for i, c in zip(LETTERS, self.choices, strict=False)]

    def key_data(self) -> dict[str, Any]:
        return {"choices": letters(self.choices)}
