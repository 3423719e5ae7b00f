"""The law register: instruments and provisions (``book/law/<instrument>.toml``), the only place a pinpoint is stated.

A citation is ``untoc/18/15/d``: the file, then the pinpoint as the file's table names it. Each provision carries its own
honesty: how it was checked, where it was read, when.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, ValidationError

from casework.errors import Problem, relative, shown
from casework.item_parts import Frozen, Text
from casework.loading import line_of, problems_of, read_toml

Kind = Literal["treaty", "standard", "resolution", "model", "statute"]  # in the order of the register
Status = Literal["primary", "secondary", "unconfirmed"]
# TOML has dates; a date with a time would hide a typing mistake
Day = Annotated[datetime.date, BeforeValidator(lambda v: v if type(v) is datetime.date else str(v))]


class Instrument(Frozen):
    title: Text
    short: Text
    kind: Kind
    unit: Literal["article", "recommendation", "paragraph", "section"]
    adopted: Day | None = None
    in_force: Day | None = None
    version: Text
    standing: str = ""
    standing_status: Status | None = None
    standing_checked: Day | None = None
    note: str = ""


class ProvisionText(Frozen):
    text: Text
    status: Status
    read: Text
    checked: Day
    label: str = ""  # where the pinpoint is not a number, such as "Interpretive Note to R.40, paragraph 3"


INSTRUMENT_TEXTS = ("title", "short", "version", "standing", "note")
PROVISION_TEXTS = ("text", "read", "label")


@dataclass(frozen=True)
class Provision:
    """A pinpoint with its instrument. ``ref`` is how content cites it."""

    ref: str
    instrument: Instrument
    body: ProvisionText
    path: Path

    @property
    def pinpoint(self) -> str:
        """``18/15/d`` as lawyers write it: 18(15)(d)."""
        return pinpoint(self.ref.split("/", 1)[1])

    @property
    def anchor(self) -> str:
        return self.ref.replace("/", "-").replace(".", "-").lower()


def pinpoint(key: str) -> str:
    first, *rest = key.split("/")
    return first + "".join(f"({part})" for part in rest)


@dataclass(frozen=True)
class Law:
    """All instruments and provisions of the course."""

    instruments: dict[str, Instrument]
    provisions: dict[str, Provision]

    def get(self, ref: str) -> Provision | None:
        return self.provisions.get(ref)

    def missing(self, ref: str) -> str:
        """What to tell an author whose citation leads nowhere: the nearest pinpoints of that instrument."""
        slug, _, key = ref.partition("/")
        if slug not in self.instruments:
            return f"There is no instrument {shown(slug)}; known are {', '.join(sorted(self.instruments)) or 'none yet'}."
        near = [r for r in self.provisions if r.startswith(f"{slug}/{key.split('/')[0]}")][:6]
        return f"Add [\"{key}\"] to book/law/{slug}.toml, or cite one of: {', '.join(near) or 'that file has no such article'}."

    def translated(self, lookup: Callable[[str], str]) -> Law:
        def turned(model: Frozen, names: tuple[str, ...]) -> Frozen:
            return model.model_copy(update={n: lookup(getattr(model, n)) for n in names if getattr(model, n)})

        instruments = {slug: turned(i, INSTRUMENT_TEXTS) for slug, i in self.instruments.items()}
        provisions = {
            ref: replace(p, instrument=instruments[ref.split("/")[0]], body=turned(p.body, PROVISION_TEXTS))
            for ref, p in self.provisions.items()
        }
        return Law(instruments, provisions)


def load_law(root: Path) -> tuple[Law, list[Problem]]:
    """Read the whole register; problems of all files together."""
    instruments: dict[str, Instrument] = {}
    provisions: dict[str, Provision] = {}
    problems: list[Problem] = []
    for path in sorted((root / "book" / "law").glob("*.toml")):
        data, text, wrong = read_toml(path, root)
        problems += wrong
        if data is None:
            continue
        place = relative(path, root)
        header = data.pop("instrument", None)
        if header is None:
            problems.append(Problem(place, "missing", "the table [instrument] is missing.", "Add it with title, short, kind, unit and version.", 1))
            continue
        try:
            instruments[path.stem] = instrument = Instrument.model_validate(header)
        except ValidationError as error:
            problems += problems_of(error, place, text, ("instrument",))
            continue
        for key, table in data.items():
            try:
                provisions[f"{path.stem}/{key}"] = provision = Provision(f"{path.stem}/{key}", instrument, ProvisionText.model_validate(table), path)
            except ValidationError as error:
                problems += problems_of(error, place, text, (key,))
                continue
            if provision.body.checked > datetime.date.today():
                message = f"[\"{key}\"] was checked on {provision.body.checked}, which is in the future."
                problems.append(Problem(place, "future-date", message, "Write the day on which the text was read.", line_of(text, (key, "checked"))))
    return Law(instruments, provisions), problems
