"""What the facilitator asks and does: the door, the console, the projector, the commands."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from casework.room import access, facilitator_pages, views
from casework.room.bodies import CommandBody, Refused, read_form, read_json
from casework.room.events import Draft
from casework.room.pages import door_page
from casework.room.participants import html, language_of, plain_json, sender, session_of, signed_in
from casework.room.session import Session
from casework.room.teams import drawn

HANDOVER = 600_000  # ms
MINUTE = 60_000
# commands that concern the step which the console shows
OF_THE_STEP = ("next", "back", "skip", "pause", "resume", "extend", "close", "discuss", "revote", "reveal", "bars")
# a phase follows from some phases only: what came too late does nothing
FROM = {"close": ("open", "discuss"), "discuss": ("open", "closed"), "revote": ("discuss", "closed"), "reveal": ("open", "discuss", "closed")}


def facilitator(request: Request) -> str:
    who = session_of(request).who(request.cookies, "f")
    if who is None:
        raise Refused(401, "This is for the facilitator. Open /room/console and enter the secret.")
    return who


async def console(request: Request) -> Response:
    session, language = session_of(request), language_of(request)
    if session.who(request.cookies, "f") is None:
        return html(door_page(language, session.material.languages), request)
    return html(facilitator_pages.console_page(session, language), request)


async def enter(request: Request) -> Response:
    session = session_of(request)
    given = await read_form(request, session.limits.body)
    language, secret = language_of(request, given.get("lang", "")), access.typed(given.get("secret", ""))
    allowed = session.wrong_codes.left(sender(request))
    used = next((one for one, until in session.state.handovers.items() if access.same(secret, one) and until > views.now()), None)
    if not allowed or not (access.same(secret, session.state.secret_digest) or used):
        session.wrong_codes.take(sender(request))
        return html(door_page(language, session.material.languages, language.strings["room_wrong_secret"]), request, 422 if allowed else 429)
    who = access.ident()
    [receipt] = await session.append(Draft("facilitator", access.FACILITATOR, f"handover-{used}" if used else f"enter-{who}", {"used": used, "who": who}))
    if not receipt.fresh:  # a handover code lets one person in
        return html(door_page(language, session.material.languages, language.strings["room_wrong_secret"]), request, 422)
    return signed_in("/room/console", "f", who, session, language.code)


async def screen(request: Request) -> Response:
    session, language = session_of(request), language_of(request)
    if session.who(request.cookies, "f") is None:
        return html(door_page(language, session.material.languages), request)
    return html(facilitator_pages.screen_page(session, language, request.app.state.join_address), request)


async def qr(request: Request) -> Response:
    facilitator(request)
    code = session_of(request).state.code
    return Response(facilitator_pages.qr(f"{request.app.state.join_address}room/?code={code}"), media_type="image/svg+xml")


async def overview(request: Request) -> Response:
    facilitator(request)
    return plain_json(views.console(session_of(request), language_of(request).code))


async def command(request: Request) -> Response:
    who, session = facilitator(request), session_of(request)
    body: CommandBody = await read_json(request, CommandBody, session.limits.body)
    data = decided(session, body)
    shown: dict[str, Any] = {}
    if body.command == "handover":
        code = access.letters(access.HANDOVER)
        data |= {"digest": access.digest(code), "ms": HANDOVER}
        shown["code"] = access.grouped(code)
    [receipt] = await session.append(Draft("command", f"{access.FACILITATOR}-{who}", body.key, data))
    if not receipt.fresh:
        shown = {}  # a code is told once
    return plain_json({"seq": receipt.event.seq, "fresh": receipt.fresh, **shown})


def decided(session: Session, body: CommandBody) -> dict[str, Any]:
    """The command as the log keeps it, with everything decided that its meaning depends on. Raises Refused."""
    state, material = session.state, session.material
    ids, here, name = material.plan.ids, state.here, body.command
    if name in OF_THE_STEP and (here is None or body.here != here):
        raise Refused(409, "moved")
    if name in FROM and state.step and state.step.phase not in FROM[name]:
        raise Refused(409, "moved")
    match name:
        case "start":
            return go(session, here if here in ids else ids[0])
        case "next" | "skip" | "back":
            place = (ids.index(here) if here in ids else -1) + (-1 if name == "back" else 1)
            if not 0 <= place < len(ids):
                raise Refused(409, "There is no such step.")
            return {**go(session, ids[place]), **({"skipped": True} if name == "skip" else {})}
        case "go":
            if body.step not in ids:
                raise Refused(422, "There is no such step.")
            return go(session, body.step)
        case "extend":
            return {"command": "extend", "ms": body.seconds * 1000}
        case "bars":
            return {"command": "bars", "on": body.on}
        case "hands":
            if body.step not in state.steps or body.item not in material.items or body.item not in material.refs(body.step):
                raise Refused(422, "There is no such question.")
            return {"command": "hands", "step": body.step, "item": body.item, "counts": dict(body.counts)}
        case "moderate":
            if not any(entry.seq == body.entry for entries in state.texts.values() for entry in entries):
                raise Refused(422, "There is no such text.")
            return {"command": "moderate", "entry": body.entry, "show": body.on}
        case "teams":
            people = [(person.id, person.role) for person in state.participants.values()]
            return {"command": "teams", "teams": drawn(people, body.size, body.key)}
    return {"command": name}


def go(session: Session, ident: str) -> dict[str, Any]:
    return {"command": "go", "step": ident, "ms": int(session.material.plan.step(ident).minutes * MINUTE)}
