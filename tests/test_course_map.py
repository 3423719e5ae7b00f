"""The map that a learner's progress is counted by: every question of every lesson once, the checks apart, pages that exist."""

from __future__ import annotations

import re
from pathlib import Path

from casework.course_map import course_map
from casework.paths import ROLES

ROOT = Path(__file__).parents[1]
WORDS = {role.lower().replace(" ", "_"): role for role in ROLES}


def test_every_question_is_counted_once_and_those_of_the_checks_are_not(course) -> None:
    found = course_map(course, lambda page: True, lambda page, title: title, WORDS)
    counted = [f"{theme['id']}/{slug}" for theme in found["themes"] for lesson in theme["lessons"] for slug in lesson["items"]]
    assert sorted(counted) == sorted(item.ref for item in course.items if not item.body.form)
    assert {ref for check in found["checks"].values() for ref in check["read"]} == {item.ref for item in course.items if item.body.form}
    pages = {lesson["page"] for theme in found["themes"] for lesson in theme["lessons"]}
    assert all(page in pages for check in found["checks"].values() for page in [check["page"], *check["read"].values()])


def test_a_language_counts_the_pages_it_has(course) -> None:
    found = course_map(course, lambda page: page.startswith("book/start/"), lambda page, title: title.upper(), WORDS)
    assert [theme["id"] for theme in found["themes"]] == ["start"] and found["themes"][0]["title"] == found["themes"][0]["title"].upper()
    assert set(found["checks"]) == {"a"}


def test_no_script_makes_a_name_of_its_own() -> None:
    """Every name that the browser keeps is made by keys.js, so that the page on privacy can name them all."""
    for path in sorted((ROOT / "src" / "casework" / "js").glob("*.js")):
        text = path.read_text(encoding="utf-8")
        if path.name not in ("keys.js", "theme.js"):
            assert not re.search(r"[\"'`]casework:(?!(?:forgotten|unkept|unreadable)[\"'])", text), path.name
    kinds = set(re.findall(r"^  (\w+): (?:true|false),", (ROOT / "src" / "casework" / "js" / "keys.js").read_text(encoding="utf-8"), re.M))
    used = {kind for path in (ROOT / "src" / "casework" / "js").glob("*.js") for kind in re.findall(r"\bkey\(\"(\w+)\"", path.read_text(encoding="utf-8"))}
    assert used <= kinds and {"item", "check", "case", "note", "read", "role", "place", "keep"} <= used
