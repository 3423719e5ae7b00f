"""Event streams: the screens' word that something is new. One message at once, then one whenever it changes, a sign of life between."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from casework.room import facilitator_pages, views
from casework.room.bodies import Refused
from casework.room.facilitator import facilitator
from casework.room.participants import known, language_of, session_of
from casework.room.session import Session

ALIVE = 15.0  # seconds; proxies and phones give up on what is silent
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def events(request: Request) -> Response:
    """``view`` is me, console or screen."""
    session, view = session_of(request), request.query_params.get("view", "me")
    if view == "me":
        who, said, position_only = (await known(request)).id, lambda: views.position(session.state), True
    elif view in ("console", "screen"):
        who, language = f"f-{facilitator(request)}", language_of(request)
        said = (lambda: views.console(session, language.code)) if view == "console" else (lambda: facilitator_pages.screen_view(session, language))
        position_only = False
    else:
        raise Refused(422, "view is me, console or screen.")
    if session.streams.get(who, 0) >= session.limits.streams or sum(session.streams.values()) >= session.limits.all_streams:
        raise Refused(429, "Too many pages are open. Close some.")
    return StreamingResponse(stream(session, who, said, position_only), media_type="text/event-stream", headers=HEADERS)


async def stream(session: Session, who: str, said: Callable[[], dict[str, Any]], position_only: bool) -> AsyncIterator[bytes]:
    session.streams[who] = session.streams.get(who, 0) + 1
    closing = asyncio.create_task(session.closing.wait())
    try:
        yield b"retry: 2000\n\n"
        while not session.closing.is_set():
            news = asyncio.ensure_future(session.news(position_only))
            yield message(said())
            done: set[Any] = set()
            while not done:
                done, _ = await asyncio.wait((news, closing), timeout=ALIVE, return_when=asyncio.FIRST_COMPLETED)
                if not done:
                    yield b": alive\n\n"
            news.cancel()
    finally:
        closing.cancel()
        session.streams[who] -= 1
        if not session.streams[who]:
            del session.streams[who]


def message(data: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(data)}\n\n".encode()
