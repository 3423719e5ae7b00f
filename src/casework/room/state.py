"""The state of a room: what its log of events comes to. ``apply`` folds one event in; nothing else changes a room.

The same log gives the same state in every process and after every restart, so ``apply`` asks no clock and draws no lots: whoever
appends an event writes into it what was decided.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from casework.room.events import Event
from casework.room.teams import smallest

KINDS = ("opened", "plan", "join", "command", "answer", "file", "facilitator")
FEWEST = 5  # answers below which no distribution is shown to the room
Place = tuple[str, int, str]  # step, round, item: where an answer belongs


class Participant(NamedTuple):
    """``form`` is the test form that this person gets first."""

    id: str
    name: str
    role: str
    form: str


class Answer(NamedTuple):
    seq: int
    response: Any
    score: int
    maximum: int


class TextEntry(NamedTuple):
    seq: int
    actor: str
    text: str


class File(NamedTuple):
    """A team's answer file: the latest counts."""

    seq: int
    actor: str
    text: str
    met: int
    of: int
    open: tuple[str, ...]


@dataclass
class StepState:
    """``phase``: open, discuss, closed or revealed. ``ends`` is wall clock in ms; ``left`` what was left when the step was paused."""

    phase: str = "open"
    round: int = 1
    ends: int = 0
    left: int | None = None
    bars: bool = False
    hands: dict[str, dict[str, int]] = field(default_factory=dict)  # item → reference → people counted by hand
    skipped: bool = False


@dataclass
class State:
    """``here`` is the current step's id, None before the start; ``version`` grows with every event."""

    version: int = 0
    secret_digest: str = ""
    signing_key: str = ""
    code: str = ""
    plan: dict[str, Any] = field(default_factory=dict)
    here: str | None = None
    ended: bool = False
    steps: dict[str, StepState] = field(default_factory=dict)
    participants: dict[str, Participant] = field(default_factory=dict)
    answers: dict[Place, dict[str, Answer]] = field(default_factory=dict)
    texts: dict[str, list[TextEntry]] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    teams: dict[str, int] = field(default_factory=dict)
    files: dict[tuple[str, str], File] = field(default_factory=dict)  # (step, team or person) → latest
    handovers: dict[str, int] = field(default_factory=dict)  # digest of a code → until when
    position: int = 0  # grows with everything that phones must see at once

    @property
    def step(self) -> StepState | None:
        return self.steps.get(self.here) if self.here else None

    def apply(self, event: Event) -> None:
        self.version = event.seq
        getattr(self, f"_{event.kind}")(event)

    def _opened(self, event: Event) -> None:
        self.secret_digest = event.data.get("secret", self.secret_digest)
        self.signing_key = self.signing_key or event.data.get("signing", "")
        self.code = self.code or event.data.get("code", "")

    def _plan(self, event: Event) -> None:
        self.plan = event.data
        self.position += 1

    def _join(self, event: Event) -> None:
        data = event.data
        self.participants[event.actor] = Participant(event.actor, data["name"], data["role"], data["form"])
        if self.teams:
            self.teams[event.actor] = smallest(self.teams)

    def _facilitator(self, event: Event) -> None:
        if event.data.get("used"):
            self.handovers.pop(event.data["used"], None)

    def counts(self, ident: str, number: int) -> bool:
        """Does an answer to this step and round still count? One that comes when the answer was shown is kept in the log alone."""
        step = self.steps.get(ident)
        return step is not None and step.phase != "revealed" and step.round == number

    def _answer(self, event: Event) -> None:
        data = event.data
        if not self.counts(data["step"], data["round"]):
            return
        if "text" in data:
            self.texts.setdefault(data["step"], []).append(TextEntry(event.seq, event.actor, data["text"]))
            return
        place = (data["step"], data["round"], data["item"])
        self.answers.setdefault(place, {})[event.actor] = Answer(event.seq, data["response"], data["score"], data["maximum"])

    def _file(self, event: Event) -> None:
        data = event.data
        self.files[data["step"], data["owner"]] = File(event.seq, event.actor, data["text"], data["met"], data["of"], tuple(data["open"]))

    def _command(self, event: Event) -> None:
        data = event.data
        self.position += data["command"] not in ("hands", "moderate", "bars", "handover")
        getattr(self, f"_do_{data['command']}")(event.at, data)

    def _do_go(self, at: int, data: dict[str, Any]) -> None:
        """Move to a step; one that is new opens, one that was seen is as it was left."""
        if data.get("skipped") and self.step:
            self.step.skipped = True
        if self.step and self.step.left is None:
            self.step.left = max(0, self.step.ends - at)
        self.here = data["step"]
        step = self.steps.setdefault(data["step"], StepState(left=data["ms"]))
        step.ends, step.left = at + (step.left or 0), None
        self.ended = False

    def _do_pause(self, at: int, _: dict[str, Any]) -> None:
        if self.step and self.step.left is None:
            self.step.left = max(0, self.step.ends - at)

    def _do_resume(self, at: int, _: dict[str, Any]) -> None:
        if self.step and self.step.left is not None:
            self.step.ends, self.step.left = at + self.step.left, None

    def _do_extend(self, at: int, data: dict[str, Any]) -> None:
        if self.step and self.step.left is not None:
            self.step.left += data["ms"]
        elif self.step:
            self.step.ends = max(self.step.ends, at) + data["ms"]

    def _do_close(self, at: int, _: dict[str, Any]) -> None:
        if self.step:
            self.step.phase = "closed"

    def _do_discuss(self, at: int, _: dict[str, Any]) -> None:
        if self.step:
            self.step.phase = "discuss"

    def _do_revote(self, at: int, _: dict[str, Any]) -> None:
        if self.step:
            self.step.phase, self.step.round = "open", 2

    def _do_reveal(self, at: int, _: dict[str, Any]) -> None:
        if self.step:
            self.step.phase = "revealed"

    def _do_bars(self, at: int, data: dict[str, Any]) -> None:
        if self.step:
            self.step.bars = data["on"]

    def _do_hands(self, at: int, data: dict[str, Any]) -> None:
        if data["step"] in self.steps:
            self.steps[data["step"]].hands[data["item"]] = data["counts"]

    def _do_moderate(self, at: int, data: dict[str, Any]) -> None:
        chosen, other = (self.shown, self.refused) if data["show"] else (self.refused, self.shown)
        chosen.add(data["entry"])
        other.discard(data["entry"])

    def _do_teams(self, at: int, data: dict[str, Any]) -> None:
        self.teams = dict(data["teams"])

    def _do_handover(self, at: int, data: dict[str, Any]) -> None:
        self.handovers[data["digest"]] = at + data["ms"]

    def _do_end(self, at: int, _: dict[str, Any]) -> None:
        self.ended = True
