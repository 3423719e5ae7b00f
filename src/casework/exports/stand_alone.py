"""Pages that open by double click and lie in a folder with their sheet, script and fonts: slides, cards."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path

from casework.translation import PACKAGE, RIGHT_TO_LEFT

# nothing from elsewhere, no script but the one beside the page
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


def document(language: str, title: str, body: str, sheet: str, script: str = "") -> str:
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    loaded = f'<script src="{script}" defer></script>' if script else ""
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="{sheet}">{loaded}</head>\n<body>{body}</body></html>\n'
    )


def write_assets(folder: Path, sheet: str, script: str = "") -> None:
    """The sheet with the book's colours and letters before it, its fonts, and the script."""
    folder.mkdir(parents=True, exist_ok=True)
    css = "".join((PACKAGE / "css" / name).read_text(encoding="utf-8") for name in ("1-tokens.css", sheet))
    (folder / sheet).write_text(css, encoding="utf-8")
    shutil.copytree(PACKAGE / "static" / "fonts", folder / "fonts", dirs_exist_ok=True)
    if script:
        shutil.copyfile(PACKAGE / "static" / script, folder / script)


def file_name(name: str, language: str, source: str = "en") -> str:
    """``anatomy.html``; ``anatomy.ar.html`` in another language than the source's."""
    return f"{name}.html" if language == source else f"{name}.{language}.html"
