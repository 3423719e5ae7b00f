"""The unpacked kit by double click, with no network: an answer, the other language, a provision."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from casework.kit import packed
from casework.our_state import load_folder, topics

LESSON = "book/mutual-legal-assistance/anatomy-of-a-request"


@pytest.fixture(scope="module")
def unpacked(site: Path, course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("a stick") / "kit"
    local = tmp_path_factory.mktemp("local")
    topic = next(topic for topic, page in topics(course).items() if page.startswith("book/mutual-legal-assistance/"))
    (local / f"{topic}.toml").write_text('checked = 2026-11-01\nreviewer = "H. Marzan"\n[en]\nlaw = "Act Zebra-19."\n', encoding="utf-8")
    zipfile.ZipFile(io.BytesIO(packed(site, course, load_folder(local, course)))).extractall(folder)
    return folder


def test_a_double_click_is_enough(unpacked: Path, browser) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.goto((unpacked / "index.html").as_uri())
    page.click("text=English")
    page.goto((unpacked / "en" / f"{LESSON}.html").as_uri())
    form = page.locator("form.item").first
    form.locator("input").first.check(force=True)
    form.locator("button[type=submit]").click()
    assert form.locator(".item-outcome").inner_text()
    link = page.locator("article a.law:visible").first
    link.hover()
    page.locator("[role=tooltip], .law-popover").first.wait_for(state="visible")
    page.keyboard.press("Escape")
    page.click(".language-link")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("form.item").first.locator(".item-feedback").first.wait_for(state="visible")
    page.goto((unpacked / "en" / "book" / "offline.html").as_uri())
    assert "from a folder" in page.inner_text(".offline-page")
    context.close()
    assert wrong == []


def test_the_states_own_box_is_filled_and_others_are_lines(unpacked: Path, course, page) -> None:
    for topic, docname in topics(course).items():
        page.goto((unpacked / "en" / f"{docname}.html").as_uri())
        box = page.locator(f"aside:has(#our-state-{topic})")
        assert box.locator(".our-state-parts > div").count() == 4
        assert box.locator(".our-state-line").count() in (0, 4)
    filled = [topic for topic, docname in topics(course).items() if "Zebra-19" in (unpacked / "en" / f"{docname}.html").read_text(encoding="utf-8")]
    assert len(filled) == 1
