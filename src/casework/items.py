"""Items: one question each, one file each (``book/<theme>/quiz/<slug>.toml``).

The key is a flag on the choice, so that every choice keeps its own feedback and no text is typed twice. An item knows
three views of itself: its texts (for translation), its ``key`` (the small language-free JSON that ``mark`` reads in Python
and in the page) and its ``feedback`` (reference such as ``choices.b`` → text and law).
"""

from __future__ import annotations

import datetime
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, TypeAdapter, field_validator, model_validator

from casework.errors import Problem, relative, shown
from casework.folding import fold
from casework.item_parts import (
    LETTERS,
    Blank,
    Category,
    Choice,
    DateMistake,
    Entry,
    FeedbackEntry,
    Frozen,
    Lure,
    NumberMistake,
    Pair,
    Remark,
    Role,
    Step,
    Text,
    plain_number,
)  # fmt: skip
from casework.loading import load
from casework.texts import replace_texts


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
    law: tuple[str, ...] = ()

    # where the texts are that people read; the same list drives translation, lint and search
    TEXTS: ClassVar[tuple[str, ...]] = ("situation", "prompt", "hints", "feedback")

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


class Multiple(Base):
    interaction: Literal["multiple"]
    choices: tuple[Choice, ...] = Field(min_length=3, max_length=10)
    TEXTS = (*Base.TEXTS, "choices.text", "choices.feedback")

    @model_validator(mode="after")
    def check(self) -> Multiple:
        count = sum(choice.correct for choice in self.choices)
        if not 0 < count < len(self.choices):
            raise ValueError(f"{count} of {len(self.choices)} choices are correct; at least one must be and at least one must not. Change the flags.")
        return self

    def entries(self) -> list[FeedbackEntry]:
        return choice_entries("choices", self.choices)

    def key_data(self) -> dict[str, Any]:
        ids = letters(self.choices)
        return {"choices": ids, "correct": [i for i, c in zip(ids, self.choices, strict=True) if c.correct]}


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


Interaction = Annotated[
    Single | Multiple | TrueFalse | Match | Order | Categorise | FillIn | Number | Date, Field(discriminator="interaction")
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
