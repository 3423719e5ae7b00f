"""A room in PostgreSQL, for several server processes or machines: LISTEN/NOTIFY tells each of them what another committed.

A sequence gives its numbers before the commit, so a slower transaction could appear behind one that was already read. One advisory
lock a room makes the order of ``seq`` the order of commits; the group commit behind it keeps that cheap.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import threading
import time
from collections.abc import AsyncIterator
from typing import Any

import psycopg

from casework.errors import Problem, ProblemsError
from casework.room.events import Draft, Event, Receipt
from casework.room.group_commit import GroupCommit
from casework.room.store import PAGE, StoreError, packed

SCHEMA = """
CREATE TABLE IF NOT EXISTS casework_events (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, room TEXT NOT NULL, at BIGINT NOT NULL, kind TEXT NOT NULL,
  actor TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (room, actor, key)
)
"""
# one statement for a whole batch: a row each, in order; a draft that is there already gives none
INSERT = """
INSERT INTO casework_events (room, at, kind, actor, key, data)
SELECT %s, %s, kind, actor, key, data FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS t (kind, actor, key, data, n) ORDER BY n
ON CONFLICT DO NOTHING RETURNING seq, actor, key
"""
FIND = "SELECT seq, at, kind, actor, key, data FROM casework_events WHERE room = %s AND (actor, key) IN (SELECT * FROM unnest(%s::text[], %s::text[]))"
READ = "SELECT seq, at, kind, actor, key, data FROM casework_events WHERE room = %s AND seq > %s ORDER BY seq LIMIT %s"
LOCK = 0x726F6F6D  # "room": the family of our advisory locks
AGAIN = 1.0  # seconds between looks where no word came


class PostgresStore:
    def __init__(self, address: str, room: str) -> None:
        self.address, self.room = address, room
        self._lock = int.from_bytes(hashlib.sha256(room.encode()).digest()[:4], "big", signed=True)
        self._channel = f"casework_{hashlib.sha256(room.encode()).hexdigest()[:16]}"
        try:
            self._writer = self._connect()
            with self._writer.transaction():
                self._writer.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
                self._writer.execute(SCHEMA)
            self._reader = self._connect()
        except psycopg.Error as error:
            message = f"the PostgreSQL server can't be used: {str(error).strip()}."
            raise ProblemsError([Problem("--store", "store", message, "Check the address, the password and that the server runs.")]) from error
        self._reading = threading.Lock()
        self._closed = threading.Event()
        self._news: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._listener = threading.Thread(target=self._listen, name="room-listener", daemon=True)
        self._listener.start()
        self._group = GroupCommit(self._commit)

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.address, autocommit=True, connect_timeout=10, application_name="casework-room")

    async def append(self, drafts: list[Draft]) -> list[Receipt]:
        return await self._group.append(drafts)

    def _commit(self, groups: list[list[Draft]]) -> list[list[Receipt]]:
        if self._writer.closed:
            self._writer = self._connect()
        now = time.time_ns() // 1_000_000
        drafts = [draft for group in groups for draft in group]
        columns = [[draft[n] for draft in drafts] for n in range(3)]
        with self._writer.transaction():
            self._writer.execute("SELECT pg_advisory_xact_lock(%s, %s)", (LOCK, self._lock))
            rows = self._writer.execute(INSERT, (self.room, now, *columns, [packed(draft) for draft in drafts])).fetchall()
            fresh = {(actor, key): seq for seq, actor, key in rows}
            old = [draft for draft in drafts if (draft.actor, draft.key) not in fresh]
            found = self._writer.execute(FIND, (self.room, [d.actor for d in old], [d.key for d in old])).fetchall() if old else []
            if fresh:
                self._writer.execute("SELECT pg_notify(%s, '')", (self._channel,))
        known = {(row[3], row[4]): _event(row) for row in found}
        told: list[list[Receipt]] = []
        for group in groups:
            receipts = []
            for draft in group:
                name = (draft.actor, draft.key)
                if (seq := fresh.pop(name, None)) is not None:
                    known[name] = Event(seq, now, *draft)
                    receipts.append(Receipt(known[name], True))
                else:
                    receipts.append(Receipt(known[name], False))
            told.append(receipts)
        return told

    def read(self, after: int, limit: int = PAGE) -> list[Event]:
        with self._reading:
            try:
                if self._reader.closed:
                    self._reader = self._connect()
                return [_event(row) for row in self._reader.execute(READ, (self.room, after, limit)).fetchall()]
            except psycopg.Error as error:
                raise StoreError(str(error)) from error

    def _listen(self) -> None:
        """Wakes whoever follows; a connection that broke is made again, and every look is by number, so a lost word costs a second."""
        while not self._closed.is_set():
            try:
                with self._connect() as connection:
                    connection.execute(f"LISTEN {self._channel}")
                    while not self._closed.is_set():
                        for _ in connection.notifies(timeout=AGAIN, stop_after=1):
                            pass
                        self._tell()
            except psycopg.Error:
                self._closed.wait(AGAIN)

    def _tell(self) -> None:
        for loop, event in list(self._news):
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(event.set)

    async def follow(self, after: int) -> AsyncIterator[list[Event]]:
        news = asyncio.Event()
        mine = (asyncio.get_running_loop(), news)
        self._news.add(mine)
        try:
            while not self._closed.is_set():
                news.clear()
                try:
                    batch = await asyncio.to_thread(self.read, after)
                except StoreError:
                    await asyncio.sleep(AGAIN)
                    continue
                if batch:
                    after = batch[-1].seq
                    yield batch
                else:
                    await news.wait()
        finally:
            self._news.discard(mine)

    def wipe(self) -> None:
        with self._reading:
            self._reader.execute("DELETE FROM casework_events WHERE room = %s", (self.room,))
            self._reader.execute("VACUUM FULL casework_events")
        self.close()

    def close(self) -> None:
        self._group.close()
        self._closed.set()
        self._tell()
        self._listener.join(5)
        for connection in (self._reader, self._writer):
            with contextlib.suppress(psycopg.Error):
                connection.close()


def _event(row: tuple[Any, ...]) -> Event:
    return Event(*row[:5], json.loads(row[5]))
