"""What must be true of a case's criteria: they can be used, they judge the known answers right, and nothing is unguarded.

Known answers are the blank form, the model in each language, the mistakes beside it and the sentences of free-text criteria.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from casework.answers import Answer, blank, normalise, patched, read, read_data
from casework.cases import Case, Criterion
from casework.criteria import OPEN, context, holds, judge
from casework.errors import Problem, relative, shown
from casework.expression_check import check
from casework.loading import line_of
from casework.sources import Sources

SENTENCES = 6  # that pass and that fail, in each language
FREE_SHARE = 3  # at most one criterion in three reads free text


def lint_criteria(case: Case, key: Sources, root: Path) -> Iterator[Problem]:
    """Rules of criteria and of the answers that guard them."""
    folder = root / "answers" / case.slug
    models: dict[str, Answer] = {}
    for path in sorted(folder.glob("answer*.toml")):
        language = path.stem.partition(".")[2] or "en"
        answer, problems = read(path, case, root)
        yield from problems
        if answer:
            models[language] = answer
            yield from model_rules(case, answer, language, relative(path, root))
    if "en" not in models:
        yield Problem(relative(folder / "answer.toml", root), "model", "the model answer is missing or can't be read.", "Write a good answer there.")
    yield from expressions(case, key, models)
    for verdict in judge(case, blank(case)):
        if verdict.outcome == "met":
            yield _at(key, case, verdict.id, "blank", "the blank form meets this criterion.", "Let `needs` ask for something that must be given.", "needs")
    if "en" in models:
        yield from mistakes(case, key, models["en"], root)


def _at(key: Sources, case: Case, ident: str, rule: str, message: str, cure: str, *path: str) -> Problem:
    number = next(n for n, criterion in enumerate(case.key.criteria) if criterion.id == ident)
    place, line = key.locate(("criteria", number, *path))
    return Problem(place, rule, f"criterion {ident}: {message}", cure, line)


def model_rules(case: Case, answer: Answer, language: str, place: str) -> Iterator[Problem]:
    """A model meets everything that applies, decides everything right and is in its own language."""
    for verdict in judge(case, answer):
        if verdict.outcome not in ("met", "not applicable"):
            message = f"the model does not meet the criterion {verdict.id} ({verdict.outcome})."
            yield Problem(place, "model", message, "Correct the model or the criterion.")
    if answer.language != language:
        yield Problem(place, "language", f"the language is {shown(answer.language)}.", f'Write language = "{language}".')
    for decision in case.decisions:
        given = answer.decisions[decision.id]
        key = case.key.decisions.get(decision.id)
        if key and set([given] if isinstance(given, str) else given) != set(key.correct):
            yield Problem(place, "model", f"the model's decision {decision.id} is not the correct one.", "Correct the model or the key.")


def expressions(case: Case, key: Sources, models: dict[str, Answer]) -> Iterator[Problem]:
    """Each expression fits the case; each criterion that reads free text says so and is shown to work."""
    free = 0
    for criterion in case.criteria:
        reads: list[str] = []
        for name in ("needs", "when"):
            if source := getattr(criterion, name):
                found = check(source, case)
                reads += found.reads
                for objection in found.objections:
                    yield _at(key, case, criterion.id, "expression", f"`{name}`: {objection}.", "Correct the expression.", name)
        free += bool(reads)
        if bool(reads) != criterion.free_text:
            message = "it reads free text without `sentences`." if reads else "it has `sentences` but reads no free text."
            yield _at(key, case, criterion.id, "sentences", message, "A criterion with mentions or states has sentences, and no other has.")
        elif reads:
            yield from sentences(case, key, criterion, set(reads), models)
    if free * FREE_SHARE > len(case.criteria):
        place, _ = key.locate(("criteria", 0))
        message = f"{free} of {len(case.criteria)} criteria read free text; at most a third may."
        yield Problem(place, "free-text", message, "Let fields and choices decide instead.")


def sentences(case: Case, key: Sources, criterion: Criterion, reads: set[str], models: dict[str, Answer]) -> Iterator[Problem]:
    """Enough sentences in every language of a model, all judged right with the rest of the form as in the model."""
    if criterion.field not in reads:
        message = f"`field` is {shown(criterion.field)}, which the expression does not read."
        yield _at(key, case, criterion.id, "sentences", message, f"Name {' or '.join(sorted(filter(None, reads)))}.", "field")
        return
    for language in sorted({"en", *models} - set(criterion.sentences)):
        yield _at(key, case, criterion.id, "sentences", f"there are no sentences in {language}.", f"Add [criteria.sentences.{language}].")
    for language, given in criterion.sentences.items():
        for name, expected, found in (("pass", True, given.passing), ("fail", False, given.failing)):
            if len(set(found)) < SENTENCES:
                message = f"there are {len(set(found))} different sentences under `{name}` in {language}; {SENTENCES} are needed."
                yield _at(key, case, criterion.id, "sentences", message, "Write more, near misses and denials among them.")
            model = models.get(language) or models.get("en")
            for sentence in found if model else ():
                # other texts that the expression reads must not decide in the sentence's place
                request = dict.fromkeys(filter(None, reads), "") | {criterion.field: sentence}
                if holds(criterion.needs, context(patched(model, {}, request))) is not expected:
                    message = f"the {language} sentence {shown(sentence, 80)} should {name}."
                    yield _at(key, case, criterion.id, "sentences", message, "Correct the expression or the sentence.", "needs")


def mistakes(case: Case, key: Sources, model: Answer, root: Path) -> Iterator[Problem]:
    """Each mistake trips exactly what it says; each criterion is tripped by one."""
    tripped: Counter[str] = Counter()
    for path in sorted((root / "answers" / case.slug / "mistakes").glob("*.toml")):
        data, text, problems = read_data(path, root)
        yield from problems
        if data is None:
            continue
        place = relative(path, root)
        unknown = sorted(set(data) - {"why", "trips", "decisions", "request"})
        if unknown or not isinstance(data.get("why"), str) or not _names(data.get("trips")):
            message = f"the key {shown(unknown[0])} is unknown." if unknown else "`why` or `trips` is missing or of another kind."
            yield Problem(place, "mistake", message, 'A mistake has why = "…", trips = ["…"], [decisions] and [request].', 1)
            continue
        answer, problems = mistaken(case, model, data, place, text)
        yield from problems
        if answer is None or problems:
            continue
        found = {verdict.id for verdict in judge(case, answer) if verdict.outcome in OPEN}
        tripped.update(found)
        named = set(data["trips"])
        if found != named:
            missing, more = ", ".join(sorted(named - found)), ", ".join(sorted(found - named))
            message = "it should trip " + " and ".join(filter(None, (missing and f"{missing}, and does not", more and f"does trip {more}"))) + "."
            message = message.replace("should trip does trip", "also trips")
            yield Problem(place, "mistake", message, "Correct `trips`, the mistake or the criteria.", line_of(text, ("trips",)))
    for criterion in case.criteria:
        if not tripped[criterion.id]:
            yield _at(key, case, criterion.id, "unguarded", "no mistake trips it.", f"Add a file to answers/{case.slug}/mistakes/.")


def _names(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, str) for entry in value)


def mistaken(case: Case, model: Answer, data: dict[str, Any], place: str, text: str) -> tuple[Answer | None, list[Problem]]:
    """The model with a mistake's values in place of its own."""
    whole = replace(model, claims={}).data()
    for table in ("decisions", "request"):
        changes = data.get(table, {})
        if not isinstance(changes, dict):
            return None, [Problem(place, "mistake", f"{table} is no table.", f"Write [{table}] above its values.")]
        whole[table] = {**whole[table], **changes}
    return normalise(whole, case, place, text)
