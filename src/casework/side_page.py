"""A page beside the book's own, which no template makes: a case's papers to print, its debrief, its ledger. It lies among the static files."""

from __future__ import annotations

from html import escape

from casework.policy import POLICY_TAGS
from casework.translation import RIGHT_TO_LEFT


def side_page(language: str, title: str, sheets: tuple[str, ...], body: str) -> str:
    """``title`` is plain text, ``sheets`` names without their ending, ``body`` rendered and escaped markup."""
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    links = "".join(f'<link rel="stylesheet" href="{name}.css">' for name in sheets)
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">{POLICY_TAGS}'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}</title><link rel="icon" href="icon.svg">{links}</head>'
        f"<body>{body}</body></html>\n"
    )
