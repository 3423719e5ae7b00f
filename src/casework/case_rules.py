"""What must be true of a case besides being valid: times, keys, files, citations. Criteria have ``criteria_rules``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from casework.answers import blank, read
from casework.cases import LAWS, MARKDOWN, TEXTS, Case, load_case
from casework.criteria_rules import lint_criteria
from casework.errors import Problem, relative, shown
from casework.law import Law
from casework.ledger import lint_ledger
from casework.lessons import CITATION
from casework.lint import DIRECTION, HTML
from casework.sources import Sources, read_sources
from casework.texts import Path as TextPath
from casework.texts import find_texts

SHORT = 45  # minutes of the cut without the draft
DEBRIEF_SHARE = 3  # a third of the time (Tannenbaum & Cerasoli 2013)


def lint_case(root: Path, slug: str, law: Law | None = None, report: Collection[str] | None = None) -> list[Problem]:
    """Every problem of one case. Citations are looked up where the register and the report are given."""
    case, problems = load_case(root, slug)
    if case is None:
        return problems
    handed, _ = read_sources(root / "exercises" / slug, "case", root)
    key, _ = read_sources(root / "answers" / slug, "criteria", root)
    if handed is None or key is None:
        return problems
    where = _Places(handed, key)
    return [
        *problems,
        *ids(case, where),
        *times(case, where),
        *decisions(case, where),
        *branches(case, where),
        *files(case, root),
        *lint_ledger(case, where.problem),
        *wording(case, where),
        *citations(case, where, law, report),
        *lint_criteria(case, key, root),
    ]


class _Places:
    """Turns a path inside a ``Case`` into a problem at its file and line."""

    def __init__(self, handed: Sources, key: Sources) -> None:
        self.handed, self.key = handed, key

    def problem(self, rule: str, path: TextPath, message: str, cure: str) -> Problem:
        place, line = self.key.locate(path[1:]) if path[:1] == ("key",) else self.handed.locate(path)
        return Problem(place, rule, message, cure, line)


def ids(case: Case, where: _Places) -> Iterator[Problem]:
    """Ids are unique where they are looked up; criteria belong to a section."""
    fields = [(("sections", n, "fields", m), one.id) for n, section in enumerate(case.sections) for m, one in enumerate(section.fields)]
    groups = {
        "stage": [(("stages", n), stage.id) for n, stage in enumerate(case.stages)],
        "decision": [(("decisions", n), decision.id) for n, decision in enumerate(case.decisions)],
        "section": [(("sections", n), section.id) for n, section in enumerate(case.sections)],
        "field": fields,
        "document": [(("documents", n), document.file) for n, document in enumerate(case.documents)],
        "criterion": [(("key", "criteria", n), criterion.id) for n, criterion in enumerate(case.key.criteria)],
    }
    for n, decision in enumerate(case.decisions):
        groups[f"choice of {decision.id}"] = [(("decisions", n, "choices", m), choice.id) for m, choice in enumerate(decision.choices)]
    for path, one in zip((path for path, _ in fields), case.fields, strict=True):
        groups[f"option of {one.id}"] = [((*path, "options", m), option.id) for m, option in enumerate(one.options)]
        groups[f"column of {one.id}"] = [((*path, "columns", m), column.id) for m, column in enumerate(one.columns)]
    for name, found in groups.items():
        counts = Counter(ident for _, ident in found)
        for path, ident in found:
            if counts[ident] > 1:
                yield where.problem("twice", path, f"the {name} {shown(ident)} stands {counts[ident]} times.", "Give each its own id.")
    known = {"decisions", *(section.id for section in case.sections)}
    for n, criterion in enumerate(case.key.criteria):
        if criterion.section not in known:
            message = f"the section {shown(criterion.section)} of criterion {criterion.id} is not in the form."
            yield where.problem("section", ("key", "criteria", n, "section"), message, f"Name one of: {', '.join(sorted(known))}.")


def times(case: Case, where: _Places) -> Iterator[Problem]:
    """The stages' minutes make the whole, the debrief has its share, and the short cut leaves the draft out."""
    total = sum(stage.minutes for stage in case.stages)
    if total != case.minutes:
        yield where.problem("minutes", ("minutes",), f"the stages take {total} minutes, the case says {case.minutes}.", "Make them agree.")
    debrief = sum(stage.minutes for stage in case.stages if stage.kind == "debrief")
    if debrief * DEBRIEF_SHARE < total:
        message = f"the debrief takes {debrief} of {total} minutes; at least a third is needed."
        yield where.problem("debrief", ("stages", 0), message, "Give the debrief more time: it is where most is learned.")
    short = [stage for stage in case.stages if stage.short]
    if sum(stage.minutes for stage in short) > SHORT or not {"debrief"} <= {s.kind for s in short} or "draft" in {s.kind for s in short}:
        message = f"the stages with `short` take {sum(stage.minutes for stage in short)} minutes, or hold a draft, or no debrief."
        yield where.problem("short", ("stages", 0), message, f"Keep at most {SHORT} minutes with a debrief and without the draft.")
    deciding = sum(stage.minutes for stage in case.stages if stage.kind == "decisions")
    if sum(decision.minutes for decision in case.decisions) > deciding:
        message = f"the decisions take more than the {deciding} minutes of their stages."
        yield where.problem("minutes", ("decisions", 0), message, "Shorten them or lengthen the stage.")


def decisions(case: Case, where: _Places) -> Iterator[Problem]:
    """Each decision has one correct set and feedback for each choice."""
    for n, decision in enumerate(case.decisions):
        key = case.key.decisions.get(decision.id)
        if key is None:
            cure = f"Add [decisions.{decision.id}] to the criteria."
            yield where.problem("decision", ("decisions", n), f"the decision {decision.id} has no key.", cure)
            continue
        path: TextPath = ("key", "decisions", decision.id)
        choices = {choice.id for choice in decision.choices}
        if wrong := [ident for ident in key.correct if ident not in choices] + [i for i, c in Counter(key.correct).items() if c > 1]:
            message = f"{decision.id}: the correct choice {shown(wrong[0])} is not among the choices, or stands twice."
            yield where.problem("decision", (*path, "correct"), message, f"Name some of: {', '.join(sorted(choices))}.")
        if (decision.interaction == "single" and len(key.correct) != 1) or set(key.correct) >= choices:
            message = f"{decision.id}: {len(key.correct)} choices are correct."
            yield where.problem("decision", (*path, "correct"), message, "A single decision has one; a multiple one has some, not all.")
        for ident in sorted(choices ^ set(key.choices)):
            message = f"{decision.id}: the choice {shown(ident)} has " + ("no feedback." if ident in choices else "feedback but does not exist.")
            yield where.problem("feedback", (*path, "choices"), message, "Every choice has its own feedback, and nothing else has.")
    for ident in sorted(set(case.key.decisions) - {decision.id for decision in case.decisions}):
        yield where.problem("decision", ("key", "decisions", ident), f"the decision {shown(ident)} is not in the case.", "Remove its key.")


def branches(case: Case, where: _Places) -> Iterator[Problem]:
    """A choice closes what comes after it, and never the debrief."""
    deciding = next((n for n, stage in enumerate(case.stages) if stage.kind == "decisions"), len(case.stages))
    stages = {stage.id for stage in case.stages[deciding + 1 :] if stage.kind != "debrief"}
    for n, decision in enumerate(case.decisions):
        later = {one.id for one in case.decisions[n + 1 :]} | stages
        for m, choice in enumerate(decision.choices):
            if wrong := [target for target in choice.closes if target not in later]:
                cure = f"Name one of: {', '.join(sorted(later)) or 'nothing comes later'}."
                path = ("decisions", n, "choices", m, "closes")
                yield where.problem("closes", path, f"the choice {choice.id} closes {shown(wrong[0])}, which is no later decision or stage.", cure)


def files(case: Case, root: Path) -> Iterator[Problem]:
    """What is handed out is complete and holds no key."""
    handed = root / "exercises" / case.slug
    listed = {document.file for document in case.documents}
    own = {"exercise.md", "exercise.ipynb", "answer.toml", *((case.ledger.file, case.ledger.notebook) if case.ledger else ())}
    for path in sorted(handed.rglob("*")):
        inside = path.relative_to(handed)
        if path.is_dir():
            known = inside.as_posix() == "documents" or inside.name in (".ipynb_checkpoints", "__pycache__")
        elif inside.parts[0] == "documents":
            known = inside.name in listed
        else:
            known = len(inside.parts) > 1 or path.name in own or path.match("answer.toml*") or path.match("case*.toml")
        if not known:
            message = "nothing in the case mentions this file."
            yield Problem(relative(path, root), "stray", message, "List it among the documents, or move what belongs to the key to answers/.")
    if not (handed / "exercise.md").is_file():
        yield Problem(relative(handed / "exercise.md", root), "missing", "the exercise's page is missing.", "Write it: intro and one code cell.")
    answer, problems = read(handed / "answer.toml", case, root)
    yield from problems
    if answer and answer != blank(case):
        message = "the answer file that is handed out is filled in."
        yield Problem(relative(handed / "answer.toml", root), "key", message, "Leave every value blank or at its default.")


def wording(case: Case, where: _Places) -> Iterator[Problem]:
    """No HTML, nothing that turns the direction of what follows."""
    for path, text in find_texts(case.model_dump(by_alias=True), TEXTS):
        if found := HTML.search(text):
            yield where.problem("html", path, f"the text holds HTML: {shown(found[0])}.", "It would be shown as text; use Markdown.")
        if DIRECTION.search(text):
            yield where.problem("direction", path, "the text holds a direction override.", "Remove the invisible character.")


def citations(case: Case, where: _Places, law: Law | None, report: Collection[str] | None) -> Iterator[Problem]:
    """Provisions are in the register and confirmed, paragraphs are in the report."""
    data = case.model_dump(by_alias=True)
    for path, ref in find_texts(data, LAWS) if law else ():
        provision = law.get(ref)
        if provision is None:
            yield where.problem("citation", path, f"the provision {shown(ref)} is not in the register.", law.missing(ref))
        elif provision.body.status == "unconfirmed" and path[0] == "key":
            cure = "Look the provision up and change its status, or let the key rest on another."
            yield where.problem("unconfirmed", path, f"the key rests on {shown(ref)}, which is unconfirmed.", cure)
    if law:
        yield from prose_citations(case, where, law)
    for path, ref in find_texts(data, ("covers", "decisions.covers")) if report is not None else ():
        if ref.removeprefix("report/") not in report or not ref.startswith("report/"):
            yield where.problem("covers", path, f"{shown(ref)} is no paragraph of the report.", "Write report/7 or report/14c.")


def prose_citations(case: Case, where: _Places, law: Law) -> Iterator[Problem]:
    """The same for ``{law}`` inside texts: examples, papers, debrief."""

    def unknown(text: str) -> Iterator[tuple[str, str, int]]:
        for match in CITATION.finditer(text):
            ref = match[1].strip()
            if law.get(ref) is None:
                yield f"the provision {shown(ref)} is not in the register.", law.missing(ref), 1 + text.count("\n", 0, match.start())

    for path, text in find_texts(case.model_dump(by_alias=True), TEXTS):
        yield from (where.problem("citation", path, message, cure) for message, cure, _ in unknown(text))
    files = [(f"exercises/{case.slug}/documents/{document.file}", document.text) for document in case.documents]
    files += [(f"answers/{case.slug}/{name}.md", getattr(case, name)) for name in MARKDOWN]
    for file, text in files:
        yield from (Problem(file, "citation", message, cure, line) for message, cure, line in unknown(text))
