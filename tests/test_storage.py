"""The list of what is kept is the whole of it: every name that a script can write is listed, and nothing is listed that none writes."""

from __future__ import annotations

import re
from pathlib import Path

from casework.storage import FILES_KEPT_BY, KEPT, STORES
from casework.translation import interface_texts

SOURCES = Path(__file__).parents[1] / "src" / "casework" / "js"
OTHER_STORES = ("sessionStorage", "indexedDB", "document.cookie", "caches.", "cookieStore", "showSaveFilePicker", "navigator.storage")


def kinds() -> set[str]:
    """The kinds of names that ``js/keys.js`` makes; no other script makes one."""
    text = (SOURCES / "keys.js").read_text(encoding="utf-8")
    return set(re.findall(r"^  (\w+): (?:true|false),", text, re.M))


def test_every_kind_of_name_is_listed() -> None:
    # set aside under another name, and the look, which belongs to no course
    apart = {"unreadable", "theme"}
    assert kinds() == set(KEPT) - apart, "add it to src/casework/storage.py, with a sentence in interface-study.toml [storage]"
    assert 'ASIDE = ":unreadable"' in (SOURCES / "keys.js").read_text(encoding="utf-8")


def test_no_script_makes_a_name_of_its_own() -> None:
    for path in SOURCES.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        own = re.findall(r"""[`"']casework:(?:\$\{[^}]*\}:|theme)[^`"']*[`"']""", text)
        assert own == [] or path.name in ("keys.js", "theme.js"), path.name


def test_scripts_use_no_other_store() -> None:
    for path in SOURCES.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert [name for name in OTHER_STORES if name in text and name not in STORES and not (name == "caches." and path.name in FILES_KEPT_BY)] == [], path.name


def test_every_name_has_its_sentence() -> None:
    assert {f"kept_{key}" for key in KEPT} | {"kept_name", "kept_what"} == set(interface_texts()["storage"])
