"""What a page is made from beside its own text: Sphinx builds it anew when one of these changes.

``env.note_dependency`` knows files only: a folder noted there counts as changed in every build. So a folder is remembered by
what it holds, and a page by the folders it looked into.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

Seen = dict[str, dict[str, tuple[str, ...]]]  # page → folder → the names in it


def listing(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else ()


def note_folder(env: Any, folder: Path) -> None:
    """Build this page anew when a file comes into a folder or leaves it."""
    folders(env).setdefault(env.docname, {})[str(folder)] = listing(folder)


def note_files(env: Any, paths: Iterable[Path]) -> None:
    """Build this page anew when one of these files changes; those that don't exist are left out, as an untranslated page's catalogue."""
    for path in dict.fromkeys(paths):
        if path.is_file():
            env.note_dependency(str(path))


def note_law(env: Any, refs: Iterable[str]) -> None:
    """The registers of the instruments that a page cites."""
    note_files(env, (Path(env.srcdir) / "book" / "law" / f"{slug}.toml" for slug in sorted({ref.split("/")[0] for ref in refs})))


def folders(env: Any) -> Seen:
    if not hasattr(env, "casework_folders"):
        env.casework_folders = {}
    return env.casework_folders


def outdated(_: Sphinx, env: Any, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """The pages whose folders hold other names than when they were read."""
    pages = folders(env).items()
    return [page for page, seen in pages if page not in removed and any(listing(Path(folder)) != names for folder, names in seen.items())]


def purge(_: Sphinx, env: Any, docname: str) -> None:
    folders(env).pop(docname, None)


def merge(_: Sphinx, env: Any, docnames: list[str], other: Any) -> None:
    folders(env).update({name: seen for name, seen in folders(other).items() if name in docnames})


class Written:
    """Pages that come from no source file, and what each was last written from: its words, and the frame that all pages share."""

    def __init__(self, app: Sphinx) -> None:
        env, builder = app.env, app.builder
        titles = sorted((name, title.astext()) for name, title in env.titles.items())
        frame = (titles, sorted(env.toctree_includes.items()), builder.build_info.config_hash, builder.templates.newest_template_mtime(), env.version)
        self.frame = repr(frame).encode()
        self.folder = Path(app.outdir)
        self.path = Path(app.doctreedir) / "casework-written.json"
        try:
            self.before: dict[str, int] = dict(json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            self.before = {}
        self.now: dict[str, int] = {}

    def changed(self, pagename: str, body: str) -> bool:
        """Whether the page has to be written; ``body`` is its HTML."""
        self.now[pagename] = zlib.crc32(body.encode(), zlib.crc32(self.frame))
        return self.before.get(pagename) != self.now[pagename] or not (self.folder / f"{pagename}.html").exists()

    def keep(self) -> None:
        self.path.write_text(json.dumps(self.now), encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", outdated)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
