"""A case's markup: complete, referring to what is there, and deaf to markup in its data."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from casework.cases import load_case
from casework.html import Renderer
from casework.html_case import CasePage, data, debrief_html, judging, render, said
from casework.html_document import document
from casework.translation import Catalogues, interface

ROOT = Path(__file__).parents[1]
EVIL = '</script><script>alert(1)</script><img src=x onerror=alert(1)> "&amp;'


class Seen(HTMLParser):
    """Ids, references to ids, and the tags outside the template."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: list[str] = []
        self.tags: list[str] = []
        self.text: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("template", "script")
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id" and not self.hidden:
                self.ids.append(value or "")
            if name in ("for", "aria-labelledby", "aria-describedby") and not self.hidden:
                self.references += (value or "").split()

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("template", "script")

    def handle_data(self, text: str) -> None:
        if not self.hidden:
            self.text.append(text)


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    return parser


@pytest.fixture(scope="module")
def page(course):
    catalogues = Catalogues(ROOT, "en")
    words = {**interface(catalogues, "page"), **interface(catalogues, "case")}
    return CasePage(Renderer(course.law, words, "register.html"), words, "en", "debrief.html")


def test_everything_to_read_and_decide_is_there(case, page) -> None:
    found = seen(render(case, page))
    text = " ".join(" ".join(found.text).split())
    for words in (case.role, *(d.title for d in case.documents), *(d.title for d in case.decisions), *(s.title for s in case.sections)):
        assert words in text
    for decision in case.decisions:
        assert all(choice.text.split("*")[0][:30] in text for choice in decision.choices)
    for field in case.fields:
        assert field.label in text


def test_ids_are_unique_and_references_lead_to_them(case, page) -> None:
    found = seen(render(case, page))
    assert len(found.ids) == len(set(found.ids))
    assert set(found.references) <= set(found.ids)


def test_what_a_good_answer_is_stands_apart(case, page) -> None:
    text, apart = render(case, page), judging(case, page)["texts"]
    for criterion in case.criteria:
        assert criterion.otherwise[:50] not in text and criterion.met[:50] not in text
        assert f'data-text="{criterion.id}"' in apart
    assert "debrief.html" in render(case, page) and case.debrief[:60] not in text


def test_markup_in_data_is_text(case, page) -> None:
    documents = tuple(one.model_copy(update={"title": EVIL, "text": EVIL}) for one in case.documents)
    choices = {one.id: tuple(choice.model_copy(update={"text": EVIL}) for choice in one.choices) for one in case.decisions}
    decisions = tuple(one.model_copy(update={"title": EVIL, "prompt": EVIL, "choices": choices[one.id]}) for one in case.decisions)
    sections = tuple(
        one.model_copy(update={
            "title": EVIL, "hint": EVIL, "example": EVIL, "fields": tuple(f.model_copy(update={"label": EVIL, "hint": EVIL}) for f in one.fields),
        })
        for one in case.sections
    )  # fmt: skip
    letter = case.key.letter.model_copy(update={"opening": EVIL, "closing": EVIL, "granted": EVIL})
    criteria = tuple(c.model_copy(update={"title": EVIL, "otherwise": EVIL, "letter": EVIL, "met": EVIL}) for c in case.key.criteria)
    hostile = case.model_copy(update={
        "title": EVIL, "role": EVIL, "brief": EVIL, "content_note": EVIL, "recipient": EVIL, "document": EVIL, "letter_intro": EVIL, "debrief": EVIL,
        "documents": documents, "decisions": decisions, "sections": sections,
        "key": case.key.model_copy(update={"letter": letter, "criteria": criteria}),
    })  # fmt: skip
    hostile.__dict__.pop("criteria", None)  # computed from the key, and copied with the rest
    html = render(hostile, page) + judging(hostile, page)["texts"] + debrief_html(hostile, page, "")["debrief"]
    tags = seen(html).tags
    assert tags.count("script") == 1 and "img" not in tags
    assert "<img" not in html and html.count("</script") == 1


def test_the_data_block_is_json_without_a_sentence_that_ends_it(case, page) -> None:
    block = re.search(r'<script type="application/json" class="case-data">(.*?)</script>', render(case, page), re.S)
    assert block and json.loads(block[1]) == json.loads(json.dumps(data(case, page)))


@pytest.mark.parametrize("text", ["![x](http://a.example/b.png)", "[x](http://a.example)", "<http://a.example>", "<b>x</b>", "[x]: http://a.example\n\n[x]"])
def test_a_document_loads_and_leads_nowhere(text: str) -> None:
    assert not re.search(r"<(?:img|a|b)\b", document(text))


def test_a_document_keeps_the_outline_and_its_citations() -> None:
    html = document("## One\n\nSee {law}`untoc/18/15` and {law}`this <untoc/18/1>`.\n\n### Two", lambda ref, words: f"[{ref}|{words}]", 3)
    assert "<h3>One</h3>" in html and "<h4>Two</h4>" in html and "[untoc/18/15|]" in html and "[untoc/18/1|this]" in html


def test_a_table_without_a_head_has_none() -> None:
    html = document("| | |\n|---|---|\n| Name | Darwan |\n")
    assert "<th" not in html and "<td>Name</td>" in html
    assert "<th>A</th>" in document("| A | |\n|---|---|\n| 1 | 2 |\n")


def test_the_second_person_of_a_conversation_answers() -> None:
    html = said(document("- **A** 21:58\n  Hello.\n- **B** 22:00\n  Who?\n- **A** 22:01\n  *gone*"))
    assert html.count('<li class="answering">') == 1
    assert '<li><span class="said-by"><strong>A</strong> 21:58</span> Hello.</li>' in html


def test_the_arabic_case_has_no_english_left(course) -> None:
    catalogues = Catalogues(ROOT, "ar")
    found, _ = load_case(ROOT, "night-call")
    assert found
    words = {**interface(catalogues, "page"), **interface(catalogues, "case")}
    found = found.translated(lambda text: catalogues.lookup("night-call", text))
    text = " ".join(seen(render(found, CasePage(Renderer(course.law, words, ""), words, "ar", ""))).text)
    assert sorted(text for domain, text in catalogues.missing if domain in ("night-call", "interface")) == []
    assert "أنت" in text
