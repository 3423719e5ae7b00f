"""The small part of CEL that criteria may use, read into a tree.

The Python and the JavaScript CEL libraries agree on this part and differ outside it (``size`` counts bytes in one and code
units in the other; arithmetic, ternaries and regular expressions behave or fail differently). So the grammar here *is* the
whitelist: what it can't read, an author can't write.

::

    or      := and ("||" and)*            and := not ("&&" not)*
    not     := "!" not | compare
    compare := member (("==" | "!=" | "<" | "<=" | ">" | ">=" | "in") member)?
    member  := primary ("." name | "." ("exists" | "all" | "filter") "(" name "," or ")")*
    primary := text | whole number | "true" | "false" | "[" or ("," or)* "]" | "has" "(" member ")"
             | function "(" or ("," or)* ")" | name | "(" or ")"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casework.errors import shown

MACROS = ("exists", "all", "filter")
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"\\\n]|\\["\\])*"|'(?:[^'\\\n]|\\['\\])*')
    | (?P<number>-?[0-9]+(?![0-9A-Za-z_.]))
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<mark>\|\||&&|==|!=|<=|>=|[<>!.,()\[\]])
    )""",
    re.X,
)
_REFUSED = {
    "?": "a ternary", ":": "a ternary", "+": "arithmetic", "-": "arithmetic", "*": "arithmetic", "/": "arithmetic", "%": "arithmetic",
    "{": "a map", "}": "a map", "\\": "an escape other than \\\" and \\\\",
}  # fmt: skip


class ExpressionError(ValueError):
    """What can't be used in a criterion, in words for its author."""


@dataclass(frozen=True)
class Node:
    """``kind`` is or, and, not, compare, list, text, number, bool, call, has, macro, member or name; ``value`` its word."""

    kind: str
    value: Any = None
    parts: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        yield self
        for part in self.parts:
            yield from part.walk()

    @property
    def path(self) -> tuple[str, ...]:
        """``request.facts`` as ("request", "facts"); empty for anything but a plain path."""
        if self.kind == "name":
            return (self.value,)
        if self.kind == "member":
            head = self.parts[0].path
            return (*head, self.value) if head else ()
        return ()


def parse(source: str, functions: dict[str, int]) -> Node:
    """The tree of ``source``. ``functions`` gives each allowed function its number of arguments."""
    return _Reader(source, functions).whole()


class _Reader:
    DEEPEST = 40

    def __init__(self, source: str, functions: dict[str, int]) -> None:
        self.functions = functions
        self.tokens = list(_tokens(source))
        self.place = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self.either()
        if self.place < len(self.tokens):
            raise ExpressionError(f"{shown(self.tokens[self.place][1])} is not expected there")
        return node

    def next_is(self, *words: str) -> bool:
        return self.place < len(self.tokens) and self.tokens[self.place][0] != "text" and self.tokens[self.place][1] in words

    def take(self, *words: str) -> str:
        if words and not self.next_is(*words):
            got = shown(self.tokens[self.place][1]) if self.place < len(self.tokens) else "the end"
            raise ExpressionError(f"{' or '.join(shown(word) for word in words)} is expected where {got} stands")
        self.place += 1
        return self.tokens[self.place - 1][1]

    def either(self) -> Node:
        self.depth += 1
        if self.depth > self.DEEPEST:
            raise ExpressionError("it is nested too deeply")
        node = self.chain("||", "or", lambda: self.chain("&&", "and", self.negated))
        self.depth -= 1
        return node

    def chain(self, mark: str, kind: str, part: Any) -> Node:
        parts = [part()]
        while self.next_is(mark):
            self.take()
            parts.append(part())
        return parts[0] if len(parts) == 1 else Node(kind, None, tuple(parts))

    def negated(self) -> Node:
        count = 0
        while self.next_is("!"):
            self.take()
            count += 1
        node = self.compared()
        for _ in range(count):
            node = Node("not", None, (node,))
        return node

    def compared(self) -> Node:
        left = self.member()
        if not self.next_is("==", "!=", "<", "<=", ">", ">=", "in"):
            return left
        return Node("compare", self.take(), (left, self.member()))

    def member(self) -> Node:
        node = self.primary()
        while self.next_is("."):
            self.take()
            kind, name = self.tokens[self.place] if self.place < len(self.tokens) else ("", "")
            if kind != "name":
                raise ExpressionError("a name is expected after the dot")
            self.place += 1
            if not self.next_is("("):
                node = Node("member", name, (node,))
            elif name not in MACROS:
                raise ExpressionError(f"{shown(name)} can't be called on a value; exists, all and filter can")
            else:
                self.take("(")
                variable = self.take()
                self.take(",")
                body = self.either()
                self.take(")")
                node = Node("macro", (name, variable), (node, body))
        return node

    def primary(self) -> Node:
        if self.place >= len(self.tokens):
            raise ExpressionError("it ends too early")
        kind, word = self.tokens[self.place]
        if kind == "text":
            self.place += 1
            return Node("text", re.sub(r"\\(.)", r"\1", word[1:-1]))
        if kind == "number":
            self.place += 1
            return Node("number", int(word))
        if word in ("true", "false"):
            self.place += 1
            return Node("bool", word == "true")
        if word == "[":
            return Node("list", None, self.several("[", "]"))
        if word == "(":
            self.take()
            node = self.either()
            self.take(")")
            return node
        if kind != "name":
            raise ExpressionError(f"{shown(word)} is not expected there")
        self.place += 1
        if not self.next_is("("):
            return Node("name", word)
        if word == "has":
            return Node("has", None, self.several("(", ")"))
        if word not in self.functions:
            raise ExpressionError(f"there is no function {shown(word)}; known are {', '.join(sorted(self.functions))}")
        parts = self.several("(", ")")
        if len(parts) != self.functions[word]:
            raise ExpressionError(f"{word} takes {self.functions[word]} values, not {len(parts)}")
        return Node("call", word, parts)

    def several(self, opening: str, closing: str) -> tuple[Node, ...]:
        self.take(opening)
        parts: list[Node] = []
        while not self.next_is(closing):
            parts.append(self.either())
            if not self.next_is(closing):
                self.take(",")
        self.take(closing)
        return tuple(parts)


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    place = 0
    end = len(source.rstrip())
    while place < end:
        found = _TOKEN.match(source, place)
        if not found:
            rest = source[place:].lstrip()
            what = _REFUSED.get(rest[:1])
            raise ExpressionError(f"{what} can't be used" if what else f"{shown(rest[:12])} can't be read")
        yield found.lastgroup or "", found[found.lastgroup or 0]
        place = found.end()
