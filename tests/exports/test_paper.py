"""Workbook, key and case bundles: print-ready HTML everywhere, and tagged PDFs with bookmarks, page numbers and embedded fonts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from casework.exports import paper as papers_module
from casework.exports.paper import papers, write_papers
from casework.exports.paper_book import LEFT_OUT
from casework.exports.paper_parts import Printed
from casework.html_text import plain

ROOT = Path(__file__).parents[2]
PAPER = ROOT / "_build" / "paper"
TRAINING = "TRAINING: enter no real case data"


@pytest.fixture(scope="session")
def html(site: Path) -> dict[str, Printed]:
    """Every paper of both languages as HTML, without a PDF: ``en/workbook`` → paper."""
    return {f"{language}/{one.name}": one for language in ("en", "ar") for one in papers(ROOT, language, ("workbook", "key", "cases"))}


@pytest.fixture(scope="session")
def arabic(site: Path) -> dict[str, PdfReader]:
    """The Arabic papers as PDF: some 70 pages of workbook, about 15 s."""
    write_papers(ROOT, ("ar",), ("workbook", "key", "cases"), built=True)
    return {path.stem: PdfReader(path) for path in (PAPER / "ar").glob("*.pdf")}


@pytest.fixture(scope="session")
def english(site: Path) -> PdfReader:
    """The whole English workbook, built once: about 100 s on two cores."""
    write_papers(ROOT, ("en",), ("workbook",), built=True)
    return PdfReader(PAPER / "en" / "workbook.pdf")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def titles(reader: PdfReader) -> list[str]:
    def walk(nodes: list) -> Iterator[str]:
        for node in nodes:
            yield from walk(node) if isinstance(node, list) else [node.title]

    return list(walk(reader.outline))


def fonts(reader: PdfReader) -> set[str]:
    found = set()
    for page in reader.pages:
        for one in (page["/Resources"].get("/Font") or {}).values():
            descendant = one.get_object().get("/DescendantFonts", [one])[0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"].get_object(), "a font is not embedded"
            found.add(str(one.get_object()["/BaseFont"]).split("+")[-1])
    return found


def test_the_workbook_asks_everything_and_answers_nothing(html: dict[str, Printed], course) -> None:
    text, key = (squeezed(re.sub("<[^>]+>", "", html[f"en/{name}"].html)) for name in ("workbook", "key"))
    from html import escape

    def shown(words: str) -> str:
        return squeezed(re.sub("<[^>]+>", "", escape(plain(words), quote=False)))

    text, key = text.replace("&#x27;", "'").replace("&quot;", '"'), key.replace("&#x27;", "'").replace("&quot;", '"')
    for item in course.items:
        assert shown(item.body.prompt) in text and shown(item.body.prompt) in key, item.ref
        for entry in item.body.entries():
            assert shown(entry.feedback.split("\n\n")[0]) in key, (item.ref, entry.reference)
            assert shown(entry.feedback) not in text, (item.ref, entry.reference)


def test_nothing_of_the_screen_is_left(html: dict[str, Printed]) -> None:
    for name, one in html.items():
        body = one.html[one.html.index("<body>") :]
        assert not re.search(r"<(script|input|select|textarea|button|form|details|template|iframe)\b", body), name
        ids = re.findall(r'\sid="([^"]+)"', body)
        assert len(ids) == len(set(ids)), name
        assert set(re.findall(r'href="#([^"]+)"', body)) <= set(ids), name
        assert not re.search(r'(?:href|src)="(?!#|https?:)', body), name


def test_covers_say_what_it_is(html: dict[str, Printed]) -> None:
    front = html["en/workbook"].front
    assert "self-study and workshops; not accredited" in front and re.search(r"Version \d+\.\d+\.\d+ · law checked up to \d{4}-\d\d-\d\d", front)
    assert TRAINING in html["en/workbook"].head and TRAINING in html["en/case-night-call"].head
    assert 'lang="ar" dir="rtl"' in html["ar/workbook"].head and "Not accredited" not in html["ar/workbook"].front


def test_arabic_papers_are_tagged_titled_and_embedded(arabic: dict[str, PdfReader]) -> None:
    assert set(arabic) == {"workbook", "key", "case-night-call"}
    for name, reader in arabic.items():
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"] and root["/Lang"] == "ar", name
        assert reader.metadata.title and titles(reader), name
        assert all(font.startswith(("Casework-Paper", "Casework-Signs")) for font in fonts(reader)), (name, fonts(reader))


def letters(text: str) -> list[str]:
    """The letters of each word, sorted: viewers read the letters of a ligature in either order, the words in one."""
    words = unicodedata.normalize("NFKC", re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)).split()
    return ["".join(sorted(letter for letter in word if letter.isalpha())) for word in words]


def test_arabic_reads_in_its_order(arabic: dict[str, PdfReader], html: dict[str, Printed]) -> None:
    """Headings come out of the PDF word by word as they are read."""
    if shutil.which("pdftotext") is None and not os.environ.get("CI"):
        pytest.skip("pdftotext was not found: install it (Debian: apt-get install poppler-utils) to run this test")
    text = subprocess.run(["pdftotext", str(PAPER / "ar" / "workbook.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    found = f" {' '.join(letters(text))} "
    headings = [re.sub("<[^>]+>", "", heading) for heading in re.findall(r"<h2[^>]*>(.*?)</h2>", html["ar/workbook"].html)]
    headings = [heading for heading in headings if not re.search("[\u064b-\u0652]", heading)]  # vowel signs stand on lines of their own
    assert len(headings) >= 10
    assert [heading for heading in headings if f" {' '.join(letters(heading))} " not in found] == []


def test_english_has_bookmarks_page_numbers_and_running_lines(english: PdfReader, course) -> None:
    root = english.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"] and root["/Lang"] == "en"
    marks = titles(english)
    for page in (page for page in course.lessons if page.docname not in LEFT_OUT):
        assert plain(page.title) in marks, page.docname
    text = [page.extract_text() for page in english.pages]
    assert all(TRAINING in page for page in text[1:]) and TRAINING not in text[0]
    contents = text[1] + text[2]
    number = int(re.search(r"Anatomy of a request[ .]*(\d+)", contents)[1])
    assert "Anatomy of a request" in text[number - 1]
    assert all(re.search(rf"\b{number}\b", page) for number, page in enumerate(text[1:], 2))


def test_same_input_same_bytes(arabic: dict[str, PdfReader]) -> None:
    before = (PAPER / "ar" / "case-night-call.pdf").read_bytes()
    write_papers(ROOT, ("ar",), ("cases",), built=True)
    assert (PAPER / "ar" / "case-night-call.pdf").read_bytes() == before


def test_without_weasyprint_the_html_is_written_and_the_way_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_module, "printer", lambda: (None, "weasyprint is not installed"))
    (PAPER / "ar" / "case-night-call.html").unlink(missing_ok=True)
    said: list[str] = []
    found = write_papers(ROOT, ("ar",), ("cases",), built=True, say=said.append)
    assert [path.suffix for path in found] == [".html"] and found[0].exists()
    assert "pip install 'casework[paper]'" in said[-1] and "apt-get install libpango" in said[-1]


def test_a_language_that_is_not_there_is_told(site: Path) -> None:
    from casework.errors import ProblemsError

    with pytest.raises(ProblemsError, match="Name one of en, ar"):
        write_papers(ROOT, ("fr",), ("cases",), built=True)
