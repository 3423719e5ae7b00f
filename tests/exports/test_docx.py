"""The drafted paper: the same bytes for the same answer, well-formed whatever was typed, and right-to-left where it must be."""

from __future__ import annotations

import importlib.util
import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from casework.answers import blank, patched, read
from casework.cases import load_case
from casework.exports.docx import KINDS, TEMPLATE, clean, request_docx, stretches, template

COURSE = Path(__file__).parents[1] / "data" / "cases" / "tiny"
CASE, _ = load_case(COURSE, "tiny")
MODEL, _ = read(COURSE / "answers" / "tiny" / "answer.toml", CASE, COURSE)
ARABIC, _ = read(COURSE / "answers" / "tiny" / "answer.ar.toml", CASE, COURSE)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(data: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
        return ElementTree.fromstring(archive.read("word/document.xml"))[0]


def lines(data: bytes) -> list[tuple[str, str]]:
    """(style, text) of each paragraph, those in cells too."""
    found = []
    for paragraph in body(data).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        found.append((style, "".join(text.text or "" for text in paragraph.iter(f"{W}t"))))
    return found


def test_the_template_is_what_its_maker_makes(root, tmp_path):
    spec = importlib.util.spec_from_file_location("build_request", root / "tools" / "build-request.py")
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert maker.build(tmp_path / "request.docx").read_bytes() == TEMPLATE.read_bytes()


def test_each_prototype_stands_on_one_line():
    rows = template()["word/document.xml"].split("\n")
    for name in (*KINDS, "cell", "column"):
        assert sum(f"{{{{{name}}}}}" in row for row in rows) == 1


def test_the_paper_follows_the_form():
    found = lines(request_docx(CASE, MODEL, cite=lambda ref: ref))
    assert found[:6] == [
        ("Title", "Request for a loan"), ("To", "To: Library of Daloria"), ("Heading1", "1. The book"),
        ("Label", "Title"), ("Text", "The Harbour"), ("Label", "Reason"),
    ]  # fmt: skip
    assert {("Text", text) for text in ("On paper", "The text", "Yes", "2026-03-01T19:40:00Z")} <= set(found)
    assert [text for style, text in found if style == "Column"] == ["Name", "Since", "Member", "Group"]
    assert [text for style, text in found if style == "Cell"] == ["Nour", "2020-01-01", "Yes", "Adult"]


def test_what_is_blank_is_said_to_be():
    found = lines(request_docx(CASE, blank(CASE)))
    assert found.count(("Blank", "Not filled in")) == 8
    assert ("Text", "No") in found
    assert not any("{{" in text for _, text in found)


def test_provisions_stand_under_their_section(root, course):
    case, _ = load_case(root, course.cases[0])
    found = lines(request_docx(case, blank(case), cite=lambda ref: f"<{ref}>"))
    assert any(style == "Source" and "<" in text for style, text in found)


def test_both_languages_warn_on_every_page():
    header = template()["word/header1.xml"]
    assert "TRAINING DOCUMENT: enter no real case data" in header and "وثيقة تدريبية" in header


def test_the_same_answer_gives_the_same_bytes():
    data = request_docx(CASE, MODEL)
    assert data == request_docx(CASE, MODEL)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        assert archive.namelist()[0] == "[Content_Types].xml"


HOSTILE = ["<w:p>&amp;</w:t>", "a]]>", "{{title}}", "\\1\\g<0>", "nul\x00\x0b\x1f\x7f", "\ufffe\uffff", "\ud800", "\u202eevil\u2066",
           "tab\there", "a\n\n\nb", "\n", "é😀", "x" * 30_000]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_was_typed_stays_text(text, language):
    row = {"name": text, "since": text, "member": False, "group": ""}
    data = request_docx(CASE, patched(MODEL, {}, {"title": text, "reason": text, "readers": [row, row]}), language)
    found = lines(data)
    words = " ".join(part for _, part in found)
    words = words.replace("\u200e", "").replace("\u200f", "")
    for line in clean(text).split("\n"):
        assert line in words
    assert not set("\u202e\u2066\x00") & set(words)


def test_a_right_to_left_paper():
    case = CASE.translated(lambda text: "نص" if text != "Library of Daloria" else "مكتبة Daloria (2)")
    data = request_docx(case, ARABIC, "ar", {"To": "إلى", "Yes": "نعم", "No": "لا", "Not filled in": "لم يملأ"}.__getitem__)
    root = body(data)
    for paragraph in root.iter(f"{W}p"):
        assert paragraph.find(f"{W}pPr/{W}bidi").get(f"{W}val") == "1"
    assert root.find(f"{W}sectPr/{W}bidi").get(f"{W}val") == "1"
    assert root.find(f".//{W}bidiVisual").get(f"{W}val") == "1"
    runs = [("".join(t.text for t in run.iter(f"{W}t")).strip("\u200e\u200f"), run.find(f"{W}rPr/{W}rtl").get(f"{W}val")) for run in root.iter(f"{W}r")]
    # the words run right to left; names and codes in Latin letters, dates and numbers from left to right
    assert runs[1:6] == [("إلى: مكتبة ", "1"), ("Daloria", "0"), (" (", "1"), ("2", "0"), (")", "1")]
    assert ("2026-03-01T19:40:00Z", "0") in runs and ("نعم", "1") in runs
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "<dc:language>ar</dc:language>" in archive.read("docProps/core.xml").decode()


def test_a_left_to_right_paper_turns_arabic_words():
    def pieces(text: str, rtl: bool) -> list[tuple[str, bool]]:
        return [(piece.strip("\u200e\u200f"), turned) for piece, turned in stretches(text, rtl)]

    assert list(stretches("paid to نور الدين, 7", False)) == [("paid to ", False), ("\u200fنور الدين\u200f\u200e", True), (", 7", False)]
    assert list(stretches("plain", False)) == [("plain", False)]
    assert list(stretches("2026-03-01", True)) == [("2026-03-01", False)]  # nothing invisible in what is copied from a cell
    assert pieces("(المادة 18(15)(d))", True) == [("(المادة ", True), ("18(15)(d)", False), (")", True)]
    assert pieces("+999 555 0100، في", True) == [("+999 555 0100", False), ("، في", True)]
    assert pieces("حساب Nimbello (4410)", True) == [("حساب ", True), ("Nimbello", False), (" (", True), ("4410", False), (")", True)]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice to open the papers with")
def test_a_word_processor_opens_both(tmp_path):
    answers = {"en": MODEL, "ar": ARABIC}
    for language, answer in answers.items():
        (tmp_path / f"{language}.docx").write_bytes(request_docx(CASE, answer, language))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, *(str(tmp_path / f"{language}.docx") for language in answers)], check=True, capture_output=True, timeout=180)
    for language, answer in answers.items():
        text = (tmp_path / f"{language}.txt").read_text(encoding="utf-8-sig")
        assert answer.request["reason"] in text and answer.request["title"] in text
