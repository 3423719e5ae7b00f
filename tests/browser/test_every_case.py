"""Every case, from a file as after a double click: worked on with the keyboard, kept, saved, begun again, opened; its paper, print and key."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from casework.answer_text import write
from casework.answers import normalise, parse
from casework.case_rules import lint_case
from casework.cases import Case, Field, case_slugs, load_case
from casework.exports.docx import WORDS, blocks, fill
from casework.html_case import judging, render
from casework.html_text import inline, plain
from casework.criteria import judge
from tests.browser.case_page import COURSE, ROOT, model, prepared, write_case_page
from tests.browser.test_case_page import check, open_file

SLUGS = case_slugs(ROOT)
TINY = ROOT / "tests" / "data" / "cases" / "tiny"
every_case = pytest.mark.parametrize("slug", SLUGS)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {slug: write_case_page(tmp_path_factory.mktemp(slug), slug=slug) for slug in SLUGS}


def go(page: Any, path: Path) -> Any:
    page.goto(path.as_uri())
    page.wait_for_selector(".case.awake")
    return page


def kept(page: Any, slug: str) -> dict[str, Any]:
    return json.loads(page.evaluate("name => localStorage.getItem(name)", f"casework:{COURSE}:case:{slug}"))["answer"]


def decide_by_keyboard(page: Any, case: Case) -> None:
    """The last choice of each decision, and decide: Tab, Space, arrows and Enter only. A closed one is gone on with."""
    for one in case.decisions:
        form = page.locator(f'[data-decision="{one.id}"]')
        if form.locator("button.resume").count():
            form.locator("button.resume").press("Enter")
        form.locator("input").first.focus()
        for _ in one.choices[1:]:
            page.keyboard.press("ArrowDown" if one.interaction == "single" else "Tab")
        if not form.locator("input").last.is_checked():
            page.keyboard.press("Space")
        page.keyboard.press("Tab")
        while page.evaluate("!document.activeElement.matches('button.decide')"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert form.locator(".item-feedback").count()


def fill_fields(page: Any, case: Case) -> list[Field]:
    """Something in the first field of each simple kind, and a row."""
    found = {}
    for field in case.fields:
        if field.kind in found:
            continue
        place = page.locator(f'[data-field="{field.id}"]')
        if field.kind in ("line", "text"):
            place.locator("input, textarea").press_sequentially("Written: “so”.")
        elif field.kind == "date":
            place.locator("input").fill("2026-11-03")
        elif field.kind in ("choice", "choices", "check"):
            place.locator("input").first.press("Space")
        elif field.kind == "rows":
            if not place.locator(".row").count():
                place.locator(".row-add").press("Enter")
            cell = place.locator(".row").first.locator("select, input[type=text], textarea").first
            if cell.evaluate("node => node.tagName") == "SELECT":
                cell.select_option(index=1)
            else:
                cell.fill("First")
        else:
            continue
        found[field.kind] = field
    return list(found.values())


def work_through(page: Any, case: Case, path: Path, tmp_path: Path) -> None:
    go(page, path)
    decide_by_keyboard(page, case)
    fields = fill_fields(page, case)
    assert len(fields) >= 3
    before = kept(page, case.slug)
    for one in case.decisions:
        last = one.choices[-1].id
        assert before["decisions"][one.id] == (last if one.interaction == "single" else [last])
    assert all(before["request"][field.id] != field.blank for field in fields)
    page.reload()
    page.wait_for_selector(".case.awake")
    assert kept(page, case.slug) == before and page.locator(".item-feedback").count() >= len(case.decisions)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").press("Enter")
    content = Path(download.value.path()).read_bytes()
    again = page.get_by_role("button", name="Start this case again")
    again.press("Enter")
    again.press("Enter")
    page.reload()
    page.wait_for_selector(".case.awake")
    assert page.locator(".item-feedback").count() == 0 and page.locator(".case-notice").is_hidden()
    assert open_file(page, content, tmp_path).startswith("The file is open")
    assert kept(page, case.slug) == before
    # the file that is handed in is the one that Python judges
    data, text, problems = parse(content, "answer.toml")
    answer, wrong = normalise(data or {}, case, "answer.toml", text)
    assert answer and not problems and not wrong and answer.decisions == before["decisions"] and answer.request == before["request"]
    check(page)
    shown = dict(page.locator("li[data-criterion]").evaluate_all("nodes => nodes.map(n => [n.dataset.criterion, n.className.split('verdict-')[1]])"))
    assert shown == {verdict.id: verdict.outcome.replace(" ", "-") for verdict in judge(case, answer)}


@every_case
def test_work_is_kept_saved_begun_again_and_opened(slug: str, page: Any, pages: dict[str, Path], tmp_path: Path) -> None:
    case, problems = load_case(ROOT, slug)
    assert case and not problems
    work_through(page, case, pages[slug], tmp_path)


def same_paper(page: Any, case: Case, root: Path, cite: Any, tmp_path: Path) -> None:
    """The paper from the page and from Python are the same bytes, and a word processor's parser opens every part."""
    answer = model(case, root=root)
    assert open_file(page, write(answer, case).encode(), tmp_path).startswith("The file is open")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Word").click()
    saved = zipfile.ZipFile(Path(download.value.path()))
    python = zipfile.ZipFile(io.BytesIO(fill(list(blocks(case, answer, WORDS, cite)), "en")))
    assert saved.testzip() is None and saved.namelist() == python.namelist()
    for name in saved.namelist():
        assert saved.read(name) == python.read(name)
        ElementTree.fromstring(saved.read(name))
    text = " ".join(ElementTree.fromstring(saved.read("word/document.xml")).itertext())
    assert (case.document or case.title) in text
    headers = "".join(saved.read(name).decode() for name in saved.namelist() if name.startswith("word/header"))
    assert "TRAINING DOCUMENT" in headers


@every_case
def test_the_paper_leaves_as_word_alike_from_page_and_python(slug: str, page: Any, pages: dict[str, Path], tmp_path: Path) -> None:
    case, page_of, _ = prepared(slug=slug)
    go(page, pages[slug])
    same_paper(page, case, ROOT, page_of.renderer.citation, tmp_path)


def bare(text: str) -> str:
    """Text without markup, entities and line ends."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


@every_case
def test_neither_model_nor_debrief_is_part_of_the_page(slug: str) -> None:
    case, page_of, _ = prepared(slug=slug)
    markup = bare(render(case, page_of))
    written = [value for value in model(case).request.values() if isinstance(value, str) and len(value) > 80]
    written += [cell for rows in model(case).request.values() if isinstance(rows, list) for row in rows if isinstance(row, dict)
                for cell in row.values() if isinstance(cell, str) and len(cell) > 60]  # fmt: skip
    told = [part for part in case.debrief.split("\n\n") if len(part) > 80 and "{law}" not in part[:80]]
    assert written and told
    for text in [*written, *told]:
        assert bare(inline(" ".join(text.split()))[:60]) not in markup
        assert plain(text)[:60] not in markup
    assert "debrief.html" in render(case, page_of)
    apart = bare(judging(case, page_of)["texts"])
    assert not any(plain(text)[:60] in apart for text in told)


@every_case
def test_every_print_has_the_training_header_on_each_sheet(slug: str, page: Any, pages: dict[str, Path]) -> None:
    from pypdf import PdfReader

    go(page, pages[slug])
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert len(sheets) > 4
    assert [number for number, text in enumerate(sheets) if "TRAINING DOCUMENT" not in text] in ([], [0])


def test_a_ninth_case_is_data_only(page: Any, tmp_path: Path) -> None:
    """A case in a temporary folder, under a name that no code knows: linted, drawn, worked on, judged, set on paper."""
    course = tmp_path / "course"
    for half in ("exercises", "answers"):
        shutil.copytree(TINY / half / "tiny", course / half / "ninth")
    shutil.copy(TINY / "exercises" / "world.toml", course / "exercises")
    for path in course.rglob("answer*.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace('case = "tiny"', 'case = "ninth"'), encoding="utf-8")
    for path in course.rglob("case.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace("A lent book", "A ninth case"), encoding="utf-8")
    assert case_slugs(course) == ["ninth"] and lint_case(course, "ninth") == []
    assert not [path for path in course.rglob("*") if path.suffix in (".py", ".js", ".css")]
    case, page_of, _ = prepared(slug="ninth", root=course)
    assert {verdict.outcome for verdict in judge(case, model(case, root=course))} <= {"met", "not applicable"}
    (tmp_path / "site").mkdir()
    path = write_case_page(tmp_path / "site", slug="ninth", root=course)
    work_through(page, case, path, tmp_path)
    assert page.get_by_role("heading", name="A ninth case").is_visible()
    same_paper(page, case, course, page_of.renderer.citation, tmp_path)
    page.goto((tmp_path / "site" / "_static" / "casework" / "file.html").as_uri())
    assert page.get_by_role("heading", name="The reader's note").is_visible()
