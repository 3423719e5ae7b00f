"""``casework serve``: the built site on this machine only, with compression, stopping cleanly.

The port is part of where a browser keeps answers, so 8765 is kept whenever it is free.
"""

from __future__ import annotations

import functools
import gzip
import signal
import threading
import webbrowser
from collections.abc import Callable
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

HOST = "127.0.0.1"
PORT = 8765
PACKED = (".html", ".css", ".js", ".json", ".svg", ".txt")


@functools.lru_cache(maxsize=512)
def packed(path: Path, stamp: float) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Static files with gzip; no directory listings, nothing outside the site."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2"}

    def send_head(self) -> BytesIO | None:  # type: ignore[override]
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
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """A learner's terminal stays quiet."""


def make_server(site: Path, port: int = PORT) -> tuple[ThreadingHTTPServer, bool]:
    """A server for ``site``: (server, True if another port had to be taken)."""
    handler = functools.partial(Handler, directory=str(site))
    ThreadingHTTPServer.daemon_threads = True
    try:
        return ThreadingHTTPServer((HOST, port), handler), False
    except OSError:
        return ThreadingHTTPServer((HOST, 0), handler), True


def serve(site: Path, port: int = PORT, open_browser: bool = True, say: Callable[[str], None] = print) -> int:
    """Serve until Ctrl-C or a termination signal; returns the exit code."""
    server, moved = make_server(site, port)
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    actual = server.server_address[1]
    if moved:
        say(f"Port {port} is taken, so another is used. Answers given here are kept apart from those at port {port}.")
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
