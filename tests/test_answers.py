"""Answer files come from strangers: whatever they hold ends in an answer that fits, and in words."""

from __future__ import annotations

import json
import os
import random
import tomllib
from pathlib import Path

import pytest

from casework.answer_text import write
from casework.answers import FORMAT, LONGEST, TEAM_ROLES, Answer, Claim, Held, blank, normalise, parse, read
from casework.cases import load_case

COURSE = Path(__file__).parent / "data" / "cases" / "tiny"
CASE, _ = load_case(COURSE, "tiny")
HEAD = 'case = "tiny"\nformat = 1\nlanguage = "en"\n'


def given(text: str) -> tuple[Answer | None, list]:
    data, text, problems = parse(text.encode("utf-8", "surrogateescape"), "a.toml")
    return normalise(data, CASE, "a.toml", text) if data is not None else (None, problems)


def test_the_blank_form_has_every_field_with_its_default():
    answer, problems = read(COURSE / "exercises" / "tiny" / "answer.toml", CASE, COURSE)
    assert problems == []
    assert answer == blank(CASE)
    assert set(answer.request) == {field.id for field in CASE.fields}
    assert answer.request["urgent"] is False and answer.request["readers"] == [] and answer.decisions == {"whom": "", "what": []}


REFUSED = {
    "too large": (HEAD + "# " + "x" * 1_000_001, "too-large"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00".decode("latin-1"), "not-text"),
    "not TOML": (HEAD + "[request\n", "toml"),
    "a number of thousands of digits": (HEAD + "x = " + "9" * 5000, "toml"),
    "nested without end": (HEAD + "x = " + "[" * 100_000, "toml"),
    "a key of thousands of parts": (HEAD + ".".join("a" * 20_000) + " = 1", "toml"),
    "a table twice": (HEAD + "[request]\n[request]\n", "toml"),
    "another case": (HEAD.replace("tiny", "night-call"), "another-case"),
    "no case": ("format = 1\n", "another-case"),
    "the case is a table": ("[case]\nx = 1\n", "another-case"),
    "newer format": (HEAD.replace("format = 1", "format = 2"), "newer-format"),
    "format is a text": (HEAD.replace("format = 1", 'format = "1"'), "format"),
    "format is true": (HEAD.replace("format = 1", "format = true"), "format"),
    "format is huge": (HEAD.replace("format = 1", "format = 0x" + "f" * 9000), "newer-format"),
    "empty": ("", "another-case"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_judged_is_refused_in_words(name):
    text, rule = REFUSED[name]
    answer, problems = given(text)
    assert answer is None
    assert [problem.rule for problem in problems] == [rule]
    assert problems[0].place == "a.toml" and problems[0].message and problems[0].cure
    assert len(str(problems[0])) < 400


@pytest.mark.parametrize(("raw", "rule"), [
    (b"\xff\xfec\x00a\x00", "not-text"), (b"\xfe\xff\x00c", "not-text"), (b'case = "\xe9"', "not-text"), (b'case = "tiny"\x00', "not-text"),
    (b"PK\x03\x04\x14\x00\x06\x00", "not-text"), (b"%PDF-1.4\n\xe2\xe3\xcf\xd3", "not-text"), ("case = \"tiny\"".encode("utf-16"), "not-text"),
])  # fmt: skip
def test_bytes_that_are_no_text(raw, rule):
    data, _, problems = parse(raw, "a.toml")
    assert data is None
    assert [problem.rule for problem in problems] == [rule]


def test_a_byte_order_mark_and_windows_lines_are_read():
    data, text, problems = parse(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode() + b'[request]\r\nreason = """\r\none\r\ntwo"""\r\n', "a.toml")
    answer, more = normalise(data, CASE, "a.toml", text)
    assert problems + more == []
    assert answer.request["reason"] == "one\ntwo"


WRONG = {
    "a number for a text": ("[request]\ntitle = 5", "title", "5"),
    "a list for a text": ("[request]\ntitle = [1]", "title", "int"),
    "a text for a box": ('[request]\nurgent = "yes"', "urgent", "true or false"),
    "a number for a box": ("[request]\nurgent = 1", "urgent", "true or false"),
    "an unknown option": ('[request]\nform = "film"', "form", "film"),
    "a list for one option": ('[request]\nform = ["paper"]', "form", "paper"),
    "one for several": ('[request]\nparts = "text"', "parts", "list"),
    "an option twice": ('[request]\nparts = ["text", "text"]', "parts", "once"),
    "an unknown one among several": ('[request]\nparts = ["text", "smell"]', "parts", "smell"),
    "rows as a text": ('[request]\nreaders = "Nour"', "readers", "rows"),
    "a row as a text": ('[request]\nreaders = ["Nour"]', "readers", "row"),
    "a cell of another kind": ("[request]\nreaders = [{ member = 1 }]", "member", "true or false"),
    "an unknown column": ("[request]\nreaders = [{ age = 1 }]", "age", "no key"),
    "an unknown field": ("[request]\ncolour = 1", "colour", "no key"),
    "an unknown decision": ("[decisions]\nwhen = 1", "when", "no key"),
    "an unknown table": ("[grades]\nx = 1", "grades", "no key"),
    "an unknown choice": ('[decisions]\nwhom = "friend"', "whom", "friend"),
    "several for one": ('[decisions]\nwhom = ["library"]', "whom", "library"),
    "one for several choices": ('[decisions]\nwhat = "title"', "what", "title"),
    "decisions as a list": ("decisions = []", "decisions", "table"),
    "a claim for another criterion": ('[claims.which-book]\nreason = "x"', "which-book", "no key"),
    "a claim as a text": ('[claims]\nreason = "x"', "claims.reason", "sentence"),
    "a claim with another key": ('[claims.reason]\nwhy = "x"', "why", "no key"),
    "a date for a box": ("[request]\nurgent = 2026-03-01", "urgent", "2026-03-01"),
    "a team's decision that is none": ('[team.gossip]\nrole = "scribe"', "gossip", "no key"),
    "a team as a text": ('team = "four"', "team", "table"),
    "who decided as a text": ('[team]\nwhom = "scribe"', "team.whom", "role"),
    "a role that is none": ('[team.whom]\nrole = "Amal"', "team.whom.role", "Amal"),
    "a disagreement as a number": ("[team.whom]\ndissent = 3", "team.whom.dissent", "3"),
    "a name beside a role": ('[team.whom]\nname = "Amal"', "name", "no key"),
    "infinity": ("[request]\ntitle = inf", "title", "inf"),
    "a number too long to print": ("[request]\ntitle = 0x" + "f" * 9000, "title", "large"),
    "a direction override": ('[request]\nform = "\u202efilm"', "form", "\\u202e"),
    "a text too long": (f'[request]\nreason = "{"x" * 30_000}"', "reason", "30,000"),
    "rows without end": (f"[request]\nreaders = [{'{}, ' * 500}]", "readers", "500"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_value_that_does_not_fit_counts_as_not_given(name):
    text, key, words = WRONG[name]
    answer, problems = given(text + "\n" + HEAD if text.startswith("decisions") else HEAD + text)
    assert answer is not None
    assert len(problems) == 1, problems
    said = str(problems[0])
    assert key in said and words in said and problems[0].cure
    assert len(said) < 700 and "\u202e" not in said
    assert problems[0].line is None or problems[0].line > 0
    for field in CASE.fields:
        assert type(answer.request[field.id]) is type(field.blank)


def test_problems_name_the_line():
    _, problems = given(HEAD + '[decisions]\nwhom = "friend"\n[request]\nform = "film"\n')
    assert [problem.line for problem in problems] == [5, 7]


def test_a_hundred_thousand_unknown_keys_are_counted_not_listed():
    answer, problems = given(HEAD + "[request]\n" + "\n".join(f"k{n} = 1" for n in range(60_000)))
    assert answer is not None
    assert len(problems) == 21
    assert "59,980" in str(problems[-1]) or "59980" in str(problems[-1])


def test_dates_that_toml_knows_are_welcome():
    answer, problems = given(HEAD + "[request]\nuntil = 2026-05-01\nsent_at = 2026-03-01T22:40:00+03:00\n")
    assert problems == []
    assert answer.request["until"] == "2026-05-01"
    assert answer.request["sent_at"] == "2026-03-01T19:40:00Z"
    answer, _ = given(HEAD + "[request]\nsent_at = 2026-03-01T22:40:00\n")
    assert answer.request["sent_at"] == "2026-03-01T22:40:00"  # no zone was said, none is assumed


def test_halves_of_surrogate_pairs_from_a_page_are_replaced():
    data = json.loads('{"case": "tiny", "request": {"title": "a\\ud800b", "reason": "\\ud83d\\ude00"}}')
    answer, problems = normalise(data, CASE, "page")
    assert problems == []
    assert (answer.request["title"], answer.request["reason"]) == ("a\ufffdb", "😀")


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "device"])
def test_what_is_no_file_is_not_opened(tmp_path, kind):
    path = tmp_path / "a.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no pipes on this system")
        os.mkfifo(path)
    elif kind == "device":
        if not Path("/dev/zero").exists():
            pytest.skip("no devices on this system")
        path.symlink_to("/dev/zero")
    answer, problems = read(path, CASE, tmp_path)
    assert answer is None
    assert [problem.rule for problem in problems] == ["unreadable"]


TEXTS = ["", " ", "\n\"", "\n\"\"", "a\n\"\"\"\"", "\n\\\"", "plain", "two\nlines", "\n", "\nfirst blank", "ends with a quote\"", "\"\"\"",
         "three \"\"\" quotes\n\"\"\"\"\"", "back\\slash\\\nline",
         "tab\tand\r\nreturn\r", "#no comment", "مرحبا\nبالعالم", "\u202eevil\u2066", "nul\x01\x7f", "é😀\u2028", "a = 1\n[request]", "'''\n'''", "\\u0041",
         " trailing  \n  leading"]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_the_same_when_read_again(text):
    start = blank(CASE)
    row = {"name": text, "since": text, "member": True, "group": ""}
    answer = Answer("tiny", "ar", start.decisions, {**start.request, "title": text, "reason": text, "readers": [row, row]}, {"reason": Claim(text, text)})
    written = write(answer, CASE)
    again, problems = given(written)
    assert problems == []
    expected, _ = normalise(answer.data(), CASE, "x")  # line ends are made alike on reading
    assert again == expected
    assert write(again, CASE) == write(expected, CASE)
    assert "\u202e" not in written and "\x01" not in written


def test_any_answer_is_the_same_when_read_again():
    chance = random.Random(11)

    def text() -> str:
        return "".join(chance.choice("ab \n\"'\\#=[]{}é\u0627\u200f\x1b😀\t") for _ in range(chance.randrange(12)))

    for _ in range(300):
        groups = [chance.choice(["", "child", "adult"]) for _ in range(chance.randrange(4))]
        rows = [{"name": text(), "since": text(), "member": chance.random() < 0.5, "group": group} for group in groups]
        answer = Answer(
            "tiny",
            chance.choice(["en", "ar"]),
            {"whom": chance.choice(["", "shop", "library"]), "what": chance.sample(["title", "date", "gossip"], chance.randrange(4))},
            {"title": text(), "reason": text(), "form": chance.choice(["", "paper", "copy"]),
             "parts": chance.sample(["text", "maps"], chance.randrange(3)), "until": text(), "sent_at": text(),
             "urgent": chance.random() < 0.5, "urgent_why": text(), "readers": rows},
            {"reason": Claim(text(), text())} if chance.random() < 0.5 else {},
            {"whom": Held(chance.choice(TEAM_ROLES), text())} if chance.random() < 0.5 else {},
        )  # fmt: skip
        again, problems = given(write(answer, CASE))
        assert (again, problems) == (answer, [])


def test_a_written_file_is_readable_and_in_the_order_of_the_form():
    model, _ = read(COURSE / "answers" / "tiny" / "answer.toml", CASE, COURSE)
    text = write(model, CASE)
    assert text.startswith("# A lent book. TRAINING: enter no real case data.\n")
    assert text.index("[decisions]") < text.index("[request]") < text.index("title =") < text.index("until =") < text.index("[[request.readers]]")
    assert "# Form (one of paper, copy)\nform = \"paper\"\n" in text
    assert tomllib.loads(text)["format"] == FORMAT


def test_no_file_raises_or_stalls():
    import time

    chance = random.Random(5)
    pieces = [b'case = "tiny"\n', b"format = 1\n", b"[request]\n", b"[decisions]\n", b"title = ", b'"', b'"""', b"[[", b"]]", b"{", b"}", b"\xff",
              b"\x00", b"a.b.c.", b"= 1\n",
              b"[claims.reason]\n", b"reason = ", b"1979-05-27T07:32:00Z\n", b"nan\n", b"\\u", b"\n", b"#", "م".encode(), b"[" * 50]  # fmt: skip
    start = time.perf_counter()
    for _ in range(2000):
        raw = b"".join(chance.choice(pieces) for _ in range(chance.randrange(30)))
        data, text, problems = parse(raw, "a.toml")
        if data is not None:
            answer, problems = normalise(data, CASE, "a.toml", text)
            assert answer is not None or problems
        else:
            assert problems
    for raw in (b"[" + b" " * 900_000 + b"]", b"a" * 990_000, b"a." * 490_000 + b"a = 1", ("x = '''" + "ا" * 400_000 + "'''").encode(), b"\n[a]" * 100_000):
        parse(raw, "a.toml")
    assert time.perf_counter() - start < 20
    assert LONGEST == 20_000
