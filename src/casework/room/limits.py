"""How much anybody may send, and how often: token buckets in memory, sizes before anything is read."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """Rates are per second with what may come at once; sizes in bytes or characters."""

    participants: int = 1500
    joins: tuple[float, float] = (20, 400)  # of the whole room: a room full of people scans one code at once
    wrong_codes: tuple[float, float] = (1, 30)  # of one address: nobody can shut others out by guessing
    answers: tuple[float, float] = (5, 60)  # of one participant: a phone that comes back sends what it kept
    streams: int = 6  # open event streams of one participant: tabs
    all_streams: int = 4000
    body: int = 16_000
    file: int = 250_000
    text: int = 500
    texts: int = 5  # free texts of one participant in one step
    name: int = 40


@dataclass
class Bucket:
    rate: float
    most: float
    level: float
    at: float


@dataclass
class Buckets:
    """One bucket a name; those that are full again are forgotten."""

    rate: float
    most: float
    _buckets: dict[str, Bucket] = field(default_factory=dict)

    def left(self, name: str) -> bool:
        """Is there one to take?"""
        bucket = self._buckets.get(name)
        return bucket is None or bucket.level + (time.monotonic() - bucket.at) * bucket.rate >= 1

    def take(self, name: str) -> bool:
        """One is taken; False where none is left."""
        now = time.monotonic()
        bucket = self._buckets.get(name)
        if bucket is None:
            if len(self._buckets) > 10_000:
                self._buckets = {n: b for n, b in self._buckets.items() if b.level + (now - b.at) * b.rate < b.most}
            bucket = self._buckets[name] = Bucket(self.rate, self.most, self.most, now)
        bucket.level = min(bucket.most, bucket.level + (now - bucket.at) * bucket.rate)
        bucket.at = now
        if bucket.level < 1:
            return False
        bucket.level -= 1
        return True
