"""The console and the projector: places that their scripts fill, four times a second at most."""

from __future__ import annotations

from html import escape

import segno

from casework.room import views
from casework.room.material import Language
from casework.room.pages import frame
from casework.room.session import Session


def console_page(session: Session, language: Language) -> str:
    words = language.strings

    def section(name: str, title: str, inside: str, css: str = "") -> str:
        return f'<section class="panel {css}" id="{name}" aria-labelledby="{name}-title"><h2 id="{name}-title">{escape(words[title])}</h2>{inside}</section>'

    def fact(name: str, title: str) -> str:
        return f'<div><dt>{escape(words[title])}</dt><dd id="{name}"></dd></div>'

    facts = f'<dl class="facts">{fact("joined", "room_joined")}{fact("answered", "room_answered")}{fact("left", "room_minutes_left")}{fact("room-code", "room_code")}</dl>'
    hands = f'<p class="hint">{escape(words["room_hands_hint"])}</p><form id="hands-form" class="room-form"><div id="hands-fields"></div><button type="submit">{escape(words["room_hands_keep"])}</button></form>'
    teams = (
        f'<form id="teams-form" class="room-form inline-form"><label for="size">{escape(words["room_teams_size"])}</label>'
        f'<select id="size">{"".join(f"<option{chosen}>{n}</option>" for n, chosen in ((3, ""), (4, " selected"), (5, "")))}</select>'
        f'<button type="submit">{escape(words["room_teams_make"])}</button></form><ol id="team-list"></ol>'
    )
    handover = f'<p class="hint">{escape(words["room_handover_hint"])}</p><button type="button" id="handover-make">{escape(words["room_handover_make"])}</button><p id="handover-code" class="own-code" dir="ltr" role="status"></p>'
    body = (
        f'<div class="console"><h1>{escape(words["room_console"])}</h1><noscript><p class="item-notice">{escape(words["room_needs_script"])}</p></noscript>'
        f'<p class="room-status" role="status" aria-live="polite"></p>'
        f'<div class="console-main"><section class="panel now" aria-labelledby="now-title"><p class="kicker">{escape(words["room_now"])}</p><h2 id="now-title"></h2>{facts}<div id="controls" class="controls"></div></section>'
        + section("answers", "room_expect", '<p id="prompt" class="prompt" dir="auto"></p><p id="score"></p><div id="rows"></div>')
        + section("texts", "room_texts", '<ul id="entries" class="entries-list"></ul>')
        + section("files", "room_files", '<ul id="file-list"></ul>')
        + section("notes", "room_notes", '<ul id="note-list"></ul>')
        + section("hands", "room_hands", hands)
        + "</div><div class='console-side'>"
        + section("plan", "room_plan", '<ol id="steps" class="plan-steps"></ol>')
        + section("teams", "room_teams", teams)
        + section("handover", "room_handover", handover)
        + f'<p><a href="/room/screen?lang={language.code}" target="_blank" rel="noopener">{escape(words["room_screen"])} <small>{escape(words["room_new_tab"])}</small></a></p></div></div>'
    )
    data = {"strings": language.script, "view": views.console(session, language.code), "lang": language.code}
    return frame(language, session.material.languages, words["room_console"], body, "room-console", data, "console", "/room/console")


def screen_page(session: Session, language: Language, address: str) -> str:
    words = language.strings
    body = (
        f'<div class="screen"><aside class="screen-join" aria-label="{escape(words["room_join_here"])}"><p class="kicker">{escape(words["room_join_here"])}</p>'
        f'<img src="/room/qr.svg" alt="" width="220" height="220"><p class="screen-address" dir="ltr">{escape(address)}</p>'
        f'<p class="screen-code"><span>{escape(words["room_code"])}</span> <b dir="ltr">{escape(session.state.code)}</b></p></aside>'
        f'<div class="screen-main"><p class="screen-facts"><span id="answered"></span> <span id="left" role="timer"></span></p><h1 id="title"></h1><div id="question"></div><div id="bars"></div><ul id="texts"></ul></div></div>'
    )
    data = {"strings": language.script, "view": screen_view(session, language), "lang": language.code}
    return frame(language, session.material.languages, words["room_screen"], body, "room-screen", data, "screen", "/room/screen")


def screen_view(session: Session, language: Language) -> dict[str, object]:
    """The projector's data, and the question that is being asked, without its key."""
    state, material = session.state, session.material
    found = views.screen(session, language.code)
    found["html"] = ""
    if state.here in material.plan.ids and state.step:
        asked = material.refs(state.here)
        if len(asked) == 1:
            found["html"] = material.question(asked[0], language.code)
        elif found["kind"] in ("text", "wait"):
            from casework.html_text import paragraphs

            step = language.plan.step_at(material.plan.ids.index(state.here))
            found["html"] = paragraphs(step.prompt if found["kind"] == "text" else step.text)
    return found


def qr(address: str) -> str:
    """The address with the room's code as a picture; dark on white also in dark mode, since cameras need it."""
    return segno.make(address, error="m").svg_inline(scale=8, border=3, light="#fff", dark="#000").replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
