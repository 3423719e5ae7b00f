"""Shared by all tests: the course, the built site, a server in a process of its own, a real Chromium.

The site is built once a run (in ``_build/``, so that a second run is quick) and shared by the workers through a lock.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (found := shutil.which(name))), None)
NO_BROWSER = "no Chromium was found: install one (Debian: apt-get install chromium) to run this test"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-features=Translate,OptimizationHints",
]  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests under tests/browser need Chromium: skipped where there is none, an error in CI."""
    for item in items:
        if "browser" in Path(item.fspath).parts or "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} browser tests were skipped: {NO_BROWSER}.")
        for name in sorted({report.nodeid.split("::")[0] for report in skipped}):
            terminalreporter.write_line(f"  {name}")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def course():
    from casework.course import load_course

    return load_course(ROOT)


@pytest.fixture(scope="session")
def case():
    """The case ``night-call``."""
    from casework.cases import load_case

    found, problems = load_case(ROOT, "night-call")
    assert found and not problems
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as ``casework build`` makes it. The first worker builds, the others wait for it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    (ROOT / "_build").mkdir(exist_ok=True)
    lock, done = ROOT / "_build" / f".lock-{run}", ROOT / "_build" / f".done-{run}"
    try:
        lock.touch(exist_ok=False)
    except FileExistsError:
        while not done.exists():
            time.sleep(0.5)
    else:
        for old in [*(ROOT / "_build").glob(".lock-*"), *(ROOT / "_build").glob(".done-*")]:
            if old != lock:
                old.unlink(missing_ok=True)
        result = subprocess.run([sys.executable, "-m", "casework.cli", "build", "--strict"], cwd=ROOT, capture_output=True, text=True)
        done.write_text(f"{result.returncode}\n{result.stdout}\n{result.stderr}")
    code, _, text = done.read_text().partition("\n")
    if code != "0":
        pytest.fail(f"the site was not built:\n{text[-6000:]}", pytrace=False)
    return ROOT / "_build" / "site"


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The site's address on this machine, from the real ``casework serve`` in its own process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "casework.cli", "serve", "--no-browser", "--port", "0"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    address = next(line.strip() for line in process.stdout if line.startswith("http://"))
    yield address.rstrip("/")
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        pytest.fail(NO_BROWSER, pytrace=False)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


def wait_for(page, expression: str, arg: object = None, timeout: float = 30_000) -> None:
    """Playwright's own polls with ``eval``, which the policy of the pages forbids; this asks from outside."""
    end = time.monotonic() + timeout / 1000
    while not page.evaluate(expression, arg):
        if time.monotonic() > end:
            pytest.fail(f"{expression} did not become true in {timeout / 1000:.0f} s")
        page.wait_for_timeout(30)


@pytest.fixture
def page(browser):
    """A page in a context of its own (empty storage) that fails the test on console errors and outside requests."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    found = context.new_page()
    wrong: list[str] = []
    found.on("console", lambda m: wrong.append(f"console {m.type}: {m.text}") if m.type in ("error", "warning") else None)
    found.on("pageerror", lambda e: wrong.append(f"page error: {e}"))
    found.on("request", lambda r: wrong.append(f"outside request: {r.url}") if r.url.startswith("http") and "//127.0.0.1" not in r.url else None)
    found.wrong = wrong
    found.wait_for_function = functools.partial(wait_for, found)
    yield found
    context.close()
    assert wrong == []
