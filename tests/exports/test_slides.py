"""Slides: every lesson has a deck that says what the lesson says, answers come after their questions, nothing is loaded from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from casework.cli import main
from casework.errors import ProblemsError
from casework.exports.blocks import blocks
from casework.exports.deck import LETTERS_A_SLIDE, POINTS, key_sentence
from casework.exports.slides import chosen, write_slides

LESSON = "mutual-legal-assistance/channels-and-basis"


class Parts(HTMLParser):
    """The slides of a deck: (class, words) in order; every address and attribute name."""

    VOID = {"meta", "link", "br", "path", "circle", "rect", "line"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.slides: list[list[str]] = []
        self.addresses: list[str] = []
        self.names: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.names |= set(given)
        self.addresses += [str(given[name]) for name in ("src", "href") if name in given]
        if tag == "section":
            self.slides.append([given["class"] or "", ""])

    def handle_data(self, data: str) -> None:
        self.words += data
        if self.slides:
            self.slides[-1][1] += data


def parsed(path: Path) -> Parts:
    found = Parts()
    found.feed(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def written(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every deck there is, by its file's name."""
    paths = write_slides(root, out=tmp_path_factory.mktemp("slides"), say=lambda text: None)
    return {path.name: path for path in paths}


def test_every_lesson_has_a_deck_and_the_list_names_it(written, course):
    lessons = [x.slug for x in course.lessons if x.front and x.slug != "index" and "```{check}" not in x.text]
    assert {f"{slug}.html" for slug in lessons} == {name for name in written if not name.endswith(".ar.html")}
    folder = next(iter(written.values())).parent
    assert set(parsed(folder / "index.html").addresses) == {f"{slug}.html" for slug in lessons} | {"slides.css"}


def test_nothing_is_loaded_from_elsewhere_and_the_policy_holds(written):
    for path in written.values():
        deck = parsed(path)
        assert set(deck.addresses) == {"slides.css", "slides.js"}, path.name
        assert all((path.parent / name).exists() for name in deck.addresses)
        assert "style" not in deck.names and not {name for name in deck.names if name.startswith("on")}, path.name
        text = path.read_text(encoding="utf-8")
        assert "script-src 'self'" in text and "default-src 'none'" in text
        assert text.count("<script") == 1 and "<style" not in text
    sheet = (next(iter(written.values())).parent / "slides.css").read_text(encoding="utf-8")
    fonts = re.findall(r'url\("([^"]+)"\)', sheet)
    assert fonts and all((path.parent / name).exists() for name in fonts)


def test_an_answer_follows_its_question(written):
    seen = 0
    for path in written.values():
        kinds = [kind.split()[1] for kind, _ in parsed(path).slides]
        assert kinds[0] == "title" and kinds[-1] == "close"
        for place, kind in enumerate(kinds):
            if kind == "answer":
                assert kinds[place - 1] == "question", path.name
                seen += 1
            if kind == "situation":
                assert kinds[place + 1] == "question", path.name
    assert seen > 150


def test_a_question_does_not_give_its_answer_away(written):
    for path in written.values():
        text = path.read_text(encoding="utf-8")
        for slide in re.findall(r'<section class="slide question".*?</section>', text, re.S):
            assert 'class="good"' not in slide and "✓" not in slide and 'class="why"' not in slide


def test_headings_and_the_speakers_paragraphs_are_the_lessons(written, course):
    words = re.sub(r"\s+", " ", parsed(written["channels-and-basis.html"]).words)
    lesson = next(x for x in course.lessons if f"{x.theme}/{x.slug}" == LESSON)
    headings = re.findall(r"^## (.+)$", lesson.text, re.M)
    assert len(headings) >= 4 and all(heading in words for heading in headings)
    # a whole paragraph in the notes, its citation spelled out
    assert "Assistance for evidence and coercion, from bank records to searches, is listed in UNTOC, article 18(3)." in words
    assert "Bank records are one of the purposes of mutual legal assistance" in words
    assert "{law}" not in words and "```" not in words and ":::" not in words and "**" not in words


def test_no_marks_of_the_source_are_left(written):
    for path in written.values():
        words = parsed(path).words
        for mark in ("{law}", "```", ":::", "**", "](", "\ue000"):
            assert mark not in words, (path.name, mark)


def test_arabic_decks_are_arabic(written):
    text = written["channels-and-basis.ar.html"].read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in text
    words = parsed(written["channels-and-basis.ar.html"]).words
    assert "أي قناة، وعلى أي أساس قانوني" in words and "اتفاقية الجريمة المنظمة، المادة 18(3)" in words
    # no sentence of the source: three English words in a row stand in no Arabic slide
    assert not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", words)


def test_slides_stay_short(written):
    for path in written.values():
        for slide in re.findall(r'<section class="slide points.*?<div class="notes"', path.read_text(encoding="utf-8"), re.S):
            points = re.findall(r"<li>(.*?)</li>", slide)
            assert 1 <= len(points) <= POINTS, path.name
            letters = sum(len(re.sub(r"<cite>.*?</cite>|<[^>]+>", "", point)) for point in points)
            assert len(points) == 1 or letters <= LETTERS_A_SLIDE * 1.5, path.name


@pytest.mark.parametrize(
    "text, key",
    [
        ("First here. Then there.", "First here."),
        ("Plain at first. This one **matters**. And more.", "This one **matters**."),
        ("**Both words. And these** stay together. End.", "**Both words. And these** stay together. End."),
        ("See e.g. the rule. Next one.", "See e.g. the rule."),
        ("هذه جملة أولى. وهذه ثانية.", "هذه جملة أولى."),
        ("Whose is it? Ours.", "Whose is it?"),
    ],
)
def test_the_key_sentence(text, key):
    assert key_sentence(text) == key


def test_blocks_of_a_page():
    page = (
        "# T\n\nOne\ntwo.\n\n* a\n* b\n\nTerm\n: meaning\n\n| H | I |\n|---|---|\n| x | y |\n\n```{picture} p.svg\n```\n\n"
        ":::{admonition} Careful\n:class: trap\nInside.\n\n* entry\n:::\n"
    )
    found = [(b.kind, b.text, b.name) for b in blocks(page, str.upper)]
    assert found == [
        ("heading", "T", ""), ("text", "ONE\nTWO.", ""), ("entry", "A", ""), ("entry", "B", ""), ("entry", "**TERM**: MEANING", ""),
        ("table", "", ""), ("directive", "p.svg", "picture"), ("box", "CAREFUL", "trap"),
    ]  # fmt: skip
    assert [(b.kind, b.text) for b in blocks(page, str)[-1].inner] == [("text", "Inside."), ("entry", "entry")]
    assert blocks(page, str)[5].rows == (("H", "I"), ("x", "y"))


def test_a_wrong_name_is_told_with_its_cure(course, root, tmp_path):
    with pytest.raises(ProblemsError, match="“<b>”.*no theme and no lesson.*cybercrime"):
        chosen(course, "<b>")
    with pytest.raises(ProblemsError, match="not translated into ar"):
        write_slides(root, "piracy-at-sea", ["ar"], tmp_path)


def test_the_command_takes_a_theme_a_lesson_or_both_names(course, capsys, monkeypatch, root):
    assert {x.theme for x in chosen(course, "cybercrime")} == {"cybercrime"} and len(chosen(course, "cybercrime")) == 4
    assert [x.slug for x in chosen(course, LESSON)] == ["channels-and-basis"] == [x.slug for x in chosen(course, "channels-and-basis")]
    monkeypatch.chdir(root)
    assert main(["slides", "nowhere"]) == 1
    assert "no-lesson" in capsys.readouterr().err
