"""Ten and a hundred questions: ours, jupyterquiz, ipywidgets with its HTML manager, side by side in one run."""

from __future__ import annotations

import shutil
import subprocess
import venv
from pathlib import Path
from typing import Any

from common import BENCH, chromium, emit, load, median, served
from quizzes import JUPYTERQUIZ_CLICK, OURS_CLICK, WIDGETS_CLICK, host, ours

HERE = Path(__file__).parent
COUNTS = (10, 100)
TOOLS = {"ours": OURS_CLICK, "jupyterquiz": JUPYTERQUIZ_CLICK, "widgets": WIDGETS_CLICK}
RUNS = 5


def tools() -> tuple[Path, Path]:
    """The peers' Python and npm packages, installed once: (python, node_modules)."""
    BENCH.mkdir(parents=True, exist_ok=True)
    python = BENCH / "peers" / "bin" / "python"
    if not python.exists():
        venv.create(BENCH / "peers", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True)
    modules = BENCH / "node_modules"
    if not (modules / "lighthouse").exists():
        for name in ("package.json", "package-lock.json"):
            if (HERE / name).exists():
                shutil.copy2(HERE / name, BENCH / name)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=BENCH, check=True)
    return python, modules


def pages() -> Path:
    python, modules = tools()
    folder = BENCH / "pages"
    folder.mkdir(exist_ok=True)
    (folder / "bare.html").write_text(host("", ""), encoding="utf-8")
    shutil.copy2(modules / "@jupyter-widgets" / "html-manager" / "dist" / "embed-amd.js", folder / "embed-amd.js")
    shutil.copy2(modules / "requirejs" / "require.js", folder / "require.js")
    (folder / "ours-0.html").write_text(ours(0, folder), encoding="utf-8")
    for count in COUNTS:
        (folder / f"ours-{count}.html").write_text(ours(count, folder), encoding="utf-8")
        subprocess.run([python, HERE / "peers.py", folder, str(count)], check=True)
    return folder


def axe_violations(browser: Any, url: str, after: str) -> int:
    import axe_playwright_python

    script = next(Path(axe_playwright_python.__file__).parent.rglob("axe*.js")).read_text(encoding="utf-8")
    page = browser.new_page()
    page.goto(url, wait_until="networkidle")
    page.evaluate(script)
    total = 0
    for act in ("", after):
        if act:
            page.evaluate(f"(0, eval)({act!r})")
            page.wait_for_timeout(300)
        total += page.evaluate("axe.run().then(r => r.violations.reduce((n, v) => n + v.nodes.length, 0))")
    page.close()
    return total


def main() -> None:
    folder = pages()
    with served(folder) as address, chromium() as browser:
        bare = load(browser, f"{address}/bare.html")
        # a page of the course without questions loads the same script, for citations and the switches
        without = [load(browser, f"{address}/ours-0.html") for _ in range(RUNS)]
        for count in COUNTS:
            measured: dict[str, dict[str, Any]] = {}
            for tool, click in TOOLS.items():
                runs = [load(browser, f"{address}/{tool}-{count}.html", click) for _ in range(RUNS)]
                found = dict(runs[0])
                found["heap"] = int(median([r["heap"] for r in runs]))
                found["feedback"] = median([r["feedback"] for r in runs]) if all(r["feedback"] is not None for r in runs) else None
                found["bytes"] -= bare["bytes"]
                found["nodes"] -= bare["nodes"]
                found["axe"] = axe_violations(browser, f"{address}/{tool}-{count}.html", click)
                measured[tool] = found
            units = {"bytes": "bytes added, gzip", "requests": "requests", "nodes": "DOM nodes added", "heap": "bytes of JS heap", "feedback": "ms to first feedback", "axe": "axe violations"}
            for tool in ("jupyterquiz", "widgets"):
                for measure, unit in units.items():
                    mine, theirs = measured["ours"][measure], measured[tool][measure]
                    note = "the peer never gives feedback without a kernel" if measure == "feedback" and theirs is None else ""
                    emit(f"quiz-{count}/{measure}/against-{tool}", mine, unit, theirs, note)
            limit = 6_000 if count == 10 else 12_000
            added = measured["ours"]["bytes"] + bare["bytes"] - without[0]["bytes"]
            emit(f"quiz-{count}/added-bytes/limit", added, "bytes, gzip", limit, "to the same page without questions")
            emit(f"quiz-{count}/added-bytes-with-script/limit", measured["ours"]["bytes"], "bytes, gzip", limit, "to a page with no script at all")
            idle = int(median([load(browser, f"{address}/ours-{count}.html")["heap"] for _ in range(RUNS)]))
            bare_heap = int(median([w["heap"] for w in without]))
            emit(f"quiz-{count}/heap/same-page-without", idle, "bytes of JS heap", bare_heap, "both as loaded")
            emit(f"quiz-{count}/heap-after-an-answer/same-page-without", measured["ours"]["heap"], "bytes of JS heap", bare_heap)


if __name__ == "__main__":
    main()
