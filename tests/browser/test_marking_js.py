"""Python and JavaScript mark alike: the shared cases, and thousands of random responses in one evaluation."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from casework.folding import DROP, MAP, SPACE, fold
from casework.marking import MARKERS, mark
from tests.responses import right
from tests.test_marking import shared_cases, verdicts_of

STATIC = Path(__file__).parents[2] / "src" / "casework" / "static"
RESPONSES = 2000  # of each interaction
KEYS = 8  # of each interaction, shared by its responses
# texts travel as JSON, which keeps "__proto__" and half characters as they are
MARK = "text => JSON.stringify(JSON.parse(text).map(([key, response]) => caseworkQuiz.mark(key, response)))"

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
MARKS = "\u200e\u200f\u202a\u202b\u202c\u2067\u2069\u061c\u200b\ufeff\u00ad\u064b\u0651\u0640\u0301"
LETTERS = "abcdefgh"


class Marked:
    """The page's marking, asked with many responses at once."""

    def __init__(self, page: Any) -> None:
        page.set_content("<p>marking</p>")
        page.add_script_tag(path=STATIC / "page.js")
        self.page = page

    def marks(self, pairs: list[tuple[Any, Any]]) -> list[Any]:
        return json.loads(self.page.evaluate(MARK, json.dumps(pairs)))

    def folds(self, texts: list[str]) -> list[str]:
        return json.loads(self.page.evaluate("text => JSON.stringify(JSON.parse(text).map(caseworkQuiz.fold))", json.dumps(texts)))


@pytest.fixture
def javascript(page: Any) -> Marked:
    return Marked(page)


def test_the_shared_cases(javascript: Marked) -> None:
    cases = shared_cases()
    given = javascript.marks([(key, response) for _, key, response, _ in cases])
    wrong = [(name, outcome, got) for (name, _, _, outcome), got in zip(cases, given, strict=True) if outcome != got]
    assert wrong == []


@pytest.mark.parametrize("kind", MARKERS)
def test_random_responses(javascript: Marked, kind: str) -> None:
    generator = random.Random(f"marking {kind}")
    keys = [KEY_OF[kind](generator) for _ in range(KEYS)]
    pairs = [(key := generator.choice(keys), response(generator, key)) for _ in range(RESPONSES)]
    expected = [mark(*pair) for pair in pairs]
    wrong = [(pair, here, there) for pair, here, there in zip(pairs, expected, javascript.marks(pairs), strict=True) if here != there]
    assert wrong[:3] == []
    # a comparison of nothing but malformed responses would prove little
    verdicts = [outcome["verdict"] for outcome in expected]
    assert {verdict for verdict in set(verdicts) if verdicts.count(verdict) >= RESPONSES // 100} >= verdicts_of(kind)


def test_random_texts_fold_alike(javascript: Marked) -> None:
    generator = random.Random("folding")
    alphabet = [*MAP, *DROP, *SPACE, *map(chr, range(0x20, 0x250)), *map(chr, range(0x600, 0x700)), "😀", "ﷺ", "\ud83d", "İ", "ﬁ"]
    texts = ["".join(generator.choices(alphabet, k=generator.randrange(30))) for _ in range(5000)]
    texts.append("".join(map(chr, [*range(0xD800), *range(0xE000, 0x10000)])))
    assert javascript.folds(texts) == [fold(text) for text in texts]


def ids(generator: random.Random, low: int, high: int) -> list[str]:
    return list(LETTERS[: generator.randint(low, high)])


def key_single(generator: random.Random) -> dict[str, Any]:
    choices = ids(generator, 2, 6)
    return {"kind": "single", "choices": choices, "correct": generator.choice(choices)}


def key_multiple(generator: random.Random) -> dict[str, Any]:
    choices = ids(generator, 3, 7)
    return {"kind": "multiple", "choices": choices, "correct": sorted(generator.sample(choices, generator.randint(1, len(choices) - 1)))}


def key_true_false(generator: random.Random) -> dict[str, Any]:
    reasons = ids(generator, 2, 4)
    return {"kind": "true-false", "truth": generator.random() < 0.5, "reasons": reasons, "correct": generator.choice(reasons)}


def key_match(generator: random.Random) -> dict[str, Any]:
    left = ids(generator, 3, 5)
    return {"kind": "match", "left": left, "right": list(LETTERS[: len(left) + generator.randint(0, 3)])}


def key_order(generator: random.Random) -> dict[str, Any]:
    return {"kind": "order", "steps": ids(generator, 3, 5)}


def key_categorise(generator: random.Random) -> dict[str, Any]:
    categories = [str(n) for n in range(generator.randint(2, 4))]
    return {"kind": "categorise", "entries": {i: generator.choice(categories) for i in ids(generator, 3, 5)}, "categories": categories}


def key_fill_in(generator: random.Random) -> dict[str, Any]:
    words = ["dual criminality", "speciality", "تجريم مزدوج", "الإنابة القضائية", "18(15)", "60", "ne bis in idem", "école", "24/7"]
    blanks = {}
    for i in ids(generator, 1, 3):
        generator.shuffle(words)
        folded = [fold(word) for word in words]
        blanks[i] = {"accept": folded[:2], "mistakes": [folded[2:4], folded[4:5]][: generator.randint(0, 2)]}
    return {"kind": "fill-in", "blanks": blanks}


def key_number(generator: random.Random) -> dict[str, Any]:
    def number() -> str:
        return generator.choice(["60", "0", "-3", "1500.5", "0.000001", "999999999999999", str(generator.randrange(10**6)), "12.25"])

    units = ["0", "1", "2"] if generator.random() < 0.5 else None
    mistakes = [number() for _ in range(generator.randint(0, 3))]
    tolerance = generator.choice(["0", "0", "1", "0.5", "0.000001"])
    return {
        "kind": "number", "answer": number(), "tolerance": tolerance, "unit": units and generator.choice(units), "units": units, "mistakes": mistakes,
    }  # fmt: skip


def key_date(generator: random.Random) -> dict[str, Any]:
    mistakes = [some_day(generator) for _ in range(generator.randint(0, 3))]
    return {"kind": "date", "answer": some_day(generator), "tolerance": generator.choice([0, 0, 1, 31]), "mistakes": mistakes}


def key_several(kind: str) -> Any:
    return lambda generator: {**key_multiple(generator), "kind": kind}


def key_decision(generator: random.Random) -> dict[str, Any]:
    names = [f"s{n}" for n in range(generator.randint(2, 5))]
    stages = {}
    for place, name in enumerate(names):
        later = [*names[place + 1 :], None]
        choices = ids(generator, 2, 3)
        stages[name] = {"next": {choice: generator.choice(later) for choice in choices}, "correct": generator.choice(choices)}
    return {"kind": "decision", "start": names[0], "stages": stages}


def key_poll(generator: random.Random) -> dict[str, Any]:
    return {"kind": "poll", "choices": ids(generator, 2, 7)}


def key_free_text(generator: random.Random) -> dict[str, Any]:
    return {"kind": "free-text", "rubric": ids(generator, 2, 5)}


KEY_OF = {
    **{kind: key_several(kind) for kind in ("select-in-text", "select-in-table", "select-on-picture")},
    "decision": key_decision, "poll": key_poll, "free-text": key_free_text,
    "single": key_single, "multiple": key_multiple, "true-false": key_true_false, "match": key_match, "order": key_order,
    "categorise": key_categorise, "fill-in": key_fill_in, "number": key_number, "date": key_date,
}  # fmt: skip


def some_day(generator: random.Random) -> str:
    """A real day, often beside a month's end or a leap day."""
    year = generator.choice([1, 99, 1900, 2000, 2024, 2027, 9999, generator.randint(1, 9999)])
    return f"{year:04}-{generator.choice([1, 2, 3, 12]):02}-{generator.choice([1, 2, 27, 28]):02}"


def response(generator: random.Random, key: dict[str, Any]) -> Any:
    """A response that a learner could give, then perhaps spoilt a little or altogether."""
    chance = generator.random()
    if chance < 0.12:
        return garbage(generator) if chance < 0.08 else None
    given = right(key) if chance < 0.4 else guess(generator, key)
    return spoilt(generator, given) if generator.random() < 0.45 else given


def guess(generator: random.Random, key: dict[str, Any]) -> Any:
    def some(values: list[Any]) -> Any:
        return generator.choice([*values, None, ""]) if generator.random() < 0.3 else generator.choice(values)

    match key["kind"]:
        case "single":
            return some(key["choices"])
        case "poll":
            return some(key["choices"])
        case "decision":
            taken, place = [], key["start"]
            while place and generator.random() < 0.85:
                taken.append(generator.choice(list(key["stages"][place]["next"])))
                place = key["stages"][place]["next"][taken[-1]]
            return taken
        case "free-text":
            texts = ["We ask for the records.", "نطلب السجلات", " \u200f ", ""]
            return {"text": some(texts), "rubric": generator.choice([generator.sample(key["rubric"], generator.randint(0, len(key["rubric"]))), None])}
        case "multiple" | "select-in-text" | "select-in-table" | "select-on-picture":
            return generator.sample(key["choices"], generator.randint(0, len(key["choices"])))
        case "true-false":
            return {"truth": some([True, False]), "reason": some(key["reasons"])}
        case "match":
            return {i: some(key["right"]) for i in key["left"] if generator.random() < 0.9}
        case "order":
            return generator.sample(key["steps"], len(key["steps"])) if generator.random() < 0.9 else []
        case "categorise":
            return {i: some(key["categories"]) for i in key["entries"] if generator.random() < 0.9}
        case "fill-in":
            known = [word for blank in key["blanks"].values() for words in (blank["accept"], *blank["mistakes"]) for word in words]
            return {i: some(known) for i in key["blanks"] if generator.random() < 0.9}
        case "number":
            value = some([key["answer"], *key["mistakes"], "1,500.5", "7", "12e3", ".5", "5."])
            return {"value": value} | ({} if key["units"] is None else {"unit": some(key["units"])})
    near = [some_day(generator), key["answer"][:8] + "30", "2027-02-29", "1900-02-29", "2000-02-29", "0000-01-01"]
    return some([key["answer"], *key["mistakes"], *near])


def spoilt(generator: random.Random, given: Any) -> Any:
    """The same, spelled otherwise (which may still be right) or broken somewhere."""
    if isinstance(given, dict) and given:
        name = generator.choice(list(given))
        changed = {**given, name: spoilt(generator, given[name])}
        if generator.random() < 0.1:
            changed[generator.choice(["z", "constructor", "__proto__", "", "toString", "a "])] = generator.choice(["a", None, "0"])
        return changed
    if isinstance(given, list) and given:
        changed = list(given)
        place = generator.randrange(len(changed))
        changed[place] = generator.choice([changed[place - 1], None, "", "z", 1, ["a"], changed[place]])
        return generator.choice([changed, changed[:-1], [*changed, "a"]])
    if isinstance(given, str):
        return generator.choice([respelled, respelled, respelled, lambda _, text: garbage(generator)])(generator, given)
    return garbage(generator)


def respelled(generator: random.Random, text: str) -> str:
    text = generator.choice([str, str.upper, str.title, lambda t: t.translate(ARABIC), lambda t: t.translate(PERSIAN)])(text)
    text = text.replace(*generator.choice([("", ""), ("ا", "أ"), ("e", "é"), ("-", "–"), (".", "٫")]))
    for _ in range(generator.randint(0, 3)):
        place = generator.randint(0, len(text))
        text = text[:place] + generator.choice([*MARKS, *MARKS, " ", "\u00a0", "\n", "1", "-", ","]) + text[place:]
    return text


def garbage(generator: random.Random) -> Any:
    plain = [None, "", " ", "a", "b", "true", "__proto__", "constructor", "٦٠", "\ud83d", "😀", True, False, 0, 1, -1, 1.5, 60, 1e300, [], {}]
    value = generator.choice(plain)
    for _ in range(generator.randint(0, 2)):
        value = generator.choice([[value], [value, "a"], {"a": value}, {"truth": value}, {"value": value, "unit": value}, {"__proto__": value}])
    return value
