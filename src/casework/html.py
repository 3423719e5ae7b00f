"""An item as plain, accessible HTML, rendered once for page, notebook and case.

Everything that a learner needs to read stands here; the script only wakes it up. The shape is a contract with
``js/item.js`` and ``css/4-item.css``: form.item[data-key] > fieldset > legend, inputs with labels, details.item-key with one list
entry for each feedback reference of ``mark``.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from casework import html_interactions as controls
from casework.html_text import inline, paragraphs, plain, remark
from casework.interactions import (
    Categorise,
    Date,
    Decision,
    FillIn,
    FreeText,
    Match,
    Multiple,
    Number,
    Order,
    Poll,
    SelectInTable,
    SelectInText,
    SelectOnPicture,
    Single,
    TrueFalse,
)
from casework.item_parts import LETTERS
from casework.items import Item
from casework.law import Law
from casework.pictures import inlined

def compact(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def json_block(data: Any, css_class: str) -> str:
    """A JSON block that no text in it can end early."""
    text = compact(data).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'<script type="application/json" class="{css_class}">{text}</script>'


def shuffled(values: list[Any], seed: str) -> list[Any]:
    """The same order for everybody, never the right one (answers of the two languages share one store)."""
    mixed = list(values)
    generator = random.Random(seed)
    while len(mixed) > 2:
        generator.shuffle(mixed)
        if mixed != values:
            return mixed
    return mixed[::-1]


@dataclass(frozen=True)
class Renderer:
    """Renders items in one language for one page.

    ``strings`` are the interface's words, ``register`` the relative address of an instrument's page in the register,
    with ``{instrument}`` for its slug, ``lookup`` translates
    the words of pictures (domain, text).
    """

    law: Law
    strings: dict[str, str]
    register: str
    lookup: Callable[[str, str], str] = lambda domain, text: text

    def cite(self, ref: str, text: str = "") -> str:
        """A provision as a link to the register, which the script turns into a popover."""
        provision = self.law.get(ref)
        if provision is None:
            return f'<span class="law law-missing">{escape(text or ref)}</span>'
        words = text or self.citation(ref)
        status = "" if provision.body.status != "unconfirmed" else f' <span class="law-unconfirmed">{escape(self.strings["unconfirmed"])}</span>'
        return f'<a class="law" data-law="{escape(ref)}" href="{escape(self.register.replace("{instrument}", ref.split("/")[0]))}#{provision.anchor}">{escape(words)}</a>{status}'

    def citation(self, ref: str) -> str:
        """``UNTOC, article 18(15)``; the register's own label where a pinpoint has one."""
        provision = self.law.provisions[ref]
        place = provision.body.label or f"{self.strings[provision.instrument.unit]} {provision.pinpoint}"
        return self.strings["citation"].format(instrument=provision.instrument.short, place=place)

    def provision(self, ref: str) -> dict[str, str]:
        """What the popover of a citation shows."""
        instrument, body = self.law.provisions[ref].instrument, self.law.provisions[ref].body
        return {
            "title": self.citation(ref), "instrument": instrument.title, "text": body.text, "status": self.strings[f"status_{body.status}"],
            "kind": body.status, "version": instrument.version, "read": body.read, "checked": body.checked.isoformat(),
        }  # fmt: skip

    def laws(self, refs: tuple[str, ...]) -> str:
        return f'<p class="laws">{" · ".join(self.cite(ref) for ref in refs)}</p>' if refs else ""

    def item(self, item: Item, number: int | None = None, ident: str = "") -> str:
        """The whole form. ``number`` is the question's number on its page, ``ident`` its id where items of several themes meet."""
        return self.form(item, number, item.key, self.key(item), ident)

    def form(self, item: Item, number: int | None, key: dict[str, Any], below: str, ident: str = "") -> str:
        """The form with what the script may know of its key, and what stands below the question."""
        body, ident = item.body, ident or f"item-{item.slug}"
        label = self.strings["situation_first"] if body.place == "opening" else self.strings["question"].format(number=number or "")
        situation = described = ""
        if body.situation:
            situation = f'<div class="item-situation" id="{ident}-situation">{paragraphs(body.situation)}</div>'
            described = f' aria-describedby="{ident}-situation"'
        sure = ' data-certainty=""' if body.certainty else ""
        legend = f'<legend><span class="item-number">{escape(label.strip())}</span> {inline(body.prompt)}</legend>'
        return (
            f'<form class="item item-{body.place}" id="{ident}" data-item="{escape(item.ref)}" data-kind="{body.interaction}" data-key="{escape(compact(key))}"{sure} novalidate autocomplete="off">'
            f"{situation}<fieldset{described}>{legend}{self.interaction(item, ident)}</fieldset>"
            f"{below}</form>"
        )

    def interaction(self, item: Item, ident: str) -> str:
        body = item.body
        match body:
            case Single():
                return self.choices(ident, "choice", "radio", [(i, c.text) for i, c in zip(LETTERS, body.choices, strict=False)])
            case Multiple():
                hint = f'<p class="item-how">{escape(self.strings["choose_several"])}</p>'
                return hint + self.choices(ident, "choice", "checkbox", [(i, c.text) for i, c in zip(LETTERS, body.choices, strict=False)])
            case TrueFalse():
                truth = self.choices(f"{ident}-truth", "truth", "radio", [("true", self.strings["true"]), ("false", self.strings["false"])], "truth")
                reasons = self.choices(f"{ident}-reason", "reason", "radio", [(i, c.text) for i, c in zip(LETTERS, body.reasons, strict=False)], "reason")
                return (
                    f'<fieldset class="truth"><legend>{escape(self.strings["truth"])}</legend>{truth}</fieldset>'
                    f'<fieldset class="reasons"><legend>{escape(self.strings["because"])}</legend>{reasons}</fieldset>'
                )
            case Match():
                options = shuffled(body.rights(), item.ref)
                rows = [(i, p.left) for i, p in zip(LETTERS, body.pairs, strict=False)]
                return f'<ul class="pairs">{"".join(self.selecting(ident, "pair", i, left, options) for i, left in rows)}</ul>'
            case Order():
                steps = shuffled([(i, s.text) for i, s in zip(LETTERS, body.steps, strict=False)], item.ref)
                places = [(str(n), str(n)) for n in range(1, len(steps) + 1)]
                rows = "".join(self.selecting(ident, "step", i, text, places, "–") for i, text in steps)
                return f'<p class="item-how">{escape(self.strings["order_how"])}</p><ol class="steps">{rows}</ol>'
            case Categorise():
                groups = [(str(n), c.text) for n, c in enumerate(body.categories)]
                rows = "".join(
                    f'<li class="entry" data-part="{i}"><fieldset><legend>{inline(e.text)}</legend>'
                    f"{self.choices(f'{ident}-{i}', i, 'radio', groups, i)}</fieldset></li>"
                    for i, e in zip(LETTERS, body.sorted_entries, strict=False)
                )
                return f'<ul class="entries">{rows}</ul>'
            case FillIn():
                rows = "".join(
                    f'<li class="blank" data-part="{i}"><label for="{ident}-{i}">{inline(b.label)}</label>'
                    f'<input type="text" name="{i}" id="{ident}-{i}" dir="auto" maxlength="200" autocomplete="off" spellcheck="false"></li>'
                    for i, b in zip(LETTERS, body.blanks, strict=False)
                )
                return f'<ul class="blanks">{rows}</ul>'
            case Number():
                return self.number(body, ident)
            case Date():
                parts = "".join(
                    f'<span class="date-part"><label for="{ident}-{name}">{escape(self.strings[name])}</label>'
                    f'<input type="text" inputmode="numeric" name="{name}" id="{ident}-{name}" maxlength="{size}" size="{size}" autocomplete="off"></span>'
                    for name, size in (("day", 2), ("month", 2), ("year", 4))
                )
                return f'<div class="date" data-part="date">{parts}</div>'
            case SelectInText():
                return controls.segments(body, ident, self.strings)
            case SelectInTable():
                return controls.rows(body, ident, self.strings)
            case SelectOnPicture():
                drawn = inlined(item.path.parents[1] / body.picture, f"{ident}-picture", lambda text: self.lookup(item.theme, text))
                return controls.spots(body, ident, self.strings, drawn.markup, self.choices)
            case Decision():
                return controls.stages(body, ident, self.strings, self.choices)
            case Poll():
                return controls.poll(body, ident, self.strings, self.choices)
            case FreeText():
                return controls.free_text(body, ident, self.strings, self.choices)
        raise TypeError(body)

    def choices(self, ident: str, name: str, kind: str, options: list[tuple[str, str]], part: str = "") -> str:
        """Labelled inputs. ``part`` names the part that they give together; ending in a point, it begins the name of each."""
        rows = "".join(
            f'<li class="choice" data-part="{part + value if part.endswith(".") else part or value}"><input type="{kind}" name="{name}" value="{value}" id="{ident}-{value}">'
            f'<label for="{ident}-{value}">{inline(text)}</label></li>'
            for value, text in options
        )
        return f'<ul class="choices">{rows}</ul>'

    def selecting(self, ident: str, css: str, part: str, text: str, options: list[tuple[str, str]], blank: str = "") -> str:
        """One row of a match or an order: the text labels a native select, which needs no dragging and works on paper too."""
        shown = "".join(f'<option value="{value}">{escape(plain(label))}</option>' for value, label in options)
        first = escape(blank or self.strings["choose"])
        return (
            f'<li class="{css}" data-part="{part}"><label class="{css}-text" for="{ident}-{part}">{inline(text)}</label>'
            f'<select name="{part}" id="{ident}-{part}"><option value="">{first}</option>{shown}</select></li>'
        )

    def number(self, body: Number, ident: str) -> str:
        field = (
            f'<label for="{ident}-value">{escape(self.strings["number"])}</label>'
            f'<input type="text" inputmode="decimal" name="value" id="{ident}-value" maxlength="24" size="8" autocomplete="off">'
        )
        if body.units is None:
            return f'<div class="number" data-part="value">{field} <span class="unit">{inline(body.unit or "")}</span></div>'
        options = "".join(f'<option value="{n}">{escape(plain(unit))}</option>' for n, unit in enumerate(body.units))
        unit = (
            f'<label for="{ident}-unit">{escape(self.strings["unit"])}</label>'
            f'<select name="unit" id="{ident}-unit"><option value="">{escape(self.strings["choose"])}</option>{options}</select>'
        )
        return f'<div class="number" data-part="value">{field}</div><div class="number" data-part="unit">{unit}</div>'

    def key(self, item: Item) -> str:
        """Answer and reasons, behind a disclosure that needs no script."""
        words = {"{true}": self.strings["true"], "{false}": self.strings["false"]}
        rows = []
        for entry in item.body.entries():
            mark = "" if entry.right is None else f"{escape(self.strings['right' if entry.right else 'wrong'])}: "
            text = words.get(entry.text) or entry.text
            head = f"<b>{mark}{inline(text)}</b> " if text else ""
            rows.append(
                f'<li data-feedback="{entry.reference}" class="{"wrong" if entry.right is False else "right"}">{head}'
                f'<div class="key-feedback">{remark(entry.feedback)}{self.laws(entry.law)}</div></li>'
            )
        general = ""
        if item.body.feedback and not isinstance(item.body, (Number, Date)):
            general = f'<div class="key-general" data-feedback="feedback">{remark(item.body.feedback)}{self.laws(item.body.law)}</div>'
        hints = "".join(f"<li>{inline(hint)}</li>" for hint in item.body.hints)
        hints = f'<ol class="hints" hidden>{hints}</ol>' if hints else ""
        if isinstance(item.body, FreeText):
            general = f'<div class="key-model" data-feedback="model"><p><b>{escape(self.strings["model_answer"])}</b></p>{paragraphs(item.body.model)}</div>{general}'
        return f'<details class="item-key"><summary>{escape(self.strings["answer_and_reasons"])}</summary><ul>{"".join(rows)}</ul>{general}{hints}</details>'
