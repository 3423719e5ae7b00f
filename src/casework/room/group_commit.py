"""One thread that writes: whatever waits is committed together, so that one wait for the disk serves everybody who waits.

Under load the batches grow by themselves: while one is on its way to the disk, the next collects.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from casework.room.events import Draft, Receipt
from casework.room.store import StoreError

LARGEST = 500  # groups of drafts in one transaction


@dataclass
class Waiting:
    """The drafts of one ``append`` and where its receipts go."""

    drafts: list[Draft]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[list[Receipt]]


@dataclass
class GroupCommit:
    """``commit`` writes the drafts of several groups in one transaction; called in the thread, alone."""

    commit: Callable[[list[list[Draft]]], list[list[Receipt]]]
    name: str = "room-writer"
    _waiting: list[Waiting] = field(default_factory=list)
    _wake: threading.Condition = field(default_factory=threading.Condition)
    _closing: bool = False

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    async def append(self, drafts: list[Draft]) -> list[Receipt]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[list[Receipt]] = loop.create_future()
        with self._wake:
            if self._closing:
                raise StoreError("the store is closed")
            self._waiting.append(Waiting(drafts, loop, future))
            self._wake.notify()
        return await future

    def close(self) -> None:
        """What waits is still committed."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join(10)

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._waiting and not self._closing:
                    self._wake.wait()
                group, self._waiting = self._waiting[:LARGEST], self._waiting[LARGEST:]
            if not group:
                return
            try:
                receipts: list[list[Receipt]] | Exception = self.commit([one.drafts for one in group])
            except Exception as error:
                receipts = StoreError(str(error))
            for loop in {one.loop for one in group}:
                mine = [(one.future, n) for n, one in enumerate(group) if one.loop is loop]
                try:
                    loop.call_soon_threadsafe(_settle, mine, receipts)
                except RuntimeError:
                    pass  # the loop has ended; its phones will send again


def _settle(futures: list[tuple[asyncio.Future[list[Receipt]], int]], receipts: list[list[Receipt]] | Exception) -> None:
    for future, number in futures:
        if future.done():
            continue
        if isinstance(receipts, Exception):
            future.set_exception(receipts)
        else:
            future.set_result(receipts[number])
