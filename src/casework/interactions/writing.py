"""Interactions in which something is written: words, a number, a date, a text."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from casework.errors import shown
from casework.folding import fold
from casework.interactions.base import Base, letters
from casework.item_parts import LETTERS, Blank, DateMistake, FeedbackEntry, NumberMistake, Point, Text, plain_number


class FillIn(Base):
    interaction: Literal["fill-in"]
    blanks: tuple[Blank, ...] = Field(min_length=1, max_length=6)
    TEXTS = (*Base.TEXTS, "blanks.label", "blanks.feedback", "blanks.otherwise", "blanks.mistakes.feedback")

    @model_validator(mode="after")
    def check(self) -> FillIn:
        for blank in self.blanks:
            seen: dict[str, str] = {}
            for spelling in [*blank.accept, *(s for m in blank.mistakes for s in m.accept)]:
                if (folded := fold(spelling)) in seen:
                    raise ValueError(f"{shown(spelling)} is read like {shown(seen[folded])} of the same blank. Keep one of them.")
                seen[folded] = spelling
        return self

    def entries(self) -> list[FeedbackEntry]:
        found = []
        for i, blank in zip(LETTERS, self.blanks, strict=False):
            found.append(FeedbackEntry(f"blanks.{i}", f"{blank.label}: {blank.accept[0]}", blank.feedback, blank.law, True))
            for n, mistake in enumerate(blank.mistakes):
                found.append(FeedbackEntry(f"blanks.{i}.mistakes.{n}", mistake.accept[0], mistake.feedback, mistake.law, False))
            found.append(FeedbackEntry(f"blanks.{i}.otherwise", "", blank.otherwise, blank.law, False))
        return found

    def key_data(self) -> dict[str, Any]:
        blanks = {
            i: {"accept": [fold(s) for s in b.accept], "mistakes": [[fold(s) for s in m.accept] for m in b.mistakes]}
            for i, b in zip(LETTERS, self.blanks, strict=False)
        }
        return {"blanks": blanks}


class Number(Base):
    interaction: Literal["number"]
    answer: int | str
    tolerance: int | str = 0
    unit: Text | None = None
    units: tuple[Text, ...] | None = None
    otherwise: Text
    mistakes: tuple[NumberMistake, ...] = ()
    feedback: Text
    TEXTS = (*Base.TEXTS, "unit", "units", "otherwise", "mistakes.feedback")

    plain = field_validator("answer", "tolerance")(plain_number)

    @model_validator(mode="after")
    def check(self) -> Number:
        if self.units is not None and self.unit not in self.units:
            raise ValueError(f"the right unit {shown(self.unit or '')} is not among `units`. Add it there.")
        return self

    def entries(self) -> list[FeedbackEntry]:
        right = f"{self.answer} {self.unit or ''}".strip()
        found = [FeedbackEntry("answer", right, self.feedback, self.law, True)]
        found += [FeedbackEntry(f"mistakes.{n}", str(m.value), m.feedback, m.law, False) for n, m in enumerate(self.mistakes)]
        return [*found, FeedbackEntry("otherwise", "", self.otherwise, self.law, False)]

    def key_data(self) -> dict[str, Any]:
        units = None if self.units is None else [str(n) for n in range(len(self.units))]
        unit = None if self.units is None else str(self.units.index(self.unit or ""))
        return {
            "answer": str(self.answer), "tolerance": str(self.tolerance), "unit": unit, "units": units,
            "mistakes": [str(m.value) for m in self.mistakes],
        }  # fmt: skip


class Date(Base):
    interaction: Literal["date"]
    answer: datetime.date
    tolerance: int = Field(default=0, ge=0, le=366)
    otherwise: Text
    mistakes: tuple[DateMistake, ...] = ()
    feedback: Text
    TEXTS = (*Base.TEXTS, "otherwise", "mistakes.feedback")

    def entries(self) -> list[FeedbackEntry]:
        found = [FeedbackEntry("answer", self.answer.isoformat(), self.feedback, self.law, True)]
        found += [FeedbackEntry(f"mistakes.{n}", m.value.isoformat(), m.feedback, m.law, False) for n, m in enumerate(self.mistakes)]
        return [*found, FeedbackEntry("otherwise", "", self.otherwise, self.law, False)]

    def key_data(self) -> dict[str, Any]:
        return {"answer": self.answer.isoformat(), "tolerance": self.tolerance, "mistakes": [m.value.isoformat() for m in self.mistakes]}


class FreeText(Base):
    """A text that no machine marks: it is compared with a model answer, point by point, by its writer."""

    interaction: Literal["free-text"]
    model: Text
    rubric: tuple[Point, ...] = Field(min_length=2, max_length=8)
    rows: int = Field(default=5, ge=2, le=15)
    TEXTS = (*Base.TEXTS, "model", "rubric.text", "rubric.feedback")

    def entries(self) -> list[FeedbackEntry]:
        return [FeedbackEntry(f"rubric.{i}", p.text, p.feedback, p.law, True) for i, p in zip(LETTERS, self.rubric, strict=False)]

    def key_data(self) -> dict[str, Any]:
        return {"rubric": letters(self.rubric)}
