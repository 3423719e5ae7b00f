"""The guide for facilitators says what is true of the ready plans and of the command line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from casework.cli import parser

ROOT = Path(__file__).parents[1]
PLANS = ROOT / "book" / "plans"
PAGES = sorted((ROOT / "book" / "facilitate").glob("*.md"))
ROW = re.compile(r"^\| ([^|`]+) \| (\d+) h (\d+) min \|", re.M)


@pytest.mark.skipif(not PLANS.exists(), reason="this course has no plans")
def test_the_table_of_plans_is_that_of_the_files() -> None:
    text = (ROOT / "book" / "facilitate" / "index.md").read_text(encoding="utf-8")
    told = {title: int(hours) * 60 + int(minutes) for title, hours, minutes in ROW.findall(text)}
    plans = [tomllib.loads(path.read_text(encoding="utf-8")) for path in PLANS.glob("*.toml")]
    assert told == {plan["title"]: round(sum(step["minutes"] for step in plan["steps"])) for plan in plans}
    assert all(path.stem in text for path in PLANS.glob("*-day.toml"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_read_in_some_minutes_and_names_real_commands(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    prose = re.sub(r"^\|.*$", "", text, flags=re.M)
    assert 600 <= len(re.findall(r"\w[\w’'-]*", prose)) <= 1100
    verbs = set(parser()._subparsers._group_actions[0].choices) | {"room"}  # the room comes with its extra
    assert {verb for verb in re.findall(r"`casework (\w+)", text)} <= verbs


def test_the_guide_has_its_five_pages() -> None:
    assert [page.stem for page in PAGES] == ["after", "difficult-moments", "during", "index", "room-and-network"]
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    assert all(f"file: book/facilitate/{page.stem}" in toc for page in PAGES)
