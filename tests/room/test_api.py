"""A fuzzer over every address of the published document: no answer is a 500, none is undocumented, and the room lives on."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import status_code_conformance

from casework.room.openapi import document
from tests.room.running import POLL, POLL_REF, Room

EXAMPLES = 40


def test_the_document_is_published(room: Room) -> None:
    assert room.join().json("/room/openapi.json") == document()


def test_no_request_brings_the_room_down(room: Room) -> None:
    leader, person = room.facilitator(), room.join()
    leader.command("go", step=POLL)
    schema = schemathesis.openapi.from_dict(document())
    schema.config.update(base_url=room.address)
    cookies = {**leader.cookies, **person.cookies}
    count = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path == "/room/events":
            continue  # it never ends; test_live reads it

        @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
        @_given(operation)
        def run(case: object) -> None:
            nonlocal count
            count += 1
            response = case.call(cookies=cookies)  # type: ignore[attr-defined]
            case.validate_response(response, checks=[not_a_server_error, status_code_conformance])  # type: ignore[attr-defined]

        run()
    assert count > 200
    leader.command("go", step=POLL)
    assert person.answer(POLL, POLL_REF, "a")[0] in (200, 429)
    assert leader.json("/room/overview")["joined"] >= 1


def _given(operation: object) -> object:
    from hypothesis import given

    return given(case=operation.as_strategy())  # type: ignore[attr-defined]
