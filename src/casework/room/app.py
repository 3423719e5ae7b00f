"""The room as a web application: its addresses, in one list."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from casework.room import facilitator, participants, streams
from casework.room.bodies import Refused
from casework.room.book import Book
from casework.room.guard import Guard
from casework.room.openapi import document
from casework.room.pages import sheet
from casework.room.session import Session
from casework.room.store import StoreError
from casework.translation import PACKAGE

STATIC = {"room.js", "room-console.js", "room-screen.js", "theme.js"}
FOREVER = "public, max-age=31536000, immutable"  # the addresses carry the hash of what they name


def make_app(session: Session, book: Book, join_address: str, names: Iterable[str] = ()) -> Any:
    """``join_address`` is what participants open, ending in a slash; ``names`` are host names beside numbers and localhost."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await session.stop()

    routes = [
        Route("/room/answers", participants.answer, methods=["POST"]),
        Route("/room/now", participants.now),
        Route("/room/events", streams.events),
        Route("/room/", participants.door),
        Route("/room/join", participants.join, methods=["POST"]),
        Route("/room/return", participants.come_back, methods=["POST"]),
        Route("/room/me", participants.me),
        Route("/room/texts", participants.text, methods=["POST"]),
        Route("/room/files", participants.file, methods=["POST"]),
        Route("/room/console", facilitator.console, methods=["GET"]),
        Route("/room/console", facilitator.enter, methods=["POST"]),
        Route("/room/screen", facilitator.screen),
        Route("/room/qr.svg", facilitator.qr),
        Route("/room/overview", facilitator.overview),
        Route("/room/commands", facilitator.command, methods=["POST"]),
        Route("/room/openapi.json", openapi),
        Route("/room/static/{name:path}", static),
        Route("/room", to_room),
        Route("/", to_room),
        Route("/{path:path}", page),
    ]
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={Refused: refused, StoreError: unavailable})
    app.state.session, app.state.book, app.state.join_address = session, book, join_address
    return Guard(app, names, session.limits.body, session.limits.file)


async def refused(_: Request, error: Any) -> Response:
    return JSONResponse({"error": error.message}, error.status, {"Cache-Control": "no-store"})


async def unavailable(_: Request, __: Any) -> Response:
    """The store could not commit: the phone keeps the answer and sends it again."""
    return JSONResponse({"error": "The room can't keep this at the moment. It will be sent again."}, 503, {"Retry-After": "2"})


async def openapi(_: Request) -> Response:
    return JSONResponse(document())


async def to_room(_: Request) -> Response:
    return RedirectResponse("/room/", 307)


async def static(request: Request) -> Response:
    name = request.path_params["name"]
    if name == "room.css":
        return Response(sheet(), media_type="text/css", headers={"Cache-Control": FOREVER})
    path = PACKAGE / "static" / name
    if name in STATIC:
        return Response(path.read_bytes(), media_type="text/javascript", headers={"Cache-Control": FOREVER})
    if name.startswith("fonts/") and name.count("/") == 1 and name.endswith(".woff2") and path.is_file():
        return Response(path.read_bytes(), media_type="font/woff2", headers={"Cache-Control": FOREVER})
    return JSONResponse({"error": "There is no such page."}, 404)


async def page(request: Request) -> Response:
    """A page of the book."""
    book: Book = request.app.state.book
    path = book.find(request.path_params["path"])
    if path is None:
        return JSONResponse({"error": "There is no such page."}, 404)
    body, kind, tag, packed = book.body(path, "gzip" in request.headers.get("accept-encoding", ""))
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding", **({"Content-Encoding": "gzip"} if packed else {})}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)


def site_of(root: Path) -> Path:
    return root / "_build" / "site"
