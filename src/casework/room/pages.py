"""The frame of the room's pages, the page to join, the door to the console. Plain HTML, readable and usable without a script."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any, get_args

from casework.html import json_block
from casework.item_parts import Role
from casework.room.material import Language
from casework.translation import NAMES, PACKAGE, RIGHT_TO_LEFT

SHEETS = ("1-tokens", "2-page", "3-text", "4-item", "6-interactions", "room")
ROLES = get_args(Role)


@cache
def sheet() -> str:
    return "".join((PACKAGE / "css" / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS)


@cache
def stamp() -> str:
    """Part of the addresses of styles and scripts, so that phones keep them and yet never keep old ones."""
    scripts = [PACKAGE / "static" / f"{name}.js" for name in ("theme", "room", "room-console", "room-screen")]
    return hashlib.sha256(sheet().encode() + b"".join(path.read_bytes() for path in scripts)).hexdigest()[:10]


def frame(language: Language, languages: Mapping[str, Language], title: str, body: str, script: str = "", data: Any = None, kind: str = "", here: str = "") -> str:
    """A whole page; ``here`` is its own address, for the link to the other language."""
    words, code = language.strings, language.code
    others = "".join(
        f'<a class="bar-link language-link" href="{here}?lang={other}" lang="{other}" dir="{direction(other)}" hreflang="{other}">{NAMES[other]}</a>'
        for other in languages
        if other != code and here
    )
    loaded = f'<script defer src="/room/static/{script}.js?{stamp()}"></script>' if script else ""
    block = json_block(data, "room-data") if data is not None else ""
    return (
        f'<!doctype html>\n<html lang="{code}" dir="{direction(code)}" class="no-js room room-{kind}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(title)} · {escape(language.course.info.title)}</title>"
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="/room/static/room.css?{stamp()}">'
        f'<script src="/room/static/theme.js?{stamp()}"></script>{loaded}</head>'
        f'<body><a class="skip-to-content" href="#content">{escape(words["skip"])}</a>'
        f'<header class="bar"><span class="bar-brand">{escape(language.course.info.title)}</span>{others}'
        f'<button type="button" class="theme-switch" data-action="theme">'
        '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9Z"/></svg>'
        f'<span class="visually-hidden">{escape(words["theme_toggle"])}</span></button></header>'
        f'<main id="content" tabindex="-1">{body}</main>{block}</body></html>'
    )


def direction(code: str) -> str:
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def field(name: str, label: str, hint: str, control: str) -> str:
    return f'<div class="field"><label for="{name}">{escape(label)}</label><p class="hint" id="{name}-hint">{escape(hint)}</p>{control}</div>'


def text_input(name: str, value: str, size: int, extra: str = "") -> str:
    return f'<input type="text" id="{name}" name="{name}" value="{escape(value)}" maxlength="{size}" aria-describedby="{name}-hint" autocomplete="off" {extra}>'


def error(words: Mapping[str, str], message: str, target: str) -> str:
    if not message:
        return ""
    return (
        f'<div class="error-summary" role="alert" tabindex="-1"><p><b>{escape(words["room_problem"])}</b></p>'
        f'<p><a href="#{target}">{escape(message)}</a></p></div>'
    )


def join_page(language: Language, languages: Mapping[str, Language], key: str, given: Mapping[str, str] | None = None, wrong: str = "", target: str = "code") -> str:
    words, given = language.strings, given or {}
    roles = "".join(f'<option value="{role}"{" selected" if given.get("role") == role else ""}>{escape(words[role_name(role)])}</option>' for role in ROLES)
    upper = 'autocapitalize="characters" spellcheck="false" dir="ltr"'
    body = (
        f'<article class="room-join"><h1>{escape(words["room_join"])}</h1>{error(words, wrong, target)}'
        f'<form method="post" action="/room/join" class="room-form"><input type="hidden" name="key" value="{escape(key)}"><input type="hidden" name="lang" value="{language.code}">'
        + field("code", words["room_code"], words["room_code_hint"], text_input("code", given.get("code", ""), 12, upper))
        + field("name", words["room_name"], words["room_name_hint"], text_input("name", given.get("name", ""), 40, 'dir="auto"'))
        + field("role", words["room_role"], words["room_role_hint"], f'<select id="role" name="role" aria-describedby="role-hint"><option value="">{escape(words["room_role_none"])}</option>{roles}</select>')
        + f'<section class="consent"><h2>{escape(words["room_consent"])}</h2><p>{escape(words["room_consent_text"])}</p></section>'
        f'<button type="submit" class="primary">{escape(words["room_join_button"])}</button></form>'
        f'<details class="room-back"{" open" if target == "own" else ""}><summary>{escape(words["room_back"])}</summary>'
        f'<form method="post" action="/room/return" class="room-form"><input type="hidden" name="lang" value="{language.code}">'
        + field("own", words["room_back_code"], words["room_back_hint"], text_input("own", "", 16, upper))
        + f'<button type="submit">{escape(words["room_back_button"])}</button></form></details></article>'
    )
    return frame(language, languages, words["room_join"], body, here="/room/")


def role_name(role: str) -> str:
    """The interface's name of a role's word."""
    return role.lower().replace(" ", "_")


def door_page(language: Language, languages: Mapping[str, Language], wrong: str = "") -> str:
    """Where the facilitator's secret is asked for."""
    words = language.strings
    control = '<input type="password" id="secret" name="secret" maxlength="60" autocomplete="current-password" aria-describedby="secret-hint" dir="ltr">'
    body = (
        f'<article class="room-join"><h1>{escape(words["room_console"])}</h1>{error(words, wrong, "secret")}'
        f'<form method="post" action="/room/console" class="room-form"><input type="hidden" name="lang" value="{language.code}">'
        + field("secret", words["room_secret"], words["room_secret_hint"], control)
        + f'<button type="submit" class="primary">{escape(words["room_enter"])}</button></form></article>'
    )
    return frame(language, languages, words["room_console"], body, here="/room/console")
