"""The store of a room: an append-only log of events, in one SQLite file or in PostgreSQL. Nothing else keeps anything.

``append`` returns only after the commit has reached the disk, so an acknowledged answer outlives a power cut; ``follow`` gives
every committed event in order to each process that asks, whoever committed it. What the two stores share is here and in
``group_commit``; both pass one test suite.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

from casework.errors import Problem, ProblemsError, shown
from casework.room.events import Draft, Event, Receipt

ROOM = "room"
PAGE = 2000  # events read at once


class Store(Protocol):
    """A room's log. All but ``append`` and ``follow`` are called from any thread."""

    async def append(self, drafts: list[Draft]) -> list[Receipt]:
        """Commit the drafts, all or none; one receipt each, in their order. Raises StoreError where the disk or the server fails."""
        ...

    def read(self, after: int, limit: int = PAGE) -> list[Event]:
        """Committed events with ``seq > after``, in order, at most ``limit``."""
        ...

    def follow(self, after: int) -> AsyncIterator[list[Event]]:
        """Batches of committed events from ``after`` on, for ever: in order, nothing twice, nothing left out."""
        ...

    def wipe(self) -> None:
        """Remove every trace of the room; the store can't be used afterwards."""
        ...

    def close(self) -> None:
        """Commit what waits, then let go of the file or the server."""
        ...


class StoreError(Exception):
    """The store could not commit or read; what was being sent is not acknowledged and will be sent again."""


def open_store(address: str, room: str = ROOM) -> Store:
    """The store at ``address``: a file's path, or ``postgresql://…``. Raises ProblemsError where it can't be opened."""
    if address.startswith(("postgresql://", "postgres://")):
        try:
            from casework.room.postgres_store import PostgresStore
        except ImportError as error:
            message = "PostgreSQL needs a library that is not installed."
            raise ProblemsError([Problem("--store", "no-extra", message, "Install it: pip install 'casework[postgres]'.")]) from error
        return PostgresStore(address, room)
    if "://" in address:
        message = f"{shown(address.split('://')[0])} is no store that is known here."
        raise ProblemsError([Problem("--store", "store", message, "Give a file's path or an address that begins with postgresql://.")])
    from casework.room.sqlite_store import SqliteStore

    return SqliteStore(Path(address), room)


def packed(draft: Draft) -> str:
    return json.dumps(draft.data, ensure_ascii=True, separators=(",", ":"))
