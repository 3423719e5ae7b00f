"""The book as EPUB: valid by epubcheck, right-to-left where it must be, questions and key readable, the same bytes twice."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from casework.exports.epub import write_epub
from casework.html_text import plain

ROOT = Path(__file__).parents[2]
JAR = Path("/usr/share/java/epubcheck.jar")  # Debian's package
NO_CHECK = "epubcheck was not found: install it (Debian: apt-get install epubcheck) to run this test"
LANGUAGES = ("en", "ar")


@pytest.fixture(scope="module")
def epubs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("epub")
    return {language: write_epub(ROOT, language, LANGUAGES, folder / f"{language}.epub") for language in LANGUAGES}


def pages(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name).decode("utf-8") for name in book.namelist() if name.endswith((".xhtml", ".opf"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_epubcheck_finds_nothing(epubs: dict[str, Path], language: str) -> None:
    if not (JAR.exists() and shutil.which("java")) and not os.environ.get("CI"):
        pytest.skip(NO_CHECK)
    result = subprocess.run(["java", "-jar", str(JAR), str(epubs[language])], capture_output=True, text=True)
    assert "0 fatals / 0 errors / 0 warnings" in result.stdout + result.stderr, (result.stdout + result.stderr)[:4000]


def test_arabic_turns_from_right_to_left(epubs: dict[str, Path]) -> None:
    for language, direction in (("en", "ltr"), ("ar", "rtl")):
        found = pages(epubs[language])
        assert f'page-progression-direction="{direction}"' in found["content.opf"]
        assert f"<dc:language>{language}</dc:language>" in found["content.opf"]
        texts = {name: page for name, page in found.items() if name.startswith(("book/", "exercises/"))}
        assert texts and all(f'lang="{language}" xml:lang="{language}" dir="{direction}"' in page for page in texts.values())


def test_no_machinery_and_every_picture(epubs: dict[str, Path]) -> None:
    with zipfile.ZipFile(epubs["en"]) as book:
        assert not [name for name in book.namelist() if name.endswith((".js", ".woff", ".woff2"))]
        assert book.namelist()[0] == "mimetype" and book.infolist()[0].compress_type == zipfile.ZIP_STORED
    found = pages(epubs["en"])
    assert not [name for name, page in found.items() if "<script" in page or "<form" in page]
    package = found["content.opf"]
    drawn = [name for name, page in found.items() if "<svg" in page]
    assert len(drawn) >= 30
    for name in drawn:
        assert re.search(rf'href="{name}"[^>]*properties="svg"', package), name


def test_questions_come_before_their_key(epubs: dict[str, Path], course) -> None:
    page = "".join(ElementTree.fromstring(pages(epubs["en"])["book/mutual-legal-assistance/anatomy-of-a-request.xhtml"]).itertext())
    words = re.sub(r"\s+", "", page)
    key = words.index("Answerkey")
    for item in course.items_of("mutual-legal-assistance", "anatomy-of-a-request"):
        assert words.index(re.sub(r"\s+", "", plain(item.body.prompt))) < key, item.ref
        for entry in item.body.entries():
            assert words.index(re.sub(r"\s+", "", plain(entry.feedback))) > key, item.ref


def test_same_input_same_bytes(epubs: dict[str, Path], tmp_path: Path) -> None:
    shutil.rmtree(ROOT / "_build" / "epub-ar")
    assert write_epub(ROOT, "ar", LANGUAGES, tmp_path / "again.epub").read_bytes() == epubs["ar"].read_bytes()
