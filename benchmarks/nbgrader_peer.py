"""Run inside nbgrader's own environment: a course whose one notebook asks what a case asks, with submissions, autograded.

    nbgrader-python nbgrader_peer.py FOLDER COUNT CHECKS

Each check is a graded cell of one point over the learner's dictionary, as nbgrader wants it; CHECKS says how many. Prints one line
of JSON: seconds of ``nbgrader autograde`` for all submissions, and how many points were given.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

NAME = "case"


def cell(source: str, ident: str, grade: bool) -> object:
    meta = {"grade": grade, "grade_id": ident, "locked": grade, "schema_version": 3, "solution": not grade, "task": False}
    if grade:
        meta["points"] = 1
    return new_code_cell(source, metadata={"nbgrader": meta})


def notebook(answer: dict[str, str], checks: int) -> object:
    cells = [cell(f"### BEGIN SOLUTION\nanswer = {answer!r}\n### END SOLUTION", "answer", False)]
    cells += [cell(f'assert answer["field_{number}"].strip() == "given {number}"', f"check-{number}", True) for number in range(checks)]
    return new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})


def main() -> None:
    folder, count, checks = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "source" / NAME).mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "bench"\n', encoding="utf-8")
    model = {f"field_{number}": f"given {number}" for number in range(checks)}
    nbformat.write(notebook(model, checks), folder / "source" / NAME / f"{NAME}.ipynb")
    run = [sys.executable, "-m", "nbgrader"]
    # nbgrader calls alembic by its name
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run([*run, "generate_assignment", NAME], cwd=folder, check=True, capture_output=True)
    for number in range(count):
        place = folder / "submitted" / f"team{number}" / NAME
        place.mkdir(parents=True)
        half = {name: text if n % 2 == number % 2 else "" for n, (name, text) in enumerate(model.items())}
        nbformat.write(notebook(half, checks), place / f"{NAME}.ipynb")
    start = time.perf_counter()
    subprocess.run([*run, "autograde", NAME], cwd=folder, check=True, capture_output=True)
    seconds = time.perf_counter() - start
    graded = len(list((folder / "autograded").glob(f"*/{NAME}/{NAME}.ipynb")))
    print(json.dumps({"seconds": seconds, "graded": graded}))


if __name__ == "__main__":
    main()
