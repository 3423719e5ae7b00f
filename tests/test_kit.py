"""The kit: the same bytes from two builds, names that every system takes, a bound on its size, local texts only where asked for."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from casework.errors import ProblemsError
from casework.kit import LIMIT, LONGEST, check, packed, site_files, zipped
from casework.our_state import load_folder, topics

ROOT = Path(__file__).parents[1]
SOURCES = ("book", "exercises", "answers", "_config.yml", "_toc.yml", "LICENSE", "LICENSE-CONTENT", "THIRD-PARTY-NOTICES.md")


@pytest.fixture(scope="module")
def archive(site: Path, course) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(packed(site, course, {})))


def test_a_second_build_elsewhere_gives_the_same_bytes(site: Path, course, tmp_path: Path) -> None:
    """Nothing of the machine, the folder, the hour or the order of work gets into it."""
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("*.ipynb"))
        else:
            shutil.copy(source, copy / name)
    command = [sys.executable, "-m", "casework.cli", "kit", "--out", str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo"}
    result = subprocess.run(command, cwd=copy, capture_output=True, text=True, env=environment)
    assert result.returncode == 0, result.stderr[-3000:]
    path = next((tmp_path / "out").glob("*.zip"))
    assert path.name == f"{course.info.id}-{course.info.version}.zip"
    here, there = packed(site, course, {}), path.read_bytes()
    one, other = (zipfile.ZipFile(io.BytesIO(content)) for content in (here, there))
    assert one.namelist() == other.namelist()
    assert [name for name in one.namelist() if one.read(name) != other.read(name)] == []
    assert here == there
    total, name = path.with_name(f"{path.name}.sha256").read_text().split()
    assert (total, name) == (hashlib.sha256(there).hexdigest(), path.name)


def test_what_a_reader_needs_stands_in_the_root(archive: zipfile.ZipFile, course) -> None:
    names = archive.namelist()
    assert {"index.html", "README.txt", "sw.js", "manifest.webmanifest", "licences/LICENSE.txt"} <= set(names)
    assert "en/book/index.html" in names and "ar/book/index.html" in names
    readme = archive.read("README.txt").decode("utf-8-sig")
    assert course.info.title in readme and course.info.version in readme and "index.html" in readme and "{" not in readme
    assert "انقر" in readme and "\r\n" in readme


def test_the_zip_says_nothing_of_who_made_it(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    assert names == sorted(names)
    for entry in archive.infolist():
        assert entry.date_time == (1980, 1, 1, 0, 0, 0) and entry.external_attr >> 16 == 0o100644
        assert not entry.filename.startswith(("/", "..")) and len(entry.filename) <= LONGEST
    for name in names:
        if name.endswith((".html", ".js", ".css")):
            assert str(ROOT).encode() not in archive.read(name), name


def test_it_is_small_enough_for_a_mail(site: Path, course) -> None:
    assert len(packed(site, course, {})) <= LIMIT


def test_the_worker_lists_every_page_with_its_hash(archive: zipfile.ZipFile) -> None:
    from casework.offline import digest

    listed = json.loads(archive.read("sw.js").decode().split("=", 1)[1].split(";\n", 1)[0])["files"]
    pages = {name for name in archive.namelist() if name not in ("sw.js", "README.txt") and not name.startswith("licences/")}
    assert set(listed) == pages
    assert all(listed[name] == digest(archive.read(name)) for name in pages)


def test_local_texts_are_in_the_local_kit_and_nowhere_else(site: Path, course, tmp_path: Path) -> None:
    topic, page = next(iter(topics(course).items()))
    (tmp_path / f"{topic}.toml").write_text(
        'checked = 2026-11-01\nreviewer = "H. Marzan"\n[en]\nlaw = "Act Zebra-19."\n[ar]\nlaw = "القانون 19."\n', encoding="utf-8"
    )
    local = zipfile.ZipFile(io.BytesIO(packed(site, course, load_folder(tmp_path, course))))
    name = f"en/{page}.html"
    assert "Act Zebra-19." in local.read(name).decode() and "H. Marzan" in local.read(name).decode()
    public = site_files(site)
    assert not [name for name, content in public.items() if b"Zebra-19" in content]
    others = [name for name in local.namelist() if name in public and local.read(name) != public[name] and name not in ("sw.js", "manifest.webmanifest")]
    assert set(others) <= {name, f"ar/{page}.html"}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("a" * (LONGEST + 1), "long-path"), ("en/a:b.html", "path"), ("en/con.html", "path"), ("en/a.", "path"), ("en/a /b", "path"), ("en/é.html", "path"),
        ("en/a\\b", "path"), ('en/a"b', "path"), ("en/LPT1", "path"),
    ],
)  # fmt: skip
def test_a_name_that_some_system_refuses_is_told(name: str, rule: str) -> None:
    assert [problem.rule for problem in check({name: b"", "en/constitution.html": b"", "en/a.b-c_d.html": b""})] == [rule]


def test_names_that_differ_in_capitals_only_are_told() -> None:
    assert len(check({"en/A.html": b"", "en/a.html": b""})) == 2


def test_too_large_a_kit_is_refused_and_says_what_is_large() -> None:
    with pytest.raises(ProblemsError, match=r"at most 10,000,000.*more/film\.mp4"):
        zipped({"more/film.mp4": os.urandom(LIMIT + 1), "index.html": b"x"})


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right there")
def test_a_link_in_the_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    (tmp_path / "b.html").symlink_to(tmp_path / "a.html")
    with pytest.raises(ProblemsError, match="symbolic link"):
        site_files(tmp_path)
