"""``quiz("theme/slug")`` shows questions in a notebook: an ipywidget whose kernel keeps and marks the responses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from casework.course import Course, find_root, load_course
from casework.errors import Problem, ProblemsError, shown
from casework.html import Renderer
from casework.items import Item
from casework.marking import Outcome, mark
from casework.translation import RIGHT_TO_LEFT, SOURCE, Catalogues, interface
from casework.widgets.style import notebook_sheet

STATIC = Path(__file__).parents[1] / "static"


class Quiz(anywidget.AnyWidget):
    """Questions in a notebook.

    ``responses`` holds every try by question, ``{"theme/slug": [{"response", "score", "maximum", "at"}, …]}``, as the
    page keeps it too; ``outcomes`` what ``mark`` says of each last one. The script shows its own outcome at once.
    """

    _esm = STATIC / "widget.js"
    _css = notebook_sheet("4-item.css", "5-law.css", "6-interactions.css")

    html = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode(SOURCE).tag(sync=True)
    direction = traitlets.Unicode("ltr").tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)
    law = traitlets.Dict().tag(sync=True)
    responses = traitlets.Dict().tag(sync=True)
    hints = traitlets.Dict().tag(sync=True)
    outcomes = traitlets.Dict().tag(sync=True)

    def __init__(self, keys: dict[str, dict[str, Any]], **traits: Any) -> None:
        self.keys_by_item = keys
        super().__init__(**traits)

    @traitlets.observe("responses")
    def _mark(self, _: Any) -> None:
        found: dict[str, Outcome] = {}
        for ref, key in self.keys_by_item.items():
            tries = self.responses.get(ref)
            if tries:
                found[ref] = mark(key, tries[-1]["response"])
        self.outcomes = found


def quiz(what: str | Path, language: str = SOURCE, carried: dict[str, Any] | None = None) -> Quiz:
    """One question (``"theme/slug"`` or its file), all of a lesson (``"theme/lesson"``), a theme or a folder of files.

    ``carried`` are the questions that a lesson's notebook brings with it (``casework.exports.notebook``); then no course is needed.
    """
    if carried is not None:
        return unpacked(str(what), carried)
    place = Path(what)
    root = find_root(place if place.exists() else None)
    course = load_course(root)
    catalogues = Catalogues(root, language)
    course = course.translated(catalogues.lookup)
    items = chosen(course, what)
    renderer = Renderer(course.law, interface(catalogues, "page"), "", catalogues.lookup)
    forms = [renderer.item(item, number) for number, item in enumerate(items, 1)]
    return Quiz(
        {item.ref: item.key for item in items},
        html="".join(forms),
        language=language,
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        strings=interface(catalogues, "script"),
        law={ref: renderer.provision(ref) for item in items for ref in item.body.cited if course.law.get(ref)},
    )


def unpacked(name: str, carried: dict[str, Any]) -> Quiz:
    """A question that a notebook carries: ``{"language", "items": {ref: {"html", "key": JSON}}, "law": {ref: …}}``."""
    item = carried["items"].get(name)
    if item is None:
        cure = f"Name one of: {', '.join(carried['items'])}."
        raise ProblemsError([Problem(name, "no-item", f"this notebook carries no question {shown(name)}.", cure)])
    language = carried["language"]
    return Quiz(
        {name: json.loads(item["key"])},
        html=item["html"],
        language=language,
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        strings=interface(Catalogues(Path(), language), "script"),  # the interface's catalogues lie in the package
        law=carried["law"],
    )


def chosen(course: Course, what: str | Path) -> list[Item]:
    """The items that ``what`` names; a name that fits none is told with names that would."""
    name = str(what).strip("/")
    path = Path(what).resolve()
    theme, _, rest = name.partition("/")
    for fits in (
        lambda item: item.ref == name,
        lambda item: item.theme == theme and rest in ("", item.body.lesson),
        lambda item: path == item.path.resolve() or path in item.path.resolve().parents,
    ):
        if found := [item for item in course.items if fits(item)]:
            return found
    near = [item.ref for item in course.items if item.theme == theme] or course.themes
    cure = f"Name a theme, a lesson, a question or a folder; there are {', '.join(near[:8])}."
    # a file that could not be read is left out of the course: its problems may be why
    raise ProblemsError([Problem(name, "no-item", f"no question is called {shown(name)}.", cure), *course.problems])
