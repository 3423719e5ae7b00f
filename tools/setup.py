"""The Makefile's verbs for who has no ``make``: ``python tools/setup.py [study|build|test|lint]``.

Needs only Python's standard library. Without a verb it makes the environment in ``.venv/`` from ``requirements.lock``.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv"
BIN = FOLDER / ("Scripts" if sys.platform == "win32" else "bin")
STAMP = FOLDER / ".ready"


def python() -> str:
    return str(BIN / ("python.exe" if sys.platform == "win32" else "python"))


def setup() -> None:
    """Make or refresh the environment; quick when nothing changed."""
    needed = max((ROOT / name).stat().st_mtime for name in ("requirements.lock", "pyproject.toml"))
    if STAMP.exists() and STAMP.stat().st_mtime > needed:
        return
    if not Path(python()).exists():
        print("Making the environment in .venv/ …", flush=True)
        venv.create(FOLDER, with_pip=True)
    print("Installing what the lock names (about 1 GB, once) …", flush=True)
    pip = [python(), "-m", "pip", "install", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")], check=True, cwd=ROOT)
    subprocess.run([*pip, "--quiet", "--no-deps", "--no-build-isolation", "-e", "."], check=True, cwd=ROOT)
    STAMP.touch()
    print("Ready.", flush=True)


def main(verb: str = "") -> int:
    if sys.version_info < (3, 11):
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
        return 1
    try:
        setup()
    except subprocess.CalledProcessError as error:
        print(f"The installation stopped ({error.returncode}); the lines above say why. Run the same command again once that is mended.")
        return 1
    if not verb:
        return 0
    commands = {
        "test": ["-m", "pytest", "-n", "2", "--dist", "loadfile"],
        **{name: ["-m", "casework.cli", name] for name in ("study", "build", "lint")},
    }
    if verb not in commands:
        print(f"“{verb}” is no verb here; there are: {', '.join(commands)}.")
        return 2
    try:
        return subprocess.run([python(), *commands[verb]], cwd=ROOT).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
