"""Stores to test with: a SQLite file, and a throw-away PostgreSQL cluster of this machine's own package."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(found) for found in [shutil.which("initdb")] if found]
NO_POSTGRES = "no PostgreSQL was found: install one (Debian: apt-get install postgresql) to run this test"


def as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if hasattr(os, "geteuid") and os.geteuid() == 0 else command


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of an empty PostgreSQL database that is gone after the run."""
    if not POSTGRES:
        if os.environ.get("CI"):
            pytest.fail(NO_POSTGRES, pytrace=False)
        pytest.skip(NO_POSTGRES)
    programs, port = POSTGRES[-1].parent, free_port()
    folder = Path(tempfile.mkdtemp(prefix="casework-postgres-"))
    if as_postgres([]):
        shutil.chown(folder, "postgres")
    data = folder / "data"
    quiet = {"check": True, "capture_output": True, "cwd": folder, "timeout": 120}
    subprocess.run(as_postgres([str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"]), **quiet)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=50"
    # started without pipes: the server inherits them and would keep us waiting
    start = as_postgres([str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"])
    subprocess.run(start, check=True, cwd=folder, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    subprocess.run(as_postgres([str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]), **quiet)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a fresh room can be kept, once for each store."""
    if request.param == "sqlite":
        return str(tmp_path / "room.sqlite")
    server = request.getfixturevalue("postgres")
    import psycopg

    name = "room_" + "".join(c if c.isalnum() else "_" for c in tmp_path.name.lower())[-40:]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture
def opened(address: str) -> Iterator[Callable[..., object]]:
    """Opens the store again and again; closes all at the end."""
    from casework.room.store import open_store

    found = []

    def again(room: str = "room") -> object:
        found.append(open_store(address, room))
        return found[-1]

    yield again
    for store in found:
        store.close()



@pytest.fixture(scope="session")
def course_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course with a plan for tests and a built site of three pages."""
    from tests.room.running import PLAN, ROOT

    folder = tmp_path_factory.mktemp("course")
    for name in ("book", "exercises", "answers"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("_toc.yml", "_config.yml"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "tests.toml").write_text(PLAN, encoding="utf-8")
    site = folder / "_build" / "site"
    (site / "en" / "book").mkdir(parents=True)
    (site / "index.html").write_text("<p>Choose", encoding="utf-8")
    (site / "en" / "book" / "index.html").write_text("<h1>The book</h1>", encoding="utf-8")
    return folder


@pytest.fixture
def room(course_root: Path, tmp_path: Path) -> Iterator[object]:
    """A room on SQLite that has not begun."""
    from tests.room.running import Room

    found = Room(course_root, str(tmp_path / "room.sqlite"), ["--plan", "tests.toml"]).start()
    yield found
    found.stop()
