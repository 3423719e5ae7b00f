"""The book's sheet for a notebook: kept inside our own element, dark when the notebook is dark, no fonts to load."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

CSS = Path(__file__).parents[1] / "css"
BASE = """
position: relative; padding: .25rem 1rem 1rem; background: var(--paper); color: var(--ink); font: 400 1rem/1.6 system-ui, sans-serif;
*, ::before, ::after { box-sizing: border-box; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; box-shadow: 0 0 0 5px var(--ink); }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
"""


@cache
def notebook_sheet(*names: str) -> str:
    """The named parts of ``css/``, nested below ``.casework`` so that nothing of the notebook around it changes."""
    tokens = (CSS / "1-tokens.css").read_text(encoding="utf-8")
    light = _block(tokens, ":root {")
    dark = _block(tokens, ':root[data-theme="dark"] {')
    parts = "\n".join((CSS / name).read_text(encoding="utf-8") for name in names)
    return f".casework {{{light}{BASE}{parts}}}\n[data-jp-theme-light='false'] .casework {{{dark}}}\n"


def _block(sheet: str, selector: str) -> str:
    """The declarations of the rule that starts with ``selector``."""
    found = re.search(rf"^{re.escape(selector)}([^}}]*)}}", sheet, re.MULTILINE)
    if found is None:
        raise ValueError(f"1-tokens.css has no rule {selector!r}; name the one that holds the colours")
    return found[1]
