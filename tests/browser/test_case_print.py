"""A case for paper: the case file, and the facilitator's pack, as they lie beside the page; printed by Chromium."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from casework.cases import case_slugs
from casework.html_case_print import bundle, pack
from casework.html_text import plain
from tests.browser.case_page import ROOT, prepared, write_case_page
from tests.test_html_case import seen

PAPER = ("file", "facilitator")


@pytest.fixture(scope="module", params=["en", "ar"])
def folder(request: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    made = tmp_path_factory.mktemp(request.param)
    write_case_page(made, request.param)
    return request.param, made / "_static" / "casework"


def sheets(page: Any) -> list[str]:
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages]


@pytest.mark.parametrize("name", PAPER)
def test_each_sheet_has_the_header_and_each_paper_a_sheet(name: str, folder: tuple[str, Path], page: Any) -> None:
    language, place = folder
    case, page_of, _ = prepared(language)
    page.goto((place / f"{name}.html").as_uri())
    page.wait_for_load_state("load")
    found = sheets(page)
    # a PDF has Arabic in its own order and forms: count sheets by their numbers, and look for the words in English
    assert len(found) >= len(case.documents) + 1 and all(f"{number} / {len(found)}" in text or f"{len(found)} / {number}" in text for number, text in enumerate(found, 1))
    if language == "en":
        assert all(page_of.words["training_header"] in " ".join(text.split()) for text in found)
        starts = [[n for n, text in enumerate(found) if f"{number}. {one.title}" in " ".join(text.split())] for number, one in enumerate(case.documents, 1)]
        assert all(starts) and len({pages[-1] for pages in starts}) == len(case.documents)
    else:
        heads = {text.replace(f"{len(found)} / {number}", "").replace(f"{number} / {len(found)}", "").strip().split("\n")[0] for number, text in enumerate(found, 1)}
        assert any("تدريبية" in head for head in heads) and all("تدريبية" in text for text in found)


@pytest.mark.parametrize("name", PAPER)
def test_on_a_screen_it_is_accessible_and_narrow(name: str, folder: tuple[str, Path], page: Any) -> None:
    page.goto((folder[1] / f"{name}.html").as_uri())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        result = Axe().run(page, options={"preload": False})
        assert result.violations_count == 0, (scheme, result.generate_report()[:3000])
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.locator("nav a").last.click()
    assert page.url.endswith(f"#paper-{page.locator('nav a').count()}")


@pytest.mark.parametrize("slug", case_slugs(ROOT))
def test_the_papers_are_whole_and_hold_no_key(slug: str) -> None:
    case, page_of, _ = prepared(slug=slug)
    for make in (bundle, pack):
        markup = make(case, page_of)
        found = seen(markup)
        text = " ".join(" ".join(found.text).split())
        assert len(found.ids) == len(set(found.ids)) and set(found.references) <= set(found.ids)
        assert "script" not in found.tags and "style=" not in markup
        assert all(plain(one.title) in text for one in case.documents) and page_of.words["training_header"] in text
        told = [part for part in case.debrief.split("\n\n") if len(part) > 80 and "{law}" not in part[:80]]
        assert not any(plain(part)[:60] in text for part in told)
        assert not any(plain(criterion.otherwise)[:50] in text for criterion in case.criteria)
    sheet = " ".join(" ".join(seen(pack(case, page_of)).text).split())
    for decision in case.decisions:
        assert plain(decision.prompt)[:40] in sheet and all(plain(choice.text)[:40] in sheet for choice in decision.choices)
    assert all(plain(field.label) in sheet for field in case.fields)
    assert plain(case.facilitator.split("\n\n")[-1])[:50] in sheet and plain(case.facilitator.split("\n\n")[-1])[:50] not in bundle(case, page_of)


def test_the_case_page_leads_to_both(folder: tuple[str, Path], page: Any) -> None:
    page.goto((folder[1].parents[1] / "case.html").as_uri())
    assert [link.get_attribute("href") for link in page.locator(".case-papers a").all()] == ["file.html", "facilitator.html"]
