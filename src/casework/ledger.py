"""A case's ledger: a table of transfers that the learner filters, marks and explains.

A ledger is data: ``[ledger]`` in ``case.toml`` names a CSV file of the case, says what its columns are, and names the field of the
form where marks stand. That field is ordinary ``rows`` with at least the columns ``transfer`` (kind line: the transfer's id) and
``reason`` (kind choice), so criteria, answer files, papers and notebooks know marks without learning anything new::

    needs = 'request.marks.exists(m, m.transfer == "B-058" && m.reason == "trail")'

The page shows it in a stage of kind ``ledger`` (``html_ledger``, ``js/case-ledger.js``), a notebook by ``analysis``.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field as Rule
from pydantic import model_validator

from casework.errors import Problem, relative, shown
from casework.item_parts import Frozen, Text

if TYPE_CHECKING:
    from casework.cases import Case

Row = tuple[str, ...]
ONCE = ("id", "time", "payer", "payee", "amount")  # kinds that a ledger has exactly once
MOST_ROWS = 5_000
MAXIMUM_BYTES = 1_000_000
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


class LedgerColumn(Frozen):
    """``id`` is the column's head in the CSV file; ``kind`` what the page does with it. ``unit`` beside ``amount`` keeps sums apart."""

    id: Annotated[str, Rule(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
    kind: Literal["id", "time", "payer", "payee", "amount", "unit", "text"]
    label: Text


class Join(Frozen):
    """Two accounts in one hand: no transfer leads from one to the other, and the picture shows a broken line."""

    one: Text
    other: Text
    label: Text


class Ledger(Frozen):
    """``marks`` names the form's field; ``drawn`` the reasons whose transfers the picture shows; ``names`` short names of accounts."""

    file: str = Rule(pattern=r"^[a-z0-9-]+\.csv$")
    title: Text
    marks: str
    drawn: tuple[str, ...] = Rule(min_length=1)
    notebook: str = Rule("", pattern=r"^([a-z0-9-]+\.ipynb)?$")
    columns: tuple[LedgerColumn, ...] = Rule(min_length=len(ONCE))
    joins: tuple[Join, ...] = ()
    names: dict[str, Text] = {}

    @model_validator(mode="after")
    def fits(self) -> Ledger:
        counts = Counter(column.kind for column in self.columns)
        if wrong := [kind for kind in ONCE if counts[kind] != 1] + ["unit"] * (counts["unit"] > 1):
            raise ValueError(f"one column of the kind {wrong[0]} is needed, there are {counts[wrong[0]]}")
        if len({column.id for column in self.columns}) != len(self.columns):
            raise ValueError("two columns have one id")
        return self

    def place(self, kind: str) -> int:
        """Where the column of a kind stands; -1 where there is none."""
        return next((n for n, column in enumerate(self.columns) if column.kind == kind), -1)


LEDGER_TEXTS = ("ledger.title", "ledger.columns.label", "ledger.joins.label", "ledger.names.*")


def read_ledger(folder: Path, ledger: Ledger, root: Path) -> tuple[tuple[Row, ...], list[Problem]]:
    """The transfers of a ledger in its columns' order, and everything that is wrong with its file."""
    path = folder / ledger.file
    place = relative(path, root)
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return (), [Problem(place, "unreadable", "the ledger is missing or no UTF-8 text.", "Put it beside case.toml, saved as CSV in UTF-8.")]
    if len(raw) > MAXIMUM_BYTES:
        return (), [Problem(place, "too-large", f"the ledger has {len(raw):,} bytes.", f"A page can carry {MAXIMUM_BYTES:,}.")]
    head, *lines = [row for row in csv.reader(io.StringIO(text)) if row] or [[]]
    wanted = [column.id for column in ledger.columns]
    if head != wanted:
        message = f"the first line is {shown(', '.join(head))}, the case names {shown(', '.join(wanted))}."
        return (), [Problem(place, "ledger", message, "Make them agree, in one order.", 1)]
    problems = list(_row_problems(place, lines, ledger))
    return tuple(tuple(line) for line in lines), problems


def _row_problems(place: str, lines: list[list[str]], ledger: Ledger) -> Iterator[Problem]:
    if len(lines) > MOST_ROWS:
        yield Problem(place, "too-large", f"the ledger has {len(lines):,} rows.", f"A page can carry {MOST_ROWS:,}.")
    ids: set[str] = set()
    for number, line in enumerate(lines, 2):
        if len(line) != len(ledger.columns):
            yield Problem(place, "ledger", f"the row has {len(line)} cells, not {len(ledger.columns)}.", "Quote texts that hold a comma.", number)
            continue
        ident, time, amount = (line[ledger.place(kind)] for kind in ("id", "time", "amount"))
        if not ident or ident in ids:
            yield Problem(place, "ledger", f"the id {shown(ident)} is blank or stands twice.", "Each transfer has an id of its own.", number)
        ids.add(ident)
        if not TIME.fullmatch(time):
            yield Problem(place, "ledger", f"the time {shown(time)} is no moment of UTC.", "Write 2026-03-01T19:40:00Z.", number)
        if money(amount) is None:
            yield Problem(place, "ledger", f"the amount {shown(amount)} is no number.", "Write 1250.00.", number)


def money(text: str) -> Decimal | None:
    """An amount as written in a ledger (``1250.00``, no thousands separators); None where it is none."""
    try:
        return Decimal(text) if re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,2})?", text) else None
    except InvalidOperation:
        return None


def lint_ledger(case: Case, problem: Callable[[str, tuple[str | int, ...], str, str], Problem]) -> Iterator[Problem]:
    """The ledger fits the form and the stages; ``problem`` makes a Problem of (rule, path, message, cure)."""
    stages = [stage for stage in case.stages if stage.kind == "ledger"]
    if bool(stages) != bool(case.ledger) or len(stages) > 1:
        message = f"{len(stages)} stages of the kind ledger, and {'a' if case.ledger else 'no'} [ledger]."
        yield problem("ledger", ("stages", 0), message, "A ledger has one stage, and the stage needs a [ledger].")
    if case.ledger is None:
        return
    field = next((one for one in case.fields if one.id == case.ledger.marks), None)
    columns = {column.id: column for column in field.columns} if field else {}
    if field is None or columns.get("transfer") is None or columns["transfer"].kind != "line" or "reason" not in columns or not columns["reason"].options:
        message = f"the field {shown(case.ledger.marks)} can't hold marks."
        cure = "Name a field of kind rows with the columns transfer (kind line) and reason (kind choice)."
        yield problem("ledger", ("ledger", "marks"), message, cure)
        return
    if wrong := [reason for reason in case.ledger.drawn if reason not in columns["reason"].option_ids]:
        cure = f"Name some of: {', '.join(columns['reason'].option_ids)}."
        yield problem("ledger", ("ledger", "drawn"), f"{shown(wrong[0])} is no reason for a mark.", cure)
    accounts = {row[case.ledger.place(kind)] for row in case.transfers for kind in ("payer", "payee")}
    known = [end for join in case.ledger.joins for end in (join.one, join.other)] + list(case.ledger.names)
    for end in sorted(set(known) - accounts) if accounts else ():
        yield problem("ledger", ("ledger",), f"no transfer has the account {shown(end)}.", "Write it as it stands in the ledger.")


def ledger_data(case: Case, words: dict[str, str]) -> dict[str, Any]:
    """What the page's script shows: columns, transfers, reasons and the interface's words (``js/case-ledger.js`` reads it)."""
    ledger = case.ledger
    assert ledger is not None
    field = next(one for one in case.fields if one.id == ledger.marks)
    columns = {column.id: column for column in field.columns}
    return {
        "title": ledger.title,
        "marks": ledger.marks,
        "drawn": list(ledger.drawn),
        "columns": [{"id": c.id, "kind": c.kind, "label": c.label} for c in ledger.columns],
        "reasons": [{"id": o.id, "text": o.text} for o in columns["reason"].options],
        "notes": [{"id": c.id, "label": c.label} for c in field.columns if c.kind == "line" and c.id != "transfer"],
        "cells": [{"id": c.id, "blank": c.blank} for c in field.columns],
        "joins": [{"one": j.one, "other": j.other, "label": j.label} for j in ledger.joins],
        "names": dict(ledger.names),
        "rows": [list(row) for row in case.transfers],
        "words": words,
    }
