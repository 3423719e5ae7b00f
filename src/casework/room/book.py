"""The built book as the room serves it: without the questions that the room asks, so that nobody reads their keys on the phone beside them."""

from __future__ import annotations

import functools
import gzip
import mimetypes
import re
from html import escape
from pathlib import Path

FORM = re.compile(r'<form class="item[^>]*\bdata-item="([^"]+)"[^>]*>.*?</form>', re.S)
PACKED = (".html", ".css", ".js", ".json", ".svg", ".txt")
TYPES = {".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2", ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8"}


def without(html: str, hidden: frozenset[str], note: str) -> str:
    """The page with a note in place of each hidden question."""
    return FORM.sub(lambda found: f'<p class="item-notice">{escape(note)}</p>' if found[1] in hidden else found[0], html)


class Book:
    """``site`` is what ``casework build`` made; ``notes`` says in each language why a question is missing."""

    def __init__(self, site: Path, hidden: frozenset[str], notes: dict[str, str]) -> None:
        self.site, self.hidden, self.notes = site.resolve(), hidden, notes
        self._file = functools.lru_cache(maxsize=256)(self._read)

    def find(self, path: str) -> Path | None:
        """The file behind an address; None for anything that is no file of the site."""
        if "\0" in path or "\\" in path:
            return None
        try:
            found = (self.site / path.lstrip("/")).resolve()
            found = found / "index.html" if found.is_dir() else found
            return found if found.is_relative_to(self.site) and found.is_file() else None
        except (OSError, ValueError):
            return None

    def body(self, path: Path, packed: bool) -> tuple[bytes, str, str, bool]:
        """(bytes, type, tag, whether they are gzip)."""
        stat = path.stat()
        packed = packed and path.suffix in PACKED
        body = self._file(path, stat.st_mtime_ns, packed)
        kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return body, kind, f'"{stat.st_mtime_ns:x}-{stat.st_size:x}-{len(body):x}"', packed

    def _read(self, path: Path, _: int, packed: bool) -> bytes:
        body = path.read_bytes()
        if path.suffix == ".html":
            language = path.relative_to(self.site).parts[0]
            note = self.notes.get(language, next(iter(self.notes.values()), ""))
            body = without(body.decode("utf-8"), self.hidden, note).encode()
        return gzip.compress(body, 6, mtime=0) if packed else body
