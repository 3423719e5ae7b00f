"""``casework check FOLDER``: a folder of participants' answer files judged into one table, as CSV and as a page.

Files are read one after the other; of each only its verdicts, claims and problems are kept. What participants wrote is shown as
text and nothing else: shortened, escaped, without characters that turn direction or start a formula.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from casework.answers import normalise, read_data
from casework.cases import Case, load_case
from casework.check_page import page
from casework.criteria import OUTCOMES, Outcome, judge
from casework.errors import Problem, ProblemsError, relative, shown

OUTPUTS = ("answers.csv", "answers.html")
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")  # what spreadsheets run when a cell starts with it


@dataclass(frozen=True)
class Row:
    """One participant's file: its verdicts in the order of the case's criteria, or none where it could not be judged."""

    participant: str
    case: str = ""
    outcomes: tuple[Outcome, ...] = ()
    claims: tuple[tuple[str, str, str], ...] = ()  # criterion, sentence, reason
    dissents: tuple[tuple[str, str, str], ...] = ()  # decision, role that decided, disagreement
    problems: tuple[str, ...] = ()


@dataclass
class Table:
    """All files of a folder."""

    cases: dict[str, Case] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def of(self, slug: str) -> list[Row]:
        return [row for row in self.rows if row.case == slug]

    @property
    def unjudged(self) -> list[Row]:
        return [row for row in self.rows if not row.case]

    def counts(self, slug: str) -> list[Counter[Outcome]]:
        """For each criterion of a case, how many answers came to which outcome."""
        rows = self.of(slug)
        return [Counter(row.outcomes[number] for row in rows) for number in range(len(self.cases[slug].criteria))]


def check_folder(folder: Path, root: Path, case_slug: str | None = None) -> Table:
    """Judge every file below ``folder``; with ``case_slug`` answers to other cases count as problems."""
    table = Table()
    if case_slug:
        _case(case_slug, table, root, needed=True)
    for path in _files(folder):
        table.rows.append(_row(path, folder, root, case_slug, table))
    return table


def _files(folder: Path) -> Iterator[Path]:
    """Every file, in order; hidden ones and our own output left out, links to other folders not followed."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            ours = Path(here) == folder and name.startswith("answers") and name.endswith((".csv", ".html"))
            if not name.startswith((".", "~$")) and not ours:
                yield Path(here, name)


def _case(slug: str, table: Table, root: Path, needed: bool = False) -> Case | None:
    if slug not in table.cases:
        case, problems = load_case(root, slug)
        if case is None:
            if needed:
                raise ProblemsError(problems)
            return None
        table.cases[slug] = case
    return table.cases[slug]


def _row(path: Path, folder: Path, root: Path, wanted: str | None, table: Table) -> Row:
    inside = path.relative_to(folder)
    named = inside.parent if inside.name == "answer.toml" and len(inside.parts) > 1 else inside.with_suffix("")
    participant, place = safe(str(named)), safe(str(inside))
    if path.suffix.lower() != ".toml":
        return Row(participant, problems=(f"{place}: this is no answer file; their names end in .toml.",))
    data, text, problems = read_data(path, folder)
    slug = wanted or (data or {}).get("case")
    case = _case(slug, table, root) if isinstance(slug, str) else None
    if data is not None and case is None:
        problems = [Problem(place, "no-case", f"it answers {_named(slug)}, which is no case here.", "Choose the right file.")]
    if data is None or case is None:
        return Row(participant, problems=_said(problems, place))
    answer, problems = normalise(data, case, place, text)
    if answer is None:
        return Row(participant, problems=_said(problems, place))
    verdicts = judge(case, answer)
    claims = tuple((v.id, safe(v.claim.sentence, 300), safe(v.claim.reason, 300)) for v in verdicts if v.claim)
    dissents = tuple((name, held.role, safe(held.dissent, 300)) for name, held in answer.team.items() if held.dissent.strip())
    return Row(participant, case.slug, tuple(v.outcome for v in verdicts), claims, dissents, _said(problems, place))


def _named(slug: object) -> str:
    return f"the case {shown(slug)}" if isinstance(slug, str) else "no case by its name"


def _said(problems: list[Problem], place: str) -> tuple[str, ...]:
    """Problems as text, under the name of the file as it may be shown."""
    return tuple(f"{place}{f':{p.line}' if p.line else ''}: {p.message} {p.cure}" for p in problems)


def safe(text: str, limit: int = 80) -> str:
    """Text of strangers on one line: shortened, with invisible and direction characters spelled out."""
    return shown(text, limit)[1:-1]


def cell(value: object) -> object:
    """A value as a spreadsheet may hold it: never the start of a formula."""
    if isinstance(value, str) and value.lstrip().startswith(FORMULA):
        return f"'{value}"
    return value


def write_csv(path: Path, rows: list[Row], case: Case | None, unjudged: list[Row]) -> None:
    """One line a file. The mark at the start lets Excel see that the text is UTF-8."""
    criteria = [criterion.id for criterion in case.criteria] if case else []
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["participant", "case", *OUTCOMES, *criteria, "disagreements", "problems"])
        for row in [*rows, *unjudged]:
            counts = Counter(row.outcomes)
            totals = [counts[outcome] for outcome in OUTCOMES] if row.case else [""] * len(OUTCOMES)
            outcomes = row.outcomes or ("",) * len(criteria)
            dissents = " ".join(f"{decision} ({role or '–'}): {said}" for decision, role, said in row.dissents)
            writer.writerow([cell(value) for value in (row.participant, row.case, *totals, *outcomes, dissents, " ".join(row.problems))])


def write(table: Table, out: Path) -> list[Path]:
    """answers.html and a CSV for each case (answers.csv where there is one only)."""
    out.mkdir(parents=True, exist_ok=True)
    used = [slug for slug in table.cases if table.of(slug)]
    written = [out / OUTPUTS[1]]
    with written[0].open("w", encoding="utf-8", errors="replace") as stream:
        stream.writelines(page(table))
    for number, slug in enumerate(used or [""]):
        path = out / (OUTPUTS[0] if len(used) < 2 else f"answers-{slug}.csv")
        # what could not be judged stands once, with the first case
        write_csv(path, table.of(slug) if slug else [], table.cases.get(slug), table.unjudged if number == 0 else [])
        written.append(path)
    return written


def run_check(folder: Path, root: Path, case: str | None, out: Path | None, say: Callable[[str], None]) -> int:
    """The command: 0 where every file was judged as it stood, 1 where some had problems."""
    if not folder.is_dir():
        raise ProblemsError([Problem(safe(str(folder), 200), "no-folder", "there is no such folder.", "Name the folder that holds the answer files.")])
    table = check_folder(folder, root, case)
    if not table.rows:
        raise ProblemsError([Problem(safe(str(folder), 200), "no-answers", "the folder holds no files.", "Put the participants' .toml files there.")])
    try:
        written = write(table, out or folder)
    except OSError as error:
        message = f"the table can't be written: {error.strerror}."
        cure = "Close the table where it is open, or name another folder with --out."
        raise ProblemsError([Problem(safe(str(out or folder), 200), "unwritable", message, cure)]) from None
    for row in table.rows:
        for problem in row.problems:
            say(problem)
    judged = sum(bool(row.case) for row in table.rows)
    say(f"{judged} of {len(table.rows)} files judged: {', '.join(relative(path, Path.cwd()) for path in written)}")
    return 0 if not any(row.problems for row in table.rows) else 1
