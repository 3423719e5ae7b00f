"""What participants ask and send: join, come back, see the step, answer. Each sees only what is their own."""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from casework.answers import normalise, parse
from casework.criteria import judge
from casework.marking import mark
from casework.plans import CaseStage, FreeText
from casework.room import access, participant_page, views
from casework.room.bodies import AnswerBody, FileBody, Refused, TextBody, line, read_form, read_json
from casework.room.events import Draft
from casework.room.material import Language
from casework.room.pages import ROLES, join_page
from casework.room.session import COOKIES, Session
from casework.room.state import Participant
from casework.translation import SOURCE

Body = TypeVar("Body")
WEEK = 7 * 24 * 3600
LANGUAGE = "casework_language"


def session_of(request: Request) -> Session:
    return request.app.state.session


def language_of(request: Request, given: str = "") -> Language:
    """The language asked for, or kept from before, or that of the browser."""
    languages = session_of(request).material.languages
    accepted = request.headers.get("accept-language", "")[:2].lower()
    for code in (given, request.query_params.get("lang", ""), request.cookies.get(LANGUAGE, ""), accepted, SOURCE):
        if code in languages:
            return languages[code]
    raise AssertionError(languages)


def sender(request: Request) -> str:
    """The address that asks; behind a proxy, the proxy's."""
    return request.client.host if request.client else ""


def html(text: str, request: Request, status: int = 200) -> HTMLResponse:
    """A page; a language that the address chose is kept."""
    found = HTMLResponse(text.encode("utf-8", "replace"), status, {"Cache-Control": "no-store"})
    if (code := request.query_params.get("lang", "")) in session_of(request).material.languages:
        found.set_cookie(LANGUAGE, code, WEEK, path="/room", samesite="lax")
    return found


def signed_in(target: str, kind: str, who: str, session: Session, language: str) -> Response:
    found = RedirectResponse(target, 303)
    found.set_cookie(COOKIES[kind], access.token(session.state.signing_key, who, kind), WEEK, path="/room", httponly=True, samesite="lax" if kind == "p" else "strict")
    found.set_cookie(LANGUAGE, language, WEEK, path="/room", samesite="lax")
    return found


async def door(request: Request) -> Response:
    session, language = session_of(request), language_of(request)
    if await session.participant(request.cookies):
        return RedirectResponse("/room/me", 303)
    given = {"code": line(request.query_params.get("code", ""), 12)}
    return html(join_page(language, session.material.languages, access.letters(16), given), request)


async def join(request: Request) -> Response:
    session = session_of(request)
    given = await read_form(request, session.limits.body)
    language, state = language_of(request, given.get("lang", "")), session.state
    words = language.strings

    def again(message: str, status: int) -> Response:
        return html(join_page(language, session.material.languages, access.letters(16), given, words[message]), request, status)

    if not session.wrong_codes.left(sender(request)):
        return again("room_too_many", 429)
    if access.typed(given.get("code", "")) != state.code:
        session.wrong_codes.take(sender(request))
        return again("room_wrong_code", 422)
    if not session.join_rate.take("all"):
        return again("room_too_many", 429)
    if len(state.participants) >= session.limits.participants:
        return again("room_full", 409)
    # the form's key makes the id: a form that is sent twice joins once
    who = hashlib.sha256(f"{state.signing_key}:{given.get('key', '')[:64]}".encode("utf-8", "replace")).hexdigest()[:12]
    role = given.get("role", "")
    name = line(given.get("name", ""), session.limits.name) or words["room_anonymous"].format(number=len(state.participants) + 1)
    # by lot, yet balanced: the first of a pair of forms is drawn, whoever comes next gets the rarer one
    firsts = [person.form for person in state.participants.values()]
    form = min("ab", key=lambda one: (firsts.count(one), access.digest(who + one)))
    await session.append(Draft("join", who, "join", {"name": name, "role": role if role in ROLES else "", "form": form}))
    return signed_in("/room/me", "p", who, session, language.code)


async def come_back(request: Request) -> Response:
    """With one's own code, from another phone."""
    session = session_of(request)
    given = await read_form(request, session.limits.body)
    language = language_of(request, given.get("lang", ""))
    own, words = access.typed(given.get("own", "")), language.strings
    allowed = session.wrong_codes.left(sender(request))
    who = next((one for one in session.state.participants if access.rejoin(session.state.signing_key, one) == own), None) if allowed else None
    if who is None:
        session.wrong_codes.take(sender(request))
        page = join_page(language, session.material.languages, access.letters(16), {}, words["room_wrong_back" if allowed else "room_too_many"], "own")
        return html(page, request, 422 if allowed else 429)
    return signed_in("/room/me", "p", who, session, language.code)


async def me(request: Request) -> Response:
    session = session_of(request)
    person = await session.participant(request.cookies)
    if person is None:
        return RedirectResponse("/room/", 303)
    return html(participant_page.page(session, person, language_of(request)), request)


async def known(request: Request) -> Participant:
    person = await session_of(request).participant(request.cookies)
    if person is None:
        raise Refused(401, "Join the room first.")
    return person


async def posted(request: Request, shape: type[Body], largest: int, what: str = "answers") -> tuple[Session, Participant, Body]:
    """What a participant sends: from somebody who has joined, not too often, of the right size and shape."""
    session, person = session_of(request), await known(request)
    if not session.answer_rate.take(person.id):
        raise Refused(429, f"Too many {what} at once. Wait a moment.")
    return session, person, await read_json(request, shape, largest)


async def now(request: Request) -> Response:
    return plain_json(participant_page.view(session_of(request), await known(request), language_of(request)))


def plain_json(data: Any, status: int = 200) -> Response:
    return JSONResponse(data, status, {"Cache-Control": "no-store"})


async def answer(request: Request) -> Response:
    """Acknowledged once it is on the disk. An answer may be changed until it is revealed; the log keeps every one."""
    session, person, body = await posted(request, AnswerBody, session_of(request).limits.body)
    state, material = session.state, session.material
    if not await asked(session, body.step) or body.item not in views.refs(material, body.step, person):
        raise Refused(409, "This question has not been asked.")
    outcome = mark(material.items[body.item].key, body.response)
    if outcome["verdict"] in ("malformed", "unanswered"):
        raise Refused(422, "The answer does not fit the question.")
    data = {"step": body.step, "round": body.round, "item": body.item, "response": body.response, "score": outcome["score"], "maximum": outcome["maximum"]}
    if body.certainty:
        data["certainty"] = body.certainty
    counted = state.counts(body.step, body.round)
    [receipt] = await session.store.append([Draft("answer", person.id, body.key, data)])
    return acknowledged(receipt.event.seq, receipt.fresh, counted)


async def asked(session: Session, ident: str) -> bool:
    """Has the room come to this step? Another process may have heard so before this one."""
    return ident in session.material.plan.ids and await session.until(lambda: ident in session.state.steps)


def acknowledged(seq: int, fresh: bool, counted: bool) -> Response:
    text = json.dumps({"seq": seq, "fresh": fresh, "counted": counted})
    return Response(text, media_type="application/json", headers={"Cache-Control": "no-store"})


async def text(request: Request) -> Response:
    session, person, body = await posted(request, TextBody, session_of(request).limits.body)
    state, material = session.state, session.material
    if not await asked(session, body.step) or not isinstance(material.plan.step(body.step), FreeText):
        raise Refused(409, "This question has not been asked.")
    said = line(body.text, session.limits.text)
    if not said:
        raise Refused(422, "The text is empty.")
    number = state.steps[body.step].round
    own = [entry for entry in state.texts.get(body.step, []) if entry.actor == person.id]
    if len(own) >= session.limits.texts and not any(entry.text == said for entry in own):
        raise Refused(409, f"At most {session.limits.texts} texts are taken from one person.")
    [receipt] = await session.append(Draft("answer", person.id, body.key, {"step": body.step, "round": number, "text": said}))
    return acknowledged(receipt.event.seq, receipt.fresh, state.counts(body.step, number))


async def file(request: Request) -> Response:
    """A team's answer file: judged at once, so that the facilitator sees which criteria are met. The last one counts."""
    session, person, body = await posted(request, FileBody, session_of(request).limits.file, "files")
    state, material = session.state, session.material
    step = material.plan.step(body.step) if await asked(session, body.step) else None
    if not isinstance(step, CaseStage):
        raise Refused(409, "No file is asked for here.")
    case = material.cases[step.case]

    def judged() -> tuple[int, int, list[str]]:
        data, written, problems = parse(body.text.encode("utf-8", "replace"), "answer.toml")
        found, _ = normalise(data, case, "answer.toml", written) if data is not None else (None, [])
        if found is None:
            raise Refused(422, f"The file can't be read: {problems[0].message if problems else 'it belongs to another case.'}")
        verdicts = [verdict for verdict in judge(case, found) if verdict.outcome != "not applicable"]
        return sum(verdict.outcome == "met" for verdict in verdicts), len(verdicts), [verdict.id for verdict in verdicts if verdict.outcome != "met"]

    met, of, still = await asyncio.to_thread(judged)
    owner = views.owner(state, person.id)
    [receipt] = await session.append(Draft("file", person.id, body.key, {"step": body.step, "owner": owner, "text": body.text, "met": met, "of": of, "open": still}))
    return acknowledged(receipt.event.seq, receipt.fresh, True)
