"""The room's OpenAPI document, made from the models that check what is sent."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from casework import __version__
from casework.room.bodies import AnswerBody, CommandBody, FileBody, TextBody

MODELS = (AnswerBody, TextBody, FileBody, CommandBody)
TEXT = {"type": "string"}
ERROR = {"type": "object", "required": ["error"], "properties": {"error": TEXT}}
RECEIPT = {
    "type": "object", "required": ["seq", "fresh"],
    "properties": {"seq": {"type": "integer"}, "fresh": {"type": "boolean"}, "counted": {"type": "boolean"}, "code": TEXT},
}  # fmt: skip
LANG = {"name": "lang", "in": "query", "required": False, "schema": {"type": "string", "enum": ["en", "ar"]}, "description": "The language of the page."}


def content(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {kind: {"schema": schema}}


def answers(kind: str, schema: dict[str, Any], *refusals: int, status: int = 200) -> dict[str, Any]:
    """The response of each status; a refusal says why in a sentence for people."""
    kinds = {**content("application/json", ERROR), **(content("text/html", TEXT) if kind == "text/html" else {})}
    found: dict[str, Any] = {str(status): {"description": "Done.", "content": content(kind, schema)}}
    if status == 303:
        found["303"] = {"description": "Go on to the page in Location."}
    for refusal in sorted({*refusals, 403, 421}):
        found[str(refusal)] = {"description": REFUSALS[refusal], "content": kinds}
    return found


REFUSALS = {
    303: "Go on to the page in Location.",
    400: "What was sent is no JSON or form.", 401: "Join first, or enter the facilitator's secret.", 403: "Sent by another website.",
    404: "There is no such page.", 405: "Another method is meant.", 409: "The room is elsewhere by now.", 413: "Too large.", 415: "Another type of content is meant.",
    421: "The address is not one of this room.", 422: "What was sent does not fit.", 429: "Too much at once.", 503: "The store can't commit; send again.",
}  # fmt: skip


def get(summary: str, kind: str, schema: dict[str, Any], *refusals: int, parameters: tuple[dict[str, Any], ...] = (), signed: str = "") -> dict[str, Any]:
    return {"summary": summary, "parameters": [*parameters], "responses": answers(kind, schema, *refusals), **({"security": [{signed: []}]} if signed else {"security": []})}


def post(summary: str, model: str, signed: str) -> dict[str, Any]:
    return {
        "summary": summary, "security": [{signed: []}],
        "requestBody": {"required": True, "content": content("application/json", {"$ref": f"#/components/schemas/{model}"})},
        "responses": answers("application/json", RECEIPT, 400, 401, 409, 413, 415, 422, 429, 503),
    }  # fmt: skip


def form(summary: str, fields: dict[str, int], required: str) -> dict[str, Any]:
    schema = {"type": "object", "required": [required], "properties": {name: {"type": "string", "maxLength": most} for name, most in fields.items()}}
    return {
        "summary": summary, "security": [],
        "requestBody": {"required": True, "content": content("application/x-www-form-urlencoded", schema)},
        "responses": answers("text/html", TEXT, 400, 409, 413, 415, 422, 429, 503, status=303),
    }  # fmt: skip


@cache
def document() -> dict[str, Any]:
    _, definitions = models_json_schema([(model, "validation") for model in MODELS], ref_template="#/components/schemas/{model}")
    html, json = ("text/html", TEXT), ("application/json", {"type": "object"})
    view = {"name": "view", "in": "query", "required": False, "schema": {"type": "string", "enum": ["me", "console", "screen"]}}
    door = get("The page to join", *html, 303, parameters=(LANG, {"name": "code", "in": "query", "required": False, "schema": {"type": "string", "maxLength": 12}}))
    return {
        "openapi": "3.1.0",
        "info": {"title": "A room", "version": __version__, "description": "A live session on one laptop. Answers are acknowledged after they are committed."},
        "paths": {
            "/room/": {"get": door},
            "/room/join": {"post": form("Join", {"code": 40, "name": 200, "role": 40, "key": 64, "lang": 2}, "code")},
            "/room/return": {"post": form("Come back with one's own code", {"own": 40, "lang": 2}, "own")},
            "/room/me": {"get": get("The participant's page", *html, 303, parameters=(LANG,), signed="participant")},
            "/room/now": {"get": get("The step, and one's own answers", *json, 401, parameters=(LANG,), signed="participant")},
            "/room/answers": {"post": post("Answer the item of a step", "AnswerBody", "participant")},
            "/room/texts": {"post": post("Send a short text", "TextBody", "participant")},
            "/room/files": {"post": post("Hand in a team's answer file", "FileBody", "participant")},
            "/room/events": {"get": get("The stream of what is new", "text/event-stream", TEXT, 401, 422, 429, parameters=(view, LANG), signed="participant")},
            "/room/console": {
                "get": get("The facilitator's console, or its door", *html, parameters=(LANG,), signed="facilitator"),
                "post": form("Enter the console", {"secret": 80, "lang": 2}, "secret"),
            },
            "/room/screen": {"get": get("The projector", *html, parameters=(LANG,), signed="facilitator")},
            "/room/qr.svg": {"get": get("The address as a QR code", "image/svg+xml", TEXT, 401, signed="facilitator")},
            "/room/overview": {"get": get("Everything the console shows", *json, 401, parameters=(LANG,), signed="facilitator")},
            "/room/commands": {"post": post("Run the room", "CommandBody", "facilitator")},
            "/room/openapi.json": {"get": get("This document", *json)},
        },
        "components": {
            "schemas": definitions["$defs"],
            "securitySchemes": {
                "participant": {"type": "apiKey", "in": "cookie", "name": "casework_room"},
                "facilitator": {"type": "apiKey", "in": "cookie", "name": "casework_facilitator"},
            },
        },
    }
