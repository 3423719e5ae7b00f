"""What every benchmark shares: one JSON object a line, a server, a Chromium that counts.

    {"name": …, "value": …, "unit": …, "against": …, "ratio": …}

``against`` is a peer's value or a limit measured or stated in the same run; ``ratio`` is value / against.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT / "_build" / "bench"
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (found := shutil.which(name))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--js-flags=--expose-gc", "--enable-precise-memory-info"]  # fmt: skip


def emit(name: str, value: float | int | None, unit: str, against: float | int | None = None, note: str = "") -> None:
    row: dict[str, Any] = {"name": name, "value": rounded(value), "unit": unit}
    if against is not None:
        row |= {"against": rounded(against), "ratio": rounded(value / against) if value is not None and against else None}
    if note:
        row["note"] = note
    print(json.dumps(row, ensure_ascii=False), flush=True)


def rounded(value: float | int | None) -> float | int | None:
    return value if value is None or isinstance(value, int) else float(f"{value:.4g}")


def median(values: list[float]) -> float:
    return statistics.median(values)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """``folder`` at an address of this machine, with gzip, from the product's own server in a process of its own."""
    # without its policy, which would stop the peers' inline scripts; our pages carry it themselves
    code = "import sys; from pathlib import Path; from casework import serve; serve.HEADERS = {}; serve.serve(Path(sys.argv[1]), 0, False, lambda _: None)"
    process = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    address = process.stdout.readline().strip().rstrip("/")
    try:
        yield address
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        sys.exit("no Chromium was found: install one (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def load(browser: Any, url: str, after: str = "", warm: list[str] | None = None) -> dict[str, Any]:
    """Open ``url`` with an empty cache (or one warmed by other pages) and count what came over the wire.

    Returns bytes (compressed, as transferred), requests, outside requests, DOM nodes, JS heap in bytes after a collection,
    and ``feedback``: milliseconds from load to the first feedback after ``after`` (JavaScript that answers), None if none in 3 s.
    """
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Performance.enable")
    sizes: dict[str, int] = {}
    asked: list[str] = []
    for url_before in warm or []:
        page.goto(url_before, wait_until="networkidle")
    session.on("Network.loadingFinished", lambda e: sizes.__setitem__(e["requestId"], e["encodedDataLength"]))
    cached: set[str] = set()
    session.on("Network.requestServedFromCache", lambda e: cached.add(e["requestId"]))
    page.on("request", lambda r: asked.append(r.url))
    page.goto(url, wait_until="networkidle")
    feedback = None
    if after:
        # the first words that a script adds to the page; an observer costs nothing on a large page
        # (asked from outside: the policy of the pages forbids eval)
        page.evaluate("""() => { window.firstFeedback = new Promise(resolve => {
          const start = performance.now();
          const seen = new MutationObserver(records => {
            const words = records.some(r => r.type === 'characterData' || [...r.addedNodes].some(n => (n.textContent || '').trim()));
            if (words) { seen.disconnect(); resolve(performance.now() - start); }
          });
          seen.observe(document.body, {childList: true, subtree: true, characterData: true});
          setTimeout(() => { seen.disconnect(); resolve(null); }, 3000);
        }); }""")
        page.evaluate(f"() => {{ {after} }}")
        feedback = page.evaluate("() => window.firstFeedback")
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    origin = "/".join(url.split("/")[:3])
    found = {
        "bytes": sum(sizes.values()), "requests": len(asked), "outside": sum(not u.startswith((origin, "data:", "blob:")) for u in asked),
        "nodes": page.evaluate("document.querySelectorAll('*').length"), "heap": int(metrics["JSHeapUsedSize"]), "feedback": feedback,
    }  # fmt: skip
    context.close()
    return found


def built_site() -> Path:
    """The site as it stands after ``casework build``."""
    from casework.build import build

    return build(ROOT, say=lambda _: None)
