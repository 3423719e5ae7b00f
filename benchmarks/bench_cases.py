"""What a case costs: bytes on its page and on the others, judging in the page, a whole group's files by ``casework check``; nbgrader in the same run."""

from __future__ import annotations

import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import replace
from pathlib import Path
from typing import Any

from common import BENCH, ROOT, built_site, chromium, emit, median, served

HERE = Path(__file__).parent
PARTICIPANTS = 1000
SUBMISSIONS = 10
RUNS = 25
PAGE_LIMIT, JUDGE_LIMIT, MEMORY_LIMIT = 60_000, 16, 300


def squeezed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def weights(site: Path, slugs: list[str]) -> None:
    """A case's own bytes: its part of its page, and the scripts that only its page loads. Scripts that all cases share are counted once."""
    assets = site / "en" / "_static" / "casework"
    for slug in slugs:
        page = (site / "en" / "exercises" / slug / "exercise.html").read_text(encoding="utf-8")
        start, end = page.index('<div class="case"'), page.index('class="case-data"')
        end = page.index("</script>", end)
        without = page[:start] + page[end:]
        own = len(gzip.compress(page.encode(), 9)) - len(gzip.compress(without.encode(), 9))
        late = {part: squeezed(assets / f"case-{slug}-{part}.js") for part in ("criteria", "debrief")}
        total = own + sum(late.values())
        emit(f"cases/bytes/{slug}", total, "bytes, gzip", PAGE_LIMIT, f"markup {own}, criteria (late) {late['criteria']}, debrief (late) {late['debrief']}")
    others = [path for path in (site / "en" / "book").rglob("*.html")]
    named = sum(b"case.js" in text or b"case.css" in text or b'class="case"' in text for text in (path.read_bytes() for path in others))
    emit("cases/bytes/other-pages", named, "pages that load anything of a case", None, f"{len(others)} pages looked at; the contents list has one line a case")


JUDGE = """async ([given, runs]) => {
  const say = document.querySelector('.check-draft button');
  const times = [];
  for (let n = 0; n < runs; n++) {
    const before = document.querySelector('.verdicts');
    const start = performance.now();
    say.click();
    await new Promise((done) => {
      const look = () => (document.querySelector('.verdicts') && document.querySelector('.verdicts') !== before ? done() : setTimeout(look, 0));
      const seen = new MutationObserver(() => { if (document.querySelector('.verdicts') !== before) { seen.disconnect(); done(); } });
      seen.observe(document.body, { childList: true, subtree: true });
    });
    times.push(performance.now() - start);
  }
  return times;
}"""
MARK = """([parts, text, runs]) => {
  const { parse, judge } = window.caseworkEngine;
  const shape = JSON.parse(document.querySelector('.case-data').textContent);
  Object.assign(shape, { criteria: parts });
  const { answer } = parse(text, shape);
  const times = [];
  for (let n = 0; n < runs; n++) { const start = performance.now(); judge(shape, answer); times.push(performance.now() - start); }
  return times;
}"""


def judging(site: Path, slugs: list[str]) -> None:
    """Milliseconds: from the press to the verdicts in the document, and of the criteria alone. The model answer: every criterion is read."""
    with served(site) as address, chromium() as browser:
        for slug in slugs:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"{address}/en/exercises/{slug}/exercise.html")
            page.wait_for_selector(".case.awake")
            model = ROOT / "answers" / slug / "answer.toml"
            page.locator(".case-keep input[type=file]").set_input_files(model)
            page.wait_for_function("document.querySelector('.keep-status').textContent")
            page.locator(".check-draft button").click()
            page.wait_for_selector(".verdicts")
            shown = page.evaluate(JUDGE, [None, RUNS])
            emit(f"cases/judge-and-show/{slug}", median(shown), "ms", JUDGE_LIMIT, f"from the press to the verdicts, median of {RUNS}")
            parts = page.evaluate(f"window.caseworkCase['{slug}/criteria'].criteria")
            marked = page.evaluate(MARK, [parts, model.read_text(encoding="utf-8"), RUNS])
            emit(f"cases/judge/{slug}", median(marked), "ms", JUDGE_LIMIT, f"{len(parts)} criteria, median of {RUNS}")
            page.close()


def group(folder: Path, slugs: list[str]) -> int:
    """A file for each participant and case: the model with a random part of its values blank, so that verdicts differ. Returns their number."""
    from casework.answer_text import write
    from casework.answers import blank, read
    from casework.cases import load_case

    chance = random.Random(7)
    count = 0
    for slug in slugs:
        case, problems = load_case(ROOT, slug)
        assert case and not problems
        model, _ = read(ROOT / "answers" / slug / "answer.toml", case, ROOT)
        assert model
        empty = blank(case)
        for number in range(PARTICIPANTS):
            request = {name: value if chance.random() < 0.7 else empty.request[name] for name, value in model.request.items()}
            decisions = {name: value if chance.random() < 0.7 else empty.decisions[name] for name, value in model.decisions.items()}
            place = folder / f"team-{number:04}"
            place.mkdir(exist_ok=True)
            (place / f"{slug}.toml").write_text(write(replace(model, request=request, decisions=decisions), case), encoding="utf-8")
            count += 1
    return count


def checking(slugs: list[str]) -> float:
    """The command over everything, in a process of its own; returns files a second."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "answers"
        folder.mkdir()
        count = group(folder, slugs)
        start = time.perf_counter()
        command = [sys.executable, "-m", "casework.cli", "check", str(folder), "--out", str(Path(name) / "out")]
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        seconds = time.perf_counter() - start
        assert result.returncode == 0, result.stderr + result.stdout[-500:]
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    emit("cases/check/total", seconds, "s", None, f"{count} files of {PARTICIPANTS} participants, {len(slugs)} cases")
    emit("cases/check/rate", count / seconds, "files a second")
    emit("cases/check/peak-memory", peak, "MB, resident", MEMORY_LIMIT)
    return count / seconds


def peer() -> dict[str, Any]:
    """nbgrader in an environment of its own, installed once."""
    home = BENCH / "nbgrader"
    python = home / "bin" / "python"
    if not (home / "bin" / "nbgrader").exists():
        BENCH.mkdir(parents=True, exist_ok=True)
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements-nbgrader.txt"], check=True)
    with tempfile.TemporaryDirectory() as name:
        from casework.cases import load_case

        case, _ = load_case(ROOT, "night-call")
        assert case
        checks = len(case.criteria)
        command = [python, HERE / "nbgrader_peer.py", Path(name) / "course", str(SUBMISSIONS), str(checks)]
        result = subprocess.run(command, capture_output=True, text=True, env=clean_environment(name))
        if result.returncode:
            sys.exit(f"nbgrader could not be run:\n{result.stderr[-2000:]}")
        return {**json.loads(result.stdout.strip().splitlines()[-1]), "checks": checks}


def clean_environment(home: str) -> dict[str, str]:
    import os

    return {**{k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "JUPYTER"))}, "HOME": home, "JUPYTER_PREFER_ENV_PATH": "1"}


def main() -> None:
    from casework.cases import case_slugs

    slugs = case_slugs(ROOT)
    # first: the peak of children is that of the largest, and Chromium would be it
    rate = checking(slugs)
    found = peer()
    theirs = found["graded"] / found["seconds"]
    emit("cases/nbgrader/autograde", found["seconds"], "s", None, f"{found['graded']} of {SUBMISSIONS} submissions, one notebook with {found['checks']} graded cells")
    emit("cases/check/rate-against-nbgrader", rate, "files a second", theirs, "the value against nbgrader's submissions a second, same run")
    site = built_site()
    weights(site, slugs)
    judging(site, slugs)


if __name__ == "__main__":
    main()
