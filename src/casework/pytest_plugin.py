"""``pytest exercises/night-call``: one test for each criterion of the answer file there, named by the criterion's id.

A failure is what the reader of the document would answer, with the provision; no code is shown. What does not apply is skipped; a
claim is skipped too, with its reason, so that it is never counted as met. ``--answers DIR`` judges ``DIR/<slug>/answer.toml`` instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from casework.answers import read
from casework.cases import Criterion, load_case
from casework.criteria import Verdict, judge
from casework.errors import Problem, shown
from casework.law import Law, load_law

FILE = "answer.toml"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("casework")
    group.addoption("--answers", metavar="DIR", help="judge the answer files in DIR/<case>/answer.toml instead of those in exercises/")


def pytest_configure(config: pytest.Config) -> None:
    chosen = config.getoption("--answers", None)
    if chosen and not Path(config.invocation_params.dir, chosen).is_dir():
        raise pytest.UsageError(f"--answers: there is no folder {shown(chosen)}")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    root = _course(file_path)
    # only the course that pytest runs in: a course kept as test data is no answer of anybody's
    if root is None or not parent.config.rootpath.is_relative_to(root):
        return None
    return AnswerFile.from_parent(parent, path=file_path, course=root)


def _course(path: Path) -> Path | None:
    """The course whose blank answer file this is, if it is one."""
    if path.name != FILE or path.parents[1].name != "exercises" or not (path.parent / "case.toml").is_file():
        return None
    return path.parents[2]


class AnswerFile(pytest.File):
    """The answer of one case."""

    def __init__(self, *, course: Path, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self.course = course

    def collect(self) -> Iterator[pytest.Item]:
        slug = self.path.parent.name
        case, problems = load_case(self.course, slug)
        if case is None:
            yield FileTest.from_parent(self, name="answer-file", problems=problems)
            return
        chosen = self.config.getoption("--answers")
        path = Path(self.config.invocation_params.dir, chosen, slug, FILE) if chosen else self.path
        if chosen and not path.exists():
            yield FileTest.from_parent(self, name="answer-file", problems=[])
            return
        answer, problems = read(path, case, self.course)
        if problems:
            yield FileTest.from_parent(self, name="answer-file", problems=problems)
        if answer:
            for criterion, verdict in zip(case.criteria, judge(case, answer), strict=True):
                yield CriterionTest.from_parent(self, name=criterion.id, criterion=criterion, verdict=verdict, course=self.course)


class Said(Exception):
    """What a failed test says; printed as it is."""


class Quiet(pytest.Item):
    """A test without code of its own."""

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, 0, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> object:
        return str(excinfo.value) if isinstance(excinfo.value, Said) else super().repr_failure(excinfo)


class FileTest(Quiet):
    """An answer file that can't be read as it stands, or is not there."""

    def __init__(self, *, problems: list[Problem], **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self.problems = problems

    def runtest(self) -> None:
        if not self.problems:
            raise pytest.skip.Exception("no answer to this case is there", _use_item_location=True)
        raise Said("\n".join(map(str, self.problems)))


class CriterionTest(Quiet):
    """One criterion, judged when it was collected."""

    def __init__(self, *, criterion: Criterion, verdict: Verdict, course: Path, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self.criterion, self.verdict, self.course = criterion, verdict, course

    def runtest(self) -> None:
        outcome = self.verdict.outcome
        if outcome == "not applicable":
            raise pytest.skip.Exception("does not apply to this answer", _use_item_location=True)
        if outcome == "claimed" and self.verdict.claim:
            claim = self.verdict.claim
            raise pytest.skip.Exception(f"claimed by the learner: {shown(claim.reason or claim.sentence, 200)}", _use_item_location=True)
        if outcome != "met":
            raise Said(feedback(self.criterion, outcome, _law(self.course)))


@lru_cache(maxsize=4)
def _law(course: Path) -> Law:
    return load_law(course)[0]


def citation(law: Law, ref: str) -> str:
    """A provision as lawyers write it; the reference itself where the register lacks it."""
    provision = law.get(ref)
    if provision is None:
        return ref
    return f"{provision.instrument.short}, {provision.body.label or f'{provision.instrument.unit} {provision.pinpoint}'}"


def feedback(criterion: Criterion, outcome: str, law: Law) -> str:
    """What the reader answers, and on which provision it rests."""
    lines = [f"{criterion.title}: {outcome}.", criterion.otherwise]
    if criterion.law:
        lines.append("; ".join(citation(law, ref) for ref in criterion.law) + ".")
    if outcome == "not found":
        lines.append(f'If your text does say it, add [claims.{criterion.id}] with sentence = "…" or reason = "…".')
    return "\n".join(lines)
