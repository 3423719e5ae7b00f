"""Judging answers to a case in Python: answers a second, how that grows, peak memory."""

from __future__ import annotations

import time
import tracemalloc

from common import ROOT, emit

COUNTS = (10_000, 100_000)


def main() -> None:
    from casework.answers import blank, read
    from casework.cases import load_case
    from casework.criteria import judge

    case, problems = load_case(ROOT, "night-call")
    assert case is not None and not problems
    model, _ = read(ROOT / "answers" / "night-call" / "answer.toml", case, ROOT)
    answers = (model, blank(case))
    rates = {}
    for count in COUNTS:
        start = time.perf_counter()
        for number in range(count):
            judge(case, answers[number % 2])
        rates[count] = count / (time.perf_counter() - start)
        emit(f"marking/night-call/{count}", rates[count], "answers a second", None if count == COUNTS[0] else rates[COUNTS[0]], f"{len(case.criteria)} criteria an answer")
    tracemalloc.start()
    for number in range(COUNTS[0]):
        judge(case, answers[number % 2])
    emit("marking/night-call/peak-memory", tracemalloc.get_traced_memory()[1], "bytes")


if __name__ == "__main__":
    main()
