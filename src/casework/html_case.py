"""A scenario case as plain, accessible HTML, rendered once for page and notebook.

Everything that a learner needs to read and decide stands here; ``js/case.js`` wakes it up. The shape is a contract with it
and with ``css/case.css``::

    div.case > section.case-opening (role, brief, stages) > section.case-stage (one a stage)
        documents: details.document > div.document-paper        decisions: form.decision
        ledger:    div.case-ledger (filled by the script; see html_ledger.py)
        draft:     div.draft > section.draft-section > div.field (see html_case_form.py)
        reading:   div.case-letter (filled by the script)       debrief: div.case-debrief (filled by the script, or a link)
    template.case-texts    what the script may show after a decision: feedback and consequences; rendered, with their law
    script.case-data       what the script computes with: choices and fields; and the interface's words

What judges the draft (criteria, the letter) and the debrief are more than half of a case's bytes and wanted late: ``judging``
and ``debrief_html`` give them apart, for a sibling script of the page or a trait of the widget.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from casework.cases import Case, Decision, Document, Stage
from casework.html import Renderer, json_block
from casework.html_text import inline
from casework.html_case_form import draft, field_data
from casework.html_document import document
from casework.html_ledger import place as ledger_place
from casework.translation import RIGHT_TO_LEFT


@dataclass(frozen=True)
class CasePage:
    """What a case's page needs besides the case: who renders citations, the words, and where its neighbours lie."""

    renderer: Renderer  # citations in the page's language
    words: dict[str, str]  # the interface's words of sections [page] and [case]
    language: str
    debrief: str  # address of the debrief's page, for readers without the script; empty in a notebook
    print_file: str = ""  # addresses of the case file and the facilitator's pack, for paper; empty in a notebook
    print_pack: str = ""

    def blocks(self, text: str, level: int = 4) -> str:
        """Longer Markdown with citations."""
        return document(text, self.renderer.cite, level) if text else ""


def render(case: Case, page: CasePage) -> str:
    """The whole case."""
    stages = "".join(stage(case, page, number, one) for number, one in enumerate(case.stages, 1))
    return (
        f'<div class="case" id="case-{case.slug}" data-case="{case.slug}"><p class="print-header" aria-hidden="true">{escape(page.words["training_header"])}</p>'
        f"{opening(case, page)}{stages}{keep(page)}"
        f"{texts(case, page)}{json_block(data(case, page), 'case-data')}</div>"
    )


def content_note(case: Case, page: CasePage) -> str:
    """What a reader may want to know, and skip, before a hard case."""
    return f'<p class="case-note">{escape(page.words["content_note"])} {inline(case.content_note)}</p>' if case.content_note else ""


def opening(case: Case, page: CasePage) -> str:
    """Who the learner is, what has happened, and the way through, with its minutes."""
    words = page.words
    rows = "".join(
        f'<li data-stage="{one.id}" data-short="{str(one.short).lower()}"><a href="#stage-{one.id}">{inline(one.title)}</a> '
        f'<span class="case-minutes">{escape(words["minutes"].format(minutes=one.minutes))}</span></li>'
        for one in case.stages
    )
    return (
        f'<section class="case-opening"><p class="case-training">{escape(words["training_notice"])}</p>'
        f'<div class="case-brief"><p class="case-role">{inline(case.role)}</p>{page.blocks(case.brief)}</div>{content_note(case, page)}<ol class="case-way">{rows}</ol>{papers_to_print(page)}</section>'
    )


def papers_to_print(page: CasePage) -> str:
    pages = ((page.print_file, "case_file"), (page.print_pack, "facilitator_pack"))
    links = "".join(f'<a href="{escape(href)}">{escape(page.words[name])}</a>' for href, name in pages if href)
    return f'<p class="case-papers">{links}</p>' if links else ""


def stage(case: Case, page: CasePage, number: int, one: Stage) -> str:
    body = {
        "documents": lambda: "".join(paper(one_document, page) for one_document in case.documents),
        "decisions": lambda: "".join(decision(case, page, n, d) for n, d in enumerate(case.decisions, 1)),
        "ledger": lambda: ledger_place(case, page),
        "draft": lambda: draft(case, page),
        "reading": lambda: f'<div class="case-letter"><p class="needs-script">{escape(page.words["letter_waits"])}</p></div>',
        "debrief": lambda: debrief_place(case, page, one),
    }[one.kind]()
    minutes = escape(page.words["minutes"].format(minutes=one.minutes))
    return (
        f'<section class="case-stage" id="stage-{one.id}" data-kind="{one.kind}" data-short="{str(one.short).lower()}" aria-labelledby="stage-{one.id}-title">'
        f'<h2 id="stage-{one.id}-title"><span class="stage-number">{number}</span> {inline(one.title)} <span class="case-minutes">{minutes}</span></h2>'
        f'<div class="stage-text">{page.blocks(one.text, 3)}</div>{body}</section>'
    )


def paper(one: Document, page: CasePage) -> str:
    """A document of the file, folded: it opens without a script, and on paper it is open."""
    kind = page.words.get(f"kind_{one.kind}", one.kind)
    text = document(one.text, page.renderer.cite, 3)
    return (
        f'<details class="document document-{one.kind}"><summary><span class="document-title">{inline(one.title)}</span> '
        f'<span class="document-kind">{escape(kind)}</span></summary><div class="document-paper">{said(text) if one.kind == "chat" else text}</div></details>'
    )


MESSAGE = re.compile(r"<li>\n?(?:<p>)?<strong>(.*?)</strong>([^\n<]*)\n")


def said(html: str) -> str:
    """Messages (a list entry: **who** when, then the words) with their head apart; the second person to speak stands on the other side."""
    people: list[str] = []

    def head(match: re.Match[str]) -> str:
        who = match[1]
        if who not in people:
            people.append(who)
        side = ' class="answering"' if people.index(who) == 1 else ""
        return f'<li{side}><span class="said-by"><strong>{who}</strong>{match[2]}</span> '

    return MESSAGE.sub(head, html)


def decision(case: Case, page: CasePage, number: int, one: Decision) -> str:
    kind = "radio" if one.interaction == "single" else "checkbox"
    ident = f"decision-{one.id}"
    how = f'<p class="decision-how">{escape(page.words["choose_several"])}</p>' if kind == "checkbox" else ""
    rows = "".join(
        f'<li class="choice" data-choice="{choice.id}"><input type="{kind}" name="{one.id}" value="{choice.id}" id="{ident}-{choice.id}">'
        f'<label for="{ident}-{choice.id}">{inline(choice.text)}</label></li>'
        for choice in one.choices
    )
    label = page.words["decision"].format(number=number, title=one.title)
    return (
        f'<form class="decision" id="{ident}" data-decision="{one.id}" method="dialog" novalidate autocomplete="off"><fieldset><legend>'
        f'<span class="decision-number">{escape(label)}</span> {inline(one.prompt)}</legend>{how}<ul class="choices">{rows}</ul></fieldset></form>'
    )


def debrief_place(case: Case, page: CasePage, one: Stage) -> str:
    """The debrief is no part of the page: the script fetches it once the work is done; without a script a link leads to it.

    Where a case has several debrief stages, the script gives each the part below the next of the debrief's highest headings.
    """
    first = next(s.id for s in case.stages if s.kind == "debrief")
    if one.id != first:
        return f'<div class="case-debrief"><p class="debrief-more">{escape(page.words["debrief_goes_on"])}</p></div>'
    link = f'<p class="needs-script"><a href="{escape(page.debrief)}">{escape(page.words["debrief_link"])}</a></p>' if page.debrief else ""
    return f'<div class="case-debrief">{link}</div>'


def keep(page: CasePage) -> str:
    """Where the script puts save, open, Word, print and start again."""
    return f'<section class="case-keep" aria-labelledby="case-keep-title"><h2 id="case-keep-title">{escape(page.words["keep"])}</h2></section>'


def texts(case: Case, page: CasePage) -> str:
    """What the script shows after decisions and checks: rendered here, so that the page builds no markup from words."""
    cite = page.renderer.laws
    found = []
    for one in case.decisions:
        key = case.key.decisions[one.id]
        for choice in one.choices:
            said = key.choices[choice.id]
            result = f'<div class="consequence"><b>{escape(page.words["consequence"])}</b> {page.blocks(said.consequence)}</div>' if said.consequence else ""
            found.append(f'<div data-text="{one.id}.{choice.id}"><p>{inline(said.feedback)}</p>{result}{cite(said.law or key.law)}</div>')
    return f'<template class="case-texts">{"".join(found)}</template>'


def judging(case: Case, page: CasePage) -> dict[str, Any]:
    """What the script judges a draft with: criteria, the paper's words, and (``texts``, rendered here) what it says then."""
    cite = page.renderer.laws
    found = []
    for criterion in case.criteria:
        found.append(
            f'<div data-text="{criterion.id}"><div class="criterion-title">{inline(criterion.title)}</div>'
            f'<div class="criterion-met">{inline(criterion.met)}</div>'
            f'<div class="criterion-otherwise">{inline(criterion.otherwise)}</div><div class="criterion-letter">{page.blocks(criterion.letter)}</div>'
            f'<div class="criterion-laws">{cite(criterion.law)}</div></div>'
        )
    for name in ("opening", "closing", "granted"):
        found.append(f'<div data-text="letter-{name}">{page.blocks(getattr(case.key.letter, name))}</div>')
    found.append(f'<div data-text="letter-intro">{page.blocks(case.letter_intro)}</div>')
    return {
        "texts": "".join(found),
        "criteria": [
            {"id": c.id, "section": c.section, "needs": c.needs, "when": c.when, "free": c.free_text, "field": c.field} for c in case.criteria
        ],
        "paper": paper_texts(case, page),
    }  # fmt: skip


def data(case: Case, page: CasePage) -> dict[str, Any]:
    """What the script computes with; ``js/criteria.js`` documents the shape."""
    return {
        "slug": case.slug,
        "language": page.language,
        "decisions": [
            {
                "id": d.id, "interaction": d.interaction, "choices": [c.id for c in d.choices], "correct": list(case.key.decisions[d.id].correct),
                **({"closes": closes} if (closes := {c.id: list(c.closes) for c in d.choices if c.closes}) else {}),
            }
            for d in case.decisions
        ],
        "fields": [field_data(one) for one in case.fields],
        "free": [c.id for c in case.criteria if c.free_text],
        "words": {name: text for name, text in page.words.items() if name in SCRIPT_WORDS},
    }


def paper_texts(case: Case, page: CasePage) -> dict[str, Any]:
    """The words of the drafted paper that the form does not hold as plain text; ``js/docx-blocks.js`` reads them."""
    separator = "؛ " if page.language in RIGHT_TO_LEFT else "; "
    return {
        "title": case.document or case.title,
        "recipient": case.recipient,
        "sections": [
            {"title": s.title, "source": separator.join(page.renderer.citation(ref) for ref in s.law), "fields": [f.id for f in s.fields]}
            for s in case.sections
        ],
    }


SCRIPT_WORDS = {
    "decide", "reconsider", "decided", "choose_first", "also_belongs", "good", "not_good", "progress_decisions", "progress_fields",
    "check_draft", "checked", "view_draft", "view_reading", "met", "not_met", "not_found", "not_applicable", "claimed", "decisions_section",
    "reading_intro", "reading_all_met", "claim", "claim_sentence", "claim_none", "claim_reason", "claim_keep", "claim_kept", "claim_withdraw",
    "letter_waits", "debrief_open", "debrief_anyway", "debrief_waits", "model", "save_file", "open_file", "save_word", "print", "start_again",
    "start_sure", "started", "saved", "opened", "wrong_case", "too_large", "broken_file", "newer_file", "odd_values", "not_kept", "no_word",
    "short_cut", "row", "row_add", "row_remove", "row_removed", "paper_to", "paper_yes", "paper_no", "paper_blank", "training_header",
    "debrief_failed", "ledger_waits", "ledger_failed", "summary_counts", "notebook_saved", "kept_broken", "engine_failed", "close_paper",
    "team", "team_note", "pen", "decided_by", "dissent", "dissent_note", "role_case-officer", "role_central-authority", "role_requested-state",
    "role_scribe", "closed", "closed_stage", "go_on", "kept_aside",
}  # fmt: skip


def debrief_html(case: Case, page: CasePage, model: str, level: int = 3) -> dict[str, str]:
    """The debrief (its highest headings are ``h<level>``) and the model answer, as the sibling script and the page without script carry them."""
    return {"debrief": page.blocks(case.debrief, level), "model": model}
