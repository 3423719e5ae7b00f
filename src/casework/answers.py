"""Answer files: what a learner gave to a case, as TOML that people can read and a page can save.

::

    case = "night-call"
    format = 1
    language = "en"
    [decisions]            # decision → choice, or [choices]
    [request]              # field → text, choice, [choices], true/false, or [rows]
    [claims.<criterion>]   # sentence and reason of a learner who overrules a "not found"
    [team.<decision>]      # only of a team at one screen: the role (never a name) that decided, and who disagreed and why

A file comes from strangers. Whatever it holds, reading ends in an ``Answer`` that fits the case (every field there, every value of
its kind) or in none, and in Problems; never in an exception.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from casework.cases import Case, Decision, Field
from casework.errors import Problem, relative, shown
from casework.loading import MAXIMUM_BYTES, line_of

FORMAT = 1
KEYS = ("case", "format", "language", "decisions", "request", "claims", "team")
TEAM_ROLES = ("case-officer", "central-authority", "requested-state", "scribe")  # in the order in which they hold the pen, a stage each
LONGEST = 20_000  # characters of one text; the page takes 8,000
MOST_ROWS = 200
MOST_PROBLEMS = 20  # of one file; the rest are counted
MOST_DOTS = 500  # on one line: tomllib's time grows with the square of a dotted key's length
TEXT_CURE = "Save the file as UTF-8 text; a Word or PDF file can't be read here."


@dataclass(frozen=True)
class Claim:
    """What a learner says against "not found": the sentence that meets the criterion, or why it is met."""

    sentence: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Held:
    """Who held the pen at a decision (one of TEAM_ROLES or ""), and the disagreement that was noted."""

    role: str = ""
    dissent: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer that fits its case: every decision and field is there, each value of its kind."""

    case: str
    language: str
    decisions: dict[str, str | list[str]]
    request: dict[str, Any]
    claims: dict[str, Claim] = field(default_factory=dict)
    team: dict[str, Held] = field(default_factory=dict)  # by decision; empty for one learner alone

    def data(self) -> dict[str, Any]:
        """The shape of the file, as plain data."""
        claims = {name: {"sentence": claim.sentence, "reason": claim.reason} for name, claim in self.claims.items()}
        team = {name: {"role": held.role, "dissent": held.dissent} for name, held in self.team.items()}
        return {
            "case": self.case, "format": FORMAT, "language": self.language, "decisions": dict(self.decisions),
            "request": dict(self.request), "claims": claims, "team": team,
        }  # fmt: skip


def blank(case: Case, language: str = "en") -> Answer:
    """The form before anybody touched it."""
    return Answer(case.slug, language, {d.id: d.blank for d in case.decisions}, {f.id: f.blank for f in case.fields})


def read(path: Path, case: Case, root: Path) -> tuple[Answer | None, list[Problem]]:
    """The answer in a file, and what is wrong with it. None where it can't be judged at all."""
    data, text, problems = read_data(path, root)
    if data is None:
        return None, problems
    return normalise(data, case, relative(path, root), text)


def read_data(path: Path, root: Path) -> tuple[dict[str, Any] | None, str, list[Problem]]:
    """A file's TOML before it is known which case it answers."""
    place = relative(path, root)
    try:
        if not path.is_file():  # no folders, pipes or devices
            return None, "", [Problem(place, "unreadable", "there is no such file.", "Check its name and folder.")]
        with path.open("rb") as stream:
            raw = stream.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        return None, "", [Problem(place, "unreadable", f"the file can't be read: {error.strerror}.", "Check its name and permissions.")]
    return parse(raw, place)


def parse(raw: bytes, place: str) -> tuple[dict[str, Any] | None, str, list[Problem]]:
    """(data, text, problems) of a file's bytes."""

    def refused(rule: str, message: str, cure: str, line: int | None = None) -> tuple[None, str, list[Problem]]:
        return None, "", [Problem(place, rule, message, cure, line)]

    if len(raw) > MAXIMUM_BYTES:
        message = f"the file has more than {MAXIMUM_BYTES:,} bytes."
        return refused("too-large", message, "An answer has a few thousand; check that it is the right file.")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return refused("not-text", "the file is UTF-16 text.", "Save it again with the encoding UTF-8.")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return refused("not-text", f"byte {error.start} is not UTF-8 text.", TEXT_CURE)
    if "\0" in text:
        return refused("not-text", "the file holds bytes that no text has.", TEXT_CURE)
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MOST_DOTS and re.sub(r"\.{2,}", "", line).count(".") > MOST_DOTS:
            return refused("toml", "the line is too long to be read.", "Break the text into shorter lines.", number)
    try:
        return tomllib.loads(text), text, []
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        found = re.search(r"\(at line (\d+)", message := shown(str(error), 120))
        cure = "Correct the line; texts stand in quotation marks."
        return refused("toml", f"this is not valid TOML: {message}.", cure, int(found[1]) if found else None)


def normalise(data: Mapping[str, Any], case: Case, place: str, text: str = "") -> tuple[Answer | None, list[Problem]]:
    """Plain data fitted to the case: what is missing gets its default, what does not fit too, with a Problem."""
    reader = _Reader(place, text)
    named = data.get("case")
    if named != case.slug:
        what = f"it answers the case {_shown(named)}" if "case" in data else "it does not say which case it answers"
        reader.add("another-case", ("case",), f"{what}, not {shown(case.slug)}.", f'Choose the right file, or write case = "{case.slug}".')
        return None, reader.problems
    version = data.get("format", FORMAT)
    if type(version) is not int or version < 1:
        reader.add("format", ("format",), f"the format is {_shown(version)}, not {FORMAT}.", f"Write format = {FORMAT}.")
        return None, reader.problems
    if version > FORMAT:
        message = f"the file has format {_shown(version)}; this version reads formats up to {FORMAT}."
        reader.add("newer-format", ("format",), message, "Update casework, or save the answer again from the page of the same version.")
        return None, reader.problems
    reader.unknown(data, KEYS, ())
    language = data.get("language", "en")
    if not isinstance(language, str) or not re.fullmatch("[a-z]{2,3}", language):
        reader.add("type", ("language",), f"language is {_shown(language)}; expected a code such as \"en\" or \"ar\".", 'Write language = "en".')
        language = "en"
    decisions = reader.table(data, "decisions")
    reader.unknown(decisions, [d.id for d in case.decisions], ("decisions",))
    request = reader.table(data, "request")
    fields = list(case.fields)
    reader.unknown(request, [f.id for f in fields], ("request",))
    answer = Answer(
        case.slug,
        language,
        {d.id: reader.decision(d, decisions) for d in case.decisions},
        {f.id: reader.value(f, request, ("request",)) for f in fields},
        reader.claims(data, case),
        reader.team(data, case),
    )
    return answer, reader.found()


def patched(answer: Answer, decisions: Mapping[str, Any], request: Mapping[str, Any]) -> Answer:
    """The answer with some values replaced; the values must fit already."""
    return replace(answer, decisions={**answer.decisions, **decisions}, request={**answer.request, **request})


class _Reader:
    """Fits values to a case and keeps what was wrong."""

    def __init__(self, place: str, text: str) -> None:
        self.place = place
        # long lines and runs of blanks would make the search for a line number slow
        self.text = "\n".join(re.sub(r"[ \t]{2,}", " ", line[:200]) for line in text.split("\n")) if len(text) < 200_000 else ""
        self.problems: list[Problem] = []
        self.more = 0

    def add(self, rule: str, path: tuple[str | int, ...], message: str, cure: str) -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            self.more += 1
            return
        self.problems.append(Problem(self.place, rule, message, cure, line_of(self.text, path) if self.text else None))

    def found(self) -> list[Problem]:
        if not self.more:
            return self.problems
        return [*self.problems, Problem(self.place, "more", f"{self.more} more values don't fit.", "Start again from the blank answer file.")]

    def unknown(self, table: Mapping[str, Any], known: Iterable[str], path: tuple[str, ...]) -> None:
        names = set(known)
        for name in table:
            if name not in names:
                where = ".".join((*path, shown(name)))
                self.add("unknown-key", (*path, name), f"{where} is no key of this answer.", f"Remove it, or use one of: {shown(', '.join(known), 300)}.")

    def table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        found = data.get(name, {})
        if isinstance(found, Mapping):
            return found
        self.add("type", (name,), f"{name} is {_shown(found)}; expected a table.", f"Write [{name}] on a line by itself and the values below it.")
        return {}

    def wrong(self, path: tuple[str | int, ...], value: Any, expected: str) -> None:
        name = ".".join(str(part) for part in path)
        self.add("type", path, f"{name} is {_shown(value)}; expected {expected}.", "Correct the value; until then it counts as not given.")

    def decision(self, one: Decision, table: Mapping[str, Any]) -> str | list[str]:
        kind = "choice" if one.interaction == "single" else "choices"
        return self.chosen(kind, [choice.id for choice in one.choices], table.get(one.id, one.blank), one.blank, ("decisions", one.id))

    def chosen(self, kind: str, options: list[str], value: Any, default: Any, path: tuple[str | int, ...]) -> Any:
        if kind == "choice":
            if isinstance(value, str) and value in ("", *options):
                return value
            self.wrong(path, value, f"one of {', '.join(options)}, or \"\"")
        else:
            if isinstance(value, list) and all(isinstance(v, str) and v in options for v in value) and len(set(value)) == len(value):
                return list(value)
            self.wrong(path, value, f"a list of some of {', '.join(options)}, each once")
        return default

    def value(self, one: Field, table: Mapping[str, Any], path: tuple[str | int, ...]) -> Any:
        """The value of a field or cell, of its kind."""
        here = (*path, one.id)
        value = table.get(one.id, one.blank)
        if one.kind in ("choice", "choices"):
            return self.chosen(one.kind, list(one.option_ids), value, one.blank, here)
        if one.kind == "rows":
            return self.rows(one, value, here)
        if one.kind == "check":
            if isinstance(value, bool):
                return value
            self.wrong(here, value, "true or false")
            return one.blank
        if isinstance(value, (datetime.date, datetime.time)) and one.kind in ("date", "datetime", "line"):
            return _spelled(value)
        if isinstance(value, str):
            return self.words(value, here)
        self.wrong(here, value, "a text in quotation marks")
        return one.blank

    def words(self, value: str, path: tuple[str | int, ...]) -> str:
        """A text as it is judged: halves of surrogate pairs (possible in JSON) become a replacement mark."""
        text = value.replace("\r\n", "\n").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if len(text) > LONGEST:
            name = ".".join(map(str, path))
            self.add("too-long", path, f"{name} has {len(text):,} characters; the first {LONGEST:,} are read.", "Shorten the text.")
        return text[:LONGEST]

    def rows(self, one: Field, value: Any, path: tuple[str | int, ...]) -> list[dict[str, Any]]:
        if not isinstance(value, list):
            self.wrong(path, value, "a list of rows")
            return []
        if len(value) > MOST_ROWS:
            self.add("too-long", path, f"{one.id} has {len(value):,} rows; the first {MOST_ROWS} are read.", "Remove what is not needed.")
        found = []
        for number, row in enumerate(value[:MOST_ROWS]):
            if not isinstance(row, Mapping):
                self.wrong((*path, number), row, f"a row such as {{ {one.columns[0].id} = … }}")
                continue
            self.unknown(row, [column.id for column in one.columns], path)  # type: ignore[arg-type]
            found.append({column.id: self.value(column, row, (*path, number)) for column in one.columns})
        return found

    def claims(self, data: Mapping[str, Any], case: Case) -> dict[str, Claim]:
        table = self.table(data, "claims")
        free = [criterion.id for criterion in case.criteria if criterion.free_text]
        self.unknown(table, free, ("claims",))
        found = {}
        for name in free:
            if name not in table:
                continue
            claim = table[name]
            if not isinstance(claim, Mapping) or not all(isinstance(v, str) for v in claim.values()):
                self.wrong(("claims", name), claim, "sentence = \"…\" and reason = \"…\"")
                continue
            self.unknown(claim, ("sentence", "reason"), ("claims", name))
            here = ("claims", name)
            found[name] = Claim(self.words(claim.get("sentence", ""), here), self.words(claim.get("reason", ""), here))
        return found


    def team(self, data: Mapping[str, Any], case: Case) -> dict[str, Held]:
        """A role that is none is left out, and the disagreement beside it is kept."""
        table = self.table(data, "team")
        self.unknown(table, [one.id for one in case.decisions], ("team",))
        found = {}
        for name in (one.id for one in case.decisions if one.id in table):
            here, held = ("team", name), table[name]
            if not isinstance(held, Mapping):
                self.wrong(here, held, 'role = "…" and dissent = "…"')
                continue
            self.unknown(held, ("role", "dissent"), here)
            role = self.chosen("choice", list(TEAM_ROLES), held.get("role", ""), "", (*here, "role"))
            dissent = held.get("dissent", "")
            if not isinstance(dissent, str):
                self.wrong((*here, "dissent"), dissent, "a text in quotation marks")
                dissent = ""
            if role or dissent:
                found[name] = Held(role, self.words(dissent, (*here, "dissent")))
        return found


def _spelled(value: datetime.date | datetime.time) -> str:
    """A date that TOML read as one, in the spelling of this form. A time without a zone stays without."""
    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        try:
            return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
        except OverflowError:
            return value.isoformat()
    return value.isoformat()


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, (list, tuple)):
        return shown("[" + ", ".join(_shown(entry) if isinstance(entry, str) else type(entry).__name__ for entry in value[:5]) + "]")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**15:
        return "a very large number"
    return shown(str(value).lower() if isinstance(value, bool) else str(value))
