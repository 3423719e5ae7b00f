"""What can be wrong with content, answers and files, and how it is said.

::

    Exception
    └── ProblemsError      one run's problems, all together (never one at a time)
        └── .problems      list[Problem]: place, value, rule, cure

No traceback of ours reaches a learner, an author or a facilitator: the command line and the pytest plugin catch
``ProblemsError`` and print its text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    ``place`` is a file's path as people should read it; ``line`` is 1-based, None where no line can be named;
    ``rule`` a short stable slug for tests; ``message`` quotes the value and the rule; ``cure`` says what to do.
    """

    place: str
    rule: str
    message: str
    cure: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"{self.place}:{self.line}" if self.line else self.place
        return f"{where}: {self.message} {self.cure} [{self.rule}]"


class ProblemsError(Exception):
    """All problems of one run. ``str()`` lists one a line, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (p.place, p.line or 0, p.rule))
        super().__init__("\n".join(str(p) for p in self.problems))


def shown(value: object, limit: int = 60) -> str:
    """A value as it may be quoted in a message: one line, shortened, invisible and direction marks made visible.

    Hostile content must not be able to reorder or overrun a terminal line.
    """
    text = value if isinstance(value, str) else repr(value)
    safe = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: limit + 1])
    return f"“{safe[:limit]}…”" if len(safe) > limit else f"“{safe}”"


def relative(path: Path, root: Path) -> str:
    """``path`` as a person would name it from ``root``; unchanged when it lies elsewhere."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
