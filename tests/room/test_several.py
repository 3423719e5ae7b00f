"""Several server processes on one PostgreSQL: any of them answers any phone, and one that is killed takes nothing with it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from casework.room.store import open_store
from tests.room.running import POLL, POLL_REF, Client, Room


@pytest.mark.parametrize("address", ["postgres"], indirect=True)
@pytest.mark.parametrize("count", [2, 4])
def test_servers_share_a_room_and_one_may_die(address: str, course_root: Path, count: int) -> None:
    rooms = [Room(course_root, address, ["--plan", "tests.toml"]).start() for _ in range(count)]
    assert [bool(room.secret) for room in rooms] == [True, *[False] * (count - 1)] and len({room.code for room in rooms}) == 1
    leader = rooms[0].facilitator()
    people = [rooms[n % count].join(f"P{n}") for n in range(8)]
    leader.command("go", step=POLL)
    # each person's next request goes to another server, as behind a proxy
    moved = [Client(rooms[(n + 1) % count], person.cookies) for n, person in enumerate(people)]
    acknowledged = []
    for turn in range(6):
        if turn == 3:
            rooms[-1].kill()
            moved = [Client(rooms[0], person.cookies) if person.room is rooms[-1] else person for person in moved]
        for n, person in enumerate(moved):
            key = f"key-{n}-{turn}-xx"
            deadline = time.monotonic() + 30
            while (status := person.answer(POLL, POLL_REF, "abc"[turn % 3], key)[0]) == 409 and time.monotonic() < deadline:
                time.sleep(0.1)  # this server has not yet heard where the room is
            assert status == 200
            assert person.answer(POLL, POLL_REF, "abc"[turn % 3], key)[1]["fresh"] is False
            acknowledged.append((person.cookies["casework_room"].partition(".")[0], key))
    deadline = time.monotonic() + 30
    while (seen := leader.json("/room/overview"))["rows"][2]["count"] != 8 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert seen["answered"] == 8 and seen["joined"] == 8
    for room in rooms[:-1]:
        assert room.stop() == 0
    store = open_store(address)
    stored = [(event.actor, event.key) for event in store.read(0) if event.kind == "answer"]
    store.close()
    assert sorted(stored) == sorted(acknowledged)
