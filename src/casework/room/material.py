"""What a plan's steps show, in every language: questions without their keys, the keys for later, lessons' titles and addresses.

Where a language has no translation of an item yet, the English one is shown, marked as English.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from casework.build import LANGUAGES
from casework.cases import Case, load_case
from casework.checks import FORMS, items_of_form
from casework.course import Course
from casework.edition import edition, translated_pages
from casework.errors import Problem, ProblemsError
from casework.html import Renderer
from casework.html_text import plain
from casework.items import ITEM, Item
from casework.loading import load
from casework.plans import Ask, CaseStage, Plan, Poll, Read, Test, Vote, lint_plan
from casework.translation import SOURCE, Catalogues, interface

OWN = "room"  # the theme of questions that a plan writes itself
COMMON = {
    "lesson": "room", "objective": "Decide.", "roles": ["prosecutor"], "minutes": 1, "level": "apply", "skill": "channel", "covers": ["report/1"],
}  # fmt: skip


def shape(key: dict[str, Any]) -> dict[str, Any]:
    """What a form's script must know to read its fields, and nothing of what is right."""
    if key["kind"] != "decision":
        return {"kind": key["kind"]}
    return {"kind": "decision", "start": key["start"], "stages": {name: {"next": stage["next"]} for name, stage in key["stages"].items()}}


@dataclass
class Language:
    """The course, the plan and the interface's words in one language."""

    code: str
    course: Course
    plan: Plan
    pages: set[str]
    strings: dict[str, str]
    script: dict[str, str]
    catalogues: Catalogues
    items: dict[str, Item] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)

    @cached_property
    def renderer(self) -> Renderer:
        # a vote in a room is no secret of the device, and says so
        strings = {**self.strings, "poll_how": self.strings["room_poll_how"]}
        return Renderer(self.course.law, strings, f"/{self.code}/book/law/{{instrument}}.html", self.catalogues.lookup)


class Material:
    """Everything that a room shows, loaded once. Raises ProblemsError where the plan asks for what is not there."""

    def __init__(self, root: Path, course: Course, plan: Plan, forms: Path | None = None) -> None:
        self.root, self.source, self.plan = root, course, plan
        self.forms = read_forms(forms) if forms else {form: items_of_form(course, form) for form in FORMS}
        problems = list(lint_plan(plan, course, "the plan"))
        if forms:
            problems = [problem for problem in problems if "test forms" not in problem.message]
        if problems:
            raise ProblemsError(problems)
        self.cases: dict[str, Case] = {}
        self.items = {item.ref: item for item in self._asked()}
        self.languages = {code: self._language(code) for code in LANGUAGES if code == SOURCE or translated_pages(root, code)}

    def _asked(self) -> list[Item]:
        found = [item for form in FORMS for item in self.forms[form]]
        for ident, step in zip(self.plan.ids, self.plan.steps, strict=True):
            if isinstance(step, (Ask, Vote)) and (item := self.source.item(step.item)):
                found.append(item)
            elif isinstance(step, Poll):
                found.append(poll_item(self.root, ident, step))
            elif isinstance(step, CaseStage):
                case = self.cases.get(step.case) or load_case(self.root, step.case)[0]
                if case:
                    self.cases[step.case] = case
                    if step.decision:
                        found.append(decision_item(self.root, case, step.decision))
        return found

    def _language(self, code: str) -> Language:
        catalogues = Catalogues(self.root, code)
        course = edition(self.source, code, catalogues.known).translated(catalogues.lookup)
        plan = self.plan.translated(lambda text: catalogues.lookup("plans", text))
        strings = interface(catalogues, "page", "room")
        found = Language(code, course, plan, translated_pages(self.root, code), strings, interface(catalogues, "script", "room_script"), catalogues)
        for ref, item in self.items.items():
            if code != SOURCE and (translated := whole(catalogues, domain_of(item), item)):
                found.items[ref] = translated
        for slug, case in self.cases.items():
            found.cases[slug] = case if code == SOURCE or not catalogues.exists(slug) else case.translated(lambda text, slug=slug: catalogues.lookup(slug, text))
        return found

    def item(self, ref: str, code: str) -> tuple[Item, str]:
        """The item and the language that it is in."""
        found = self.languages[code].items.get(ref)
        return (found, code) if found else (self.items[ref], SOURCE)

    def question(self, ref: str, code: str, number: int | None = None) -> str:
        """The item's form without its key."""
        item, language = self.item(ref, code)
        html = self.languages[language].renderer.form(item, number, shape(item.key), "")
        return html if language == code else f'<div lang="{language}" dir="ltr">{html}</div>'

    def key(self, ref: str, code: str) -> str:
        """The answer with its reasons: what is sent when the item is revealed."""
        item, language = self.item(ref, code)
        return self.languages[language].renderer.key(item)

    def refs(self, ident: str, form: str | None = None) -> list[str]:
        """The items that a step asks; of a test, those of the participant's form (all of both where none is named)."""
        step = self.plan.step(ident)
        match step:
            case Ask() | Vote():
                return [step.item]
            case Poll():
                return [f"{OWN}/{ident}"]
            case CaseStage() if step.decision:
                return [decision_ref(step.case, step.decision)]
            case Test():
                return [item.ref for one in FORMS if form in (None, one) for item in self.forms[one]]
        return []

    def title(self, ident: str, code: str) -> str:
        """What a step is called."""
        language = self.languages[code]
        step = language.plan.step_at(self.plan.ids.index(ident))
        if step.title:
            return step.title
        if isinstance(step, Read):
            return self.lesson(step.page, code)[0]
        if isinstance(step, CaseStage):
            case = language.cases[step.case]
            name = next(one.title for one in (case.decisions if step.decision else case.stages) if one.id == (step.decision or step.stage))
            return f"{case.title}: {name}"
        return language.strings[f"room_kind_{step.kind}"]

    def about(self, ident: str, code: str) -> str:
        """What a step asks, in a line for the console's list of steps."""
        asked = self.refs(ident)
        if len(asked) != 1 or isinstance(self.plan.step(ident), CaseStage):
            return ""
        return plain(self.item(asked[0], code)[0].body.prompt)[:90]

    def lesson(self, page: str, code: str) -> tuple[str, str]:
        """(title, address) of a lesson; the English one where there is no other."""
        docname = f"book/{page}"
        lesson = next(one for one in self.source.lessons if one.docname == docname)
        if docname not in self.languages[code].pages and code != SOURCE:
            return lesson.title, f"/{SOURCE}/{docname}.html"
        return self.languages[code].catalogues.page_lookup(docname, lesson.title), f"/{code}/{docname}.html"

    def case_page(self, slug: str, code: str) -> str:
        docname = f"exercises/{slug}/exercise"
        return f"/{code if code == SOURCE or docname in self.languages[code].pages else SOURCE}/{docname}.html"

    @property
    def hidden(self) -> frozenset[str]:
        """The items that the served book leaves out: kept for rooms, of a test form, or asked by this plan."""
        kept = {item.ref for item in self.source.items if item.body.room or item.body.form}
        return frozenset(kept | set(self.plan.items))


def domain_of(item: Item) -> str:
    """The catalogue that translates an item: its theme's, its case's, or that of the plans."""
    if item.theme != OWN:
        return item.theme
    return item.slug.removeprefix("case-").partition("--")[0] if item.slug.startswith("case-") else "plans"


def whole(catalogues: Catalogues, domain: str, item: Item) -> Item | None:
    """The item in another language; None where any of its texts has no translation."""
    missing: list[str] = []

    def lookup(text: str) -> str:
        if catalogues.known(domain, text):
            return catalogues.lookup(domain, text)
        missing.append(text)
        return text

    found = item.translated(lookup)
    return None if missing else found


def decision_ref(case: str, decision: str) -> str:
    return f"{OWN}/case-{case}--{decision.replace('_', '-')}"


def poll_item(root: Path, ident: str, step: Poll) -> Item:
    """A plan's own question as an item; its choices have nothing to explain, so their remarks are their texts."""
    choices = [{"text": text, "feedback": text} for text in step.choices]
    body = ITEM.validate_python({**COMMON, "interaction": "poll", "prompt": step.prompt, "choices": choices})
    return Item(root / "book" / OWN / "quiz" / f"{ident}.toml", OWN, ident, body)


def decision_item(root: Path, case: Case, ident: str) -> Item:
    """A case's decision as an item, with the remarks of the case's key."""
    decision, key = next(one for one in case.decisions if one.id == ident), case.key.decisions[ident]
    choices = [
        {"text": option.text, "correct": option.id in key.correct, "feedback": key.choices[option.id].feedback, "law": key.choices[option.id].law}
        for option in decision.choices
    ]
    kind = "single" if decision.interaction == "single" and len(key.correct) == 1 else "multiple"
    body = ITEM.validate_python({**COMMON, "interaction": kind, "prompt": decision.prompt, "choices": choices})
    slug = decision_ref(case.slug, ident).partition("/")[2]
    return Item(root / "book" / OWN / "quiz" / f"{slug}.toml", OWN, slug, body)


def read_forms(folder: Path) -> dict[str, list[Item]]:
    """Test forms from a folder outside the course: one item a file, each with ``form`` and ``slot``. Raises ProblemsError."""
    found, problems = [], []
    for path in sorted(folder.glob("*.toml")):
        body, wrong = load(path, folder, ITEM)
        problems += wrong
        if body is not None and body.form:
            found.append(Item(path, "forms", path.stem, body))
        elif body is not None:
            problems.append(Problem(path.name, "form", "the item belongs to no form.", "Give it `form`, `slot`, `theme` and `read`."))
    if not found and not problems:
        problems.append(Problem(str(folder), "form", "the folder holds no items.", "Put the forms' .toml files there."))
    if problems:
        raise ProblemsError(problems)
    return {form: sorted((item for item in found if item.body.form == form), key=lambda item: item.body.slot or 0) for form in FORMS}
