"""Who may do what: no console without the secret, nobody else's answers, no keys, no foreign sites, no floods."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.course import load_course
from tests.room.running import DECISION, ITEM, ITEM_REF, POLL, POLL_REF, ROOT, VOTE, VOTE_REF, Client, Room

@pytest.fixture(scope="module")
def room(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One room for all of these: what is refused leaves no trace in it."""
    found = Room(course_root, str(tmp_path_factory.mktemp("store") / "room.sqlite"), ["--plan", "tests.toml"]).start()
    yield found
    assert found.stop() == 0


FACILITATOR = ["/room/overview", "/room/qr.svg", "/room/events?view=console", "/room/events?view=screen"]


def test_a_participant_reads_nothing_of_the_facilitator(room: Room) -> None:
    person = room.join()
    for path in FACILITATOR:
        assert person.get(path)[0] == 401
    for path in ("/room/console", "/room/screen"):
        text = person.get(path)[2].decode()
        assert 'name="secret"' in text and room.code not in text
    assert person.post("/room/commands", {"key": "abcdefgh", "command": "start"})[0] == 401
    # a participant's token is no facilitator's
    forged = Client(room, {"casework_facilitator": person.cookies["casework_room"]})
    assert forged.get("/room/overview")[0] == 401
    who, _, signature = person.cookies["casework_room"].partition(".")
    for token in (f"{who}.", who, f"{'0' * 12}.{signature}", f"{who}.{'0' * 32}", "é.é", "." * 200):
        assert Client(room, {"casework_room": token.encode("utf-8").decode("latin-1")}).get("/room/now")[0] == 401


def test_nobody_without_a_token_reads_or_answers(room: Room) -> None:
    nobody = Client(room)
    assert nobody.get("/room/now")[0] == nobody.get("/room/events")[0] == 401
    assert nobody.answer(POLL, POLL_REF, "a")[0] == 401
    assert nobody.get("/room/me")[0] == 303


def test_no_key_and_nobody_elses_answer_is_sent(room: Room) -> None:
    leader, person, other = room.facilitator(), room.join("Amal"), room.join("Unmistakable")
    items = {item.ref: item for item in load_course(ROOT).items}
    for step, ref in ((VOTE, VOTE_REF), (ITEM, ITEM_REF)):
        leader.command("go", step=step)
        assert other.answer(step, ref, "a")[0] == 200
        text = json.dumps(person.json("/room/now")) + person.get("/room/me")[2].decode()
        assert "item-key" not in text and "Unmistakable" not in text and "data-feedback" not in text
        assert not [entry.feedback for entry in items[ref].body.entries() if entry.feedback[:40] in text]
        assert set(re.findall(r'data-key="([^"]*)"', text)) <= {"{&quot;kind&quot;:&quot;single&quot;}"}


def test_questions_that_were_not_asked_take_no_answers(room: Room) -> None:
    leader, person = room.facilitator(), room.join()
    assert person.answer(DECISION, "room/case-night-call--first-step", "a")[0] == 409
    leader.command("go", step=POLL)
    assert person.answer(ITEM, VOTE_REF, "a")[0] == 409
    assert person.answer(POLL, "room/nothing", "a")[0] == 409
    assert person.answer("nothing", POLL_REF, "a")[0] == 409
    assert person.answer("text", VOTE_REF, "a")[0] == 409
    assert person.answer(POLL, VOTE_REF, "a")[0] == 409
    for response in ("z", None, "", 3, ["a"], {"a": 1}, "a" * 5000):
        assert person.answer(POLL, POLL_REF, response)[0] == 422


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.evil.example", "", "[::1].evil"])
def test_another_name_that_points_here_is_refused(room: Room, host: str) -> None:
    assert Client(room).get("/room/", Host=host)[0] in (400, 421)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:99", "192.168.1.7:8765", "[::1]:8765"])
def test_a_number_and_this_machine_are_not(room: Room, host: str) -> None:
    assert Client(room).get("/room/", Host=host)[0] == 200


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://127.0.0.1:1"}],
)
def test_another_site_cannot_post(room: Room, headers: dict[str, str]) -> None:
    leader = room.facilitator()
    status, said = leader.post("/room/commands", {"key": "abcdefgh", "command": "start"}, **headers)
    assert status == 403 and "another website" in said["error"]


def test_every_answer_carries_a_strict_policy(room: Room) -> None:
    for path in ("/room/", "/room/console", "/room/nothing", "/room/static/room.css", "/room/openapi.json", "/en/book/index.html", "/nothing"):
        headers = Client(room).get(path)[1]
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy and "unsafe-eval" not in policy and "frame-ancestors 'none'" in policy
        assert "unsafe-inline" not in policy or not path.startswith("/room")
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "same-origin"


def test_pages_have_no_inline_script_or_style(room: Room) -> None:
    leader, person = room.facilitator(), room.join()
    leader.command("go", step=ITEM)
    for client, path in ((Client(room), "/room/"), (Client(room), "/room/console"), (leader, "/room/console"), (leader, "/room/screen"), (person, "/room/me")):
        text = client.get(path)[2].decode()
        assert not re.search(r"<script(?![^>]*(?:src=|application/json))|\son\w+=|\sstyle=|<style", text), path


@pytest.mark.parametrize("path", ["/room/answers", "/room/texts", "/room/files", "/room/commands"])
@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"key": NaN}', b"[" * 15_000, b'{"key": "abcdefgh", "step": "' + b"x" * 9000 + b'"}', b'{"a":' + b"9" * 9000 + b"}",
     b'{"key":"\\ud800abcdefgh","command":"start"}', b'{"key":"abcdefgh","step":"poll","round":1,"item":"room/poll","response":"\\ud800"}'],
)  # fmt: skip
def test_hostile_bodies_are_told_and_do_no_harm(room: Room, path: str, body: bytes) -> None:
    leader, person = room.facilitator(), room.join()
    leader.command("go", step=POLL)
    client = leader if path == "/room/commands" else person
    status, said = client.post(path, body)
    assert 400 <= status < 500 and said["error"]
    assert person.answer(POLL, POLL_REF, "a")[0] == 200


def test_what_is_too_large_is_not_read(room: Room) -> None:
    person = room.join()
    assert person.post("/room/answers", b" " * 20_000)[0] == 413
    assert person.send("POST", "/room/answers", b"", {"Content-Length": "99999999999", "Content-Type": "application/json"})[0] == 413
    assert person.post("/room/answers", {}, **{"Content-Type": "text/plain"})[0] == 415


def test_a_flood_of_one_phone_is_slowed_and_others_are_not(room: Room) -> None:
    leader, loud, calm = room.facilitator(), room.join(), room.join()
    leader.command("go", step=POLL)
    statuses = {loud.answer(POLL, POLL_REF, "a")[0] for _ in range(150)}
    assert statuses == {200, 429}
    assert calm.answer(POLL, POLL_REF, "a")[0] == 200


@pytest.mark.parametrize("path", ["/../book/course.toml", "/%2e%2e/%2e%2e/book/course.toml", "/en/../../../tests.toml", "/..%5c..%5ctests.toml", "/%00", "/room/static/../serve.py", "/room/static/fonts/../../cli.py"])
def test_nothing_outside_the_site_is_served(room: Room, path: str) -> None:
    status, _, text = Client(room).get(path)
    assert status == 404 and b"There is no such page" in text


def test_names_are_one_line_of_visible_text(room: Room) -> None:
    person = room.join("  A\u202emal\n\x00<b>  \u200b x" + "y" * 100)
    name = person.json("/room/now")["name"]
    assert name.startswith("A mal <b> x") and len(name) <= 40


def test_codes_cannot_be_tried_out(course_root: Path, tmp_path: Path) -> None:
    room = Room(course_root, str(tmp_path / "own.sqlite"), ["--plan", "tests.toml"]).start()
    stranger, before = Client(room), room.facilitator()
    statuses = [stranger.form("/room/join", {"code": "AAAAA", "key": secrets.token_hex(8)})[0] for _ in range(50)]
    assert statuses[0] == 422 and statuses[-1] == 429
    assert stranger.form("/room/return", {"own": "AAAAA"})[0] == stranger.form("/room/console", {"secret": "AAAAA"})[0] == 429
    assert before.json("/room/overview")["joined"] == 0
    room.stop()
