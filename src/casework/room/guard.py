"""What every request passes first: is it meant for this server, does it come from this server's own pages, is it small enough?

* Host: a number, ``localhost`` or a name this server was told. A page elsewhere that points its own name here (DNS rebinding) is refused.
* Posts: where the browser says who sends (Origin, Sec-Fetch-Site), it must be this server.
* Every answer carries a strict Content-Security-Policy; the room's own pages need neither inline scripts nor inline styles.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROOM_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
BOOK_CSP = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
COMMON = [
    (b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin"), (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]  # fmt: skip
SAFE = ("GET", "HEAD", "OPTIONS")


def host_name(host: str) -> str:
    """The name or number in a Host header, without its port."""
    if host.startswith("["):
        number, _, port = host[1:].partition("]")
        return number if not port or port.startswith(":") else ""
    return host.rpartition(":")[0] if ":" in host else host


def is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    def __init__(self, app: ASGIApp, names: Iterable[str] = (), body: int = 16_000, file: int = 250_000) -> None:
        self.app, self.names, self.body, self.file = app, {"localhost", *(name.lower() for name in names)}, body, file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        csp = (ROOM_CSP if scope["path"].startswith("/room") else BOOK_CSP).encode()

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *COMMON, (b"content-security-policy", csp)]
            await send(message)

        if refusal := self.refusal(scope["method"], scope["path"], headers):
            status, text = refusal
            body = json.dumps({"error": text}).encode()
            start: dict[str, Any] = {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json"), (b"connection", b"close")]}
            await guarded(start)
            await guarded({"type": "http.response.body", "body": body})
            return
        await self.app(scope, receive, guarded)

    def refusal(self, method: str, path: str, headers: dict[bytes, bytes]) -> tuple[int, str] | None:
        host = headers.get(b"host", b"").decode("latin-1")
        name = host_name(host).lower()
        if not is_number(name) and name not in self.names:
            return 421, "This address is not one of this room. Open the address on the screen."
        if method in SAFE:
            return None
        site, origin = headers.get(b"sec-fetch-site"), headers.get(b"origin")
        if site not in (None, b"same-origin", b"none"):
            return 403, "This was sent by another website."
        if origin is not None and origin.decode("latin-1").partition("://")[2] != host:
            return 403, "This was sent by another website."
        length = headers.get(b"content-length", b"0")
        most = self.file if path == "/room/files" else self.body
        if not length.isdigit() or int(length) > most:
            return 413, f"At most {most:,} bytes are read here."
        return None
