"""What the root of a site holds so that a device can keep the site: a web app's manifest, its icons, and the service worker.

The worker lists every file with its hash, so a new version is a new list: what has not changed is not loaded again, and what a
server changed in between is refused. One worker at the root serves every language. Answers are no part of it: they lie in the
browser's storage, which the worker never touches.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from casework.course import CourseInfo

STATIC = Path(__file__).parent / "static"
WORKER, MANIFEST = "sw.js", "manifest.webmanifest"
ICONS = {"icons/icon.svg": "any", "icons/icon-192.png": "192x192", "icons/icon-512.png": "512x512", "icons/icon-180.png": "180x180"}
COLOUR = "#0b5d6b"


def root_files(files: Mapping[str, bytes], info: CourseInfo) -> dict[str, bytes]:
    """Manifest, icons and worker for a site of these files (address from the root → content)."""
    added = {MANIFEST: manifest(info), **{name: (STATIC / name).read_bytes() for name in ICONS}}
    kept = {**files, **added}
    return {**added, WORKER: worker({name: content for name, content in kept.items() if name != WORKER})}


def manifest(info: CourseInfo) -> bytes:
    """Addresses are relative to the manifest: a site may lie in any folder of a server."""
    icons = [
        {"src": name, "sizes": size, "type": "image/svg+xml" if name.endswith("svg") else "image/png"} for name, size in ICONS.items() if "180" not in name
    ]
    icons.append({"src": "icons/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"})
    data = {
        "id": "./", "name": info.title, "short_name": info.title[:30], "description": info.subtitle, "start_url": "index.html", "scope": "./",
        "display": "standalone", "background_color": "#fbfaf7", "theme_color": COLOUR, "icons": icons,
    }  # fmt: skip
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def worker(files: Mapping[str, bytes]) -> bytes:
    """The worker's script with its list in front; a browser sees a new version by any changed byte of it."""
    listed = {name: digest(content) for name, content in sorted(files.items())}
    version = digest(json.dumps(listed).encode())
    data = json.dumps({"version": version, "files": listed}, ensure_ascii=False, separators=(",", ":"))
    return f"self.caseworkOffline={data};\n{(STATIC / 'worker.js').read_text(encoding='utf-8')}".encode()


def digest(content: bytes) -> str:
    """Sixteen characters of SHA-256 as base64url: enough to tell versions and mistakes apart."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest())[:16].decode()


def write(site: Path, info: CourseInfo) -> None:
    """Write the root's files into a site that is complete otherwise."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    for name, content in root_files({name: content for name, content in files.items() if name != WORKER}, info).items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
