"""Events: everything that ever happened in a room, in order, each once. The log of them is the room.

A **draft** is what somebody wants to add; once it is committed it is an **event** with its place ``seq``. ``actor`` and ``key``
together say it once: a draft that was sent again (a phone that heard no answer) finds what is there.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Draft(NamedTuple):
    """``kind`` is one of ``state.KINDS``, ``actor`` a participant's id or ``facilitator``, ``key`` the sender's own word for this draft."""

    kind: str
    actor: str
    key: str
    data: dict[str, Any]


class Event(NamedTuple):
    """``seq`` grows from 1 and never changes; ``at`` is the wall clock of the server that committed it, in milliseconds."""

    seq: int
    at: int
    kind: str
    actor: str
    key: str
    data: dict[str, Any]


class Receipt(NamedTuple):
    """What ``append`` gives back after the commit; ``fresh`` is False where the event was there already."""

    event: Event
    fresh: bool
