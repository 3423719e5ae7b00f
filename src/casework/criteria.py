"""Judging: what an answer meets. The same rules run in the page (``js/``), in pytest and over a folder of files.

For each criterion, in the case's order:

1. ``when`` is there and not true      → "not applicable"
2. ``needs`` is true                   → "met"
3. it reads free text (``sentences``)  → "claimed" if the learner pointed to a sentence or gave a reason, else "not found"
4. otherwise                           → "not met"

Expressions see two maps, ``decisions`` and ``request``, with every field present, and the functions of ``vocabulary``. Anything but
true counts as not true, an error of evaluation too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import cel

from casework.answers import Answer, Claim
from casework.cases import Case, Criterion
from casework.vocabulary import FUNCTIONS, filled

Outcome = Literal["met", "not met", "not found", "not applicable", "claimed"]
OUTCOMES: tuple[Outcome, ...] = ("met", "not met", "not found", "claimed", "not applicable")
OPEN = ("not met", "not found")  # what the reader of the document would come back on


@dataclass(frozen=True)
class Verdict:
    """What one criterion says of one answer; ``claim`` is kept where the learner overruled it."""

    id: str
    outcome: Outcome
    claim: Claim | None = None


@lru_cache(maxsize=2048)
def program(expression: str) -> Any:
    """The compiled expression, or None where it is none (the linter tells its author)."""
    try:
        return cel.compile(expression)
    except ValueError:
        return None


def context(answer: Answer) -> Any:
    """What the expressions of a case see of an answer; made once for all its criteria."""
    return cel.Context({"decisions": answer.decisions, "request": answer.request}, FUNCTIONS)


def holds(expression: str, seen: Any) -> bool:
    """Is the expression true? An error counts as no."""
    compiled = program(expression)
    if compiled is None:
        return False
    try:
        return compiled.execute(seen) is True
    except Exception:  # the library raises KeyError, TypeError, RuntimeError and more; a learner sees none of them
        return False


def judge(case: Case, answer: Answer) -> list[Verdict]:
    """One verdict for each criterion of the case, in its order."""
    seen = context(answer)
    return [_verdict(criterion, answer, seen) for criterion in case.criteria]


def _verdict(criterion: Criterion, answer: Answer, seen: Any) -> Verdict:
    if criterion.when and not holds(criterion.when, seen):
        return Verdict(criterion.id, "not applicable")
    if holds(criterion.needs, seen):
        return Verdict(criterion.id, "met")
    if not criterion.free_text:
        return Verdict(criterion.id, "not met")
    claim = answer.claims.get(criterion.id)
    if claim and (filled(claim.sentence) or filled(claim.reason)):
        return Verdict(criterion.id, "claimed", claim)
    return Verdict(criterion.id, "not found")


def tally(verdicts: Iterable[Verdict]) -> dict[Outcome, int]:
    """How many verdicts of each kind; claims are never added to what is met."""
    counts = Counter(verdict.outcome for verdict in verdicts)
    return {outcome: counts[outcome] for outcome in OUTCOMES}
