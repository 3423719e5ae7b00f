"""``casework lint --report``: what the course holds, theme by theme, for whoever keeps it in balance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from casework.checks import FORMS, items_of_form
from casework.course import Course
from casework.items import Item
from casework.paths import minutes_of, stops

WIDE = 26  # characters of the first column


def coverage_of(course: Course) -> dict[str, Counter[str]]:
    """paragraph → how many lessons and items treat it; items of a check do not count, since nobody learns there."""
    found: dict[str, Counter[str]] = {key: Counter() for key in course.report}
    for page in course.lessons:
        for ref in page.front.covers if page.front else ():
            found[ref.removeprefix("report/")]["lessons"] += 1
    for item in course.items:
        if not item.body.form:
            for ref in item.body.covers:
                found[ref.removeprefix("report/")]["items"] += 1
    return found


def report(course: Course) -> Iterator[str]:
    """The report's lines."""
    yield line("theme", "lessons", "words", "items", "apply", "keys a/b/c/d", "longest", "minutes")
    themes = list(dict.fromkeys(stop.lesson.theme for stop in stops(course)))
    for theme in themes:
        items = [item for item in course.items if item.theme == theme and not item.body.form]
        pages = [page for page in course.lessons if page.theme == theme and page.slug != "index"]
        applied = sum(item.body.level == "apply" for item in items)
        share = f"{round(100 * applied / len(items))} %" if items else "–"
        words = f"{min(page.words for page in pages)}-{max(page.words for page in pages)}" if pages else "–"
        minutes = minutes_of([stop for stop in stops(course) if stop.lesson.theme == theme])
        yield line(theme, len(pages), words, len(items), share, positions(items), longest(items), minutes)
    for form in FORMS:
        items = items_of_form(course, form)
        yield line(f"check {form}", "", "", len(items), "", positions(items), longest(items), "")
    yield ""
    yield line("interaction", *[theme[:11] for theme in themes], "all")
    for kind in sorted({item.body.interaction for item in course.items}):
        counts = [sum(item.body.interaction == kind and item.theme == theme and not item.body.form for item in course.items) for theme in themes]
        yield line(kind, *[count or "·" for count in counts], sum(counts))
    yield ""
    yield line("paragraph", "lessons", "items")
    for key, counts in coverage_of(course).items():
        yield line(key, counts["lessons"], counts["items"])


def line(first: str, *rest: object) -> str:
    return f"{first:<{WIDE}}" + "".join(f" {value!s:>12}" for value in rest)


def positions(items: list[Item]) -> str:
    """How often the key of single items is the first, second … choice."""
    found = Counter(item.key["correct"] for item in items if item.body.interaction == "single")
    return "/".join(str(found[letter]) for letter in "abcd")


def longest(items: list[Item]) -> str:
    """In how many single items the key alone is the longest choice."""
    singles = [item for item in items if item.body.interaction == "single"]
    count = 0
    for item in singles:
        lengths = sorted((len(entry.text), entry.right) for entry in item.body.entries())
        count += bool(lengths[-1][1]) and lengths[-1][0] > lengths[-2][0]
    return f"{count} of {len(singles)}"
