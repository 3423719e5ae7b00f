"""What README and CONTRIBUTING name exists: paths, make verbs, commands, schemas."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from casework.cli import parser
from casework.schemas import rendered

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", "CONTRIBUTING.md"]
CODE = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"^```\n(.*?)^```$", re.S | re.M)
MADE = ("_build/", ".venv/")  # exists after a build or a setup, not in git


def words(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return CODE.findall(BLOCK.sub("", text))


def commands(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    lines = [line.split("#")[0].strip() for block in BLOCK.findall(text) for line in block.splitlines()]
    return [line for line in [*lines, *words(page)] if line.split(" ")[0] in ("make", "casework", "pytest", "python")]


@pytest.mark.parametrize("page", PAGES)
def test_every_path_named_exists(page: str) -> None:
    named = [w for w in words(page) if re.fullmatch(r"[\w.<>*-]+(/[\w.<>*-]*)+|[A-Z][\w.-]+\.?\w*|LICENSE.*", w) and not w.startswith(MADE)]
    missing = []
    for word in named:
        pattern = re.sub(r"<[a-z]+>", "*", word).rstrip("/")
        if not list(ROOT.glob(pattern)) and not list(ROOT.glob(f"book/*/{pattern}")):
            missing.append(word)
    assert missing == []
    assert len(named) >= 5


@pytest.mark.parametrize("page", PAGES)
def test_every_command_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    verbs = set(parser()._subparsers._group_actions[0].choices)
    for line in commands(page):
        program, *rest = line.split()
        if program == "make" and rest:
            assert rest[0] in targets, line
        if program == "casework" and rest:
            assert rest[0] in verbs, line
        if program == "pytest" and rest:
            assert (ROOT / rest[0]).exists(), line
        if program == "python" and rest:
            assert (ROOT / rest[0]).exists(), line
    assert commands(page)


def test_readme_images_exist() -> None:
    images = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert images and all((ROOT / image).exists() for image in images)


@pytest.mark.parametrize("name, text", rendered().items())
def test_schemas_are_fresh(name: str, text: str) -> None:
    """`casework schemas` rewrites them."""
    assert (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8") == text


def test_lock_is_universal_exact_and_names_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text and "--index-url" not in text
    entries = re.findall(r"^([a-zA-Z0-9._-]+)(\S*)", text, re.M)
    assert entries and all("==" in version for _, version in entries)
    assert text.count("--hash=sha256:") > len(entries)
    assert "sys_platform == 'win32'" in text
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    locked = {name.lower() for name, _ in entries}
    assert {re.match(r"[\w-]+", d)[0].lower() for d in groups} <= locked


def test_files_can_be_read_in_one_sitting() -> None:
    """Generated bundles, data and catalogues aside."""
    files = [p for pattern in ("src/**/*.py", "src/**/js/*.js", "src/**/css/*.css", "tests/**/*.py", "benchmarks/*.py", "tools/*") for p in ROOT.glob(pattern) if p.is_file()]
    lengths = {p.relative_to(ROOT).as_posix(): len(p.read_text(encoding="utf-8").splitlines()) for p in files}
    assert {name: n for name, n in lengths.items() if n > 400} == {}
