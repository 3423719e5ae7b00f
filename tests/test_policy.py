"""Every page of the built site carries the policy, and holds nothing that the policy would stop."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from casework.policy import HEADERS, POLICY

ROOT = Path(__file__).parents[1]
DATA = {"application/json"}  # blocks of data are no scripts
LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data", "embed": "src", "audio": "src", "video": "src"}


class Reader(HTMLParser):
    """What a page holds that a policy is about: ``policies``, ``wrong`` and the files it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.policies: list[str] = []
        self.wrong: list[str] = []
        self.loads: list[str] = []
        self.before: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "meta" and (values.get("http-equiv") or "").lower() == "content-security-policy":
            self.policies.append(values["content"] or "")
        elif not self.policies and tag in ("script", "link", "img", "style"):
            self.before.append(tag)  # loaded before the policy holds
        self.wrong += [f"<{tag} {name}>" for name, value in attributes if name.startswith("on") or name in ("style", "srcdoc") or (value or "").strip().lower().startswith("javascript:")]
        if tag == "style" or (tag == "script" and not values.get("src") and values.get("type") not in DATA) or tag in ("base", "object", "embed", "iframe"):
            self.wrong.append(f"<{tag}>")
        address = values.get(LOADING.get(tag, "")) or (values.get("href") if tag == "link" and values.get("rel") in ("stylesheet", "icon", "manifest", "preload") else None)
        if address:
            self.loads.append(address)


def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def test_every_page_carries_the_policy_and_breaks_none_of_it(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 150
    found = {page.relative_to(site).as_posix(): read(page) for page in pages}
    assert {name: page.policies for name, page in found.items() if page.policies != [POLICY]} == {}
    assert {name: page.wrong for name, page in found.items() if page.wrong} == {}
    assert {name: page.before for name, page in found.items() if page.before} == {}
    assert {name: page.loads for name, page in found.items() if any(":" in address or address.startswith("//") for address in page.loads)} == {}


def test_every_file_that_a_page_loads_is_there(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert [address for address in read(page).loads if not (page.parent / address).exists()] == [], page


@pytest.mark.parametrize(
    "markup",
    ["<script>x()</script>", "<p onclick=x()>", "<p style='color:red'>", "<style>p{}</style>", "<a href='javascript:x()'>", "<base href='/'>", "<iframe srcdoc='x'></iframe>"],
)
def test_the_reader_sees_what_a_policy_stops(markup: str) -> None:
    reader = Reader()
    reader.feed(markup)
    assert reader.wrong


def test_the_policy_allows_nothing_inline_and_nobody_else() -> None:
    parts = dict(part.split(" ", 1) for part in POLICY.split("; "))
    assert parts["default-src"] == parts["base-uri"] == "'none'" and "connect-src" not in parts
    assert {value for kind, value in parts.items() if kind not in ("default-src", "base-uri")} == {"'self'"}
    assert HEADERS["Content-Security-Policy"].startswith(f"{POLICY}; frame-ancestors")
