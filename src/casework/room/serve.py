"""``casework room``: open the store, load the material, serve until Ctrl-C. Stops within five seconds whoever is connected."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from casework.course import load_course
from casework.errors import Problem, ProblemsError
from casework.room import access
from casework.room.addresses import host_names, local_addresses
from casework.room.app import make_app, site_of
from casework.room.book import Book
from casework.room.limits import Limits
from casework.room.material import Material
from casework.plans import FOLDER, Plan, load_plan
from casework.room.session import Session
from casework.room.store import ROOM, Store, open_store

PORT = 8765
STORE = "rooms/room.sqlite"
PLAN = "half-day.toml"
GRACE = 2  # seconds that a request which is being answered gets when the server stops


@dataclass(frozen=True)
class Options:
    """What the command line gives; ``address`` is the proxy's where there is one, ``host`` what to listen on."""

    plan: str | None = None
    port: int = PORT
    store: str = STORE
    forms: str | None = None
    room: str = ROOM
    host: str = "0.0.0.0"
    address: str | None = None
    new_secret: bool = False


class Server(uvicorn.Server):
    """Ends the event streams with the first signal: a stream never ends by itself."""

    def __init__(self, config: uvicorn.Config, session: Session) -> None:
        super().__init__(config)
        self.session = session

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's, but a signal that was heeded is not raised once more: the command ends by itself, with a word and code 0."""
        names = (signal.SIGINT, signal.SIGTERM)
        before = {name: signal.signal(name, self.handle_exit) for name in names}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)

    def handle_exit(self, sig: int, frame: object) -> None:
        self.session.close_streams()
        super().handle_exit(sig, frame)  # type: ignore[arg-type]


def serve(root: Path, options: Options, limits: Limits | None = None, say: Callable[[str], None] = print) -> int:
    """Serve a room; returns the exit code. Raises ProblemsError for everything that can be said before it begins."""
    if not (site_of(root) / "index.html").exists():
        message = "the site has not been built yet, and the room serves it."
        raise ProblemsError([Problem("_build/site", "not-built", message, "Run `casework build` first.")])
    listening = listen(options.host, options.port)
    store = open_store(options.store if "://" in options.store else str((root / options.store).resolve()), options.room)
    try:
        material = Material(root, load_course(root), chosen_plan(root, store, options.plan), Path(options.forms) if options.forms else None)
        return asyncio.run(run(root, options, store, material, listening, limits, say))
    except ProblemsError:
        store.close()
        raise
    finally:
        listening.close()


def listen(host: str, port: int) -> socket.socket:
    """The room keeps its port: phones know it, and what they keep belongs to it."""
    found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError as error:
        found.close()
        message = f"port {port} can't be used: {error.strerror}."
        raise ProblemsError([Problem("--port", "port", message, "End what uses it (another room?), or give another with --port.")]) from error
    return found


def chosen_plan(root: Path, store: Store, given: str | None) -> Plan:
    """The plan that was named; else the one that the room runs already; else the ready half-day."""
    if given is None:
        kept, after = None, 0
        while batch := store.read(after):
            kept, after = next((event.data for event in reversed(batch) if event.kind == "plan"), kept), batch[-1].seq
        if kept:
            return Plan.model_validate(kept)
    path = Path(given) if given and Path(given).exists() else root / FOLDER / (given if given and given.endswith(".toml") else f"{given}.toml" if given else PLAN)
    if not path.exists():
        ready = ", ".join(one.stem for one in sorted((root / FOLDER).glob("*.toml"))) or "none"
        raise ProblemsError([Problem("--plan", "plan", f"there is no plan {given!r}.", f"Give a file, or one of the ready plans: {ready}.")])
    plan, problems = load_plan(path, root)
    if plan is None:
        raise ProblemsError(problems)
    return plan


async def run(root: Path, options: Options, store: Store, material: Material, listening: socket.socket, limits: Limits | None, say: Callable[[str], None]) -> int:
    session = Session(store, material, limits)
    await session.start(options.new_secret)
    port = listening.getsockname()[1]
    numbers = local_addresses() if options.host in ("0.0.0.0", "::") else []
    address = options.address.rstrip("/") + "/" if options.address else f"http://{numbers[0] if numbers else '127.0.0.1'}:{port}/"
    names = [*host_names(), *([host] if (host := urlsplit(address).hostname) else [])]
    notes = {code: language.strings["room_asked_here"] for code, language in material.languages.items()}
    app = make_app(session, Book(site_of(root), material.hidden, notes), address, names)
    config = uvicorn.Config(
        app, http="httptools", ws="none", lifespan="on", loop="asyncio", log_level="error", access_log=False, backlog=2048, timeout_keep_alive=75,
        timeout_graceful_shutdown=GRACE, server_header=False, date_header=False, proxy_headers=False,
    )  # fmt: skip
    listening.listen(2048)  # before anybody is told of it
    listening.setblocking(False)
    server = Server(config, session)
    # from the first word on, a signal ends the room in good order
    with server.capture_signals():
        tell(session, address, numbers, port, options, say)
        # what is loaded stays: the collector need not look at it again
        gc.collect()
        gc.freeze()
        try:
            await server.serve([listening])
        finally:
            await session.stop()
    say("Stopped.")
    return 0


def tell(session: Session, address: str, numbers: list[str], port: int, options: Options, say: Callable[[str], None]) -> None:
    """Address alone on its line, code, the facilitator's page and secret."""
    state = session.state
    if state.participants:
        say(f"The room in {options.store} goes on: {len(state.participants)} people have joined.")
    say(address)
    for other in numbers[1:]:
        say(f"Also: http://{other}:{port}/")
    say(f"Code of the room: {state.code}")
    say(f"Facilitator: http://127.0.0.1:{port}/room/console")
    if session.secret:
        say(f"Facilitator's secret (shown this once): {access.grouped(session.secret)}")
    else:
        say("Facilitator's secret: the one shown when this room was opened. Lost? Start again with --new-secret.")
    say("Press Ctrl-C to stop. Start it again in the same way to go on.")
