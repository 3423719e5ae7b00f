"""Simulated phones for ``room.py``: raw asyncio, requests made beforehand, answers read with as little as possible, so that the client is not what is measured."""

from __future__ import annotations

import asyncio
import json
import random
import time
import urllib.parse
from dataclasses import dataclass, field

CHOICES = "abc"


class Line(asyncio.Protocol):
    """One kept connection: a request at a time, its answer as (status, body)."""

    def __init__(self) -> None:
        self.buffer, self.waiting, self.closed = b"", None, False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer = self.buffer + data if self.buffer else data
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0 or self.waiting is None:
            return
        at = self.buffer.find(b"content-length: ", 0, head)
        length = int(self.buffer[at + 16 : self.buffer.find(b"\r\n", at)]) if at >= 0 else 0
        if len(self.buffer) >= head + 4 + length:
            answer = int(self.buffer[9:12]), self.buffer[: head + 4], self.buffer[head + 4 : head + 4 + length]
            self.buffer = self.buffer[head + 4 + length :]
            waiting, self.waiting = self.waiting, None
            if not waiting.done():
                waiting.set_result(answer)

    def connection_lost(self, _: Exception | None) -> None:
        self.closed = True
        if self.waiting and not self.waiting.done():
            self.waiting.set_exception(ConnectionError("closed"))

    async def ask(self, request: bytes) -> tuple[int, bytes, bytes]:
        if self.closed:
            raise ConnectionError("closed")
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)  # type: ignore[attr-defined]
        return await self.waiting


async def line(port: int) -> Line:
    return (await asyncio.get_running_loop().create_connection(Line, "127.0.0.1", port))[1]


def request(method: str, path: str, port: int, body: bytes = b"", kind: str = "application/json", cookie: str = "") -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}{f'Cookie: {cookie}' + chr(13) + chr(10) if cookie else ''}\r\n".encode() + body


def cookie_of(head: bytes, name: str) -> str:
    return next(part.split(b": ", 1)[1].split(b";")[0].decode() for part in head.split(b"\r\n") if part.startswith(b"set-cookie: " + name.encode()))


@dataclass
class Facilitator:
    port: int
    secret: str
    cookie: str = ""

    async def command(self, name: str, **more: object) -> dict[str, object]:
        connection = await line(self.port)
        if not self.cookie:
            form = urllib.parse.urlencode({"secret": self.secret, "lang": "en"}).encode()
            _, head, _ = await connection.ask(request("POST", "/room/console", self.port, form, "application/x-www-form-urlencoded"))
            self.cookie = cookie_of(head, "casework_facilitator")
        body = json.dumps({"key": f"{random.getrandbits(64):016x}", "command": name, **more}).encode()
        status, _, answer = await connection.ask(request("POST", "/room/commands", self.port, body, cookie=self.cookie))
        connection.transport.close()  # type: ignore[attr-defined]
        assert status == 200, answer
        return json.loads(answer)


@dataclass
class Phone:
    """Keeps each answer until it is acknowledged, as the page does; ``ports`` are the servers that a proxy would choose from."""

    number: int
    ports: list[int]
    step: str
    item: str
    cookie: str = ""
    acknowledged: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    sent: int = 0
    _line: Line | None = None
    _stream: asyncio.StreamWriter | None = None

    @property
    def port(self) -> int:
        return self.ports[self.number % len(self.ports)]

    @property
    def who(self) -> str:
        return self.cookie.partition("=")[2].partition(".")[0]

    async def join(self, code: str) -> None:
        form = urllib.parse.urlencode({"code": code, "name": f"Phone {self.number}", "key": f"phone-key-{self.number:06d}", "lang": "en"}).encode()
        self._line = await line(self.port)
        status, head, body = await self._line.ask(request("POST", "/room/join", self.port, form, "application/x-www-form-urlencoded"))
        assert status == 303, (status, body[:300])
        self.cookie = cookie_of(head, "casework_room")

    async def listen(self) -> None:
        """The event stream, read and thrown away."""
        reader, self._stream = await asyncio.open_connection("127.0.0.1", self.port)
        self._stream.write(request("GET", "/room/events?view=me", self.port, cookie=self.cookie))
        while await reader.read(65536):
            pass

    async def answer(self) -> None:
        """One answer, sent again under its key until it is acknowledged."""
        key = f"p{self.number:05d}-{self.sent:07d}"
        body = json.dumps({"key": key, "step": self.step, "round": 1, "item": self.item, "response": CHOICES[self.sent % len(CHOICES)]}).encode()
        self.sent += 1
        began, place = time.perf_counter(), self.number
        while True:
            port = self.ports[place % len(self.ports)]
            try:
                if self._line is None or self._line.closed:
                    self._line = await line(port)
                status, _, said = await asyncio.wait_for(self._line.ask(request("POST", "/room/answers", port, body, cookie=self.cookie)), 20)
                if status == 200:
                    break
                if status not in (429, 500, 503):
                    raise AssertionError((status, said))
            except (OSError, asyncio.TimeoutError):
                place += 1  # the proxy sends the phone to another server
            self._drop()
            await asyncio.sleep(0.05)
        self.times.append(time.perf_counter() - began)
        self.acknowledged.append(key)

    def _drop(self) -> None:
        if self._line is not None and not self._line.closed:
            self._line.transport.close()  # type: ignore[attr-defined]
        self._line = None

    def close(self) -> None:
        self._drop()
        if self._stream:
            self._stream.close()
