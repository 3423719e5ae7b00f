"""A room as people live it: joined, answered, revealed, coming back; killed and going on."""

from __future__ import annotations

import http.client
import json
import os
import random
import secrets
import signal
import socket
import threading
import time
from pathlib import Path

import pytest

from casework.room.store import open_store
from tests.room.running import DECISION, DRAFT, ITEM, ITEM_REF, POLL, POLL_REF, TEST, TEXT, VOTE, VOTE_REF, Client, Room


def test_the_address_stands_alone_and_the_secret_is_printed_once(room: Room, tmp_path: Path) -> None:
    assert room.said.count(f"{room.address}/") == 1
    assert len(room.code) == 5 and len(room.secret.replace("-", "")) == 20
    assert room.stop() == 0
    assert room.secret not in (tmp_path / "room.sqlite").read_bytes().decode("latin-1")
    again = Room(room.course, room.store, [], room.port).start()
    assert not again.secret and again.code == room.code
    again.secret = room.secret
    assert again.facilitator().json("/room/overview")["code"] == room.code
    again.stop()


def test_a_new_secret_shuts_the_old_one_out(room: Room) -> None:
    room.stop()
    again = Room(room.course, room.store, ["--new-secret"], room.port).start()
    assert again.secret and again.secret != room.secret and again.facilitator()
    status, _, _ = Client(again).form("/room/console", {"secret": room.secret})
    assert status == 422
    again.stop()


def test_from_joining_to_the_revealed_answer(room: Room) -> None:
    leader, people = room.facilitator(), [room.join(f"Person {n}", role="judge") for n in range(6)]
    assert "begins soon" in people[0].json("/room/now")["html"]
    leader.command("start")
    leader.command("next")
    for n, person in enumerate(people):
        assert person.answer(POLL, POLL_REF, "abc"[n % 3])[0] == 200
    assert people[0].answer(POLL, POLL_REF, "c")[0] == 200  # changed: counted once
    seen = leader.json("/room/overview")
    assert seen["answered"] == 6 and [row["count"] for row in seen["rows"]] == [1, 2, 3]
    leader.command("next")
    for person in people:
        assert person.answer(VOTE, VOTE_REF, "a")[0] == 200
    leader.command("discuss")
    leader.command("revote")
    assert people[0].json("/room/now")["items"][VOTE_REF]["response"] is None
    for person in people:
        assert person.answer(VOTE, VOTE_REF, "b", number=2)[0] == 200
    before = people[0].json("/room/now")
    assert before["keys"] == {} and before["items"][VOTE_REF]["outcome"] is None
    leader.command("reveal")
    after = people[0].json("/room/now")
    assert "item-key" in after["keys"][VOTE_REF] and after["items"][VOTE_REF]["outcome"]["verdict"] in ("correct", "incorrect")
    seen = leader.json("/room/overview")
    assert seen["before"][0]["count"] == 6 and seen["rows"][1]["count"] == 6


def test_an_answer_after_the_reveal_is_kept_and_not_counted(room: Room) -> None:
    leader, person = room.facilitator(), room.join()
    leader.command("go", step=ITEM)
    leader.command("reveal")
    status, said = person.answer(ITEM, ITEM_REF, "a")
    assert status == 200 and said["counted"] is False
    assert leader.json("/room/overview")["answered"] == 0


def test_the_same_answer_sent_again_is_acknowledged_and_stored_once(room: Room) -> None:
    leader, person = room.facilitator(), room.join()
    leader.command("go", step=POLL)
    receipts = [person.answer(POLL, POLL_REF, "a", key="the-same-key")[1] for _ in range(5)]
    assert len({one["seq"] for one in receipts}) == 1 and [one["fresh"] for one in receipts] == [True, *[False] * 4]


def test_a_form_that_is_sent_twice_joins_once(room: Room) -> None:
    fields = {"code": room.code, "name": "Twice", "key": "abcdefgh", "lang": "en"}
    clients = [Client(room), Client(room)]
    assert [client.form("/room/join", fields)[0] for client in clients] == [303, 303]
    assert clients[0].cookies == clients[1].cookies
    assert room.facilitator().json("/room/overview")["joined"] == 1


def test_ones_own_code_brings_one_back_from_another_phone(room: Room) -> None:
    first = room.join("Amal")
    own = first.get("/room/me")[2].decode().partition('own-code" dir="ltr">')[2].partition("<")[0]
    other = Client(room)
    assert other.form("/room/return", {"own": own.lower(), "lang": "ar"})[0] == 303
    assert other.cookies["casework_room"] == first.cookies["casework_room"] and 'dir="rtl"' in other.get("/room/me")[2].decode()
    assert Client(room).form("/room/return", {"own": "AAAAA-AAAAA"})[0] == 422


def test_the_projector_shows_no_bars_below_five_and_no_right_answer_before_the_reveal(room: Room) -> None:
    leader, people = room.facilitator(), [room.join() for _ in range(5)]
    leader.command("go", step=ITEM)
    for person in people[:4]:
        person.answer(ITEM, ITEM_REF, "a")
    leader.command("bars", on=True)
    assert stream(leader, "screen")["bars"] is None
    people[4].answer(ITEM, ITEM_REF, "b")
    shown = stream(leader, "screen")
    assert shown["answered"] == 5 and sum(row["count"] for row in shown["bars"]) == 5 and all(row["right"] is None for row in shown["bars"])
    leader.command("reveal")
    assert any(row["right"] for row in stream(leader, "screen")["bars"])


def stream(client: Client, view: str) -> dict[str, object]:
    """The first message of an event stream."""
    with socket.create_connection(("127.0.0.1", client.room.port), timeout=10) as line:
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        line.sendall(f"GET /room/events?view={view} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
        text = b""
        while b"data: " not in text or not text.partition(b"data: ")[2].count(b"\n\n"):
            text += line.recv(65536)
    return json.loads(text.partition(b"data: ")[2].partition(b"\n\n")[0])


def test_hands_count_beside_phones(room: Room) -> None:
    leader, person = room.facilitator(), room.join()
    leader.command("go", step=POLL)
    person.answer(POLL, POLL_REF, "a")
    leader.command("hands", step=POLL, item=POLL_REF, counts={"a": 3, "b": 4})
    seen = leader.json("/room/overview")
    assert seen["answered"] == 8 and [row["count"] for row in seen["rows"]] == [4, 4, 0]


def test_a_room_goes_on_with_another_plan(room: Room) -> None:
    leader, person = room.facilitator(), room.join()
    leader.command("go", step=ITEM)
    room.stop()
    other = Room(room.course, room.store, ["--plan", "borders"], room.port).start()
    leader.room = person.room = other
    seen = leader.json("/room/overview")
    assert seen["answered"] == 0 and seen["steps"][0]["id"].startswith("vote-") and person.json("/room/now")["html"]
    leader.command("next")
    assert person.json("/room/now")["here"] == seen["steps"][0]["id"]
    assert other.stop() == 0


def test_two_facilitators_never_move_the_room_twice(room: Room) -> None:
    leader = room.facilitator()
    leader.command("start")
    code = leader.command("handover")["code"]
    second = Client(room)
    assert second.form("/room/console", {"secret": code})[0] == 303
    assert Client(room).form("/room/console", {"secret": code})[0] == 422  # it lets one person in
    here = leader.json("/room/overview")["here"]
    tries = [one.post("/room/commands", {"key": secrets.token_hex(8), "command": "next", "here": here}) for one in (leader, second)]
    assert [status for status, _ in tries] == [200, 409]
    assert second.json("/room/overview")["here"] == POLL


def test_teams_mix_roles_and_take_in_who_comes_late(room: Room) -> None:
    roles = ["prosecutor", "judge", "investigator"] * 4
    people = [room.join(f"P{n}", role=role) for n, role in enumerate(roles)]
    leader = room.facilitator()
    leader.command("start")
    leader.command("teams", size=3)
    teams = leader.json("/room/overview")["teams"]
    assert len(teams) == 4 and all(len({roles[int(name[1:])] for name in team["names"]}) == 3 for team in teams)
    assert people[0].json("/room/now")["team"]["size"] == 3
    assert room.join("late").json("/room/now")["team"]["size"] == 4


def test_a_team_hands_in_one_file_and_the_facilitator_sees_the_criteria(room: Room) -> None:
    leader, people = room.facilitator(), [room.join(f"P{n}") for n in range(3)]
    leader.command("teams", size=3)
    leader.command("go", step=DRAFT)
    model = (room.course / "answers/night-call/answer.toml").read_text(encoding="utf-8")
    blank = (room.course / "exercises/night-call/answer.toml").read_text(encoding="utf-8")
    for person, text in zip(people, (blank, model, "case = 3"), strict=True):
        status, said = person.post("/room/files", {"key": secrets.token_hex(8), "step": DRAFT, "text": text})
        assert (status == 200) == (text != "case = 3"), said
    [file] = leader.json("/room/overview")["files"]
    assert file["owner"] == "team-1" and file["met"] == file["of"] > 40 and file["open"] == []
    assert people[2].json("/room/now")["file"]["number"]


def test_a_decision_of_a_case_is_voted_on_without_its_key(room: Room) -> None:
    leader, person = room.facilitator(), room.join()
    leader.command("go", step=DECISION)
    seen = person.json("/room/now")
    [ref] = seen["items"]
    assert "correct" not in seen["html"] and person.answer(DECISION, ref, "c")[0] == 200


def test_half_the_room_begins_with_each_form(room: Room) -> None:
    leader, people = room.facilitator(), [room.join() for _ in range(8)]
    leader.command("go", step=TEST)
    forms = [frozenset(person.json("/room/now")["items"]) for person in people]
    assert len(set(forms)) == 2 and all(forms.count(form) == 4 and len(form) == 24 for form in set(forms))


def test_texts_wait_for_the_facilitator(room: Room) -> None:
    leader, person = room.facilitator(), room.join("Amal")
    leader.command("go", step=TEXT)
    for n in range(5):
        assert person.post("/room/texts", {"key": secrets.token_hex(8), "step": TEXT, "text": f"Text {n}\u202e"})[0] == 200
    assert person.post("/room/texts", {"key": secrets.token_hex(8), "step": TEXT, "text": "one too many"})[0] == 409
    entries = leader.json("/room/overview")["entries"]
    assert [entry["text"] for entry in entries] == [f"Text {n}" for n in range(5)] and stream(leader, "screen")["texts"] == []
    leader.command("moderate", entry=entries[1]["entry"], on=True)
    assert stream(leader, "screen")["texts"] == ["Text 1"]


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_it_stops_within_five_seconds_with_clients_connected(room: Room, name: str) -> None:
    person = room.join()
    lines = []
    for _ in range(5):
        line = socket.create_connection(("127.0.0.1", room.port))
        line.sendall(f"GET /room/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: casework_room={person.cookies['casework_room']}\r\n\r\n".encode())
        assert line.recv(20)
        lines.append(line)
    began = time.monotonic()
    room.process.send_signal(getattr(signal, name))
    assert room.process.wait(20) == 0
    assert time.monotonic() - began < 5 * max(1, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert room.process.stdout and "Stopped." in room.process.stdout.read()
    for line in lines:
        line.close()


def test_twenty_times_kill_9_under_load_lose_nothing_and_double_nothing(room: Room) -> None:
    leader, people = room.facilitator(), [room.join(f"P{n}") for n in range(12)]
    leader.command("go", step=POLL)
    acknowledged: dict[str, set[str]] = {}
    going = threading.Event()
    going.set()

    def keep(person: Client, number: int) -> None:
        who = person.cookies["casework_room"].partition(".")[0]
        mine = acknowledged.setdefault(who, set())
        turn = 0
        while going.is_set():
            key = f"phone{number:03d}-{turn:06d}"
            while True:  # as the page does: the same key until it is acknowledged
                try:
                    status, _ = person.answer(POLL, POLL_REF, "abc"[turn % 3], key)
                except (OSError, ValueError, http.client.HTTPException):
                    status = 0
                if status == 200:
                    mine.add(key)
                    break
                if not going.is_set():
                    break
                time.sleep(0.05)
            turn += 1

    threads = [threading.Thread(target=keep, args=(person, n)) for n, person in enumerate(people)]
    for thread in threads:
        thread.start()
    chance = random.Random(9)
    for _ in range(20):
        time.sleep(chance.uniform(0.05, 0.5))
        room.kill()
        room.start()
    time.sleep(0.5)
    going.clear()
    for thread in threads:
        thread.join(30)
    assert leader.json("/room/overview")["joined"] == 12 and leader.json("/room/overview")["here"] == POLL
    room.stop()
    store, events = open_store(room.store), []
    while batch := store.read(events[-1].seq if events else 0):
        events += batch
    store.close()
    stored = [(event.actor, event.key) for event in events if event.kind == "answer"]
    sent = {(who, key) for who, keys in acknowledged.items() for key in keys}
    assert sent <= set(stored) and len(stored) == len(set(stored)) and len(sent) > 100
