"""An answer written as TOML: readable, in the order of the form, each value under its label, and the same when read again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from casework.answers import FORMAT, TEAM_ROLES, Answer
from casework.cases import Case, Decision, Field
from casework.errors import shown

# Direction marks and other invisible characters are written as escapes: an editor must not show one thing and mean another.
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_NAMED = re.compile(r"[A-Za-z0-9_-]+")


def write(answer: Answer, case: Case) -> str:
    """The file. Comments say what each key asks and which ids it takes."""
    return "\n".join(_lines(answer, case)) + "\n"


def _lines(answer: Answer, case: Case) -> Iterator[str]:
    yield f"# {_comment(case.title)}. TRAINING: enter no real case data."
    yield f"case = {_text(answer.case)}"
    yield f"format = {FORMAT}"
    yield f"language = {_text(answer.language)}"
    yield ""
    yield "[decisions]"
    for decision in case.decisions:
        yield f"# {_comment(decision.title)}: {_choices(decision)}"
        yield f"{decision.id} = {_value(answer.decisions[decision.id])}"
    yield ""
    yield "[request]"
    tables: list[Field] = []
    for number, section in enumerate(case.sections, 1):
        yield f"# --- {number} {_comment(section.title)}"
        for one in section.fields:
            value = answer.request[one.id]
            if one.kind == "rows" and value:
                tables.append(one)  # TOML wants tables after the plain values
                continue
            yield f"# {_comment(one.label)}{_accepted(one)}"
            yield f"{one.id} = {_block(value) if one.kind == 'text' else _value(value)}"
    for one in tables:
        for row in answer.request[one.id]:
            yield ""
            yield f"[[request.{one.id}]]"
            yield from (f"{column.id} = {_value(row[column.id])}" for column in one.columns)
    for name, claim in answer.claims.items():
        yield ""
        yield f"[claims.{name if _NAMED.fullmatch(name) else _text(name)}]"
        yield f"sentence = {_block(claim.sentence)}"
        yield f"reason = {_block(claim.reason)}"
    for name, held in answer.team.items():
        yield ""
        yield f"[team.{name}]"
        yield f"role = {_text(held.role)}  # one of {', '.join(TEAM_ROLES)}"
        yield f"dissent = {_block(held.dissent)}"


def _choices(decision: Decision) -> str:
    ids = ", ".join(choice.id for choice in decision.choices)
    return f"one of {ids}" if decision.interaction == "single" else f"any of {ids}"


def _accepted(one: Field) -> str:
    if one.kind == "rows":
        return f" (rows of {', '.join(column.id for column in one.columns)})"
    if one.options:
        return f" ({'one' if one.kind == 'choice' else 'any'} of {', '.join(one.option_ids)})"
    return {"check": " (true or false)", "date": " (2026-03-01)", "datetime": " (2026-03-01T19:40:00Z)"}.get(one.kind, "")


def _comment(text: str) -> str:
    return shown(text, 200)[1:-1]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_value(entry) for entry in value)}]"
    return _text(value)


def _text(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(c) or _plain(c) for c in text) + '"'


def _block(text: str) -> str:
    """A text of several lines between triple quotes, as people would type it."""
    if "\n" not in text:
        return _text(text)
    body = "".join(c if c in '\n"\t' else _ESCAPES.get(c) or _plain(c) for c in text)
    body = re.sub(r'"(?="|\Z)', r'\\"', body)  # never three in a row, and none before the closing ones
    return f'"""\n{body}"""'


def _plain(character: str) -> str:
    if character == " " or character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"
