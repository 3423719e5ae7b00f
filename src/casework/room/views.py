"""What each screen may know, as plain data: a participant only what is their own, the projector no names, the facilitator everything.

Every text of people goes out as text; the scripts put it on pages through ``textContent``.
"""

from __future__ import annotations

import time
from typing import Any

from casework.html_text import plain
from casework.marking import mark
from casework.room.counts import by_choice, distribution, options, score_of
from casework.room.material import Material
from casework.plans import CaseStage, FreeText, Poll, Test, Vote
from casework.room.session import Session
from casework.room.state import FEWEST, Participant, State, StepState


def now() -> int:
    return time.time_ns() // 1_000_000


def position(state: State) -> dict[str, Any]:
    """What every screen hears when the room moves: where it is and how long it stays there (ms, None while it is paused)."""
    step = state.step
    return {
        "position": state.position, "here": state.here, "ended": state.ended,
        "phase": step.phase if step else "", "round": step.round if step else 0, "paused": bool(step and step.left is not None),
        "left": (step.left if step.left is not None else max(0, step.ends - now())) if step else 0,
    }  # fmt: skip


def owner(state: State, who: str) -> str:
    """Whose answer file it is: the team's, or one's own where there are no teams."""
    return f"team-{state.teams[who]}" if who in state.teams else who


def participant(session: Session, person: Participant, code: str) -> dict[str, Any]:
    """A participant's screen: the step, their own answers, and once it is revealed the key with their outcome."""
    state, material = session.state, session.material
    found: dict[str, Any] = {**position(state), "name": person.name, "team": team(state, person.id), "items": {}, "keys": {}, "texts": [], "file": None}
    if not state.here or not state.step or state.here not in material.plan.ids:
        return found
    step = material.plan.step(state.here)
    found |= {"kind": step.kind, "title": material.title(state.here, code)}
    revealed = state.step.phase == "revealed"
    for ref in refs(material, state.here, person):
        answer = state.answers.get((state.here, state.step.round, ref), {}).get(person.id)
        outcome = mark(material.items[ref].key, answer.response) if answer and revealed and not isinstance(step, Test) else None
        found["items"][ref] = {"response": answer.response if answer else None, "outcome": outcome}
        if revealed and not isinstance(step, Test):
            found["keys"][ref] = material.key(ref, code)
    found["texts"] = [entry.text for entry in state.texts.get(state.here, []) if entry.actor == person.id]
    if isinstance(step, CaseStage) and (file := state.files.get((state.here, owner(state, person.id)))):
        found["file"] = {"mine": file.actor == person.id, "number": file.seq}
    return found


def refs(material: Material, ident: str, person: Participant) -> list[str]:
    """The items that this step asks of this person."""
    step = material.plan.step(ident)
    if isinstance(step, Test):
        form = person.form if step.which == "first" else {"a": "b", "b": "a"}[person.form]
        return material.refs(ident, form)
    return material.refs(ident)


def team(state: State, who: str) -> dict[str, int] | None:
    number = state.teams.get(who)
    return {"number": number, "size": sum(one == number for one in state.teams.values())} if number else None


def running(session: Session) -> bool:
    """Is the room at a step of its plan? A plan that was changed between two sessions may lack the step."""
    return session.state.here in session.material.plan.ids and session.state.step is not None


def answered(session: Session) -> int:
    """How many people have answered the current step (all of a test's items for a test)."""
    state, material = session.state, session.material
    if not running(session):
        return 0
    assert state.here and state.step
    step = material.plan.step(state.here)
    if isinstance(step, FreeText):
        return len({entry.actor for entry in state.texts.get(state.here, [])})
    if isinstance(step, Test):
        done: dict[str, int] = {}
        for ref in material.refs(state.here):
            for who in state.answers.get((state.here, 1, ref), {}):
                done[who] = done.get(who, 0) + 1
        wanted = {form: len(items) for form, items in material.forms.items()}
        return sum(count >= min(wanted.values() or [1]) for count in done.values())
    if isinstance(step, CaseStage) and not step.decision:
        return len({name for ident, name in state.files if ident == state.here})
    asked = material.refs(state.here)
    hands = sum(max(counts.values(), default=0) if material.items[ref].key["kind"] == "multiple" else sum(counts.values()) for ref, counts in state.step.hands.items() if ref in material.items)
    return hands + len(state.answers.get((state.here, state.step.round, asked[0]), {})) if asked else 0


def bars(session: Session, ident: str, step: StepState, code: str, number: int | None = None) -> list[dict[str, Any]]:
    """The distribution of a step's one item, in a round."""
    material, state = session.material, session.state
    asked = material.refs(ident)
    if len(asked) != 1 or isinstance(material.plan.step(ident), Test):
        return []
    item, _ = material.item(asked[0], code)
    answers = state.answers.get((ident, number or step.round, asked[0]), {}).values()
    hands = step.hands.get(asked[0], {}) if number in (None, step.round) else {}
    rows = distribution(item, answers, hands, material.languages[code].strings)
    return [{"id": row.id, "text": plain(row.text), "count": row.count, "right": row.right} for row in rows]


def screen(session: Session, code: str) -> dict[str, Any]:
    """The projector: no names, no right answers before the reveal, no distribution of fewer than five answers."""
    state, material = session.state, session.material
    found = {**position(state), "joined": len(state.participants), "answered": answered(session), "bars": None, "before": None, "texts": [], "kind": "", "title": ""}
    if not running(session) or not state.here or not state.step:
        return found
    step, current = material.plan.step(state.here), state.step
    found |= {"kind": step.kind, "title": material.title(state.here, code)}
    asked, revealed = material.refs(state.here), current.phase == "revealed"
    is_poll = isinstance(step, Poll) or (len(asked) == 1 and material.items[asked[0]].key["kind"] == "poll")
    # while people vote, a distribution would lead them: it waits for the reveal or for the facilitator's word
    open_bars = revealed or current.bars or is_poll
    if open_bars and found["answered"] >= FEWEST and len(asked) == 1 and (revealed or by_choice(material.items[asked[0]])):
        rows = bars(session, state.here, current, code)
        found["bars"] = rows if revealed else [{**row, "right": None} for row in rows]
        if isinstance(step, (Vote, CaseStage)) and current.round == 2 and revealed:
            first = bars(session, state.here, current, code, 1)
            if len(state.answers.get((state.here, 1, asked[0]), {})) >= FEWEST:
                found["before"] = first
    if isinstance(step, FreeText):
        found["texts"] = [entry.text for entry in state.texts.get(state.here, []) if entry.seq in state.shown][-40:]
    return found


def console(session: Session, code: str) -> dict[str, Any]:
    """The facilitator's own view: everything, with what to expect."""
    state, material = session.state, session.material
    found: dict[str, Any] = {**screen(session, code), "code": state.code, "teams": team_list(state), "rows": [], "before": None, "notes": [], "entries": [], "files": [], "score": None}
    found["steps"] = [
        {"id": ident, "title": material.title(ident, code), "about": material.about(ident, code), "kind": step.kind, "minutes": step.minutes, "seen": ident in state.steps, "skipped": ident in state.steps and state.steps[ident].skipped}
        for ident, step in zip(material.plan.ids, material.plan.steps, strict=True)
    ]
    if not running(session) or not state.here or not state.step:
        return found
    place = material.plan.ids.index(state.here)
    step = material.languages[code].plan.steps[place]
    found |= {"notes": list(step.notes), "barsOn": state.step.bars}
    asked = material.refs(state.here)
    if len(asked) == 1:
        found["item"] = asked[0]
        found["rows"] = bars(session, state.here, state.step, code)
        item, _ = material.item(asked[0], code)
        remarks = {entry.reference.partition(".")[2]: entry.feedback for entry in item.body.entries()}
        for row in found["rows"]:
            row["remark"] = plain(remarks.get(row["id"], ""))
        found["score"] = score_of(state.answers.get((state.here, state.step.round, asked[0]), {}).values())
        found["prompt"] = plain(item.body.prompt)
        if state.step.round == 2:
            found["before"] = bars(session, state.here, state.step, code, 1)
        found["hands"] = [{"id": ident, "text": plain(text)} for ident, text, _ in options(item, material.languages[code].strings)]
    if isinstance(step, FreeText):
        found["prompt"] = plain(step.prompt)
        found["entries"] = [
            {"entry": entry.seq, "name": name(state, entry.actor), "text": entry.text, "shown": entry.seq in state.shown, "refused": entry.seq in state.refused}
            for entry in state.texts.get(state.here, [])[-200:]
        ]
    if isinstance(step, CaseStage):
        titles = {criterion.id: criterion.title for criterion in material.languages[code].cases[step.case].criteria}
        found["files"] = [
            {"owner": whose if whose.startswith("team-") else name(state, whose), "met": file.met, "of": file.of, "open": [titles.get(one, one) for one in file.open][:8]}
            for (ident, whose), file in sorted(state.files.items())
            if ident == state.here
        ]
    return found


def name(state: State, who: str) -> str:
    person = state.participants.get(who)
    return person.name if person else ""


def team_list(state: State) -> list[dict[str, Any]]:
    teams: dict[int, list[str]] = {}
    for who, number in state.teams.items():
        teams.setdefault(number, []).append(name(state, who))
    return [{"number": number, "names": sorted(names)} for number, names in sorted(teams.items())]
