"""What a learner does with each interaction of the sample page: a right answer, a wrong one, and what a page then holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.browser.quiz_page import COURSE, ITEMS

Fill = Callable[[Any], None]

# for each interaction: an answer that is right, one that is wrong, as a learner gives it
RIGHT: dict[str, Fill] = {
    "single": lambda form: form.get_by_label("Choice B").check(),
    "multiple": lambda form: [form.get_by_label(text, exact=True).check() for text in ("One", "Three")],
    "true-false": lambda form: [form.get_by_label(text, exact=True).check() for text in ("False", "Reason B")],
    "match": lambda form: [form.get_by_label(f"Left {n}").select_option(label=f"Right {n}") for n in (1, 2, 3)],
    "order": lambda form: sort(form),
    "categorise": lambda form: [
        form.get_by_role("group", name=f"Entry {n}", exact=True).get_by_label("Informal" if n % 2 else "Formal", exact=True).check() for n in (1, 2, 3)
    ],
    "fill-in": lambda form: [form.get_by_label("Term").fill("ازدواجيّة التجريم"), form.get_by_label("Article").fill("١٨")],
    "number": lambda form: [form.get_by_label("Number").fill("٦٠"), form.get_by_label("Unit").select_option(label="days")],
    "date": lambda form: [form.get_by_label(part).fill(text) for part, text in (("Day", "1"), ("Month", "٣"), ("Year", "2027"))],
    "select-in-text": lambda form: [form.get_by_label(text).check() for text in ("our friendship", "soon")],
    "select-in-table": lambda form: form.get_by_role("cell", name="Thing 2", exact=True).click(),
    "select-on-picture": lambda form: form.locator("[data-spot=b]").click(),
    "decision": lambda form: [form.get_by_label(text, exact=True).check() for text in ("Ask", "Send it")],
    "poll": lambda form: form.get_by_label("Degree 2").check(),
    "free-text": lambda form: [write(form), *[form.get_by_label(text).check() for text in ("It names the day", "It names the deadline")]],
}
WRONG: dict[str, Fill] = {
    "single": lambda form: form.get_by_label("Choice A").check(),
    "multiple": lambda form: form.get_by_label("Two").check(),
    "true-false": lambda form: [form.get_by_label(text, exact=True).check() for text in ("True", "Reason A")],
    "match": lambda form: form.get_by_label("Left 1").select_option(label="Lure"),
    "order": lambda form: [sort(form, backwards=True)],
    "categorise": lambda form: form.get_by_role("group", name="Entry 1", exact=True).get_by_label("Formal", exact=True).check(),
    "fill-in": lambda form: form.get_by_label("Term").fill("Speciality"),
    "number": lambda form: form.get_by_label("Number").fill("90"),
    "date": lambda form: [form.get_by_label(part).fill(text) for part, text in (("Day", "02"), ("Month", "03"), ("Year", "2027"))],
    "select-in-text": lambda form: form.get_by_label("the log of 5 October").check(),
    "select-in-table": lambda form: form.get_by_role("checkbox", name="Day 1 Thing 1").check(),
    "select-on-picture": lambda form: form.get_by_label("3 Place 3").check(),
    "decision": lambda form: [form.get_by_label(text, exact=True).check() for text in ("Wait", "Wait on")],
    "poll": lambda form: form.get_by_label("Degree 1").check(),
    "free-text": lambda form: write(form),
}
GRADED = [kind for kind in ITEMS if kind != "poll"]
WRONG_FEEDBACK = {
    "single": ["Because A."], "multiple": ["Because two.", "Because one.", "Because three."], "true-false": ["Not so.", "A weak reason."],
    "match": ["A lure."], "order": ["Step 1 because."], "categorise": ["Entry 1."], "fill-in": ["That is another principle."],
    "number": ["That is the longer term."], "date": ["February ends earlier."], "select-in-text": ["Clear enough.", "The basis.", "No date."],
    "select-in-table": ["Row 1.", "Row 2."], "select-on-picture": ["Spot 3.", "Spot 2."], "decision": ["Time is lost.", "All hope is lost."],
    "free-text": ["A date bounds it.", "A reason."],
}  # fmt: skip


def write(form: Any) -> None:
    """Write a text and ask for the model answer."""
    form.get_by_label("Your text").fill("Please send the log of 5 October.")
    compare = form.get_by_role("button", name="Compare with the model answer")
    if compare.count():  # at a second try the model answer is known
        compare.click()


def sort(form: Any, backwards: bool = False) -> None:
    """Bring the steps into order with the buttons, one step after the other to its place."""
    for place, number in enumerate((4, 3, 2, 1) if backwards else (1, 2, 3, 4)):
        text = f"Step {number}"
        while form.locator(".step-text").all_text_contents()[place] != text:
            form.get_by_role("button", name=f"Move up {text}").click()


def item(page: Any, kind: str) -> Any:
    return page.locator(f"#item-{kind}")


def check(form: Any) -> None:
    form.locator("button.check").click()


def kept(page: Any, kind: str) -> Any:
    return json.loads(page.evaluate("name => localStorage.getItem(name)", f"casework:{COURSE}:item:theme/{kind}") or "null")


def focused(page: Any) -> str:
    return page.evaluate("document.activeElement.className || document.activeElement.id || document.activeElement.tagName")
