"""Lighthouse on the first page of each language: accessibility and performance, of 100."""

from __future__ import annotations

import json
import os
import subprocess

from bench_peers import tools
from common import BENCH, CHROMIUM, built_site, emit, median, served

RUNS = 3
LIMITS = {"accessibility": 100, "performance": 90}


def main() -> None:
    _, modules = tools()
    site = built_site()
    with served(site) as address:
        for language in ("en", "ar"):
            if not (site / language).exists():
                continue
            scores: dict[str, list[float]] = {name: [] for name in LIMITS}
            for _ in range(RUNS):
                report = BENCH / "lighthouse.json"
                command = ["node", str(modules / "lighthouse" / "cli" / "index.js"), f"{address}/{language}/book/index.html", "--quiet", "--output=json",
                           f"--output-path={report}", f"--only-categories={','.join(LIMITS)}", "--chrome-flags=--headless --no-sandbox --disable-gpu"]  # fmt: skip
                subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": str(CHROMIUM)}, capture_output=True)
                found = json.loads(report.read_text(encoding="utf-8"))["categories"]
                for name, values in scores.items():
                    values.append(round(found[name]["score"] * 100))
            for name, limit in LIMITS.items():
                emit(f"lighthouse/{language}/{name}", median(scores[name]), "points of 100", limit)


if __name__ == "__main__":
    main()
