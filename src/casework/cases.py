"""Cases: a file of documents, stages, decisions and a document to draft (``exercises/<slug>/``), with their key (``answers/<slug>/``).

A case is data only: a new folder is a new case. What the learner is handed and what a good answer looks like are read from two trees and
joined in ``Case``; ``case.key`` is the second half. Rules that span files are in ``case_rules``, judging in ``criteria``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field as Rule
from pydantic import model_validator

from casework import papers
from casework.errors import Problem, relative
from casework.item_parts import Frozen, Role, Text
from casework.ledger import LEDGER_TEXTS, Ledger, read_ledger
from casework.sources import read_sources, validated
from casework.texts import find_texts, replace_texts
from casework.world import Slug, World

# words that CEL or a script would read as something else
RESERVED = {
    "as", "break", "const", "constructor", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop",
    "namespace", "null", "package", "return", "true", "var", "void", "while",
}  # fmt: skip
Name = Annotated[str, Rule(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]  # an identifier of CEL
Long = Annotated[str, Rule(max_length=12_000)]
Language = Annotated[str, Rule(pattern=r"^[a-z]{2,3}$")]
Simple = Literal["line", "text", "choice", "date", "datetime", "check"]
COLUMN_KINDS = ("line", "text", "choice", "date", "datetime", "check")


class Document(Frozen):
    """A paper of the file; ``text`` is read from ``documents/<file>``."""

    file: str = Rule(pattern=r"^[a-z0-9-]+\.md$")
    title: Text
    kind: Literal["report", "chat", "guide", "table", "sheet", "memo", "letter", "log"]
    text: str = ""


class Stage(Frozen):
    """``short``: kept in the cut of 45 minutes."""

    id: Slug
    title: Text
    kind: Literal["documents", "ledger", "decisions", "draft", "reading", "debrief"]
    minutes: int = Rule(gt=0)
    short: bool = False
    text: Long = ""


class Option(Frozen):
    id: Slug
    text: Text


class Way(Option):
    """A choice of a decision. ``closes``: later decisions and stages that this choice takes away, until the learner goes on as if."""

    closes: tuple[str, ...] = ()


class Decision(Frozen):
    id: Name
    title: Text
    interaction: Literal["single", "multiple"]
    prompt: Text
    minutes: float = Rule(gt=0)
    covers: tuple[str, ...] = ()
    choices: tuple[Way, ...] = Rule(min_length=2)

    @property
    def blank(self) -> str | list[str]:
        return "" if self.interaction == "single" else []


class Field(Frozen):
    """A field of the form, or a column of its rows."""

    id: Name
    kind: Literal["line", "text", "choice", "choices", "date", "datetime", "check", "rows"]
    label: Text
    hint: str = ""
    options: tuple[Option, ...] = ()
    columns: tuple[Field, ...] = ()
    default: str | bool | tuple[str, ...] | None = None

    @property
    def blank(self) -> Any:
        """The value of a field that nobody touched."""
        if self.default is not None:
            return list(self.default) if isinstance(self.default, tuple) else self.default
        return {"choices": [], "rows": [], "check": False}.get(self.kind, "")

    @property
    def option_ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)

    @model_validator(mode="after")
    def fits(self) -> Field:
        if self.id in RESERVED:
            raise ValueError(f"the id {self.id} is a word of the expression language; choose another")
        if (self.kind in ("choice", "choices")) != bool(self.options):
            raise ValueError("options belong to the kinds choice and choices, which need them")
        if (self.kind == "rows") != bool(self.columns):
            raise ValueError("columns belong to the kind rows, which needs them")
        if wrong := [column.id for column in self.columns if column.kind not in COLUMN_KINDS]:
            raise ValueError(f"the column {wrong[0]} must be one of {', '.join(COLUMN_KINDS)}")
        expected = {"check": bool, "choices": tuple, "rows": type(None)}.get(self.kind, str)
        if self.default is not None and not isinstance(self.default, expected):
            raise ValueError(f"the default does not fit the kind {self.kind}")
        chosen = self.default if isinstance(self.default, tuple) else (self.default or "",)
        if self.options and set(chosen) - {"", *self.option_ids}:
            raise ValueError("the default is none of the options")
        return self


class Section(Frozen):
    """A part of the document. ``fade``: worked shows an example, prompted offers it, blank has none."""

    id: Slug
    title: Text
    law: tuple[str, ...] = ()
    hint: Long = ""
    fade: Literal["worked", "prompted", "blank"] = "blank"
    example: Long = ""
    fields: tuple[Field, ...] = Rule(min_length=1)


class Sentences(Frozen):
    """Sentences that a free-text criterion must find, and some that it must not."""

    passing: tuple[Text, ...] = Rule(alias="pass")
    failing: tuple[Text, ...] = Rule(alias="fail")


class Criterion(Frozen):
    """One check of an answer. ``needs`` and ``when`` are expressions (see ``expressions``); ``otherwise`` is what the reader answers.

    A criterion with ``sentences`` reads free text in ``field``: it says "not found", never "not met".
    """

    id: Slug
    title: Text
    section: str
    needs: Text
    when: str = ""
    otherwise: Text
    letter: Long = ""
    law: tuple[str, ...] = ()
    met: Text
    field: str = ""
    sentences: dict[Language, Sentences] = {}

    @property
    def free_text(self) -> bool:
        return bool(self.sentences)


class ChoiceKey(Frozen):
    feedback: Text
    consequence: Long = ""
    law: tuple[str, ...] = ()


class DecisionKey(Frozen):
    correct: tuple[str, ...] = Rule(min_length=1)
    law: tuple[str, ...] = ()
    choices: dict[str, ChoiceKey]


class Letter(Frozen):
    """The reply: ``opening``, then the ``letter`` of each criterion that is not met (``granted`` where all are), ``closing``."""

    opening: Long
    closing: Long
    granted: Long


class Key(Frozen):
    """``answers/<slug>/criteria*.toml``."""

    criteria: tuple[Criterion, ...] = Rule(min_length=1)
    decisions: dict[str, DecisionKey] = {}
    letter: Letter


class CaseFile(Frozen):
    """``exercises/<slug>/case*.toml``. ``document`` is the title of what is drafted."""

    title: Text
    objective: Text
    roles: tuple[Role, ...] = Rule(min_length=1)
    minutes: int = Rule(gt=0)
    covers: tuple[str, ...] = Rule(min_length=1)
    content_note: str = ""
    role: Text
    brief: Long
    recipient: Text
    document: str = ""
    letter_intro: Long = ""
    documents: tuple[Document, ...] = ()
    stages: tuple[Stage, ...] = Rule(min_length=1)
    decisions: tuple[Decision, ...] = ()
    sections: tuple[Section, ...] = Rule(min_length=1)
    ledger: Ledger | None = None


class Case(CaseFile):
    """A whole case: what is handed out, its key, and the Markdown beside both."""

    slug: str
    key: Key
    debrief: str = ""
    facilitator: str = ""
    transfers: tuple[tuple[str, ...], ...] = ()  # of the ledger, read from its file

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria in the order of the case: of the decisions, then of the form's sections. ``key`` has them as in the files."""
        order = {"decisions": -1} | {section.id: number for number, section in enumerate(self.sections)}
        return tuple(sorted(self.key.criteria, key=lambda criterion: order.get(criterion.section, len(order))))

    @property
    def fields(self) -> Iterator[Field]:
        """The fields of all sections, in order."""
        return (field for section in self.sections for field in section.fields)

    def criterion(self, ident: str) -> Criterion | None:
        return next((criterion for criterion in self.criteria if criterion.id == ident), None)

    def translated(self, lookup: Callable[[str], str]) -> Case:
        """The case in another language; ``lookup`` gives the text back where it has nothing."""
        data = replace_texts(self.model_dump(by_alias=True), TEXTS, lookup)
        for document in data["documents"]:
            document["text"] = papers.translate(document["text"], lookup)
        for name in MARKDOWN:
            data[name] = papers.translate(data[name], lookup)
        return Case.model_validate(data)


TEXTS = (
    "title", "objective", "content_note", "role", "brief", "recipient", "document", "letter_intro", "documents.title", "stages.title",
    "stages.text", "decisions.title", "decisions.prompt", "decisions.choices.text", "sections.title", "sections.hint", "sections.example",
    "sections.fields.label", "sections.fields.hint", "sections.fields.options.text", "sections.fields.columns.label",
    "sections.fields.columns.hint", "sections.fields.columns.options.text", "key.criteria.title", "key.criteria.otherwise",
    "key.criteria.letter", "key.criteria.met", "key.decisions.*.choices.*.feedback", "key.decisions.*.choices.*.consequence",
    "key.letter.opening", "key.letter.closing", "key.letter.granted", *LEDGER_TEXTS,
)  # fmt: skip
LAWS = ("sections.law", "key.criteria.law", "key.decisions.*.law", "key.decisions.*.choices.*.law")
MARKDOWN = ("debrief", "facilitator")


def texts(case: Case) -> Iterator[tuple[str, str]]:
    """(place, text) of everything in a case that is translated."""
    handed, key = f"exercises/{case.slug}", f"answers/{case.slug}"
    for path, text in find_texts(case.model_dump(by_alias=True), TEXTS):
        yield f"{key}/criteria.toml" if path[0] == "key" else f"{handed}/case.toml", text
    for document in case.documents:
        yield from ((f"{handed}/documents/{document.file}", text) for text in papers.messages(document.text))
    for name in MARKDOWN:
        yield from ((f"{key}/{name}.md", text) for text in papers.messages(getattr(case, name)))


SCHEMAS = {"case": CaseFile, "criteria": Key, "world": World}


def _markdown(path: Path, root: Path) -> tuple[str, list[Problem]]:
    try:
        return path.read_text(encoding="utf-8").removeprefix("\ufeff").replace("\r\n", "\n").strip(), []
    except (OSError, UnicodeDecodeError):
        message = "the file is missing or no UTF-8 text."
        return "", [Problem(relative(path, root), "unreadable", message, "Write it, or take it out of the case's files.")]


def load_case(root: Path, slug: str) -> tuple[Case | None, list[Problem]]:
    """A case and what is wrong with its files; None where it can't be used."""
    handed, key_folder = root / "exercises" / slug, root / "answers" / slug
    if len(slug) > 60 or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or not (handed / "case.toml").is_file():
        known = ", ".join(case_slugs(root)) or "none"
        return None, [Problem(relative(handed, root), "no-case", f"there is no case {slug[:60]!r}.", f"Name one of: {known}.")]
    sources, problems = read_sources(handed, "case", root)
    file, wrong = validated(CaseFile, sources)
    key_sources, more = read_sources(key_folder, "criteria", root)
    key, most = validated(Key, key_sources)
    problems += wrong + more + most
    if file is None or key is None:
        return None, problems
    documents = []
    for document in file.documents:
        text, wrong = _markdown(handed / "documents" / document.file, root)
        problems += wrong
        documents.append(document.model_copy(update={"text": text}))
    beside: dict[str, Any] = {}
    for name in MARKDOWN:
        beside[name], wrong = _markdown(key_folder / f"{name}.md", root)
        problems += wrong
    if file.ledger:
        beside["transfers"], wrong = read_ledger(handed, file.ledger, root)
        problems += wrong
    values = {name: getattr(file, name) for name in CaseFile.model_fields} | {"documents": tuple(documents)}
    return Case.model_construct(**values, slug=slug, key=key, **beside), problems


def case_slugs(root: Path) -> list[str]:
    """The cases of a course: the folder is the registry."""
    return sorted(path.parent.name for path in (root / "exercises").glob("*/case.toml"))
