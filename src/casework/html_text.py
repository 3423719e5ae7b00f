"""Words as HTML: inline Markdown, paragraphs, numbers that keep their order in Arabic text."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

# html off: content is hostile until proven otherwise; links of items are provisions, nothing else
MARKDOWN = MarkdownIt("zero", {"html": False, "typographer": False}).enable(["emphasis", "backticks", "escape", "newline"])


# a hyphen or plus among Arabic turns round what stands on its two sides: 2026-10-05T18:47Z, +999 5550 0142, UTC+3
NUMBERED = re.compile(r"<[^>]*>|(?<![\w-])(?:\d{4}-\d\d-\d\d(?:T[\d:]+Z?)?|(?:UTC)?[+\u2212-]\d[\d: ]*\d|(?:UTC)?[+\u2212-]\d)(?![\w-])")
ARABIC_LETTER = re.compile("[\u0621-\u064a]")


def steady(html: str) -> str:
    """Dates, times and numbers with a sign keep their order inside Arabic text."""
    if not ARABIC_LETTER.search(html):
        return html
    return NUMBERED.sub(lambda found: found[0] if found[0].startswith("<") else f'<bdi dir="ltr">{found[0]}</bdi>', html)


def inline(text: str) -> str:
    """Inline Markdown (emphasis and code) to HTML; everything else is shown as written."""
    return steady(MARKDOWN.renderInline(text).strip())


def paragraphs(text: str) -> str:
    """Paragraphs are split by blank lines; line breaks inside one are kept as spaces."""
    return "".join(f"<p>{inline(part.strip())}</p>" for part in text.split("\n\n") if part.strip())


def remark(text: str) -> str:
    """One paragraph stays bare words, since a page holds dozens of remarks; several become paragraphs."""
    return paragraphs(text) if "\n\n" in text.strip() else inline(text)


def plain(text: str) -> str:
    """Inline Markdown without its marks, for places that take no markup (options, print keys, search)."""
    tokens = MARKDOWN.parseInline(text)
    return "".join(t.content for t in (tokens[0].children or []) if t.type in ("text", "code_inline", "text_special")) if tokens else text
