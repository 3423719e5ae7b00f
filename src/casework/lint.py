"""Everything that can be wrong with content without being invalid: citations, clues, balance, length.

Sources of the rules: Haladyna, Downing & Rodriguez 2002 (item writing); Rodriguez 2005 (three choices); the project's own
rules on law (a key never turns on an unconfirmed provision). Every rule is a function that yields Problems.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from casework.checks import lint_forms
from casework.course import Course
from casework.errors import Problem, relative, shown
from casework.interactions import SelectOnPicture
from casework.item_parts import LETTERS
from casework.items import Item
from casework.loading import line_of
from casework.paths import lint_core
from casework.pictures import PictureError, inlined, spots_of
from casework.plans import lint_plans
from casework.texts import find_texts

NEGATION = re.compile(r"\b(?:not|never|except|cannot|least)\b", re.I)
EMPHASISED = re.compile(r"\*\*[^*]*\b(?:not|never|except|cannot|least)\b[^*]*\*\*", re.I)
CATCH_ALL = re.compile(r"\b(?:all|none|both|neither|any) of (?:the|these|them) ?(?:above|choices|answers|options)?\b.*(?:above|choices|answers|options)|\ba and b\b", re.I)
ABSOLUTE = re.compile(r"\b(?:always|never|every single|under no circumstances|completely|totally|only ever)\b", re.I)
EMPTY_FEEDBACK = re.compile(r"^\W*(?:in)?correct\W*$|^\W*(?:wrong|right|yes|no|true|false)\W*$", re.I)
HTML = re.compile(r"</?[a-zA-Z][^>]*>")
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
EMPTY_HEAD = re.compile(r"^\|(?:[^\n]*\|)?[ \t]*\|[^\n]*\n\|[ \t:|-]+\n", re.M)
WORD = re.compile(r"\w[\w’'-]*")
LIMITS = {"model": 160, "cells": 25, "columns": 8, "situation": 160, "prompt": 60, "text": 45, "left": 30, "right": 35, "feedback": 110, "label": 40, "otherwise": 90, "hints": 60}
PROSE_WORDS = (500, 1300)  # a lesson is read in ten minutes at most
TOOLS = re.compile(r"^```\{(?:check|certificate|verify|offline)\}", re.M)  # pages to do something on, not to learn from
APPLY_SHARE = 0.6  # application items transfer best (Pan & Rickard 2018)


def lint(course: Course) -> list[Problem]:
    """All problems of the course, loading problems included."""
    problems = [*course.problems]
    for item in course.items:
        problems += lint_item(item, course)
    for theme in sorted({item.theme for item in course.items}):
        problems += theme_balance(theme, [i for i in course.items if i.theme == theme], course)
    problems += [*lint_forms(course), *lint_core(course), *lint_plans(course)]
    problems += lessons(course)
    problems += cases(course)
    return sorted(set(problems), key=lambda p: (p.place, p.line or 0, p.rule, p.message))


def lint_item(item: Item, course: Course) -> Iterator[Problem]:
    """The rules that one item can break by itself."""
    place = relative(item.path, course.root)
    source = item.path.read_text(encoding="utf-8")
    data = item.body.model_dump(by_alias=True)

    def problem(rule: str, path: tuple[str | int, ...], message: str, cure: str) -> Problem:
        return Problem(place, rule, message, cure, line_of(source, path))

    for path, ref in find_texts(data, LAW_PATHS):
        provision = course.law.get(ref)
        if provision is None:
            yield problem("citation", path, f"the provision {shown(ref)} is not in the register.", course.law.missing(ref))
        elif provision.body.status == "unconfirmed":
            cure = "Look the provision up and change its status, or let the item rest on another."
            yield problem("unconfirmed", path, f"the item rests on {shown(ref)}, which is unconfirmed.", cure)
    for number, ref in enumerate(item.body.covers):
        kind, _, key = ref.partition("/")
        if kind != "report" or key not in course.report:
            known = ", ".join(course.report) or "none yet"
            yield problem("covers", ("covers", number), f"{shown(ref)} is no paragraph of the report.", f"Write report/ and one of: {known}.")
    if not any(page.theme == item.theme and page.slug == item.body.lesson for page in course.lessons):
        pages = ", ".join(page.slug for page in course.lessons if page.theme == item.theme)
        yield problem("lesson", ("lesson",), f"the theme has no lesson {shown(item.body.lesson)}.", f"Name one of: {pages}.")
    if isinstance(item.body, SelectOnPicture):
        yield from picture(item, problem)
    yield from wording(item, data, problem)


def picture(item: Item, problem: Any) -> Iterator[Problem]:
    """The picture exists, is safe to show, and marks a place for each spot."""
    path = item.path.parents[1] / item.body.picture
    try:
        inlined(path, "x", lambda text: text)
    except PictureError as error:
        yield problem("picture", ("picture",), f"the picture {error}", "See above.")
        return
    wanted, found = set(LETTERS[: len(item.body.spots)]), set(spots_of(path))
    for name in sorted(wanted ^ found):
        message = f"the place {shown(name)} stands {'in the item and not in the picture' if name in wanted else 'in the picture and not in the item'}."
        yield problem("picture", ("spots",), message, f'Mark each spot in the SVG by data-spot="a", "b" …; {shown(item.body.picture)} has {", ".join(sorted(found)) or "none"}.')


LAW_PATHS = (
    "law", "choices.law", "if_true.law", "if_false.law", "reasons.law", "pairs.law", "lures.law", "steps.law", "entries.law",
    "blanks.law", "blanks.mistakes.law", "mistakes.law", "segments.law", "rows.law", "spots.law", "stages.choices.law", "rubric.law",
)  # fmt: skip


def wording(item: Item, data: dict[str, Any], problem: Any) -> Iterator[Problem]:
    """Clues, empty feedback, length and characters of an item's texts."""
    for path, text in find_texts(data, type(item.body).TEXTS):
        name = next(part for part in reversed(path) if isinstance(part, str))
        if HTML.search(text):
            yield problem("html", path, f"`{name}` holds HTML: {shown(HTML.search(text)[0])}.", "It would be shown as text; use Markdown emphasis.")
        if DIRECTION.search(text):
            yield problem("direction", path, f"`{name}` holds a direction override.", "Remove the invisible character; direction is set by the page.")
        count = len(WORD.findall(text))
        if count > LIMITS.get(name, 60):
            yield problem("length", path, f"`{name}` has {count} words; at most {LIMITS.get(name, 60)} are read with care.", "Shorten it.")
        if name in ("feedback", "otherwise") and (EMPTY_FEEDBACK.match(text) or count < 4):
            yield problem("feedback", path, f"`{name}` is {shown(text)}, which explains nothing.", "Say why, and name the provision.")
        if name == "text" and CATCH_ALL.search(text):
            yield problem("catch-all", path, f"the choice {shown(text)} gathers the others.", "Write a choice of its own, or use `multiple`.")
        if name == "text" and path[0] in ("choices", "reasons") and ABSOLUTE.search(text):
            word = ABSOLUTE.search(text)[0]
            yield problem("absolute", path, f"the choice uses the absolute word {shown(word)}, which gives it away.", "Say it without that word.")
    prompt = item.body.prompt
    if NEGATION.search(prompt) and not EMPHASISED.search(prompt):
        yield problem("negation", ("prompt",), f"the prompt is negative and does not show it: {shown(prompt)}.", "Ask positively, or emphasise the word with **…**.")
    for name in ("choices", "reasons"):
        texts = [choice["text"].strip().lower() for choice in data.get(name) or ()]
        for number, text in enumerate(texts):
            if text in texts[:number]:
                yield problem("twice", (name, number, "text"), f"the text {shown(text)} stands twice.", "Make each choice say something else.")
    if all(not entry.law for entry in item.body.entries()) and not item.body.law:
        yield problem("no-law", ("prompt",), "no feedback of this item cites a provision.", "Add `law = […]` where the reason is given.")


def theme_balance(theme: str, items: list[Item], course: Course) -> Iterator[Problem]:
    """What only a theme's items together can break. Chance limits are generous for few items."""
    place = f"book/{theme}/quiz"
    singles = [item for item in items if item.body.interaction == "single"]
    if len(singles) >= 6:
        positions = Counter(item.key["correct"] for item in singles)
        letter, count = positions.most_common(1)[0]
        if count > len(singles) * 0.6:
            yield Problem(place, "key-position", f"{count} of {len(singles)} keys are choice {letter}.", "Move some right choices to other places.")
        longest = 0
        for item in singles:
            lengths = {entry.reference: len(entry.text) for entry in item.body.entries()}
            right = next(len(entry.text) for entry in item.body.entries() if entry.right)
            longest += right == max(lengths.values()) and list(lengths.values()).count(right) == 1
        if longest > len(singles) * 0.6:
            yield Problem(place, "key-length", f"the right choice is the longest in {longest} of {len(singles)} items.", "Even the lengths out.")
    applied = sum(item.body.level == "apply" for item in items)
    if len(items) >= 5 and applied < APPLY_SHARE * len(items):
        message = f"{applied} of {len(items)} items apply a rule to facts; at least 60 % must."
        yield Problem(place, "application", message, "Turn recall items into situations that need a decision.")
    prompts: dict[str, Item] = {}
    openings: dict[str, list[str]] = defaultdict(list)
    for item in items:
        text = f"{item.body.situation} {item.body.prompt}".lower()
        if text in prompts:
            message = f"the question is the same as that of {prompts[text].slug}."
            yield Problem(relative(item.path, course.root), "twice", message, "Ask something else or remove one.")
        prompts[text] = item
        if item.body.place == "opening":
            openings[item.body.lesson].append(item.slug)
    for lesson, slugs in openings.items():
        if len(slugs) > 1:
            yield Problem(place, "opening", f"lesson {lesson} has {len(slugs)} openings: {', '.join(slugs)}.", "Keep one; make the others `check`.")


def lessons(course: Course) -> Iterator[Problem]:
    """Citations, coverage and length of lessons."""
    for page in course.lessons:
        place = relative(page.path, course.root)
        for ref, line in page.citations:
            if course.law.get(ref) is None and not (ref.startswith("report/") and ref.removeprefix("report/") in course.report):
                yield Problem(place, "citation", f"the provision {shown(ref)} is not in the register.", course.law.missing(ref), line)
        if page.front is None:
            continue
        for ref in page.front.covers:
            if ref.removeprefix("report/") not in course.report or not ref.startswith("report/"):
                yield Problem(place, "covers", f"{shown(ref)} is no paragraph of the report.", "Write report/7 or report/14c.", 1)
        low, high = PROSE_WORDS
        if page.slug != "index" and not TOOLS.search(page.text) and not low <= page.words <= high:
            yield Problem(place, "length", f"the lesson has {page.words} words; {low} to {high} are read in ten minutes.", "Cut or split it.", 1)
        for match in EMPTY_HEAD.finditer(page.text):
            line = page.first_line + page.text.count("\n", 0, match.start())
            yield Problem(place, "table", "a column of the table has no name, so a screen reader announces nothing.", "Name it: “Point”, “Question”.", line)
        if page.slug != "index" and "```{quiz}" not in page.text and not TOOLS.search(page.text):
            yield Problem(place, "no-quiz", "the lesson shows no questions.", "Add a ```{quiz}``` block.", 1)


def cases(course: Course) -> list[Problem]:
    """The rules of every case; kept with the cases."""
    from casework.case_rules import lint_case

    return [problem for slug in course.cases for problem in lint_case(course.root, slug, course.law, course.report)]
