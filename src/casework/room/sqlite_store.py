"""A room in one SQLite file: write-ahead log, synchronous FULL, one writer. The file is only its owner's to read."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

from casework.errors import Problem, ProblemsError
from casework.room.events import Draft, Event, Receipt
from casework.room.group_commit import GroupCommit
from casework.room.store import PAGE, StoreError, packed

SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, room TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
  actor TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (room, actor, key)
)
"""
INSERT = "INSERT INTO events (room, at, kind, actor, key, data) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING seq"
FIND = "SELECT seq, at, kind, actor, key, data FROM events WHERE room = ? AND actor = ? AND key = ?"
READ = "SELECT seq, at, kind, actor, key, data FROM events WHERE room = ? AND seq > ? ORDER BY seq LIMIT ?"


class SqliteStore:
    def __init__(self, path: Path, room: str) -> None:
        self.path, self.room = path, room
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._writer = self._connect()
            self._writer.execute(SCHEMA)
            self._reader = self._connect()
        except (OSError, sqlite3.Error) as error:
            message = f"the room's file can't be opened: {error}."
            raise ProblemsError([Problem(str(path), "store", message, "Check its name and permissions, or name another with --store.")]) from error
        self._reading = threading.Lock()
        self._followers: set[tuple[asyncio.AbstractEventLoop, asyncio.Queue[list[Event] | None]]] = set()
        self._group = GroupCommit(self._commit)

    def _connect(self) -> sqlite3.Connection:
        found = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=10)
        found.execute("PRAGMA journal_mode = WAL")
        found.execute("PRAGMA synchronous = FULL")  # each commit waits for the disk
        found.execute("PRAGMA secure_delete = ON")
        return found

    async def append(self, drafts: list[Draft]) -> list[Receipt]:
        return await self._group.append(drafts)

    def _commit(self, groups: list[list[Draft]]) -> list[list[Receipt]]:
        now, writer = time.time_ns() // 1_000_000, self._writer
        found: list[list[Receipt]] = []
        writer.execute("BEGIN IMMEDIATE")
        try:
            for drafts in groups:
                found.append([self._insert(draft, now) for draft in drafts])
            writer.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                writer.execute("ROLLBACK")
            raise
        if fresh := [receipt.event for receipts in found for receipt in receipts if receipt.fresh]:
            for loop, queue in list(self._followers):
                with contextlib.suppress(RuntimeError):  # that loop has ended
                    loop.call_soon_threadsafe(queue.put_nowait, fresh)
        return found

    def _insert(self, draft: Draft, now: int) -> Receipt:
        row = self._writer.execute(INSERT, (self.room, now, draft.kind, draft.actor, draft.key, packed(draft))).fetchone()
        if row:
            return Receipt(Event(row[0], now, *draft), True)
        return Receipt(_event(self._writer.execute(FIND, (self.room, draft.actor, draft.key)).fetchone()), False)

    def read(self, after: int, limit: int = PAGE) -> list[Event]:
        with self._reading:
            try:
                return [_event(row) for row in self._reader.execute(READ, (self.room, after, limit))]
            except sqlite3.Error as error:
                raise StoreError(str(error)) from error

    async def follow(self, after: int) -> AsyncIterator[list[Event]]:
        mine: tuple[asyncio.AbstractEventLoop, asyncio.Queue[list[Event] | None]] = (asyncio.get_running_loop(), asyncio.Queue())
        self._followers.add(mine)  # before reading, so that nothing falls between
        try:
            while batch := await asyncio.to_thread(self.read, after):
                after = batch[-1].seq
                yield batch
            while (batch := await mine[1].get()) is not None:
                # what was read above may come once more through the queue
                if news := [event for event in batch if event.seq > after]:
                    after = news[-1].seq
                    yield news
        finally:
            self._followers.discard(mine)

    def wipe(self) -> None:
        self.close()
        for path in (self.path, Path(f"{self.path}-wal"), Path(f"{self.path}-shm"), Path(f"{self.path}-journal")):
            with contextlib.suppress(FileNotFoundError):
                with path.open("r+b") as stream:  # a file that is only unlinked can be brought back
                    stream.write(b"\0" * path.stat().st_size)
                    stream.flush()
                    os.fsync(stream.fileno())
                path.unlink()

    def close(self) -> None:
        self._group.close()
        for loop, queue in list(self._followers):
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(queue.put_nowait, None)
        with contextlib.suppress(sqlite3.Error):
            self._reader.close()
            self._writer.close()


def _event(row: tuple[int, int, str, str, str, str]) -> Event:
    return Event(*row[:5], json.loads(row[5]))
