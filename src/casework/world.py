"""The one invented world that all cases share (``exercises/world.toml``): States, who is party to what, people, companies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from pydantic import Field as Rule
from pydantic import model_validator

from casework.errors import Problem
from casework.item_parts import Frozen, Text
from casework.loading import load
from casework.texts import replace_texts

Slug = Annotated[str, Rule(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=60)]


class State(Frozen):
    name: Text
    adjective: Text
    central_authority: Text
    police: Text
    contact_24_7: Text
    languages: tuple[Text, ...]
    time: str = ""
    about: str = ""


class Parties(Frozen):
    """Who is party to an instrument, in the invented world."""

    parties: tuple[str, ...]
    in_force: bool = True
    note: str = ""


class Treaty(Frozen):
    """A bilateral treaty of the invented world."""

    parties: tuple[str, ...] = Rule(min_length=2)
    subject: Text
    about: str = ""


class Person(Frozen):
    name: Text
    state: str = ""
    role: str = ""
    about: str = ""


class Company(Frozen):
    name: Text
    state: str = ""
    about: str = ""


class World(Frozen):
    """``exercises/world.toml``: the one invented world that all cases share."""

    states: dict[Slug, State]
    instruments: dict[Slug, Parties] = {}
    treaties: tuple[Treaty, ...] = ()
    people: dict[Slug, Person] = {}
    companies: dict[Slug, Company] = {}

    @model_validator(mode="after")
    def known_states(self) -> World:
        named = {p for entry in (*self.instruments.values(), *self.treaties) for p in entry.parties}
        named |= {entry.state for entry in (*self.people.values(), *self.companies.values()) if entry.state}
        if unknown := sorted(named - set(self.states)):
            raise ValueError(f"{', '.join(unknown)}: no such State is described")
        return self

    def translated(self, lookup: Callable[[str], str]) -> World:
        return World.model_validate(replace_texts(self.model_dump(), WORLD_TEXTS, lookup))


WORLD_TEXTS = (
    "states.*.name", "states.*.adjective", "states.*.central_authority", "states.*.police", "states.*.contact_24_7", "states.*.languages",
    "states.*.time", "states.*.about", "instruments.*.note", "treaties.subject", "treaties.about", "people.*.name", "people.*.role",
    "people.*.about", "companies.*.name", "companies.*.about",
)  # fmt: skip


def load_world(root: Path) -> tuple[World | None, list[Problem]]:
    return load(root / "exercises" / "world.toml", root, World)
