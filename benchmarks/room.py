"""What a room bears: ``benchmarks/room.py --participants N --kills K [--seconds S] [--postgres ADDRESS --servers M]``, JSON lines for that N alone.

p95_ms: acknowledged answers with 2 s think time · answers_per_s: closed loop · rss_mb: the server's memory at the end · lost and doubled:
acknowledged answers missing from the store, and stored twice, after K times kill -9 under load. Beside them the ceiling of this machine:
a bare group commit (no server) and a bare endpoint (no store). Loopback only; nothing is left behind.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from common import ROOT
from room_phones import Facilitator, Phone, line, request

SERVER = Path(__file__).parent / "room_server.py"
PLAN = 'title = "Load"\n[[steps]]\nkind = "poll"\nprompt = "Which?"\nchoices = ["One", "Two", "Three"]\nminutes = 200\n'
STEP, ITEM = "poll", "room/poll"
THINK = 2.0


def emit(**row: object) -> None:
    print(json.dumps(row), flush=True)


def course(folder: Path) -> Path:
    """A course with one page and one question: the book is not what is measured."""
    (folder / "book").mkdir(parents=True)
    (folder / "book" / "course.toml").write_text('id = "load"\ntitle = "Load"\n', encoding="utf-8")
    site = folder / "_build" / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("<p>Load", encoding="utf-8")
    (folder / "load.toml").write_text(PLAN, encoding="utf-8")
    return folder


class Server:
    """One server process, started again after each kill."""

    def __init__(self, folder: Path, port: int, store: str) -> None:
        self.command = [sys.executable, str(SERVER), str(folder), str(port), store]
        self.port, self.secret, self.code = port, "", ""
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        for said in self.process.stdout:
            if "this once" in said:
                self.secret = said.split(": ")[1].strip()
            if said.startswith("Code of"):
                self.code = said.split(": ")[1].strip()
            if said.startswith("Press"):
                return
        raise SystemExit("the server did not start")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> float:
        began = time.perf_counter()
        self.process.terminate()
        self.process.wait(30)
        return time.perf_counter() - began

    def rss(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(row.split()[1] for row in status.splitlines() if row.startswith("VmRSS"))) / 1024


def cpu_s(pid: int) -> float:
    """Seconds of processor that a process has used: a measure that a busy machine does not spoil."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] * 1000


async def until(phone: Phone, end: float, think: float) -> None:
    await asyncio.sleep(random.random() * think)
    while time.perf_counter() < end:
        await phone.answer()
        if think:
            await asyncio.sleep(random.uniform(0.5, 1.5) * think)


async def gather(phones: list[Phone], seconds: float, think: float) -> tuple[int, list[float]]:
    """(answers acknowledged, their times)."""
    for phone in phones:
        phone.times.clear()
    before = sum(len(phone.acknowledged) for phone in phones)
    end = time.perf_counter() + seconds
    await asyncio.gather(*(until(phone, end, think) for phone in phones))
    return sum(len(phone.acknowledged) for phone in phones) - before, [one for phone in phones for one in phone.times]


async def measure(options: argparse.Namespace, folder: Path, store: str) -> None:
    ports = [options.port + n for n in range(options.servers)]
    servers = [Server(folder, port, store) for port in ports]
    try:
        await measured(options, servers, store)
    finally:
        for server in servers:
            server.process.kill()


async def measured(options: argparse.Namespace, servers: list[Server], store: str) -> None:
    ports = [server.port for server in servers]
    await Facilitator(ports[0], servers[0].secret).command("start")
    phones = [Phone(n, ports, STEP, ITEM) for n in range(options.participants)]
    for start in range(0, len(phones), 50):
        await asyncio.gather(*(phone.join(servers[0].code) for phone in phones[start : start + 50]))
    streams = [asyncio.create_task(phone.listen()) for phone in phones]
    await asyncio.sleep(1)
    tags = {"benchmark": "room", "participants": options.participants, "store": "postgres" if options.postgres else "sqlite", "servers": options.servers}
    _, times = await gather(phones, options.seconds, THINK)
    emit(**tags, think_s=THINK, p95_ms=round(p95(times), 1), median_ms=round(statistics.median(times) * 1000, 1), answers=len(times))
    used = sum(cpu_s(server.process.pid) for server in servers)
    count, times = await gather(phones, options.seconds, 0)
    used = sum(cpu_s(server.process.pid) for server in servers) - used
    emit(**tags, answers_per_s=round(count / options.seconds), closed_p95_ms=round(p95(times), 1), server_cpu_us_per_answer=round(used / count * 1e6))
    emit(**tags, rss_mb=round(max(server.rss() for server in servers), 1))
    if options.kills:
        await killed(options, servers, phones, tags)
    for phone in phones:
        phone.close()
    stopping = max(server.stop() for server in servers)
    for stream in streams:
        stream.cancel()
    lost, doubled, stored = compare(store, phones)
    emit(**tags, kills=options.kills, lost=lost, doubled=doubled, acknowledged=sum(len(phone.acknowledged) for phone in phones), stored=stored, stop_s=round(stopping, 2))


async def killed(options: argparse.Namespace, servers: list[Server], phones: list[Phone], tags: dict[str, object]) -> None:
    """Kill one server after the other at random moments while everybody answers without a pause."""
    going = True

    async def keep(phone: Phone) -> None:
        while going:
            await phone.answer()
            await asyncio.sleep(random.random() * 0.05)

    tasks = [asyncio.create_task(keep(phone)) for phone in phones[: options.killers]]
    for number in range(options.kills):
        server = servers[number % len(servers)]
        await asyncio.sleep(random.uniform(0.05, 0.6))
        server.kill()
        await asyncio.to_thread(server.start)
    going = False
    await asyncio.gather(*tasks)


def compare(store: str, phones: list[Phone]) -> tuple[int, int, int]:
    """(lost, doubled, stored): what was acknowledged against what the store holds."""
    from casework.room.store import open_store

    opened, after, found = open_store(store), 0, Counter()
    while batch := opened.read(after):
        found.update((event.actor, event.key) for event in batch if event.kind == "answer")
        after = batch[-1].seq
    opened.close()
    acknowledged = {(phone.who, key) for phone in phones for key in phone.acknowledged}
    return len(acknowledged - set(found)), sum(count - 1 for count in found.values()), sum(found.values())


async def ceiling_commit(participants: int, seconds: float, folder: Path) -> None:
    """The store alone: as many writers as participants, each waiting for its commit."""
    from casework.room.events import Draft
    from casework.room.store import open_store

    store, end, count = open_store(str(folder / "bare.sqlite")), time.perf_counter() + seconds, 0

    async def write(number: int) -> None:
        nonlocal count
        turn = 0
        while time.perf_counter() < end:
            await store.append([Draft("answer", f"p{number}", f"k{turn}", {"step": STEP, "round": 1, "item": ITEM, "response": "a", "score": 0, "maximum": 0})])
            count, turn = count + 1, turn + 1

    await asyncio.gather(*(write(n) for n in range(participants)))
    store.close()
    emit(benchmark="room", participants=participants, ceiling="bare sqlite group commit", answers_per_s=round(count / seconds))


async def ceiling_hello(participants: int, seconds: float, port: int) -> None:
    process = subprocess.Popen([sys.executable, str(SERVER), "--hello", str(port)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.readline()
    await asyncio.sleep(1.5)
    lines = [await line(port) for _ in range(participants)]
    ask, end, count = request("POST", "/room/answers", port, b"{}"), time.perf_counter() + seconds, 0

    async def loop(one: object) -> None:
        nonlocal count
        while time.perf_counter() < end:
            await one.ask(ask)  # type: ignore[attr-defined]
            count += 1

    used = cpu_s(process.pid)
    await asyncio.gather(*(loop(one) for one in lines))
    used = cpu_s(process.pid) - used
    process.kill()
    process.wait()
    emit(benchmark="room", participants=participants, ceiling="bare hello endpoint", answers_per_s=round(count / seconds), server_cpu_us_per_answer=round(used / count * 1e6))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--participants", type=int, default=500)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--killers", type=int, default=60, help="phones that answer while servers are killed")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--servers", type=int, default=1)
    parser.add_argument("--postgres", help="postgresql://… instead of SQLite; needed for several servers")
    options = parser.parse_args()
    if options.servers > 1 and not options.postgres:
        parser.error("several servers need --postgres")
    folder = Path(tempfile.mkdtemp(prefix="casework-room-"))
    try:
        asyncio.run(measure(options, course(folder / "course"), options.postgres or str(folder / "room.sqlite")))
        if not options.postgres:
            asyncio.run(ceiling_commit(options.participants, min(options.seconds, 5), folder))
            asyncio.run(ceiling_hello(options.participants, min(options.seconds, 5), options.port + 50))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    main()
