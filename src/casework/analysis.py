"""``analyse("stablecoin-trail")``: a case's ledger for analysts, in a notebook, with pandas and networkx (the extra ``analyst``).

::

    from casework import analyse
    desk = analyse("stablecoin-trail")
    desk.frame                                          # a DataFrame, one row a transfer
    desk.mark(["B-058", "B-105"], "trail", "lot 4 was never begun")
    desk.flow()                                         # what came to each marked account, what left it, what stays
    desk.save()                                         # the answer file of the page and of pytest

The desk reads and writes the case's answer file; what it does not know (decisions, papers) stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casework.answer_text import write
from casework.answers import MOST_ROWS, Answer, blank, patched, read
from casework.cases import Case, load_case
from casework.course import find_root
from casework.criteria import Verdict, judge
from casework.errors import Problem, ProblemsError, relative, shown

if TYPE_CHECKING:
    import networkx
    import pandas

KINDS = {"id": "id", "time": "time", "payer": "payer", "payee": "payee", "amount": "amount", "unit": "unit"}


class Desk:
    """A ledger, and the marks of one answer. ``frame`` has the columns time (UTC), payer, payee, amount, unit and the texts, by id."""

    def __init__(self, case: Case, answer: Answer, path: Path, root: Path) -> None:
        import pandas

        assert case.ledger is not None
        self.case, self.answer, self.path, self.root = case, answer, path, root
        self.ledger = case.ledger
        names = [KINDS.get(column.kind, column.id) for column in self.ledger.columns]
        frame = pandas.DataFrame(list(case.transfers), columns=names).set_index("id")
        frame["time"] = pandas.to_datetime(frame["time"], utc=True)
        frame["amount"] = pandas.to_numeric(frame["amount"])
        self.frame: pandas.DataFrame = frame

    @property
    def marks(self) -> list[dict[str, Any]]:
        """The marks as they stand in the answer: transfer, reason and what else the form asks."""
        return self.answer.request[self.ledger.marks]

    def account(self, part: str) -> pandas.DataFrame:
        """All transfers from or to accounts whose number holds ``part``, in order of time."""
        found = self.frame["payer"].str.contains(part, regex=False) | self.frame["payee"].str.contains(part, regex=False)
        return self.frame[found].sort_values("time")

    def mark(self, transfers: Iterable[str], reason: str, why: str = "") -> None:
        """Mark transfers, or change their mark; ``why`` goes into the first column for words. ValueError where an id or a reason is unknown."""
        field = next(one for one in self.case.fields if one.id == self.ledger.marks)
        options = next(column for column in field.columns if column.id == "reason").option_ids
        wanted = [transfers] if isinstance(transfers, str) else list(transfers)
        if reason not in options:
            raise ValueError(f"there is no reason {shown(reason)}; use one of: {', '.join(options)}")
        if unknown := [ident for ident in wanted if ident not in self.frame.index]:
            raise ValueError(f"the ledger has no transfer {shown(str(unknown[0]))}; ids stand in the index of desk.frame")
        note = next((column.id for column in field.columns if column.kind == "line" and column.id != "transfer"), None)
        empty = {column.id: column.blank for column in field.columns}
        marks = {mark["transfer"]: mark for mark in self.marks}
        for ident in wanted:
            marks[ident] = {**empty, **marks.get(ident, {}), "transfer": ident, "reason": reason, **({note: why} if note and why else {})}
        if len(marks) > MOST_ROWS:
            raise ValueError(f"{len(marks)} transfers would be marked; an answer holds {MOST_ROWS}")
        order = {ident: time for ident, time in self.frame["time"].items()}
        self._set(sorted(marks.values(), key=lambda mark: (mark["transfer"] in order, order.get(mark["transfer"]) or 0)))

    def unmark(self, transfers: Iterable[str]) -> None:
        """Take marks away; ids that have none are passed over."""
        gone = {transfers} if isinstance(transfers, str) else set(transfers)
        self._set([mark for mark in self.marks if mark["transfer"] not in gone])

    def _set(self, marks: list[dict[str, Any]]) -> None:
        self.answer = patched(self.answer, {}, {self.ledger.marks: marks})

    def drawn(self) -> pandas.DataFrame:
        """The transfers that are marked as part of the picture."""
        ids = [mark["transfer"] for mark in self.marks if mark["reason"] in self.ledger.drawn and mark["transfer"] in self.frame.index]
        return self.frame.loc[ids].sort_values("time")

    def graph(self) -> networkx.MultiDiGraph:
        """The marked trail: accounts as nodes, transfers as edges (key: id; amount, unit, time), and the case's joins (``join``: why)."""
        import networkx

        graph = networkx.MultiDiGraph()
        for ident, row in self.drawn().iterrows():
            graph.add_edge(row["payer"], row["payee"], key=ident, amount=row["amount"], unit=row.get("unit", ""), time=row["time"])
        for join in self.ledger.joins:
            if join.one in graph and join.other in graph:
                graph.add_edge(join.one, join.other, key=join.label, join=join.label)
        for node in graph:
            graph.nodes[node]["name"] = self.ledger.names.get(node, node)
        return graph

    def flow(self) -> pandas.DataFrame:
        """By account and unit: what came in along the marked trail, what left it, and the difference."""
        import pandas

        drawn = self.drawn()
        unit = drawn["unit"] if "unit" in drawn else pandas.Series("", index=drawn.index)
        came = drawn.groupby([drawn["payee"].rename("account"), unit.rename("unit")])["amount"].sum()
        left = drawn.groupby([drawn["payer"].rename("account"), unit.rename("unit")])["amount"].sum()
        found = pandas.DataFrame({"came": came, "left": left}).fillna(0)
        return found.assign(stays=found["came"] - found["left"])

    @property
    def verdicts(self) -> list[Verdict]:
        """What the case's criteria say of the answer as it stands here."""
        return judge(self.case, self.answer)

    def save(self) -> Path:
        """Write the answer file, decisions and papers included, and return its path."""
        self.path.write_text(write(self.answer, self.case), encoding="utf-8")
        return self.path


def analyse(slug: str) -> Desk:
    """The desk of a case with a ledger; the answer saved before is there again. ProblemsError where either can't be read."""
    root = find_root()
    case, problems = load_case(root, slug)
    if case is None:
        raise ProblemsError(problems)
    path = root / "exercises" / slug / "answer.toml"
    if case.ledger is None or not case.transfers:
        raise ProblemsError(problems or [Problem(relative(path.parent, root), "ledger", f"the case {shown(slug)} has no ledger.", "Name a case that has one.")])
    answer, problems = read(path, case, root) if path.exists() else (blank(case), [])
    if answer is None:
        raise ProblemsError(problems)
    return Desk(case, answer, path, root)
