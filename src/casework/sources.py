"""Several TOML files read as one: a long case or key is split so that each file is read in one sitting."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from casework.errors import Problem, relative
from casework.item_parts import Frozen
from casework.loading import line_of, problems_of, read_toml


@dataclass(frozen=True)
class Sources:
    """The TOML files of one kind, read together: keys merged, lists of tables joined. Knows where each value stands."""

    data: dict[str, Any]
    files: tuple[tuple[str, str, dict[str, int]], ...]  # place, text, where each of its lists starts in the joined one

    def locate(self, path: tuple[str | int, ...]) -> tuple[str, int | None]:
        """(place, line) of a path, by the file that holds its first key."""
        first = path[0] if path else ""
        for place, text, starts in reversed(self.files):
            if first not in starts:
                continue
            local = path
            if len(path) > 1 and isinstance(path[1], int):
                if path[1] < starts[str(first)]:
                    continue
                local = (first, path[1] - starts[str(first)], *path[2:])
            return place, line_of(text, local)
        return self.files[0][0], None


def read_sources(folder: Path, stem: str, root: Path) -> tuple[Sources | None, list[Problem]]:
    """Read ``<stem>.toml`` and ``<stem>-*.toml``: long ones are split so that each file is read in one sitting."""
    data: dict[str, Any] = {}
    files, problems = [], []
    paths = [folder / f"{stem}.toml", *sorted(folder.glob(f"{stem}-*.toml"))]
    for path in paths:
        found, text, wrong = read_toml(path, root)
        problems += wrong
        starts: dict[str, int] = {}
        for name, value in (found or {}).items():
            starts[name] = len(data[name]) if isinstance(data.get(name), list) else 0
            if isinstance(value, list) and isinstance(data.get(name), list):
                data[name] = data[name] + value
            elif isinstance(value, dict) and isinstance(data.get(name), dict) and not set(value) & set(data[name]):
                data[name] = {**data[name], **value}
            elif name in data:
                message = f"`{name}` stands in another file of this case already."
                problems.append(Problem(relative(path, root), "twice", message, "Keep one of them.", line_of(text, (name,))))
            else:
                data[name] = value
        files.append((relative(path, root), text, starts))
    return (None if problems else Sources(data, tuple(files))), problems


def validated(model: type[Frozen], sources: Sources | None) -> tuple[Any, list[Problem]]:
    """The model of what was read; problems stand at their file and line."""
    if sources is None:
        return None, []
    try:
        return model.model_validate(sources.data), []
    except ValidationError as error:
        found = []
        for detail, problem in zip(error.errors(include_url=False), problems_of(error, "", ""), strict=True):
            place, line = sources.locate(detail["loc"])
            found.append(Problem(place, problem.rule, problem.message, problem.cure, line))
        return None, found
