"""Longer Markdown of a case (its documents, stage texts, debrief) as HTML: tables, lists and quotations, no HTML, nothing
that loads or leads elsewhere. Citations ``{law}`untoc/18/15``` become links as in lessons."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.token import Token

from casework.html_text import steady

ROLE = re.compile(r"\{law\}`(?:([^`<]*?)\s*<)?([^`<>]+)>?`")
EMPTY_HEAD = re.compile(r"<thead>\s*<tr>\s*(?:<th[^>]*></th>\s*)+</tr>\s*</thead>\s*")
MARKER = "\ue000"  # private use: stands for a citation while Markdown is rendered; removed from content first


def reader() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.disable(["image", "link", "autolink", "reference"])
    # a wide table or log scrolls by itself on a phone, and so must be reachable with the keyboard
    markdown.add_render_rule("table_open", lambda *_: '<div class="table-scroll" tabindex="0"><table>')
    markdown.add_render_rule("table_close", lambda *_: "</table></div>")
    return markdown


MARKDOWN = reader()


def document(text: str, cite: Callable[[str, str], str] | None = None, level: int = 4) -> str:
    """``text`` as HTML. Its highest headings become ``h<level>``; each citation is what ``cite(ref, words)`` gives."""
    found: list[str] = []

    def keep(match: re.Match[str]) -> str:
        found.append(cite(match[2].strip(), (match[1] or "").strip()) if cite else match[2])
        return f"{MARKER}{len(found) - 1}{MARKER}"

    tokens = MARKDOWN.parse(ROLE.sub(keep, text.replace(MARKER, "")))
    tops = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    for token in tokens:
        place(token, level - min(tops, default=1))
    html = steady(headless(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})))
    html = html.replace("<pre>", '<pre dir="ltr" tabindex="0">')
    return re.sub(f"{MARKER}([0-9]+){MARKER}", lambda match: found[int(match[1])], html)


def headless(html: str) -> str:
    """Tables without a head that is empty: Markdown demands one, and a screen reader would announce it for nothing."""
    return EMPTY_HEAD.sub("", html).replace("<th></th>", "<td></td>")


def place(token: Token, by: int) -> None:
    """Move a heading so that the page's outline has no gap."""
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(6, int(token.tag[1]) + by)}"
