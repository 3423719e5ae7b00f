"""A ledger: read, ruled and shown; the case that has one, and a small one made of nothing but data."""

from __future__ import annotations

import csv
import importlib.util
import io
import shutil
from pathlib import Path

import pytest

from casework.answers import blank, patched, read
from casework.case_rules import lint_case
from casework.cases import Case, load_case
from casework.criteria import judge
from casework.html_ledger import ledger_csv, ledger_page
from casework.ledger import ledger_data, money

ROOT = Path(__file__).parents[1]
SLUG = "stablecoin-trail"


@pytest.fixture(scope="module")
def trail() -> Case:
    case, problems = load_case(ROOT, SLUG)
    assert case and not problems
    return case


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("exercises", "answers"):
        shutil.copytree(ROOT / folder / SLUG, tmp_path / folder / SLUG)
    return tmp_path


def rules(root: Path) -> list[str]:
    return [problem.rule for problem in lint_case(root, SLUG)]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def maker() -> object:
    spec = importlib.util.spec_from_file_location("build_ledger", ROOT / "tools" / "build-ledger.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generator_makes_the_very_file(trail: Case) -> None:
    made = maker().rows()  # type: ignore[attr-defined]
    assert tuple(made) == trail.transfers
    assert sum(row[0].startswith("B-") for row in made) == 400 and sum(row[0].startswith("C-") for row in made) == 300


def test_nothing_in_it_can_be_anybodys(trail: Case) -> None:
    accounts = {row[place] for row in trail.transfers for place in (2, 3)}
    assert all(one.startswith(("XX00 TRAIN ", "0xTRAIN-", "cash, machine ")) for one in accounts)


def test_the_money_is_conserved(trail: Case) -> None:
    """What the documents and the model say of balances follows from the rows."""
    module = maker()
    left = {w: 0 for w in (module.W2, module.W7, module.HOLDINGS, module.W1, module.W3)}  # type: ignore[attr-defined]
    for _, _, payer, payee, amount, _, _ in trail.transfers:
        for account, sign in ((payee, 1), (payer, -1)):
            if account in left:
                left[account] += sign * int(float(amount))
    assert list(left.values()) == [4_000_001, 2_970_000, 1_260_000, 0, 1]


def test_criteria_read_marks(trail: Case) -> None:
    model, _ = read(ROOT / "answers" / SLUG / "answer.toml", trail, ROOT)
    assert model
    found = {verdict.id: verdict.outcome for verdict in judge(trail, model)}
    assert set(found.values()) == {"met"}
    fewer = patched(model, {}, {"marks": [mark for mark in model.request["marks"] if mark["transfer"] != "C-122"]})
    missed = {verdict.id for verdict in judge(trail, fewer) if verdict.outcome != "met"}
    assert missed == {"marks-chain", "places-tokens"}
    more = patched(model, {}, {"marks": [*model.request["marks"], {"transfer": "B-001", "reason": "trail", "why": ""}]})
    assert {verdict.id for verdict in judge(trail, more) if verdict.outcome != "met"} == {"no-false-leads"}
    assert not any(verdict.outcome == "met" for verdict in judge(trail, blank(trail)))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("B-002,", "B-001,", "ledger"),
        ("2026-02-02T08:53:06Z", "2 February", "ledger"),
        ("1367.00", "1,367", "ledger"),
        ("1367.00", "-1", "ledger"),
        ("id,time", "number,time", "ledger"),
    ],
)
def test_a_broken_ledger_is_told_with_its_line(copy: Path, old: str, new: str, rule: str) -> None:
    change(copy / "exercises" / SLUG / "ledger.csv", old, new)
    assert rule in rules(copy)


def test_no_ledger_at_all(copy: Path) -> None:
    (copy / "exercises" / SLUG / "ledger.csv").unlink()
    assert "unreadable" in rules(copy)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('marks = "marks"', 'marks = "positions"'),
        ('drawn = ["trail"]', 'drawn = ["gone"]'),
        ('"XX00 TRAIN 0000 0000 6120" = "Adel Korim"', '"XX00 TRAIN 0000 0000 9999" = "Nobody"'),
        ('kind = "ledger"', 'kind = "reading"'),
        ('{ id = "amount", kind = "amount"', '{ id = "amount", kind = "text"'),
    ],
)
def test_a_ledger_that_does_not_fit_its_case_is_told(copy: Path, old: str, new: str) -> None:
    change(copy / "exercises" / SLUG / "case.toml", old, new)
    assert rules(copy)


def test_the_notebook_and_the_csv_are_no_strays(copy: Path) -> None:
    assert rules(copy) == []
    (copy / "exercises" / SLUG / "other.csv").write_text("x", encoding="utf-8")
    assert rules(copy) == ["stray"]


@pytest.mark.parametrize(("text", "ok"), [("1250.00", True), ("0", True), ("1e9", False), ("", False), ("NaN", False), ("1,250", False), ("٣", False)])
def test_money_is_written_one_way(text: str, ok: bool) -> None:
    assert (money(text) is not None) == ok


def test_without_a_script_there_is_a_page_and_a_file(trail: Case) -> None:
    evil = trail.model_copy(update={"transfers": (("B-1", "2026-01-01T00:00:00Z", "<img src=x>", "=1+1", "1.00", "CRN", '"a", b'),)})
    assert "<img" not in ledger_page(evil, "en") and "&lt;img" in ledger_page(evil, "en")
    page = ledger_page(trail, "ar")
    assert page.count("<tr>") == 701 and 'dir="rtl"' in page and "<script" not in page
    rows = list(csv.reader(io.StringIO(ledger_csv(trail).removeprefix("\ufeff"))))
    assert len(rows) == 701 and tuple(rows[1]) == trail.transfers[0]


def test_a_formula_is_no_formula_in_a_spreadsheet(trail: Case) -> None:
    evil = trail.model_copy(update={"transfers": (("B-1", "2026-01-01T00:00:00Z", "x", "=1+1", "1.00", "CRN", "@a"),)})
    row = list(csv.reader(io.StringIO(ledger_csv(evil).removeprefix("\ufeff"))))[1]
    assert row[3] == "'=1+1" and row[6] == "'@a"


TINY_CASE = """
title = "Tiny"
objective = "Follow one transfer."
roles = ["judge"]
minutes = 3
covers = ["report/9"]
role = "You are a judge."
brief = "One transfer."
recipient = "Nobody"
[ledger]
file = "book.csv"
title = "Book"
marks = "seen"
drawn = ["yes"]
columns = [
  { id = "no", kind = "id", label = "No." }, { id = "at", kind = "time", label = "At" }, { id = "by", kind = "payer", label = "By" },
  { id = "for", kind = "payee", label = "For" }, { id = "sum", kind = "amount", label = "Sum" },
]
[[stages]]
id = "look"
title = "Look"
kind = "ledger"
minutes = 1
short = true
[[stages]]
id = "write"
title = "Write"
kind = "draft"
minutes = 1
[[stages]]
id = "debrief"
title = "Debrief"
kind = "debrief"
minutes = 1
short = true
[[sections]]
id = "s"
title = "Marks"
fields = [ { id = "seen", kind = "rows", label = "Marks", columns = [
  { id = "transfer", kind = "line", label = "Transfer" },
  { id = "reason", kind = "choice", label = "Reason", options = [ { id = "yes", text = "Yes" }, { id = "no", text = "No" } ] },
] } ]
"""
TINY_KEY = """
[[criteria]]
id = "seen"
section = "s"
title = "T1 is marked"
needs = 'request.seen.exists(m, m.transfer == "T1" && m.reason == "yes")'
otherwise = "Which?"
met = "That one."
[letter]
opening = "O"
closing = "C"
granted = "G"
"""


def test_another_case_with_a_ledger_is_data_only(tmp_path: Path) -> None:
    handed, key = tmp_path / "exercises" / "tiny", tmp_path / "answers" / "tiny"
    (key / "mistakes").mkdir(parents=True)
    handed.mkdir(parents=True)
    (handed / "case.toml").write_text(TINY_CASE, encoding="utf-8")
    (handed / "book.csv").write_text("no,at,by,for,sum\nT1,2026-01-01T00:00:00Z,a,b,5\n", encoding="utf-8")
    (handed / "exercise.md").write_text("# Tiny", encoding="utf-8")
    (handed / "answer.toml").write_text('case = "tiny"\n', encoding="utf-8")
    (key / "criteria.toml").write_text(TINY_KEY, encoding="utf-8")
    (key / "answer.toml").write_text('case = "tiny"\nlanguage = "en"\n[request]\nseen = [ { transfer = "T1", reason = "yes" } ]\n', encoding="utf-8")
    (key / "mistakes" / "none.toml").write_text('why = "w"\ntrips = ["seen"]\n[request]\nseen = []\n', encoding="utf-8")
    for name in ("debrief", "facilitator"):
        (key / f"{name}.md").write_text("Text.", encoding="utf-8")
    case, problems = load_case(tmp_path, "tiny")
    assert case and not problems and lint_case(tmp_path, "tiny") == []
    data = ledger_data(case, {})
    assert data["rows"] == [["T1", "2026-01-01T00:00:00Z", "a", "b", "5"]] and data["notes"] == [] and data["marks"] == "seen"
