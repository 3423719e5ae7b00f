"""What may be sent to a room: typed, bounded, nothing else. The same models make the OpenAPI document."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
Ident = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,120}$")]
Ref = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}/[A-Za-z0-9_-]{1,120}$")]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=8000)


class AnswerBody(Body):
    """An answer to an item of the current step; ``key`` is the phone's own word for it, the same each time it is sent again."""

    key: Key
    step: Ident
    round: int = Field(ge=1, le=2)
    item: Ref
    response: Any
    certainty: Literal["sure", "fairly", "guess"] | None = None


class TextBody(Body):
    key: Key
    step: Ident
    text: str = Field(min_length=1, max_length=500)


class FileBody(BaseModel):
    """A team's answer file, as text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Key
    step: Ident
    text: str = Field(min_length=1, max_length=200_000)


class CommandBody(Body):
    """What the facilitator does; ``here`` is the step that their console shows, so that two of them never move the room twice."""

    key: Key
    command: Literal[
        "start", "next", "back", "skip", "go", "pause", "resume", "extend", "close", "discuss", "revote", "reveal", "bars", "hands", "moderate", "teams",
        "handover", "end",
    ]  # fmt: skip
    here: Ident | None = None
    step: Ident | None = None
    seconds: int = Field(default=60, ge=1, le=7200)
    on: bool = True
    item: Ref | None = None
    counts: dict[Annotated[str, Field(max_length=40)], Annotated[int, Field(ge=0, le=2000)]] = Field(default={}, max_length=40)
    entry: int | None = Field(default=None, ge=1, le=2**53)
    size: int = Field(default=4, ge=3, le=5)


class Refused(Exception):
    """What was sent can't be taken. ``message`` is for people."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


async def read(request: Request, most: int) -> bytes:
    """The body, and never more than ``most`` bytes of it."""
    found = b""
    async for piece in request.stream():
        found += piece
        if len(found) > most:
            raise Refused(413, f"At most {most:,} bytes are read here.")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON value")


async def read_json(request: Request, model: type[Any], most: int) -> Any:
    """The body as ``model``. Raises Refused with a sentence that says which part does not fit."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, "Send application/json.")
    try:
        data = json.loads(await read(request, most), parse_constant=_no_constant)
        return model.model_validate(data)
    except ValidationError as error:
        detail = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in detail["loc"]) or "the body"
        raise Refused(422, f"{where[:80]}: {detail['msg']}") from None
    except (ValueError, RecursionError):
        raise Refused(400, "This is not valid JSON.") from None


async def read_form(request: Request, most: int) -> Mapping[str, str]:
    """The fields of an HTML form, the first value of each."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise Refused(415, "Send the form of the page.")
    try:
        fields = parse_qs((await read(request, most)).decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise Refused(400, "This is not the form of the page.") from None
    return {name: values[0] for name, values in fields.items()}


def line(text: str, most: int) -> str:
    """One line of somebody's text: no control, direction or unassigned characters, which could hide or reorder what stands beside it."""
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or c == "\u200c" else " " for c in text)
    return " ".join(kept.split())[:most]
