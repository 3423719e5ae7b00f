"""The committed bundles are what their sources give: checked without Node, by the hash in each bundle's first line."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "casework" / "js"
STATIC = ROOT / "src" / "casework" / "static"
# what a bundle depends on besides its own sources: locked versions, how it is made (see tools/build-js.mjs)
SHARED = [ROOT / "package-lock.json", ROOT / "tools" / "build-js.mjs"]
IMPORT = re.compile(r"""(?:\bfrom|^import) ["'](\.\.?/[^"']+)["']""", re.MULTILINE)
# entry → file written
OUTPUTS = {name: output or name for name, output in re.findall(r'name: "([a-z-]+)", format: "\w+"(?:, output: "([a-z-]+)")?', SHARED[1].read_text(encoding="utf-8"))}
BUNDLES = list(OUTPUTS)
# markup that Python rendered and escaped: a notebook's, the debrief of a case, a question that comes back, the step of a room
RENDERED = {
    "widget.js": 1, "widget-case.js": 1, "case-debrief.js": 2, "case-page.js": 1, "review-items.js": 1, "room.js": 1, "room-item.js": 1, "room-screen.js": 1,
}  # fmt: skip
# bytes after gzip, since old phones on bad lines load them
LIMITS = {"page": 9000, "study": 2200, "where": 3000, "slides": 3000, "case": 12_000, "case-engine": 40_000, "case-ledger": 7_000}


def inputs(entry: Path) -> set[Path]:
    """A source and everything that it imports by a relative path."""
    found: set[Path] = set()
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        if path.suffix == ".js":
            waiting += [(path.parent / name).resolve() for name in IMPORT.findall(path.read_text(encoding="utf-8"))]
    return found


def expected_hash(name: str) -> str:
    digest = hashlib.sha256()
    files = {path.relative_to(ROOT).as_posix(): path for path in [*inputs(SOURCES / f"{name}.js"), *SHARED]}
    for path in sorted(files):
        template = path.endswith(".docx")
        text = base64.b64encode(files[path].read_bytes()).decode() if template else files[path].read_text(encoding="utf-8")  # line ends come as LF
        digest.update(f"{path}\0{text}\0".encode())
    return digest.hexdigest()


@pytest.mark.parametrize("name", BUNDLES)
def test_bundle_is_made_from_the_sources_beside_it(name: str) -> None:
    first = (STATIC / f"{OUTPUTS[name]}.js").read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == f"/* sources sha256:{expected_hash(name)} */", "run `make js` and commit src/casework/static/"


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_bundle_is_small(name: str, limit: int) -> None:
    assert len(gzip.compress((STATIC / f"{name}.js").read_bytes(), 9, mtime=0)) <= limit


def test_every_source_belongs_to_a_bundle() -> None:
    used = {path for name in BUNDLES for path in inputs(SOURCES / f"{name}.js")}
    assert sorted(path.name for path in SOURCES.glob("*.js") if path not in used) == []


def test_nothing_builds_markup_from_data() -> None:
    """Texts go in as text; the exceptions are markup that Python rendered and escaped."""
    for path in SOURCES.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"outerHTML|document\.write|\beval\(|new Function", text), path.name
        assert len(re.findall("innerHTML|insertAdjacentHTML", text)) == RENDERED.get(path.name, 0), path.name
