"""The participant's page: the current step, and what belongs to the person alone."""

from __future__ import annotations

from html import escape
from typing import Any

from casework.html_text import inline, paragraphs
from casework.room import access, views
from casework.room.material import Language, Material
from casework.room.pages import frame
from casework.plans import Break, CaseStage, FreeText, Read, Test, Vote, Wait
from casework.room.session import Session
from casework.room.state import Participant


def page(session: Session, person: Participant, language: Language) -> str:
    words, own = language.strings, access.rejoin(session.state.signing_key, person.id)
    data = {"strings": language.script, "view": view(session, person, language), "lang": language.code, "own": person.id}
    body = (
        f'<article class="room-me"><div class="room-strip"><p class="room-status" role="status" aria-live="polite"></p><p class="room-timer" hidden></p></div>'
        f'<noscript><p class="item-notice">{escape(words["room_needs_script"])}</p></noscript>'
        f'<div id="step">{data["view"]["html"]}</div>'
        f'<details class="room-own"><summary>{escape(words["room_your_code"])}</summary><p class="own-code" dir="ltr">{access.grouped(own)}</p>'
        f'<p class="hint">{escape(words["room_your_code_hint"])}</p><p><bdi>{escape(person.name)}</bdi></p></details>'
        f'<p class="room-book"><a href="/{language.code}/book/index.html" target="_blank" rel="noopener">{escape(words["room_open_book"])} <small>{escape(words["room_new_tab"])}</small></a></p></article>'
    )
    return frame(language, session.material.languages, words["room_title"], body, "room", data, "me", "/room/me")


def view(session: Session, person: Participant, language: Language) -> dict[str, Any]:
    return {**views.participant(session, person, language.code), "html": step_html(session, person, language)}


def step_html(session: Session, person: Participant, language: Language) -> str:
    """The step as everybody of this language (and test form) sees it; nothing of any person is in it."""
    state, material, words = session.state, session.material, language.strings
    if state.ended:
        return f'<h1 tabindex="-1">{escape(words["room_title"])}</h1><p class="room-wait">{escape(words["room_ended"])}</p>'
    if not state.here or state.here not in material.plan.ids or not state.step:
        return f'<h1 tabindex="-1">{escape(words["room_title"])}</h1><p class="room-wait">{escape(words["room_waiting"])}</p>'
    step = language.plan.step_at(material.plan.ids.index(state.here))
    head = f'<h1 tabindex="-1">{escape(material.title(state.here, language.code))}</h1>'
    return head + body(material, state.here, step, state.step.round, person, language, session)


def body(material: Material, ident: str, step: Any, number: int, person: Participant, language: Language, session: Session) -> str:
    words, code = language.strings, language.code
    match step:
        case Break():
            return f'<p class="room-wait">{escape(words["room_break_text"])}</p>'
        case Wait():
            return f'<div class="room-wait">{paragraphs(step.text)}</div>'
        case Read():
            title, address = material.lesson(step.page, code)
            return link(address, f"{words['room_open_lesson']}: {title}", words)
        case FreeText():
            return (
                f'<form class="room-text room-form"><div class="field"><label for="text">{inline(step.prompt)}</label><p class="hint" id="text-hint">{escape(words["room_text_hint"])}</p>'
                f'<textarea id="text" name="text" rows="4" maxlength="500" dir="auto" aria-describedby="text-hint"></textarea></div>'
                f'<button type="submit" class="primary">{escape(words["room_send"])}</button></form>'
            )
    questions = "".join(
        material.question(ref, code, place if isinstance(step, Test) else None) for place, ref in enumerate(views.refs(material, ident, person), 1)
    )
    if isinstance(step, Vote) or (isinstance(step, CaseStage) and step.decision):
        questions = f'<p class="room-round">{escape(words["room_second_vote" if number == 2 else "room_first_vote"])}</p>{questions}'
    return questions + (case_part(material, step, language) if isinstance(step, CaseStage) else "")


def case_part(material: Material, step: CaseStage, language: Language) -> str:
    """The way to the case's page, and where a draft is due, the place to hand it in."""
    words, case = language.strings, language.cases[step.case]
    found = link(material.case_page(step.case, language.code), f"{words['room_open_case']}: {case.title}", words)
    stage = next(one for one in case.stages if one.id == step.stage)
    if stage.kind != "draft":
        return found
    return (
        f'{found}<form class="room-file room-form"><div class="field"><label for="file">{escape(words["room_file"])}</label><p class="hint" id="file-hint">{escape(words["room_file_hint"])}</p>'
        f'<input type="file" id="file" name="file" accept=".toml" aria-describedby="file-hint"></div><button type="submit" class="primary">{escape(words["room_file_send"])}</button></form>'
    )


def link(address: str, text: str, words: dict[str, str]) -> str:
    return f'<p class="room-go"><a class="button-link" href="{escape(address)}" target="_blank" rel="noopener">{escape(text)} <small>{escape(words["room_new_tab"])}</small></a></p>'
