"""The table of ``casework check`` as one page: no script, nothing loaded, readable by a screen reader and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from casework.cases import Case
from casework.criteria import OPEN, OUTCOMES

if TYPE_CHECKING:
    from casework.check import Row, Table

SIGNS = {"met": "✓", "not met": "✗", "not found": "?", "claimed": "!", "not applicable": "–"}
MEANING = {
    "met": "met",
    "not met": "not met",
    "not found": "not found in free text (it may still be there)",
    "claimed": "claimed by the participant against “not found”; counted apart",
    "not applicable": "does not apply to this answer",
}
DISCUSS = 5  # criteria to take up first
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:90rem;padding:0 1rem;color:#1a1a1a;background:#fff}
h1,h2,h3{line-height:1.25}table{border-collapse:collapse;margin:1rem 0}caption{text-align:start;font-weight:600;padding:.25rem 0}
th,td{border:1px solid #949494;padding:.25rem .5rem;text-align:start;vertical-align:top}thead th{background:#eef1f4}
.matrix td{text-align:center}.matrix thead th{writing-mode:vertical-rl;vertical-align:bottom}.matrix thead th:first-child{writing-mode:initial}
.scroll{overflow-x:auto;position:relative}.scroll:focus{outline:3px solid #0b5cad}
.met{background:#dff0e2}.not-met{background:#f8dcdc}.not-found{background:#fdf0d2}
.claimed{background:#e2e4fb}.say{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}ul.key{list-style:none;padding:0}
.warning{border-inline-start:.4rem solid #8a5a00;padding:.5rem 1rem;background:#fdf6e6}
@media print{body{font-size:10pt;margin:0}.scroll{overflow:visible}section{break-inside:auto}tr{break-inside:avoid}}
"""


def page(table: Table) -> Iterator[str]:
    """The page in pieces, so that a large table is never one string."""
    yield (
        '<!doctype html>\n<html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>Answers judged</title><style>{STYLE}</style></head><body><main>"
    )
    judged = sum(bool(row.case) for row in table.rows)
    yield f"<h1>Answers judged</h1><p>{judged} of {len(table.rows)} files were judged.</p>"
    yield '<p class="warning">TRAINING DOCUMENT: no real case data. Self-assessment, no accreditation.</p>'
    yield '<ul class="key" aria-label="Signs">'
    yield "".join(f'<li><span class="{_css(name)}" aria-hidden="true">&nbsp;{SIGNS[name]}&nbsp;</span> {text}</li>' for name, text in MEANING.items())
    yield "</ul>"
    for slug, case in table.cases.items():
        if rows := table.of(slug):
            yield from _section(table, slug, case, rows)
    yield from _problems(table)
    yield "</main></body></html>\n"


def _css(outcome: str) -> str:
    return outcome.replace(" ", "-")


def _section(table: Table, slug: str, case: Case, rows: list[Row]) -> Iterator[str]:
    counts = table.counts(slug)
    yield f'<section aria-labelledby="{slug}"><h2 id="{slug}">{escape(case.title)}</h2>'
    missed = [(sum(count[outcome] for outcome in OPEN), number) for number, count in enumerate(counts)]
    first = [number for open_count, number in sorted(missed, key=lambda pair: (-pair[0], pair[1]))[:DISCUSS] if open_count]
    if first:
        yield "<h3>Take up first</h3><ol>"
        for number in first:
            criterion = case.criteria[number]
            yield f"<li>{escape(criterion.title)} ({missed[number][0]} of {len(rows)} open): {escape(criterion.otherwise)}</li>"
        yield "</ol>"
    heads = "".join(f'<th scope="col">{name}</th>' for name in OUTCOMES)
    yield '<div class="scroll" tabindex="0" role="region" aria-label="Criteria">'
    yield f'<table><caption>Criteria, {len(rows)} answers</caption><thead><tr><th scope="col">Criterion</th>{heads}</tr></thead><tbody>'
    for criterion, count in zip(case.criteria, counts, strict=True):
        cells = "".join(f"<td>{count[name]}</td>" for name in OUTCOMES)
        yield f'<tr><th scope="row">{escape(criterion.title)} <small>{escape(criterion.id)}</small></th>{cells}</tr>'
    yield "</tbody></table></div>"
    names = "".join(f'<th scope="col">{escape(criterion.id)}</th>' for criterion in case.criteria)
    yield '<div class="scroll" tabindex="0" role="region" aria-label="Participants">'
    yield f'<table class="matrix"><caption>Participants</caption><thead><tr><th scope="col">Participant</th>{names}</tr></thead><tbody>'
    for row in rows:
        cells = "".join(
            f'<td class="{_css(name)}"><span aria-hidden="true">{SIGNS[name]}</span><span class="say">{name}</span></td>' for name in row.outcomes
        )
        yield f'<tr><th scope="row"><bdi>{escape(row.participant)}</bdi></th>{cells}</tr>'
    yield "</tbody></table></div>"
    claims = [(row.participant, *claim) for row in rows for claim in row.claims]
    yield from _said("Claims", "Claims, to be decided by the facilitator", ("Participant", "Criterion", "Sentence", "Reason"), claims)
    dissents = [(row.participant, *dissent) for row in rows for dissent in row.dissents]
    yield from _said("Disagreements", "Disagreements noted by teams; they count for nothing", ("Participant", "Decision", "Decided by", "Disagreement"), dissents)
    yield "</section>"


def _said(name: str, caption: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    """A table of what participants wrote themselves; none where nobody did. The first cell heads its row, the second is an id."""
    if not rows:
        return
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{name}"><table><caption>{caption}</caption><thead><tr>'
    yield "".join(f'<th scope="col">{head}</th>' for head in heads) + "</tr></thead><tbody>"
    for participant, ident, *texts in rows:
        said = "".join(f'<td dir="auto">{escape(text)}</td>' for text in texts)
        yield f'<tr><th scope="row"><bdi>{escape(participant)}</bdi></th><td>{escape(ident)}</td>{said}</tr>'
    yield "</tbody></table></div>"


def _problems(table: Table) -> Iterator[str]:
    if not any(row.problems for row in table.rows):
        return
    yield '<section aria-labelledby="problems"><h2 id="problems">Problems</h2><p>A value that does not fit counts as not given.</p><ul>'
    for row in table.rows:
        for problem in row.problems:
            yield f"<li><bdi>{escape(problem)}</bdi></li>"
    yield "</ul></section>"
