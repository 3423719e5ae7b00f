"""``casework serve``: the built site on this machine, or with ``--lan`` on its network, with compression, stopping cleanly.

The port is part of where a browser keeps answers, so 8765 is kept whenever it is free. A request must name this machine as its
host: a page from elsewhere that has its own name lead here is refused.
"""

from __future__ import annotations

import functools
import gzip
import re
import signal
import threading
import webbrowser
from collections.abc import Callable
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from casework.lan import addresses, names
from casework.policy import HEADERS, WORKER_HEADERS

HOST, EVERYWHERE = "127.0.0.1", "0.0.0.0"
PORT = 8765
PACKED = (".html", ".css", ".js", ".json", ".svg", ".txt", ".ipynb")


@functools.lru_cache(maxsize=512)
def packed(path: Path, stamp: float) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Static files with gzip; no directory listings, nothing outside the site."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2", ".ipynb": "application/x-ipynb+json"}

    def send_head(self) -> BytesIO | None:  # type: ignore[override]
        if re.sub(r":\d+$", "", self.headers.get("Host", "")).lower() not in self.server.hosts:  # type: ignore[attr-defined]
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "This machine has another name")
            return None
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        if path.suffix in PACKED and path.is_file() and "gzip" in self.headers.get("Accept-Encoding", ""):
            stat = path.stat()
            tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
            known = self.headers.get("If-None-Match", "") == tag
            self.send_response(HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK)
            self.send_header("ETag", tag)
            self.send_header("Vary", "Accept-Encoding")
            if known:
                self.end_headers()
                return None
            body = packed(path, stat.st_mtime)
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            return BytesIO(body)
        return super().send_head()  # type: ignore[return-value]

    def guess_type(self, path: str) -> str:  # type: ignore[override]
        found = super().guess_type(path)
        return f"{found}; charset=utf-8" if found in ("text/html", "text/css") else found

    def list_directory(self, path: str) -> None:  # type: ignore[override]
        self.send_error(HTTPStatus.NOT_FOUND, "No such page")

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        for name, value in (WORKER_HEADERS if self.path.split("?")[0] == "/sw.js" else HEADERS).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """A learner's terminal stays quiet."""


class Server(ThreadingHTTPServer):
    """``hosts``: the names by which a request may ask for it."""

    daemon_threads = True
    hosts: frozenset[str] = frozenset(names())


def make_server(site: Path, port: int = PORT, host: str = HOST) -> tuple[Server, bool]:
    """A server for ``site``: (server, True if another port had to be taken)."""
    handler = functools.partial(Handler, directory=str(site))
    try:
        return Server((host, port), handler), False
    except OSError:
        return Server((host, 0), handler), True


def serve(site: Path, port: int = PORT, open_browser: bool = True, say: Callable[[str], None] = print, lan: bool = False) -> int:
    """Serve until Ctrl-C or a termination signal; returns the exit code. ``lan``: other devices of the network may read too."""
    reachable = addresses() if lan else []
    server, moved = make_server(site, port, EVERYWHERE if lan else HOST)
    server.hosts |= frozenset(reachable)
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    actual = server.server_address[1]
    if moved:
        say(f"Port {port} is taken, so another is used. Answers given here are kept apart from those at port {port}.")
    if lan:
        tell_network(reachable, actual, say)
    print(f"http://{HOST}:{actual}/", flush=True)
    say("Press Ctrl-C to stop.")
    if open_browser:
        try:
            webbrowser.get()
            threading.Thread(target=webbrowser.open, args=(f"http://{HOST}:{actual}/",), daemon=True).start()
        except webbrowser.Error:
            pass  # a machine without a browser: the address is on the screen
    while not stop.wait(0.5):
        pass
    server.shutdown()
    server.server_close()
    say("Stopped.")
    return 0


def tell_network(reachable: list[str], port: int, say: Callable[[str], None]) -> None:
    """Where other devices find the site, and what plain http means there."""
    if not reachable:
        say("This machine has no address on a network now: only this machine can read.")
    for address in reachable:
        say(f"For other devices on this network: http://{address}:{port}/")
    if reachable:
        say("This is plain http: whoever is on this network can see which pages are read. Answers stay in each device's own browser.")
        say("Phones can read while this runs; they keep no pages, which takes https. For that, use the kit, the EPUB or an https address.")
