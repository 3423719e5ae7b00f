"""What items are made of: choices, pairs, steps, blanks, each with its own remark."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from casework.errors import shown

Role = Literal["prosecutor", "judge", "investigator", "central authority", "FIU analyst", "border officer"]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
DECIMAL = re.compile(r"[+-]?[0-9]{1,15}([.][0-9]{1,6})?")


class Frozen(BaseModel):
    """Typed data from a file: unknown keys are mistakes, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Remark(Frozen):
    """Why, and the provisions that say so."""

    feedback: Text
    law: tuple[str, ...] = ()


class Choice(Remark):
    text: Text
    correct: bool = False


class Segment(Frozen):
    """A piece of a running text; one with a remark can be chosen."""

    text: str = Field(min_length=1, max_length=2000)
    correct: bool = False
    feedback: str = ""
    law: tuple[str, ...] = ()

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)  # spaces and blank lines join the text

    @model_validator(mode="after")
    def check(self) -> Segment:
        if not self.feedback and (self.correct or self.law):
            raise ValueError(f"the segment {shown(self.text)} is marked right or cites law, but has no `feedback`, so it can't be chosen. Add it.")
        return self

    def choice(self) -> Choice:
        return Choice(text=self.text, correct=self.correct, feedback=self.feedback, law=self.law)


class Row(Remark):
    cells: tuple[Text, ...] = Field(min_length=2)
    correct: bool = False

    def choice(self) -> Choice:
        return Choice(text=" · ".join(self.cells), correct=self.correct, feedback=self.feedback, law=self.law)


class Opinion(Remark):
    text: Text


class Point(Remark):
    """What a good text says."""

    text: Text


class Turn(Choice):
    """A choice at a stage: ``next`` is the stage it leads to, empty where it ends."""

    next: str = ""


class Stage(Frozen):
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=30)
    situation: str = Field(default="", max_length=4000)
    prompt: Text
    choices: tuple[Turn, ...] = Field(min_length=2, max_length=5)


class Pair(Remark):
    left: Text
    right: Text


class Lure(Frozen):
    text: Text
    feedback: Text
    law: tuple[str, ...] = ()


class Step(Remark):
    text: Text


class Category(Frozen):
    text: Text


class Entry(Remark):
    text: Text
    category: int = Field(ge=0)


class TypedMistake(Remark):
    accept: tuple[Text, ...] = Field(min_length=1)


class Blank(Remark):
    label: Text
    accept: tuple[Text, ...] = Field(min_length=1)
    otherwise: Text
    mistakes: tuple[TypedMistake, ...] = ()


def plain_number(value: int | str) -> int | str:
    """Both markers read one written form of numbers."""
    if not DECIMAL.fullmatch(str(value)):
        raise ValueError(f"{shown(str(value))} is not a plain number such as 60 or 1.5. Write digits and at most one point.")
    return value


class NumberMistake(Remark):
    value: int | str

    plain = field_validator("value")(plain_number)


class DateMistake(Remark):
    value: datetime.date


class FeedbackEntry(NamedTuple):
    """What a feedback reference stands for: the part's own text, the remark, its law, whether it belongs to the key."""

    reference: str
    text: str
    feedback: str
    law: tuple[str, ...]
    right: bool | None  # None: neither, as in a poll
