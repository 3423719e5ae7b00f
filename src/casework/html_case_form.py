"""The form of a case's draft: one section of the document after another, the manner of GOV.UK (label, hint above the field).

Each ``div.field`` carries ``data-field`` and ``data-kind``; ``js/case-fields.js`` reads and writes it. Rows have a template of
their own, from which the script adds more.
"""

from __future__ import annotations

from html import escape
from typing import Any

from casework.cases import Case, Field, Section
from casework.html_text import inline, paragraphs

ZONES = ("Z", "+01:00", "+02:00", "+03:00", "+03:30", "+04:00", "+04:30", "+05:00")
BLANK_ROWS = 2  # shown on paper and without the script


def draft(case: Case, page: Any) -> str:
    """All sections of the form."""
    words = page.words
    sections = "".join(section(case, one, number, page) for number, one in enumerate(case.sections, 1))
    return (
        f'<div class="draft" id="case-{case.slug}-draft"><p class="draft-to"><span class="draft-to-label">{escape(words["to"])}</span> '
        f"<bdi>{inline(case.recipient)}</bdi></p>{sections}</div>"
    )


def section(case: Case, one: Section, number: int, page: Any) -> str:
    ident = f"case-{case.slug}-{one.id}"
    hint = f'<div class="section-hint">{paragraphs(one.hint)}</div>' if one.hint else ""
    return (
        f'<section class="draft-section" id="{ident}" data-section="{one.id}" data-fade="{one.fade}" aria-labelledby="{ident}-title">'
        f'<h3 id="{ident}-title"><span class="section-number">{number}</span> <span class="section-title">{inline(one.title)}</span></h3>'
        f"{page.renderer.laws(one.law)}{hint}{example(one, page)}"
        f'{"".join(field(case, one_field, page.words) for one_field in one.fields)}</section>'
    )


def example(one: Section, page: Any) -> str:
    """A worked example stands open beside the section, a prompt waits to be opened, a blank section has neither."""
    if not one.example:
        return ""
    is_open = " open" if one.fade == "worked" else ""
    label = page.words["example_worked" if one.fade == "worked" else "example_prompted"]
    return f'<details class="example"{is_open}><summary>{escape(label)}</summary><div class="example-text">{page.blocks(one.example)}</div></details>'


def field(case: Case, one: Field, words: dict[str, str]) -> str:
    ident = f"case-{case.slug}-field-{one.id}"
    hint = f'<p class="field-hint" id="{ident}-hint">{inline(one.hint)}</p>' if one.hint else ""
    described = f' aria-describedby="{ident}-hint"' if one.hint else ""
    start = f'<div class="field field-{one.kind}" data-field="{one.id}" data-kind="{one.kind}">'
    if one.kind == "check":
        box = f'<input type="checkbox" id="{ident}"{described}><label for="{ident}">{inline(one.label)}</label>'
        return f'{start}<div class="choice">{box}</div>{hint}</div>'
    if one.kind in ("line", "text", "date"):
        return f'{start}<label class="field-label" for="{ident}">{inline(one.label)}</label>{hint}{control(one, ident, words, described)}</div>'
    legend = f'<legend class="field-label">{inline(one.label)}</legend>'
    return f"{start}<fieldset{described}>{legend}{hint}{control(one, ident, words)}</fieldset></div>"


def control(one: Any, ident: str, words: dict[str, str], described: str = "", compact: bool = False) -> str:
    """What the learner types in or chooses from; ``compact`` is a cell of a row."""
    if one.kind == "line":
        return f'<input type="text" id="{ident}" dir="auto" maxlength="500" autocomplete="off"{described}>'
    if one.kind == "text":
        return f'<textarea id="{ident}" dir="auto" rows="5" maxlength="8000"{described}></textarea>'
    if one.kind == "date":
        return f'<input type="date" id="{ident}" min="1900-01-01" max="2199-12-31"{described}>'
    if one.kind == "datetime":
        return moment(ident, words)
    if one.kind == "check":  # a cell: its label stands beside it already
        return f'<input type="checkbox" id="{ident}">'
    if one.kind == "rows":
        blank = row(one, ident, words)
        return (
            f'<ol class="rows">{"".join(row(one, f"{ident}-{n}", words) for n in range(BLANK_ROWS))}</ol>'
            f'<template class="row-template">{blank}</template>'
        )
    if compact and one.kind == "choice":
        options = "".join(f'<option value="{option.id}">{escape(option.text)}</option>' for option in one.options)
        return f'<select id="{ident}"><option value="">{escape(words["choose"])}</option>{options}</select>'
    kind = "radio" if one.kind == "choice" else "checkbox"
    return choices(ident, kind, [(option.id, option.text) for option in one.options])


def choices(ident: str, kind: str, options: list[tuple[str, str]]) -> str:
    """Radio buttons or checkboxes, one a line."""
    rows = "".join(
        f'<li class="choice" data-choice="{value}"><input type="{kind}" name="{ident}" value="{value}" id="{ident}-{value}">'
        f'<label for="{ident}-{value}">{inline(text)}</label></li>'
        for value, text in options
    )
    return f'<ul class="choices">{rows}</ul>'


def moment(ident: str, words: dict[str, str]) -> str:
    """Date, time and (never assumed) time zone; one text in the answer, such as 2026-03-01T19:40:00Z."""
    zones = "".join(f'<option value="{zone}">UTC{"" if zone == "Z" else zone}</option>' for zone in ZONES)
    return (
        f'<div class="moment" id="{ident}">'
        f'<span class="moment-part"><label for="{ident}-day">{escape(words["day"])}</label><input type="date" id="{ident}-day" data-part="day" max="2199-12-31"></span>'
        f'<span class="moment-part"><label for="{ident}-time">{escape(words["time"])}</label><input type="time" id="{ident}-time" data-part="time"></span>'
        f'<span class="moment-part"><label for="{ident}-zone">{escape(words["zone"])}</label><select id="{ident}-zone" data-part="zone">'
        f'<option value="">{escape(words["zone_none"])}</option>{zones}</select></span></div>'
    )


def row(one: Field, ident: str, words: dict[str, str]) -> str:
    """One entry of a list: a group of its cells. The script numbers and removes it."""
    cells = ""
    for column in one.columns:
        cell = f"{ident}-{column.id}"
        start = f'<div class="cell" data-column="{column.id}" data-kind="{column.kind}">'
        if column.kind == "datetime":
            cells += f'{start}<fieldset><legend class="cell-label">{inline(column.label)}</legend>{control(column, cell, words, compact=True)}</fieldset></div>'
        else:
            cells += f'{start}<label class="cell-label" for="{cell}">{inline(column.label)}</label>{control(column, cell, words, compact=True)}</div>'
    return f'<li class="row"><fieldset><legend class="row-number">{escape(words["row"])}</legend>{cells}</fieldset></li>'


def field_data(one: Field) -> dict[str, Any]:
    """What the script needs to know of a field."""
    found: dict[str, Any] = {"id": one.id, "kind": one.kind, "label": one.label, "default": one.blank}
    if one.options:
        found["options"] = [{"id": option.id, "text": option.text} for option in one.options]
    if one.columns:
        found["columns"] = [field_data(column) for column in one.columns]
    return found
