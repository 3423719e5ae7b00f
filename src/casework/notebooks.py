"""``casework lab``: an exercise as a live notebook.

Exercises are Markdown notebooks, which JupyterLab opens as text; so learners get a generated ``<slug>.ipynb`` beside it (not in
git), opened in JupyterLab's simple view. Inside, the case is a real ipywidget and the kernel sees every answer.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from casework.errors import Problem, ProblemsError


def write_notebook(root: Path, slug: str) -> Path:
    """Write ``exercises/<slug>/<slug>.ipynb`` from ``exercise.md`` and return its path."""
    source = root / "exercises" / slug / "exercise.md"
    if not source.exists():
        known = ", ".join(sorted(path.parent.name for path in (root / "exercises").glob("*/exercise.md"))) or "none yet"
        raise ProblemsError([Problem(f"exercises/{slug}", "no-case", "there is no such case.", f"Name one of: {known}.")])
    import nbformat
    from myst_nb.core.read import read_myst_markdown_notebook
    from myst_parser.config.main import MdParserConfig

    book = read_myst_markdown_notebook(source.read_text(encoding="utf-8"), config=MdParserConfig(), path=str(source))
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for cell in book.cells:
        if cell.cell_type == "code" and cell.source.rstrip().endswith(f'case("{slug}")'):
            cell.source = cell.source.rstrip().removesuffix(f'case("{slug}")') + f'answer = case("{slug}")\nanswer'
    path = source.with_name(f"{slug}.ipynb")
    nbformat.write(book, path)
    return path


def lab(root: Path, slug: str, say: Callable[[str], None] = print, open_browser: bool = True) -> int:
    """Start JupyterLab with the exercise's notebook; ends with it."""
    path = write_notebook(root, slug)
    say(f"Opening {path.relative_to(root).as_posix()} in JupyterLab. Press Ctrl-C twice to stop it.")
    options = ["--ServerApp.root_dir", str(root), f"--LabApp.default_url=/lab/tree/{path.relative_to(root).as_posix()}"]
    options += [] if open_browser else ["--no-browser"]
    options += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return subprocess.run([sys.executable, "-m", "jupyterlab", *options]).returncode
