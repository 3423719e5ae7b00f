"""One suite for both stores: committed once, in order, seen by everybody, gone when wiped."""

from __future__ import annotations

import asyncio
import inspect
import random
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from casework.errors import ProblemsError
from casework.room.events import Draft
from casework.room.store import Store, StoreError, open_store

WRITER = """
import asyncio, sys
from casework.room.events import Draft
from casework.room.store import open_store

async def one(store, actor, start):
    for n in range(start, 10**6):
        [receipt] = await store.append([Draft("answer", actor, f"k{n}", {"n": n, "text": "مرحبا"})])
        print(actor, n, receipt.event.seq, flush=True)

async def main():
    store = open_store(sys.argv[1])
    await asyncio.gather(*(one(store, f"p{p}", int(sys.argv[2])) for p in range(8)))

asyncio.run(main())
"""


def run(coroutine: Any) -> Any:
    """In a thread of its own: a browser test before this one may have left a loop running in the main one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def draft(number: int, actor: str = "p1") -> Draft:
    return Draft("answer", actor, f"k{number}", {"n": number, "text": "نعم <b>"})


def test_the_contract_is_small() -> None:
    methods = [name for name, _ in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")]
    assert 0 < len(methods) <= 8


def test_appended_events_are_read_back_in_order(opened) -> None:
    store = opened()
    receipts = run(store.append([draft(n) for n in range(50)]))
    assert [r.event.data["n"] for r in receipts] == list(range(50)) and all(r.fresh for r in receipts)
    assert store.read(0) == [r.event for r in receipts]
    assert store.read(receipts[9].event.seq, 5) == [r.event for r in receipts[10:15]]
    assert opened().read(0) == store.read(0)


def test_a_draft_sent_again_finds_what_is_there(opened) -> None:
    async def scenario() -> None:
        store = opened()
        [first] = await store.append([draft(1)])
        again = await asyncio.gather(*(store.append([draft(1)._replace(data={"n": "other"})]) for _ in range(20)))
        assert all(not r.fresh and r.event == first.event for [r] in again)
        twice = await store.append([draft(2), draft(2)])
        assert [r.fresh for r in twice] == [True, False] and twice[0].event == twice[1].event
        assert len(store.read(0)) == 2

    run(scenario())


def test_the_same_key_of_somebody_else_is_another_draft(opened) -> None:
    store = opened()
    receipts = run(store.append([draft(1, "p1"), draft(1, "p2")]))
    assert all(r.fresh for r in receipts)


def test_rooms_in_one_store_know_nothing_of_each_other(opened) -> None:
    one, other = opened("one"), opened("other")
    run(one.append([draft(1)]))
    [receipt] = run(other.append([draft(1)]))
    assert receipt.fresh and len(one.read(0)) == len(other.read(0)) == 1


@pytest.mark.parametrize("address", ["postgres"], indirect=True)
def test_a_follower_sees_once_and_in_order_what_two_other_processes_commit(opened) -> None:
    async def scenario() -> None:
        writers, follower, seen = [opened(), opened()], opened(), []
        await writers[0].append([draft(n, "before") for n in range(10)])

        async def watch() -> None:
            async for batch in follower.follow(0):
                seen.extend(batch)
                if len(seen) >= 410:
                    return

        watching = asyncio.create_task(watch())
        await asyncio.gather(*(writers[n % 2].append([draft(n, f"p{n % 7}"), draft(n, "x")]) for n in range(200)))
        await asyncio.wait_for(watching, 30)
        assert [event.seq for event in seen] == sorted({event.seq for event in seen}) and len(seen) == 410

    run(scenario())


def test_a_follower_hears_of_what_its_own_store_commits(opened) -> None:
    async def scenario() -> None:
        store = opened()
        seen = []

        async def watch() -> None:
            async for batch in store.follow(0):
                seen.extend(batch)
                if len(seen) >= 100:
                    return

        watching = asyncio.create_task(watch())
        await asyncio.gather(*(store.append([draft(n)]) for n in range(100)))
        await asyncio.wait_for(watching, 30)
        assert seen == store.read(0) and len(seen) == 100

    run(scenario())


def test_hostile_texts_are_only_text(opened) -> None:
    store = opened()
    texts = ["'; DROP TABLE events; --", "%s %d {}", '"\\', "\u202e\u0661", "x" * 100_000, "😀", "</script>"]
    run(store.append([Draft("answer", text[:200], f"k{n}", {"text": text}) for n, text in enumerate(texts)]))
    assert [event.data["text"] for event in store.read(0)] == texts


def test_a_group_that_fails_is_not_acknowledged_and_the_store_goes_on(opened) -> None:
    async def scenario() -> None:
        store = opened()
        with pytest.raises(StoreError):
            await store.append([draft(1), Draft("answer", None, "k2", {})])  # an actor must be named
        assert store.read(0) == []
        [receipt] = await store.append([draft(1)])
        assert receipt.fresh

    run(scenario())


def test_nothing_is_left_after_a_wipe(address: str, tmp_path: Path) -> None:
    secret = "unmistakable-nickname-4711"
    store = open_store(address)
    run(store.append([Draft("join", secret, f"k{n}", {"name": secret}) for n in range(200)]))
    store.wipe()
    with pytest.raises(StoreError):
        run(store.append([draft(1)]))
    again = open_store(address)
    assert again.read(0) == []
    again.close()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]


def test_an_address_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for address in (str(tmp_path / "folder"), "mysql://x/y", "postgresql://nobody@127.0.0.1:1/none"):
        with pytest.raises(ProblemsError) as told:
            open_store(address)
        assert told.value.problems[0].cure


@pytest.mark.parametrize("kills", [10])
def test_what_was_acknowledged_outlives_kill_9(address: str, kills: int) -> None:
    """Acknowledged by a line on stdout; killed at a random moment; every such line is in the store, once."""
    chance, acknowledged = random.Random(4), set()
    for kill in range(kills):
        process = subprocess.Popen([sys.executable, "-c", WRITER, address, str(kill * 10_000)], stdout=subprocess.PIPE, text=True)
        assert process.stdout
        wanted, lines = chance.randrange(8, 250), []
        for line in process.stdout:
            lines.append(line)
            if len(lines) >= wanted:
                process.send_signal(signal.SIGKILL)
                break
        lines += process.stdout.readlines()
        process.wait()
        acknowledged |= {tuple(line.split()) for line in lines if line.endswith("\n") and len(line.split()) == 3}
    store = open_store(address)
    events, after = [], 0
    while batch := store.read(after):
        events += batch
        after = batch[-1].seq
    store.close()
    stored = {(event.actor, str(event.data["n"]), str(event.seq)) for event in events}
    assert acknowledged <= stored and len(acknowledged) > 100
    assert len({(event.actor, event.key) for event in events}) == len(events)
