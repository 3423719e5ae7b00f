"""What questions cost the author: a cold build with and without them, a rebuild after one changed item, and lint."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from common import BENCH, ROOT, emit, median

DIRECTIVE = re.compile(r"^```\{(?:quiz|check)\}.*?^```$", re.M | re.S)
RUNS = 2
KEEP = ("book", "exercises", "answers", "_config.yml", "_toc.yml")


def copied(name: str, questions: bool) -> Path:
    """The course alone in a folder of its own, with or without its quiz directives."""
    folder = BENCH / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for part in KEEP:
        source = ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, folder / part)
    if not questions:
        for page in folder.glob("book/*/*.md"):
            page.write_text(DIRECTIVE.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def timed(arguments: list[str], folder: Path) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", *arguments], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def build(folder: Path) -> float:
    return timed(["from jupyter_book.cli.main import main; main()", "build", "."], folder)


def main() -> None:
    times: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(RUNS):
        for questions in (False, True):
            folder = copied(f"build-{questions}", questions)
            times[questions].append(build(folder))
    emit("build/cold/with-against-without-questions", median(times[True]), "s", median(times[False]), "limit of the ratio: 1.15; English, all pages")
    folder = BENCH / "build-True"
    item = folder / "book/borders/quiz/six-documents.toml"
    item.write_text(item.read_text(encoding="utf-8").replace("order = ", "order = 1", 1), encoding="utf-8")
    emit("build/one-changed-item", build(folder), "s", 10)
    lint = [timed(["from casework.cli import main; main(['lint'])"], folder) for _ in range(3)]
    emit("lint/everything", median(lint), "s", 2)


if __name__ == "__main__":
    main()
