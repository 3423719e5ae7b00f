"""A decision in stages: each choice leads to the next stage, another one, or the end."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from casework.errors import shown
from casework.interactions.base import Base
from casework.item_parts import LETTERS, FeedbackEntry, Stage


class Decision(Base):
    """Stages in the file's order; the first is where it begins, and a choice leads only to a later one, so every way ends.

    The response is the choices made, stage by stage. The best way takes the right choice at each stage; a wrong one costs a
    point even where a later stage repairs it.
    """

    interaction: Literal["decision"]
    stages: tuple[Stage, ...] = Field(min_length=2, max_length=8)
    TEXTS = (*Base.TEXTS, "stages.situation", "stages.prompt", "stages.choices.text", "stages.choices.feedback")

    @model_validator(mode="after")
    def check(self) -> Decision:
        places = {stage.id: place for place, stage in enumerate(self.stages)}
        if len(places) != len(self.stages):
            raise ValueError("two stages have the same id. Give each its own.")
        reached = {self.stages[0].id}
        for place, stage in enumerate(self.stages):
            if sum(choice.correct for choice in stage.choices) != 1:
                raise ValueError(f"stage {shown(stage.id)} needs exactly one choice with `correct = true`.")
            for choice in stage.choices:
                if choice.next and places.get(choice.next, -1) <= place:
                    raise ValueError(f"stage {shown(stage.id)}: a choice leads to {shown(choice.next)}, which is no later stage. Name one below it.")
                reached.add(choice.next)
        if lost := [stage.id for stage in self.stages if stage.id not in reached]:
            raise ValueError(f"no choice leads to stage {shown(lost[0])}. Lead one there or remove it.")
        return self

    def entries(self) -> list[FeedbackEntry]:
        return [
            FeedbackEntry(f"stages.{stage.id}.{i}", choice.text, choice.feedback, choice.law, choice.correct)
            for stage in self.stages
            for i, choice in zip(LETTERS, stage.choices, strict=False)
        ]

    def key_data(self) -> dict[str, Any]:
        stages = {}
        for stage in self.stages:
            ids = LETTERS[: len(stage.choices)]
            right = next(i for i, choice in zip(ids, stage.choices, strict=True) if choice.correct)
            stages[stage.id] = {"next": {i: choice.next or None for i, choice in zip(ids, stage.choices, strict=True)}, "correct": right}
        return {"start": self.stages[0].id, "stages": stages}
