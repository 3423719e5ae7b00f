"""Texts inside plain data, by path patterns such as ``choices.feedback`` (list positions are not written).

One walk serves extraction for translators, translation and lint, so that a text can't be shown without being translatable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

Path = tuple[str | int, ...]


def find_texts(data: Any, patterns: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Yield (path, text) for every non-empty string that a pattern names, in the data's own order of patterns."""
    for pattern in patterns:
        yield from _walk(data, pattern.split("."), ())


def _walk(data: Any, names: list[str], path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, (list, tuple)):
        for place, value in enumerate(data):
            yield from _walk(value, names, (*path, place))
    elif not names:
        if isinstance(data, str) and data:
            yield path, data
    elif isinstance(data, dict):
        if names[0] == "*":
            for name, value in data.items():
                yield from _walk(value, names[1:], (*path, name))
        elif names[0] in data:
            yield from _walk(data[names[0]], names[1:], (*path, names[0]))


def replace_texts(data: Any, patterns: Iterable[str], lookup: Callable[[str], str]) -> Any:
    """A copy of ``data`` (dicts, lists, tuples) in which every text that a pattern names went through ``lookup``."""
    targets = {path for path, _ in find_texts(data, patterns)}
    return _copy(data, (), targets, lookup)


def _copy(data: Any, path: Path, targets: set[Path], lookup: Callable[[str], str]) -> Any:
    if isinstance(data, dict):
        return {name: _copy(value, (*path, name), targets, lookup) for name, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_copy(value, (*path, place), targets, lookup) for place, value in enumerate(data)]
    return lookup(data) if path in targets else data
