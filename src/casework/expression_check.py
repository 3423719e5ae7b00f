"""Does an expression fit its case? Fields exist, literals are among the choices, functions get what they read.

``check`` gives every objection in words for the author and the free-text fields that ``mentions`` and ``states`` read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from casework.cases import Case, Decision, Field
from casework.errors import shown
from casework.expressions import ExpressionError, Node, parse
from casework.vocabulary import phrases_unusable

ARGUMENTS = {
    "filled": ("any",), "mentions": ("free", "phrases"), "states": ("free", "phrases"), "includes_all": ("chosen", "ids"), "is_utc": ("text",),
    "is_date": ("text",), "before": ("text", "text"), "within": ("text", "text", "text"), "at_least": ("several", "number"),
    "at_most": ("several", "number"), "words_between": ("free", "number", "number"),
}  # fmt: skip
SPOKEN = {
    "free": "a field of kind line or text", "phrases": "a list of phrases in quotation marks", "chosen": "a field of several choices",
    "ids": "a list of choices in quotation marks", "text": "a text or date", "several": "a list", "number": "a whole number", "bool": "yes or no",
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """What an expression gives: bool, number, free (typed text), text (other text), chosen, rows, list, row or any."""

    name: str
    options: tuple[str, ...] = ()
    columns: tuple[Field, ...] = ()


@dataclass
class Finding:
    """Objections, and the fields whose words are read."""

    objections: list[str] = field(default_factory=list)
    reads: list[str] = field(default_factory=list)


BOOL, ANY = Kind("bool"), Kind("any")
ACCEPTS = {
    "free": ("free",), "text": ("free", "text"), "chosen": ("chosen",), "several": ("chosen", "rows", "list"), "number": ("number",), "bool": ("bool",),
}  # fmt: skip


def check(source: str, case: Case) -> Finding:
    """Everything that is wrong with an expression of this case."""
    checker = _Checker(case)
    try:
        tree = parse(source, {name: len(kinds) for name, kinds in ARGUMENTS.items()})
    except ExpressionError as error:
        checker.finding.objections.append(f"it can't be used: {error}")
        return checker.finding
    if checker.kind(tree, {}).name not in ("bool", "any"):
        checker.object("it must give yes or no")
    return checker.finding


def kind_of(one: Field | Decision) -> Kind:
    if isinstance(one, Decision):
        ids = tuple(choice.id for choice in one.choices)
        return Kind("text", ids) if one.interaction == "single" else Kind("chosen", ids)
    name = {"line": "free", "text": "free", "check": "bool", "rows": "rows", "choices": "chosen"}.get(one.kind, "text")
    return Kind(name, one.option_ids, one.columns)


class _Checker:
    def __init__(self, case: Case) -> None:
        self.roots = {"decisions": {d.id: kind_of(d) for d in case.decisions}, "request": {f.id: kind_of(f) for f in case.fields}}
        self.finding = Finding()

    def object(self, text: str) -> None:
        self.finding.objections.append(text)

    def kind(self, node: Node, scope: dict[str, Kind]) -> Kind:
        """The kind of a node; objections are noted on the way."""
        return getattr(self, f"_{node.kind}")(node, scope)

    def expect(self, node: Node, wanted: str, scope: dict[str, Kind], where: str) -> Kind:
        found = self.kind(node, scope)
        if found.name != "any" and wanted != "any" and found.name not in ACCEPTS[wanted]:
            self.object(f"{where} needs {SPOKEN[wanted]}")
        return found

    def _text(self, node: Node, scope: dict[str, Kind]) -> Kind:
        return Kind("text")

    def _number(self, node: Node, scope: dict[str, Kind]) -> Kind:
        return Kind("number")

    def _bool(self, node: Node, scope: dict[str, Kind]) -> Kind:
        return BOOL

    def _list(self, node: Node, scope: dict[str, Kind]) -> Kind:
        if any(part.kind != "text" for part in node.parts):
            self.object("a list holds texts in quotation marks only")
        return Kind("list")

    def _name(self, node: Node, scope: dict[str, Kind]) -> Kind:
        if node.value in scope:
            return scope[node.value]
        known = ", ".join((*self.roots, *scope))
        self.object(f"{shown(node.value)} can't stand by itself; write one of {known}, and a dot")
        return ANY

    def _member(self, node: Node, scope: dict[str, Kind]) -> Kind:
        path = node.path
        if len(path) == 2 and path[0] in self.roots and path[0] not in scope:
            fields = self.roots[path[0]]
            if path[1] in fields:
                return fields[path[1]]
            self.object(f"there is no {path[0]}.{shown(path[1])[1:-1]}; known are {', '.join(fields)}")
            return ANY
        base = self.kind(node.parts[0], scope)
        if base.name == "row":
            for column in base.columns:
                if column.id == node.value:
                    return kind_of(column)
            self.object(f"a row has no column {shown(node.value)}; known are {', '.join(c.id for c in base.columns)}")
        elif base.name != "any":
            self.object(f"{shown(node.value)} can't be read from a value")
        return ANY

    def _has(self, node: Node, scope: dict[str, Kind]) -> Kind:
        if len(node.parts) != 1 or node.parts[0].kind != "member":
            self.object("has takes one field")
        else:
            self.kind(node.parts[0], scope)
        return BOOL

    def _joined(self, node: Node, scope: dict[str, Kind]) -> Kind:
        for part in node.parts:
            self.expect(part, "bool", scope, {"or": "||", "and": "&&", "not": "!"}[node.kind])
        return BOOL

    _or = _and = _not = _joined

    def _compare(self, node: Node, scope: dict[str, Kind]) -> Kind:
        left, right = (self.kind(part, scope) for part in node.parts)
        if node.value == "in":
            if right.name not in ("chosen", "list", "any"):
                self.object("after `in` a list or a field of several choices is needed")
            self.among(node.parts[0], right)
            self.among(node.parts[1], left)
            return BOOL
        groups = {"free": "text"}
        if "any" not in (left.name, right.name) and groups.get(left.name, left.name) != groups.get(right.name, right.name):
            self.object(f"{node.value} compares two different kinds of value")
        elif {left.name, right.name} & {"chosen", "rows", "list", "row"}:
            self.object(f"{node.value} can't compare lists; use includes_all, exists or all")
        self.among(node.parts[0], right)
        self.among(node.parts[1], left)
        return BOOL

    def among(self, node: Node, kind: Kind) -> None:
        """A literal that is compared with a choice must be one of its choices."""
        for literal in (node, *node.parts) if node.kind == "list" else (node,):
            if literal.kind == "text" and kind.options and literal.value not in ("", *kind.options):
                self.object(f"{shown(literal.value)} is none of the choices {', '.join(kind.options)}")

    def _macro(self, node: Node, scope: dict[str, Kind]) -> Kind:
        name, variable = node.value
        base = self.expect(node.parts[0], "several", scope, name)
        element = Kind("row", columns=base.columns) if base.name == "rows" else Kind("text", base.options) if base.name == "chosen" else ANY
        if variable in self.roots or variable in scope:
            self.object(f"the name {shown(variable)} is taken")
        self.expect(node.parts[1], "bool", {**scope, variable: element}, name)
        return base if name == "filter" else BOOL

    def _call(self, node: Node, scope: dict[str, Kind]) -> Kind:
        kinds: list[Kind] = []
        for part, wanted in zip(node.parts, ARGUMENTS[node.value], strict=True):
            if wanted not in ("phrases", "ids"):
                kinds.append(self.expect(part, wanted, scope, node.value))
                continue
            if part.kind != "list" or not part.parts or any(entry.kind != "text" for entry in part.parts):
                self.object(f"{node.value} needs {SPOKEN[wanted]}")
            elif wanted == "ids":
                self.among(part, kinds[0])
            elif unusable := phrases_unusable(entry.value for entry in part.parts):
                self.object(f"the phrase {shown(unusable[0])} has no letter or digit")
        if node.value in ("mentions", "states"):
            path = node.parts[0].path
            self.finding.reads.append(path[1] if len(path) == 2 and path[0] == "request" else "")
        return BOOL
