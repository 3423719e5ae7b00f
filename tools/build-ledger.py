"""Makes ``exercises/stablecoin-trail/ledger.csv``: 400 bank and 300 on-chain transfers, invented, and the same at each run.

Nothing here can be anybody's: account numbers begin with XX00 (no country, no valid check digits), addresses hold letters that no
address has. The trail of the case and its false leads are written out below; the rest is ordinary traffic drawn with ``SEED``.
"""

from __future__ import annotations

import csv
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

SEED = 20261103
BANK, CHAIN = 400, 300
COLUMNS = ("id", "time", "from", "to", "amount", "unit", "text")
START, DAYS = datetime(2026, 2, 2, 6, tzinfo=UTC), 270
TARGET = Path(__file__).parents[1] / "exercises" / "stablecoin-trail" / "ledger.csv"

Move = tuple[str, str, str, int]  # time, from, to, whole amount
Transfer = tuple[str, str, str, int, str]  # the same and a text


def account(number: int) -> str:
    return f"XX00 TRAIN 0000 0000 {number:04d}"


def address(name: str) -> str:
    return f"0xTRAIN-{name}"


FUND, TIDEWELL, HOLDINGS, KESTREL, SOLANE, NEPHEW = (account(n) for n in (7001, 7310, 8820, 9950, 9977, 6120))
SALARY, DARWAN, FERHAN, BOATS, CONTRACTOR, UPKEEP = (account(n) for n in (4406, 42, 117, 5208, 7115, 8841))
HOT, W1, W2, W3, W4, W5, W6, W7, DEPOSIT = (address(n) for n in ("KX-HOT", "7c31", "e2f4", "19ab", "5d08", "b6c7", "40fe", "93da", "SM-DEP-218"))
OTHER, SPRAY = address("a90b"), address("d057")

BANK_TRAIL = [
    ("2026-03-12T08:14:20Z", FUND, TIDEWELL, 2_400_000, "invoice TW-031, lot 4"),
    ("2026-04-09T08:41:05Z", FUND, TIDEWELL, 3_100_000, "invoice TW-038, lot 4"),
    ("2026-05-07T09:02:47Z", FUND, TIDEWELL, 3_500_000, "invoice TW-044, lot 4"),
    ("2026-03-16T10:20:11Z", TIDEWELL, HOLDINGS, 2_380_000, "loan to parent"),
    ("2026-04-13T10:05:52Z", TIDEWELL, HOLDINGS, 3_060_000, "loan to parent"),
    ("2026-05-11T11:31:40Z", TIDEWELL, HOLDINGS, 2_000_000, "loan to parent"),
    ("2026-05-12T09:12:03Z", TIDEWELL, HOLDINGS, 1_420_000, "loan to parent"),
    ("2026-05-20T12:44:30Z", TIDEWELL, BOATS, 140_000, "motor boat MB-9, hull 64"),
    ("2026-03-23T09:30:00Z", HOLDINGS, KESTREL, 2_000_000, "customer KX-4471"),
    ("2026-04-20T09:33:18Z", HOLDINGS, KESTREL, 3_000_000, "customer KX-4471"),
    ("2026-05-18T09:28:41Z", HOLDINGS, KESTREL, 3_000_000, "customer KX-4471"),
    ("2026-10-02T13:05:09Z", SOLANE, NEPHEW, 990_000, "payout SM-218"),
]
BANK_LEADS = [
    ("2026-03-12T08:15:02Z", FUND, CONTRACTOR, 2_400_000, "invoice BD-112, lot 2, works accepted"),
    ("2026-06-11T08:20:33Z", FUND, CONTRACTOR, 1_150_000, "invoice BD-130, lot 2, works accepted"),
    *[(f"2026-{month:02d}-05T07:00:00Z", account(8860 + month), HOLDINGS, 160_000, f"rent, hall {month - 2}") for month in (3, 4, 5, 6)],
    ("2026-06-22T10:10:10Z", HOLDINGS, UPKEEP, 240_000, "roof of halls 1 to 4"),
    *[(f"2026-{month:02d}-27T05:30:00Z", FUND, SALARY, 3_900, "salary M. Salvane") for month in range(2, 10)],
    *[(f"2026-{month:02d}-02T09:00:00Z", SALARY, account(5530), 1_200, "school fees") for month in range(3, 10)],
    ("2026-08-24T20:12:09Z", FERHAN, DARWAN, 18_000, ""),
    ("2026-02-11T19:02:44Z", account(3361), DARWAN, 15_000, ""),
    ("2026-04-20T18:47:31Z", account(3874), DARWAN, 16_500, ""),
    ("2026-06-09T20:30:15Z", account(3092), DARWAN, 17_000, ""),
    ("2026-08-24T20:41:50Z", DARWAN, "cash, machine 14", 9_000, "card 1"),
    ("2026-08-24T20:55:12Z", DARWAN, "cash, machine 02", 9_000, "card 2"),
]
CHAIN_TRAIL = [
    ("2026-03-24T14:02:11Z", HOT, W1, 1_990_000),
    ("2026-04-21T14:20:47Z", HOT, W1, 2_990_000),
    ("2026-05-19T13:58:05Z", HOT, W1, 2_990_000),
    ("2026-04-22T20:11:36Z", W1, W2, 2_500_000),
    ("2026-05-20T20:15:02Z", W1, W2, 1_500_000),
    ("2026-06-03T19:40:59Z", W1, W3, 3_970_000),
    ("2026-06-10T21:05:14Z", W3, W4, 1_500_000),
    ("2026-06-10T21:09:48Z", W3, W5, 1_470_000),
    ("2026-06-11T06:17:33Z", W3, W6, 1_000_000),
    ("2026-08-18T20:00:12Z", W4, W7, 1_500_000),
    ("2026-08-19T20:02:50Z", W5, W7, 1_470_000),
    ("2026-09-28T07:45:21Z", W6, DEPOSIT, 1_000_000),
]
CHAIN_LEADS = [
    ("2026-04-21T14:21:30Z", HOT, OTHER, 2_990_000),
    ("2026-04-23T08:00:41Z", OTHER, address("77e0"), 2_988_500),
    *[(f"2026-07-14T03:{minute:02d}:00Z", SPRAY, to, 1) for minute, to in enumerate((W2, W3, OTHER, address("c3c3"), address("0f0f")))],
]
WORDS = (
    "rent", "invoice", "salary", "crew wages", "fuel", "spare parts", "insurance", "customs duty", "school fees", "consulting", "freight", "fish market", "deposit",
    "refund", "repair", "loan instalment", "office supplies", "berth fee", "", "",
)  # fmt: skip


def moment(dice: random.Random) -> str:
    when = START + timedelta(days=dice.randrange(DAYS), seconds=dice.randrange(14 * 3600))
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def bank_traffic(dice: random.Random, count: int) -> list[Transfer]:
    """Customers of one branch; none of them is an account of the story."""
    customers = [account(number) for number in dice.sample(range(1000, 3000), 70)]
    found = []
    for _ in range(count):
        payer, payee = dice.sample(customers, 2)
        amount = round(dice.lognormvariate(8.2, 1.3)) + 1000
        text = dice.choice(WORDS)
        found.append((moment(dice), payer, payee, amount, f"{text} {dice.randrange(100, 999)}" if text == "invoice" else text))
    return found


def chain_traffic(dice: random.Random, count: int) -> list[Move]:
    """Withdrawals of other customers of the exchange, and transfers among addresses that nobody here uses."""
    strangers = [address(f"{dice.randrange(0x1000, 0xFFFF):04x}") for _ in range(80)]
    strangers = [one for one in strangers if one not in {W1, W2, W3, W4, W5, W6, W7, OTHER, SPRAY}]
    found = []
    for _ in range(count):
        payer, payee = dice.sample(strangers, 2)
        payer = HOT if dice.random() < 0.3 else payer
        payee = address(f"SM-DEP-{dice.randrange(220, 260)}") if dice.random() < 0.15 else payee
        when = moment(dice)
        found.append((when, payer, payee, round(dice.lognormvariate(9, 1.8)) + 50))
    return found


def block(when: str) -> str:
    """Numbers of blocks rise with time, for the story's transfers as for everybody's."""
    return f"block {336_000 + round((datetime.fromisoformat(when) - START).total_seconds() / 59.3)}"


def rows() -> list[tuple[str, ...]]:
    """All transfers, each book in order of time; identifiers follow that order."""
    dice = random.Random(SEED)
    bank = BANK_TRAIL + BANK_LEADS
    chain = CHAIN_TRAIL + CHAIN_LEADS
    bank = sorted(bank + bank_traffic(dice, BANK - len(bank)))
    chain = sorted(chain + chain_traffic(dice, CHAIN - len(chain)))
    found = [(f"B-{n:03d}", when, payer, payee, f"{amount}.00", "CRN", text) for n, (when, payer, payee, amount, text) in enumerate(bank, 1)]
    found += [(f"C-{n:03d}", when, payer, payee, f"{amount}.00", "PRT", block(when)) for n, (when, payer, payee, amount) in enumerate(chain, 1)]
    return found


def main() -> None:
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows())


if __name__ == "__main__":
    main()
