"""A running room: its store, the state that follows the store's log, and word to everybody whose screen must change.

Phones hear of a new position only; console and projector of everything, at most four times a second however fast answers come.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from casework.room import access
from casework.room.events import Draft, Event, Receipt
from casework.room.limits import Buckets, Limits
from casework.room.material import Material
from casework.room.state import Participant, State
from casework.room.store import Store, StoreError

TICK = 0.25  # seconds between two words to the same screen
AGAIN = 1.0
LAG = 2.0  # seconds that one process may be behind another


class Session:
    def __init__(self, store: Store, material: Material, limits: Limits | None = None) -> None:
        self.store, self.material, self.limits = store, material, limits or Limits()
        self.state = State()
        self.secret: str | None = None  # only in the process that opened the room, only until it is printed
        self.answer_rate, self.join_rate = Buckets(*self.limits.answers), Buckets(*self.limits.joins)
        self.wrong_codes = Buckets(*self.limits.wrong_codes)
        self.closing = asyncio.Event()
        self.streams: dict[str, int] = {}
        self._changed = asyncio.Event()
        self._reached: list[tuple[int, asyncio.Future[None]]] = []
        self._everything: asyncio.Future[None] | None = None
        self._position: asyncio.Future[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, new_secret: bool = False) -> None:
        """Read the log, open the room if there is none yet, and go on from there."""
        while batch := await asyncio.to_thread(self.store.read, self.state.version):
            self._apply(batch)
        self._tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._tick())]
        if not self.state.signing_key or new_secret:
            secret = access.letters(access.SECRET)
            data = {"secret": access.digest(secret), "signing": access.letters(40), "code": access.letters(access.CODE)}
            # several processes may open one room at once: the key lets one of them in
            key = f"opened-{self.state.version}" if new_secret else "opened"
            [receipt] = await self.append(Draft("opened", access.FACILITATOR, key, data))
            self.secret = secret if receipt.fresh else None
        if self.state.plan != self.material.plan.data:
            await self.append(Draft("plan", access.FACILITATOR, f"plan-{self.state.version}", self.material.plan.data))

    async def append(self, *drafts: Draft) -> list[Receipt]:
        """Commit, and wait until this process's state has it too."""
        receipts = await self.store.append(list(drafts))
        await self.reached(max(receipt.event.seq for receipt in receipts))
        return receipts

    async def reached(self, seq: int) -> None:
        if self.state.version >= seq:
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._reached.append((seq, future))
        await future

    def _apply(self, batch: list[Event]) -> None:
        before = self.state.position
        for event in batch:
            self.state.apply(event)
        waiting, self._reached = self._reached, []
        for seq, future in waiting:
            if self.state.version < seq:
                self._reached.append((seq, future))
            elif not future.done():
                future.set_result(None)
        if before != self.state.position and self._position and not self._position.done():
            self._position.set_result(None)
            self._position = None
        self._changed.set()

    async def _follow(self) -> None:
        while not self.closing.is_set():
            with contextlib.suppress(StoreError):
                async for batch in self.store.follow(self.state.version):
                    self._apply(batch)
            await asyncio.sleep(AGAIN)

    async def _tick(self) -> None:
        while not self.closing.is_set():
            await self._changed.wait()
            self._changed.clear()
            if self._everything and not self._everything.done():
                self._everything.set_result(None)
            self._everything = None
            await asyncio.sleep(TICK)

    async def news(self, position_only: bool) -> None:
        """Return when a screen has something new to show."""
        name = "_position" if position_only else "_everything"
        if getattr(self, name) is None:
            setattr(self, name, asyncio.get_running_loop().create_future())
        await asyncio.shield(getattr(self, name))

    async def until(self, true: Callable[[], bool], seconds: float = LAG) -> bool:
        """Wait for what another process may have committed a moment ago; False where it has not come."""
        end = asyncio.get_running_loop().time() + seconds
        while not true():
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                return False
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.news(position_only=False), left)
        return True

    def close_streams(self) -> None:
        """Every open stream ends; the server waits for none of them."""
        self.closing.set()

    async def stop(self) -> None:
        self.closing.set()
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await asyncio.to_thread(self.store.close)

    def who(self, cookies: dict[str, str], kind: str) -> str | None:
        """The id of the participant (``p``) or facilitator (``f``) whom these cookies belong to."""
        return access.holder(self.state.signing_key, cookies.get(COOKIES[kind], ""), kind)

    async def participant(self, cookies: dict[str, str]) -> Participant | None:
        """Whom these cookies belong to. A token that is good and unknown was given by another process: its word is on the way."""
        who = self.who(cookies, "p")
        if who is None or not await self.until(lambda: who in self.state.participants):
            return None
        return self.state.participants[who]


COOKIES = {"p": "casework_room", "f": "casework_facilitator"}
