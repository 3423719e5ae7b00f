"""The page judges, reads, writes and fills papers as Python does: the same tables, answers and mistakes through both."""

from __future__ import annotations

import base64
import io
import json
import random
import re
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from casework.answer_text import write
from casework.answers import Answer, Claim, blank, normalise, parse, patched, read
from casework.cases import load_case
from casework.criteria import judge
from casework.exports.docx import Block, blocks, fill
from casework.html import Renderer
from casework.html_case import CasePage, data, judging
from casework.translation import PACKAGE, Catalogues, interface
from casework.vocabulary import FUNCTIONS, LISTS

ROOT = Path(__file__).parents[2]
TABLES = sorted((ROOT / "tests/data/vocabulary").glob("*.json"))


@pytest.fixture(scope="module")
def case_page(course):
    catalogues = Catalogues(ROOT, "en")
    words = {**interface(catalogues, "page"), **interface(catalogues, "case")}
    return CasePage(Renderer(course.law, words, ""), words, "en", "")


@pytest.fixture(scope="module")
def case_data(case, case_page) -> dict:
    return json.loads(json.dumps({**data(case, case_page), **judging(case, case_page)}))


@pytest.fixture(scope="module")
def engine(browser):
    """The bundles that the case's page loads, on an empty page."""
    page = browser.new_page()
    page.set_content("<!doctype html><html lang=en><title>engine</title>")
    for name in ("case-engine.js", "docx.js"):
        script = (PACKAGE / "static" / name).read_text(encoding="utf-8")
        page.add_script_tag(content=script.replace("document.currentScript.src", "'http://127.0.0.1/'"))
    yield page
    page.close()


@pytest.fixture(scope="module")
def answers(case) -> dict[str, Answer]:
    found = {"blank": blank(case)}
    for name, path in {"model": "answer.toml", "arabic model": "answer.ar.toml"}.items():
        found[name], problems = read(ROOT / "answers/night-call" / path, case, ROOT)
        assert not problems
    for path in sorted((ROOT / "answers/night-call/mistakes").glob("*.toml")):
        patch = tomllib.loads(path.read_text(encoding="utf-8"))
        found[path.stem] = patched(found["model"], patch.get("decisions", {}), patch.get("request", {}))
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_vocabulary_is_the_same(table: Path, engine) -> None:
    rows = json.loads(table.read_text(encoding="utf-8"))
    rows = rows["rows"] if isinstance(rows, dict) else rows
    given = engine.evaluate("rows => rows.map(r => caseworkEngine.vocabulary[r.function](...r.args))", rows)
    wrong = [(row, found) for row, found in zip(rows, given, strict=True) if found != row["result"]]
    assert rows and wrong == []


def test_every_answer_gets_the_same_verdicts(case, case_data, answers, engine) -> None:
    given = engine.evaluate(
        "([data, answers]) => answers.map(a => caseworkEngine.judge(data, a).map(v => [v.id, v.outcome]))", [case_data, [a.data() for a in answers.values()]]
    )
    for (name, answer), found in zip(answers.items(), given, strict=True):
        assert found == [[v.id, v.outcome] for v in judge(case, answer)], name


def test_sentences_of_criteria_are_judged_the_same(case, case_data, answers, engine) -> None:
    """Each sentence that must pass or fail, alone in its field."""
    trials, expected = [], []
    for criterion in case.criteria:
        for sentences in criterion.sentences.values():
            for text in (*sentences.passing, *sentences.failing):
                trial = patched(answers["model"], {}, {criterion.field: text})
                trials.append(trial.data())
                expected.append([[v.id, v.outcome] for v in judge(case, trial)])
    given = engine.evaluate("([data, answers]) => answers.map(a => caseworkEngine.judge(data, a).map(v => [v.id, v.outcome]))", [case_data, trials])
    assert len(trials) > 200 and given == expected


def test_files_go_both_ways(case, case_data, answers, engine) -> None:
    for name, answer in answers.items():
        text = engine.evaluate("([data, answer]) => caseworkEngine.write(answer, data)", [case_data, answer.data()])
        plain, source, problems = parse(text.encode(), name)
        assert not problems, name
        back, problems = normalise(plain, case, name, source)
        assert not problems and back.decisions == answer.decisions and back.request == answer.request, name
        found = engine.evaluate("([data, text]) => caseworkEngine.parse(text, data)", [case_data, write(answer, case)])
        assert found["problems"] == [] and found["answer"]["request"] == answer.request and found["answer"]["decisions"] == answer.decisions, name


@pytest.mark.parametrize(
    "text, code",
    [
        ('case = "other"\n', "wrong_case"), ("nonsense", "broken_file"), ("\x00\x01", "broken_file"), ('case = "night-call"\nformat = 99\n', "newer_file"),
        ("x" * 1_000_001, "too_large"), ("", "wrong_case"), ('case = "night-call"\nformat = "1"\n', "broken_file"),
        ("case = {}", "wrong_case"), ("case = [{}]", "wrong_case"), ("case = 2026-01-01", "wrong_case"),
        ('case = "night-call"\nformat = {}', "broken_file"), ('case = "night-call"\nformat = 1.0', "broken_file"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_answer_is_refused(text: str, code: str, case_data, engine) -> None:
    found = engine.evaluate("([data, text]) => caseworkEngine.parse(text, data)", [case_data, text])
    assert found["answer"] is None and found["problems"][0]["code"] == code


ODD = """
case = "night-call"
language = "EN"
constructor = 1
[requests]
facts = "A table that is misspelled."
[decisions]
first_step = "nowhere"
[request]
facts = 99999999999999999999
legal_basis = ["untoc", "untoc"]
__proto__ = 1
[claims.secrecy-reason]
sentence = "It is said."
why = "It is."
"""


def test_odd_values_are_left_out_and_named(case, case_data, engine) -> None:
    found = engine.evaluate("([data, text]) => caseworkEngine.parse(text, data)", [case_data, ODD])
    assert found["answer"]["request"] == blank(case).request and found["answer"]["decisions"] == blank(case).decisions
    assert found["answer"]["claims"] == {"secrecy-reason": {"sentence": "It is said.", "reason": ""}}
    python, problems = normalise(tomllib.loads(ODD), case, "odd")
    assert python.data() == {**found["answer"], "format": 1}
    assert len(problems) == len(found["problems"])  # nothing is left out in silence on either side
    assert {p["value"] for p in found["problems"]} == {
        "language", "constructor", "requests", "decisions.first_step", "request.facts", "request.legal_basis", "request.__proto__", "claims.secrecy-reason.why",
    }  # fmt: skip


def test_papers_say_the_same(case, case_page, case_data, answers, engine) -> None:
    words = {name: case_page.words[f"paper_{name}"] for name in ("to", "yes", "no", "blank")}
    for name in ("blank", "model", "arabic model"):
        answer = answers[name]
        given = engine.evaluate("([data, answer, words]) => caseworkEngine.blocks(data, answer, words)", [case_data, answer.data(), words])
        expected = list(blocks(case, answer, words, case_page.renderer.citation))
        assert [Block(b["kind"], b.get("text", ""), tuple(map(tuple, b.get("rows", [])))) for b in given] == expected
        for language in ("en", "ar"):
            packed = engine.evaluate("([blocks, language]) => btoa(Array.from(caseworkDocx.fill(blocks, language), c => String.fromCharCode(c)).join(''))", [given, language])
            ours = zipfile.ZipFile(io.BytesIO(base64.b64decode(packed)))
            python = zipfile.ZipFile(io.BytesIO(fill(expected, language)))
            assert ours.namelist() == python.namelist()
            for part in python.namelist():
                assert ours.read(part) == python.read(part), (name, language, part)
            assert "TRAINING" in re.sub("<[^>]+>", "", "".join(ours.read(n).decode() for n in ours.namelist() if "header" in n))


WORDS = [
    *LISTS["negations"]["words"], *LISTS["harmless"], *LISTS["abbreviations"], *"!?؟;؛....…\n\u2028", *LISTS["closing"], *LISTS["punctuation"],
    "No. 7", "e.g.", "U.S.",
    *8 * ["preserve", "Preservation", "tells the user", "وبالسلطة المركزية", "للسلطة", "٧"], "doesn’t", "é", "😀", "\u200f", "\u064b", "\u00ad", "\u0085",
]  # fmt: skip
PHRASES = ["preserv*", "tell* the user", "السلطة المركزية", "سلطة", "without telling", "no", "7", "*", "", "a(b", "e.g", "u.s", "-", "😀"]
LETTERS = [
    *"ab \"'\\\\#=[]{}<>&$\n\t,.()", '"""', "$&", "{{text}}",
    "18(15)(d)", "2026-03-01", "المادة", "\u200f", "\u202e", "\x07", "\u0085", "\u2028", "😀", "\ufeff", "\r",
]  # fmt: skip


def some(generator: random.Random, parts: list[str], most: int, between: tuple[str, ...] = ("",)) -> str:
    return "".join(part + generator.choice(between) for part in generator.choices(parts, k=generator.randrange(most)))


def test_random_texts_are_read_alike(engine) -> None:
    generator = random.Random("vocabulary")
    rows = [
        (generator.choice(["mentions", "states", "states"]), [some(generator, WORDS, 14, (" ", " ", "", "\n")), generator.sample(PHRASES, 2)])
        for _ in range(4000)
    ]
    given = engine.evaluate("rows => rows.map(([name, values]) => caseworkEngine.vocabulary[name](...values))", rows)
    expected = [FUNCTIONS[name](*values) for name, values in rows]
    assert [(*row, there) for row, here, there in zip(rows, expected, given, strict=True) if here != there][:3] == []
    assert 400 < sum(expected) < 3600


def scribbled(generator: random.Random, case, answer: Answer) -> Answer:
    """The answer with half of its texts typed over, and claims."""
    texts = {f.id: some(generator, LETTERS, 14) for f in case.fields if f.kind in ("line", "text", "date") and generator.random() < 0.5}
    claims = {c.id: Claim(some(generator, LETTERS, 6), some(generator, LETTERS, 6)) for c in case.criteria if c.free_text and generator.random() < 0.4}
    return replace(patched(answer, {}, texts), claims=claims)


def test_scribbled_answers_are_kept_judged_and_printed_alike(case, case_page, case_data, answers, engine) -> None:
    generator = random.Random("answers")
    words = {name: case_page.words[f"paper_{name}"] for name in ("to", "yes", "no", "blank")}
    for _ in range(40):
        answer = scribbled(generator, case, generator.choice(list(answers.values())))
        answer, _ = normalise(answer.data(), case, "scribbled")
        text, outcomes, printed, packed = engine.evaluate(
            """([data, answer, words]) => {
                const blocks = caseworkEngine.blocks(data, answer, words), bytes = caseworkDocx.fill(blocks, "ar");
                return [caseworkEngine.write(answer, data), caseworkEngine.judge(data, answer).map(v => v.outcome), blocks.length,
                    btoa(Array.from(bytes, c => String.fromCharCode(c)).join(""))];
            }""",
            [case_data, answer.data(), words],
        )
        plain, source, problems = parse(text.encode(), "scribbled")
        assert not problems and normalise(plain, case, "scribbled", source) == (answer, [])
        there = engine.evaluate("([data, text]) => caseworkEngine.parse(text, data)", [case_data, write(answer, case)])
        assert there["problems"] == [] and {**there["answer"], "format": 1} == answer.data()
        assert outcomes == [verdict.outcome for verdict in judge(case, answer)]
        document = list(blocks(case, answer, words, case_page.renderer.citation))
        ours, python = (zipfile.ZipFile(io.BytesIO(data)) for data in (base64.b64decode(packed), fill(document, "ar")))
        assert printed == len(document) and ours.read("word/document.xml") == python.read("word/document.xml")


@pytest.mark.parametrize("slug", sorted(path.parent.name for path in (ROOT / "exercises").glob("*/case.toml") if path.parent.name != "night-call"))
def test_every_case_is_judged_the_same(slug: str, case_page, engine) -> None:
    """Blank, models, mistakes and each sentence that must pass or fail, of every other case."""
    found, problems = load_case(ROOT, slug)
    assert found and not problems
    folder = ROOT / "answers" / slug
    model, _ = read(folder / "answer.toml", found, ROOT)
    arabic, _ = read(folder / "answer.ar.toml", found, ROOT)
    trials = [blank(found), model, arabic]
    for path in sorted((folder / "mistakes").glob("*.toml")):
        patch = tomllib.loads(path.read_text(encoding="utf-8"))
        trials.append(patched(model, patch.get("decisions", {}), patch.get("request", {})))
    for criterion in found.criteria:
        for sentences in criterion.sentences.values():
            trials += [patched(model, {}, {criterion.field: text}) for text in (*sentences.passing, *sentences.failing)]
    shape = json.loads(json.dumps({**data(found, case_page), **judging(found, case_page)}))
    given = engine.evaluate("([data, answers]) => answers.map(a => caseworkEngine.judge(data, a).map(v => [v.id, v.outcome]))", [shape, [t.data() for t in trials]])
    wrong = [place for place, (trial, there) in enumerate(zip(trials, given, strict=True)) if there != [[v.id, v.outcome] for v in judge(found, trial)]]
    assert len(trials) > 40 and wrong == []
