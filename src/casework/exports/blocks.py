"""A lesson's Markdown as a flat list of blocks: what slides are made from. Every text is a message of the page's own catalogue.

::

    Block.kind   text        rows                 inner
    heading      its words
    text         a paragraph (also of a list's entry after its first)
    entry        a list's entry, or a term with what it means
    table                    rows of cells, the head first
    box          its title                        its blocks; ``name`` is the class (trap, worked, change, note, sources)
    directive    arguments                        ``name`` is quiz, picture, terms …
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin

PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").use(deflist_plugin).use(colon_fence_plugin)


@dataclass(frozen=True)
class Block:
    kind: str
    text: str = ""
    name: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    inner: tuple[Block, ...] = ()


def blocks(text: str, lookup: Callable[[str], str]) -> list[Block]:
    """The blocks of a page, each message as ``lookup`` gives it."""
    found: list[Block] = []
    term, kind, rows = "", "text", []
    for token in PARSER.parse(text):
        match token.type:
            case "list_item_open":
                kind = "entry"
            case "dt_open":
                kind = "term"
            case "dd_open":
                kind = "meaning"
            case "list_item_close" | "dd_close" | "paragraph_close":
                kind = "text"
            case "heading_open":
                kind = "heading"
            case "heading_close":
                kind = "text"
            case "table_open":
                kind, rows = "table", []
            case "tr_open":
                rows.append([])
            case "table_close":
                found.append(Block("table", rows=tuple(tuple(row) for row in rows)))
                kind = "text"
            case "inline":
                words = lookup(message(token)) if token.content else ""
                if kind == "table":
                    rows[-1].append(words)
                elif kind == "term":
                    term = words
                elif kind == "meaning":
                    found.append(Block("entry", f"{term if '**' in term else f'**{term}**'}: {words}"))
                else:
                    found.append(Block(kind, words))
            case "fence" | "colon_fence":
                found += fence(token, lookup)
    return found


def message(token: Token) -> str:
    """As Sphinx extracts it: lines joined by their breaks, blanks at their ends gone."""
    return "\n".join(line.strip() for line in token.content.split("\n"))


def fence(token: Token, lookup: Callable[[str], str]) -> list[Block]:
    name, _, argument = token.info.strip().partition(" ")
    name = name.strip("{}")
    if name != "admonition":
        return [Block("directive", argument.strip(), name)]
    lines = token.content.split("\n")
    options = [line for line in lines if line.startswith(":") and not line.startswith("::")]
    css = next((line.removeprefix(":class:").strip() for line in options if line.startswith(":class:")), "note")
    inner = "\n".join(line for line in lines if line not in options)
    return [Block("box", lookup(argument.strip()), css, inner=tuple(blocks(inner, lookup)))]
