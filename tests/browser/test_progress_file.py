"""The progress file: merging loses nothing and does not care for order; what does not belong is refused or left out, and said."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.browser.progress_page import COURSE, RECORDS, write_bare

NOW = "2026-11-24T12:00:00.000Z"
PARSE = f"text => caseworkProgress.parsed(text, '{COURSE}', new Date('{NOW}'))"


@pytest.fixture
def bare(page: Any, tmp_path: Path) -> Any:
    page.goto(write_bare(tmp_path).as_uri())
    return page


def text(records: Any, **head: Any) -> str:
    return json.dumps({"format": "casework-progress", "version": 1, "course": COURSE, "made": NOW, "records": records, **head})


def item(**more: Any) -> dict[str, Any]:
    one = {"response": "a", "score": 1, "maximum": 2, "at": "2026-11-01T10:00:00.000Z", "certainty": "sure", **more}
    return {"v": 1, "tries": [{name: value for name, value in one.items() if value is not None}], "hints": 0}


@pytest.mark.parametrize("kind", RECORDS)
def test_merging_is_a_join(bare: Any, kind: str) -> None:
    """Commutative, associative, idempotent, whatever the records; one lone record is joined with itself first."""
    chance = random.Random(f"join {kind}")
    triples = [[RECORDS[kind](chance) for _ in range(3)] for _ in range(400)]
    wrong = bare.evaluate(
        """([kind, triples]) => {
          const join = (a, b) => caseworkProgress.merged(kind, a, b);
          const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
          return triples.filter(([a, b, c]) => !same(join(a, b), join(b, a)) || !same(join(join(a, b), c), join(a, join(b, c)))
            || !same(join(join(a, b), b), join(a, b)) || !same(join(join(a, a), a), join(a, null)) || !same(join(null, a), join(a, null)));
        }""",
        [kind, triples],
    )
    assert wrong == []


def test_merging_loses_nothing(bare: Any) -> None:
    chance = random.Random("loses nothing")
    for kind, keys in (("item", "tries"), ("check", "results")):
        pairs = [[RECORDS[kind](chance) for _ in range(2)] for _ in range(200)]
        joined = bare.evaluate("([kind, pairs]) => pairs.map(([a, b]) => caseworkProgress.merged(kind, a, b))", [kind, pairs])
        for (one, other), both in zip(pairs, joined, strict=True):
            canon = [json.dumps(entry, sort_keys=True) for entry in both[keys]]
            assert set(canon) == {json.dumps(entry, sort_keys=True) for entry in one[keys] + other[keys]} and len(canon) == len(set(canon))
            assert [entry["at"] for entry in both[keys]] == sorted(entry["at"] for entry in both[keys])
    pairs = [[RECORDS["note"](chance) for _ in range(2)] for _ in range(200)]
    joined = bare.evaluate("pairs => pairs.map(([a, b]) => caseworkProgress.merged('note', a, b))", pairs)
    for notes, both in zip(pairs, joined, strict=True):
        texts = [both["text"], *[other["text"] for other in both["others"]]]
        for note in notes:
            for part in [note, *note["others"]]:
                assert any(part["text"] in whole for whole in texts)
    pairs = [[RECORDS["case"](chance) for _ in range(2)] for _ in range(200)]
    joined = bare.evaluate("pairs => pairs.map(([a, b]) => caseworkProgress.merged('case', a, b))", pairs)
    for cases, both in zip(pairs, joined, strict=True):
        kept = [both["answer"], *[other["answer"] for other in both["others"]]]
        assert all(part["answer"] in kept for case in cases for part in [case, *case["others"]])


def test_a_draft_that_was_finished_elsewhere_is_answered_by_its_result(bare: Any) -> None:
    draft = {"v": 1, "draft": {"t/a": {"response": "a", "at": "2026-11-01T10:00:00.000Z"}}, "results": [], "again": False}
    result = {"at": "2026-11-02T10:00:00.000Z", "score": 1, "of": 3, "right": ["t/a"], "skills": {}, "answers": {}}
    both = bare.evaluate("([a, b]) => caseworkProgress.merged('check', a, b)", [draft, {"v": 1, "draft": {}, "results": [result], "again": False}])
    assert both["draft"] == {} and both["results"] == [result]


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("", "file_broken"), ("{", "file_broken"), ("\u0000", "file_broken"), ('"casework-progress"', "file_foreign"), ("[]", "file_foreign"), ("null", "file_foreign"),
        ('{"format": "h5p", "version": 1}', "file_foreign"), (text({}, version=2), "file_newer"), (text({}, version="1"), "file_broken"),
        (text({}, version=0), "file_broken"), (text({}, course="another"), "file_course"), (text([]), "file_broken"), (text(None), "file_broken"),
        (text({f"item:t/q{n}": item() for n in range(3001)}), "file_large"), (text({}) + " " * 8_000_000, "file_large"),
    ],
)  # fmt: skip
def test_what_is_no_progress_file_is_refused(bare: Any, source: str, word: str) -> None:
    assert bare.evaluate(PARSE, source)["refused"] == word


HOSTILE = {
    "no item": {"item:../../x": item()}, "a name of the language": {"__proto__": item()}, "constructor": {"constructor": item()},
    "the mode of this computer": {"keep": {"v": 1, "value": "no", "at": NOW}}, "another shape": {"item:t/q": {"v": 2, "tries": []}},
    "from the future": {"item:t/q": item(at="2027-11-24T10:00:00.000Z")}, "no time": {"item:t/q": item(at="yesterday")}, "no day": {"item:t/q": item(at="2026-13-41T10:00:00Z")},
    "more points than there are": {"item:t/q": item(score=3)}, "points as text": {"item:t/q": item(score="<img src=x>")}, "negative": {"item:t/q": item(score=-1)},
    "a certainty that is none": {"item:t/q": item(certainty="<b>sure</b>")}, "no response": {"item:t/q": item(response=None) | {"hints": 0}},
    "endless text": {"item:t/q": item(response="x" * 30_000)}, "deep": {"item:t/q": item(response=json.loads("[" * 30 + "]" * 30))},
    "a table in a table": {"item:t/q": item(response={"__proto__": {"polluted": True}})}, "tries as text": {"item:t/q": {"v": 1, "tries": "many", "hints": 0}},
    "a note as a table": {"note:book/t/l": {"v": 1, "text": {"toString": "x"}, "at": NOW}}, "a long note": {"note:book/t/l": {"v": 1, "text": "x" * 5001, "at": NOW}},
    "an address as a page": {"place": {"v": 1, "value": "javascript:alert(1)", "at": NOW}}, "a case without answer": {"case:c": {"v": 1, "answer": "x"}},
    "a result without points": {"check:a": {"v": 1, "draft": {}, "results": [{"at": NOW, "answers": {}}]}}, "null": {"item:t/q": None}, "a list": {"item:t/q": []},
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_does_not_fit_is_left_out_and_counted(bare: Any, name: str) -> None:
    source = text({**HOSTILE[name], "item:t/good": item()})
    found = bare.evaluate(PARSE, source)
    assert found["lost"] >= 1 or name in ("no response", "tries as text")
    assert list(found["records"]) == ["item:t/good"] and found["records"]["item:t/good"] == item()
    assert bare.evaluate("({}).polluted") is None


def test_a_whole_record_comes_back_as_it_was(bare: Any) -> None:
    chance = random.Random("round")
    names = {"item": "item:t/q", "check": "check:a", "case": "case:c", "note": "note:book/t/l", "read": "read:book/t/l", "role": "role"}
    for _ in range(50):
        records = {names[kind]: make(chance) for kind, make in RECORDS.items()}
        found = bare.evaluate(PARSE, text(records))
        assert found["lost"] == len(records) - len(found["records"])
        for name, record in records.items():
            if name in found["records"]:
                assert found["records"][name] == record
            else:  # nothing in it to take along
                assert not any(record.get(part) for part in ("tries", "results", "draft", "text", "hints"))
