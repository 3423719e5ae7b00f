"""Teams of three to five: people of different roles together, drawn by lot within each role."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

SMALLEST, LARGEST = 3, 5


def drawn(people: Sequence[tuple[str, str]], size: int, seed: str) -> dict[str, int]:
    """participant → team (from 1) for (participant, role) pairs; sizes differ by one at most.

    Roles are dealt out one after the other like cards, so that no team has two of a role before every team has one.
    """
    size = min(max(size, SMALLEST), LARGEST)
    count = max(1, round(len(people) / size))
    while len(people) / count > LARGEST:
        count += 1
    chance = random.Random(seed)
    mixed = sorted(people)
    chance.shuffle(mixed)
    by_role: dict[str, list[str]] = {}
    for person, role in mixed:
        by_role.setdefault(role, []).append(person)
    dealt = [person for role in sorted(by_role, key=lambda name: (-len(by_role[name]), name)) for person in by_role[role]]
    return {person: place % count + 1 for place, person in enumerate(dealt)}


def smallest(teams: Mapping[str, int]) -> int:
    """Where somebody who comes late belongs: the smallest team, the first of several."""
    if not teams:
        return 0
    sizes: dict[int, int] = {}
    for team in teams.values():
        sizes[team] = sizes.get(team, 0) + 1
    return min(sizes, key=lambda team: (sizes[team], team))
