"""Markdown of a case (its documents, debrief and facilitator's note) as translatable messages, one a paragraph.

A message is a paragraph, a list entry, a heading's or a quotation's words, or a table's cell: the marks in front (``#``, ``-``, ``>``,
``|``) stay outside. Code blocks are records (logs, headers of messages) and stay as they are; so does what has no letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_LINE = re.compile(r"^(\s*(?:>\s?)*\s*)((?:#{1,6}|[-*+]|[0-9]+[.)])\s+)?(.*)$")
_CELL = re.compile(r"(?<!\\)\|")


def translate(text: str, lookup: Callable[[str], str]) -> str:
    """``text`` with every message replaced by what ``lookup`` gives for it."""
    found: list[str] = []
    kept: list[tuple[str, str]] = []  # the open message: (what stands before the line, the line)
    fence = ""

    def close() -> None:
        if kept:
            words = "\n".join(line for _, line in kept)
            lines = (lookup(words) if _worded(words) else words).split("\n")
            marks = [mark for mark, _ in kept]
            found.extend(marks[min(number, len(marks) - 1)] + line for number, line in enumerate(lines))
            kept.clear()

    for line in text.split("\n"):
        bare = line.strip().lstrip("> ")
        if fence or bare.startswith(("```", "~~~", ":::")):
            close()
            found.append(line)
            if not bare.startswith(":::"):
                fence = "" if fence and bare.startswith(fence) else fence or bare[:3]
        elif bare.startswith("|"):
            close()
            found.append("|".join(_cell(cell, lookup) for cell in _CELL.split(line)))
        else:
            quote, mark, words = _LINE.match(line).groups()  # type: ignore[union-attr]  # the expression matches any line
            if not words:
                close()
                found.append(line)
                continue
            if mark or (kept and quote.count(">") != kept[-1][0].count(">")):
                close()
            kept.append((quote + (mark or ""), words))
            if mark and mark.startswith("#"):
                close()
    close()
    return "\n".join(found)


def messages(text: str) -> Iterator[str]:
    """The messages of ``text``, in order."""
    found: list[str] = []

    def note(words: str) -> str:
        found.append(words)
        return words

    translate(text, note)
    yield from found


def _cell(cell: str, lookup: Callable[[str], str]) -> str:
    words = cell.strip()
    return cell.replace(words, lookup(words), 1) if _worded(words) else cell


def _worded(text: str) -> bool:
    return any(character.isalpha() for character in text)
