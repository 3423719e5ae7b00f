"""The notebooks are real: a kernel, a click, the traits in the next cell."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the notebooks read, so that no answer is written into the repository."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("book", "exercises", "answers"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def lab(workplace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real ``jupyter lab`` in its own process, home and configuration."""
    home = tmp_path_factory.mktemp("home")
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--port=0", "--ServerApp.port_retries=50", "--IdentityProvider.token=", f"--ServerApp.root_dir={workplace}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    settings = home / "lab/user-settings/@jupyterlab/apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps({"checkForUpdates": False, "doNotDisturbMode": True, "fetchNews": "false"}))
    environment = {**os.environ, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "JUPYTERLAB_SETTINGS_DIR": str(home / "lab/user-settings"), "JUPYTER_RUNTIME_DIR": str(home / "run")}
    log = (home / "lab.log").open("w")
    process = subprocess.Popen(command, cwd=workplace, env=environment, stdout=log, stderr=subprocess.STDOUT)
    address = ""
    for _ in range(120):
        found = re.search(r"http://(?:localhost|127\.0\.0\.1):(\d+)/lab", (home / "lab.log").read_text())
        if found:
            address = f"http://127.0.0.1:{found[1]}"
            break
        time.sleep(0.5)
    assert address, (home / "lab.log").read_text()[-2000:]
    for _ in range(60):
        try:
            urllib.request.urlopen(f"{address}/api/status")
            break
        except OSError:
            time.sleep(0.5)
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture
def notebook(browser, lab: str) -> Iterator:
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield lambda path: opened(page, lab, path)
    context.close()


def opened(page, lab: str, path: str):
    page.goto(f"{lab}/lab/tree/{path}?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", state="visible")
    page.wait_for_selector("text=/ipykernel. . Idle/")  # before that, what is run is lost
    return page


def run_cell(page, index: int) -> str:
    """Run one cell and give its output's text."""
    cell = page.locator(".jp-Notebook .jp-Cell").nth(index)
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_function("i => /\\[\\d+\\]/.test(document.querySelectorAll('.jp-Notebook .jp-Cell')[i].innerText)", arg=index)
    cell.locator(".jp-OutputArea-output").first.wait_for()
    return cell.locator(".jp-OutputArea-output").first.inner_text()


def test_a_click_on_a_question_changes_the_traits(workplace: Path, notebook, course) -> None:
    item = next(i for i in course.items if i.body.interaction == "single")
    cells = [
        nbformat.v4.new_code_cell(f"from casework import quiz\nq = quiz({item.ref!r})\nq"),
        nbformat.v4.new_code_cell(f"import json\nprint(json.dumps([q.responses[{item.ref!r}][-1]['response'], q.outcomes[{item.ref!r}]['verdict'], type(q).__mro__[-3].__module__]))"),
    ]
    book = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    nbformat.write(book, workplace / "question.ipynb")
    page = notebook("question.ipynb")
    run_cell(page, 0)
    page.wait_for_selector("form.item button[type=submit]")
    page.locator(f"form.item input[value={item.key['correct']}]").check(force=True)
    page.locator("form.item button[type=submit]").click()
    page.wait_for_selector("form.item .item-feedback")
    response, verdict, _ = json.loads(run_cell(page, 1))
    assert (response, verdict) == (item.key["correct"], "correct")


def test_the_exercise_runs_as_a_notebook(workplace: Path, notebook) -> None:
    from casework.notebooks import write_notebook

    path = write_notebook(workplace, "night-call")
    book = nbformat.read(path, as_version=4)
    book.cells.append(nbformat.v4.new_code_cell("print(answer.decisions)"))
    nbformat.write(book, path)
    page = notebook("exercises/night-call/night-call.ipynb")
    count = page.locator(".jp-Notebook .jp-Cell").count()
    run_cell(page, count - 2)
    choice = page.locator(".case fieldset input[type=radio], .case fieldset input[type=checkbox]").first
    choice.wait_for(state="attached")
    value = choice.get_attribute("value")
    choice.check(force=True)
    decide = page.locator(".case form button[type=submit], .case button.decide").first
    decide.click()
    assert value in run_cell(page, count - 1)
