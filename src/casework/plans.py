"""Plans: what a room does, step by step, in one TOML file. A plan names lessons, items and cases of the book; it copies none of them.

A step's ``id`` comes from its kind and what it names, so a plan can be edited between two sessions without its answers losing their place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from casework.course import Course
from casework.errors import Problem, relative, shown
from casework.item_parts import Frozen, Text
from casework.items import Item
from casework.loading import load
from casework.texts import find_texts, replace_texts

FOLDER = "book/plans"
CaseOf = Callable[[str], Any]
Ref = Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", max_length=120)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]


class BaseStep(Frozen):
    """``notes`` are the facilitator's alone; ``title`` stands instead of the step's own name."""

    minutes: float = Field(gt=0, le=240)
    title: str = Field(default="", max_length=200)
    notes: tuple[Text, ...] = Field(default=(), max_length=12)

    @property
    def about(self) -> str:
        """What the step names, for its id."""
        return ""


class Wait(BaseStep):
    """Words on every screen, nothing to do on the phone."""

    kind: Literal["wait"]
    text: str = Field(default="", max_length=2000)


class Break(BaseStep):
    kind: Literal["break"]


class Read(BaseStep):
    """A lesson, read on the phone or led by the facilitator. ``page`` is ``theme/lesson``."""

    kind: Literal["read"]
    page: Ref

    @property
    def about(self) -> str:
        return self.page.partition("/")[2]


class OfItem(BaseStep):
    item: Ref

    @property
    def about(self) -> str:
        return self.item.partition("/")[2]


class Ask(OfItem):
    """One item, answered once, then revealed. An item that is a poll is a poll."""

    kind: Literal["item"]


class Vote(OfItem):
    """Each votes alone and unseen, talks in the team, votes again; then the answer."""

    kind: Literal["vote"]


class Poll(BaseStep):
    """A question of the plan's own, with nothing right or wrong."""

    kind: Literal["poll"]
    prompt: Text
    choices: tuple[Text, ...] = Field(min_length=2, max_length=7)


class FreeText(BaseStep):
    """Short texts from everybody; the projector shows those that the facilitator lets through."""

    kind: Literal["text"]
    prompt: Text


class CaseStage(BaseStep):
    """A stage of a case, in teams; with ``decision``, each votes on it alone, the team talks, and they vote again."""

    kind: Literal["case"]
    case: Name
    stage: Name
    decision: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9_]*$", max_length=60)

    @property
    def about(self) -> str:
        return f"{self.case}-{self.stage}" + (f"-{self.decision}" if self.decision else "")


class Test(BaseStep):
    """Half the room, drawn by lot, gets form a first and form b second, the others the other way round."""

    kind: Literal["test"]
    which: Literal["first", "second"]

    @property
    def about(self) -> str:
        return self.which


Step = Annotated[Wait | Break | Read | Ask | Vote | Poll | FreeText | CaseStage | Test, Field(discriminator="kind")]


class Plan(Frozen):
    title: Text
    steps: tuple[Step, ...] = Field(min_length=1, max_length=200)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The steps' ids, in order: kind and what is named, with a number where that comes twice."""
        found: list[str] = []
        for step in self.steps:
            name = f"{step.kind}-{step.about}" if step.about else step.kind
            count = sum(one == name or one.rpartition("--")[0] == name for one in found)
            found.append(f"{name}--{count + 1}" if count else name)
        return tuple(found)

    def step(self, ident: str) -> Any:
        return self.steps[self.ids.index(ident)]

    def step_at(self, place: int) -> Any:
        return self.steps[place]

    @property
    def minutes(self) -> float:
        return sum(step.minutes for step in self.steps)

    def translated(self, lookup: Callable[[str], str]) -> Plan:
        return Plan.model_validate(replace_texts(self.data, TEXTS, lookup))

    @cached_property
    def data(self) -> dict[str, Any]:
        """The plan as plain data, as the log keeps it."""
        return self.model_dump(mode="json", exclude_defaults=True)

    @property
    def items(self) -> tuple[str, ...]:
        """The items of the book that the plan asks."""
        return tuple(step.item for step in self.steps if isinstance(step, OfItem))


TEXTS = ("title", "steps.title", "steps.notes", "steps.text", "steps.prompt", "steps.choices")


def load_plan(path: Path, root: Path) -> tuple[Plan | None, list[Problem]]:
    return load(path, root, Plan)


def plan_files(root: Path) -> list[Path]:
    """The ready plans: the folder is the registry."""
    return sorted((root / FOLDER).glob("*.toml"))


def plan_texts(root: Path) -> Iterator[tuple[str, str]]:
    """(place, text) of everything in the ready plans that is translated."""
    for path in plan_files(root):
        plan, _ = load_plan(path, root)
        for _, text in find_texts(plan.data, TEXTS) if plan else ():
            yield relative(path, root), text


def lint_plans(course: Course) -> Iterator[Problem]:
    """Every ready plan can be read, and everything it names exists and can be asked in a room."""
    cases = cases_of(course)
    for path in plan_files(course.root):
        plan, problems = load_plan(path, course.root)
        yield from problems
        if plan:
            yield from lint_plan(plan, course, relative(path, course.root), cases)


def cases_of(course: Course) -> CaseOf:
    """slug → case, each read once however often plans name it."""
    from casework.cases import load_case

    return cache(lambda slug: load_case(course.root, slug)[0])


def lint_plan(plan: Plan, course: Course, place: str, cases: CaseOf | None = None) -> Iterator[Problem]:
    cases = cases or cases_of(course)
    lessons = {f"{page.theme}/{page.slug}" for page in course.lessons}
    for number, step in enumerate(plan.steps, 1):
        where = f"step {number}"
        match step:
            case Read() if step.page not in lessons:
                yield Problem(place, "plan", f"{where}: there is no lesson {shown(step.page)}.", "Write theme/lesson.")
            case Ask() | Vote():
                yield from _lint_item(course.item(step.item), step, place, where)
            case CaseStage():
                yield from _lint_case(course, cases, step, place, where)
            case Test() if not any(item.body.form for item in course.items):
                yield Problem(place, "plan", f"{where}: the course has no test forms.", "Write them, or give a folder of them with --forms.")


def _lint_item(item: Item | None, step: Any, place: str, where: str) -> Iterator[Problem]:
    if item is None:
        yield Problem(place, "plan", f"{where}: there is no item {shown(step.item)}.", "Write theme/slug of a file book/<theme>/quiz/<slug>.toml.")
    elif item.body.interaction == "free-text":
        yield Problem(place, "plan", f"{where}: the item {shown(step.item)} is a text that its writer marks.", 'Use a step with kind = "text".')
    elif item.body.form:
        yield Problem(place, "plan", f"{where}: the item {shown(step.item)} belongs to a test form.", 'Use a step with kind = "test", or another item.')


def _lint_case(course: Course, cases: CaseOf, step: CaseStage, place: str, where: str) -> Iterator[Problem]:
    if step.case not in course.cases:
        yield Problem(place, "plan", f"{where}: there is no case {shown(step.case)}.", f"Name one of: {', '.join(course.cases)}.")
        return
    case = cases(step.case)
    if case and step.stage not in (stages := [stage.id for stage in case.stages]):
        yield Problem(place, "plan", f"{where}: the case has no stage {shown(step.stage)}.", f"Name one of: {', '.join(stages)}.")
    if case and step.decision and step.decision not in (known := [decision.id for decision in case.decisions]):
        yield Problem(place, "plan", f"{where}: the case has no decision {shown(step.decision)}.", f"Name one of: {', '.join(known)}.")
