"""The page judges, reads, writes and fills papers as Python does: the same tables, answers and mistakes through both."""

from __future__ import annotations

import base64
import io
import json
import re
import tomllib
import zipfile
from pathlib import Path

import pytest

from casework.answer_text import write
from casework.answers import Answer, blank, normalise, parse, patched, read
from casework.cases import load_case
from casework.criteria import judge
from casework.exports.docx import Block, blocks, fill
from casework.html import Renderer
from casework.html_case import CasePage, data
from casework.translation import PACKAGE, Catalogues, interface

ROOT = Path(__file__).parents[2]
TABLES = sorted((ROOT / "tests/data/vocabulary").glob("*.json"))


@pytest.fixture(scope="module")
def case():
    found, problems = load_case(ROOT, "night-call")
    assert found and not problems
    return found


@pytest.fixture(scope="module")
def case_page(course):
    catalogues = Catalogues(ROOT, "en")
    words = {**interface(catalogues, "page"), **interface(catalogues, "case")}
    return CasePage(Renderer(course.law, words, ""), words, "en", "")


@pytest.fixture(scope="module")
def case_data(case, case_page) -> dict:
    return json.loads(json.dumps(data(case, case_page)))


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
    ],
)  # fmt: skip
def test_a_file_that_is_no_answer_is_refused(text: str, code: str, case_data, engine) -> None:
    found = engine.evaluate("([data, text]) => caseworkEngine.parse(text, data)", [case_data, text])
    assert found["answer"] is None and found["problems"][0]["code"] == code


def test_odd_values_are_left_out_and_named(case, case_data, engine) -> None:
    text = 'case = "night-call"\nconstructor = 1\n[decisions]\nfirst_step = "nowhere"\n[request]\nfacts = 7\nlegal_basis = ["untoc", "untoc"]\n__proto__ = 1\n'
    found = engine.evaluate("([data, text]) => caseworkEngine.parse(text, data)", [case_data, text])
    assert found["answer"]["request"] == blank(case).request and found["answer"]["decisions"] == blank(case).decisions
    assert {p["value"] for p in found["problems"]} >= {"decisions.first_step", "request.facts", "request.legal_basis"}


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
