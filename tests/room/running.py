"""A real room in a process of its own, and people in it: no mocks, the command as a facilitator starts it."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import subprocess
import sys
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PLAN = """
title = "Tests"
[[steps]]
kind = "wait"
text = "Welcome."
minutes = 5
notes = ["For the facilitator alone."]
[[steps]]
kind = "poll"
prompt = "How many?"
choices = ["None", "Some", "Many"]
minutes = 2
[[steps]]
kind = "vote"
item = "mutual-legal-assistance/account-statements-for-trial"
minutes = 8
[[steps]]
kind = "item"
item = "mutual-legal-assistance/which-treaty-governs"
minutes = 3
[[steps]]
kind = "text"
prompt = "In your own words?"
minutes = 4
[[steps]]
kind = "case"
case = "night-call"
stage = "decide"
decision = "first_step"
minutes = 6
[[steps]]
kind = "case"
case = "night-call"
stage = "write"
minutes = 20
[[steps]]
kind = "break"
minutes = 10
[[steps]]
kind = "test"
which = "first"
minutes = 30
"""
POLL, VOTE, ITEM, TEXT = "poll", "vote-account-statements-for-trial", "item-which-treaty-governs", "text"
DECISION, DRAFT, TEST = "case-night-call-decide-first_step", "case-night-call-write", "test-first"
VOTE_REF, ITEM_REF, POLL_REF = "mutual-legal-assistance/account-statements-for-trial", "mutual-legal-assistance/which-treaty-governs", "room/poll"


@dataclass
class Room:
    """The server's process and what it printed."""

    course: Path
    store: str
    more: list[str] = field(default_factory=list)
    port: int = 0
    secret: str = ""
    code: str = ""
    said: list[str] = field(default_factory=list)

    def start(self) -> Room:
        command = [sys.executable, "-m", "casework.cli", "room", "--port", str(self.port), "--store", self.store, "--host", "127.0.0.1", *self.more]
        # one thread's worth of environment: what the tests run with is what the room runs with
        self.process = subprocess.Popen(command, cwd=self.course, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ)
        assert self.process.stdout and self.process.stderr
        self.said = []
        for said in self.process.stdout:
            self.said.append(said.rstrip("\n"))
            if said.startswith("http://127"):
                self.port = int(said.strip().strip("/").rpartition(":")[2])
            if "this once" in said:
                self.secret = said.split(": ")[1].strip()
            if said.startswith("Code of"):
                self.code = said.split(": ")[1].strip()
            if said.startswith("Press"):
                return self
        raise AssertionError((self.said, self.process.stderr.read()))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._close()

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(20)
        self._close()
        return code

    def _close(self) -> None:
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()

    def join(self, name: str = "", **more: str) -> Client:
        client = Client(self)
        status, _, text = client.form("/room/join", {"code": self.code, "name": name, "key": secrets.token_hex(8), "lang": "en", **more})
        assert status == 303, text
        return client

    def facilitator(self) -> Client:
        client = Client(self)
        status, _, text = client.form("/room/console", {"secret": self.secret, "lang": "en"})
        assert status == 303, text
        return client


@dataclass
class Client:
    """A person's requests with their cookies."""

    room: Room
    cookies: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.room.port, timeout=20)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, {**({"Cookie": cookie} if cookie else {}), **(headers or {})})
        answer = connection.getresponse()
        text = answer.read()
        for set_cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = set_cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        connection.close()
        return answer.status, answer.headers, text

    def get(self, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        return self.send("GET", path, None, headers)

    def json(self, path: str) -> Any:
        status, _, text = self.get(path)
        assert status == 200, (status, text)
        return json.loads(text)

    def form(self, path: str, fields: dict[str, str]) -> tuple[int, http.client.HTTPMessage, bytes]:
        return self.send("POST", path, urllib.parse.urlencode(fields).encode(), {"Content-Type": "application/x-www-form-urlencoded"})

    def post(self, path: str, body: Any, **headers: str) -> tuple[int, Any]:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        status, _, text = self.send("POST", path, raw, {"Content-Type": "application/json", **headers})
        return status, json.loads(text)

    def command(self, name: str, **more: Any) -> dict[str, Any]:
        here = self.json("/room/overview")["here"]
        status, said = self.post("/room/commands", {"key": secrets.token_hex(8), "command": name, **({"here": here} if here else {}), **more})
        assert status == 200, said
        return said

    def answer(self, step: str, item: str, response: Any, key: str = "", number: int = 1) -> tuple[int, Any]:
        return self.post("/room/answers", {"key": key or secrets.token_hex(8), "step": step, "round": number, "item": item, "response": response})
