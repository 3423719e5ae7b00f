"""A question as slides: the situation, what is asked, and on the next slide the answer and why; the other reasons are in the notes.

Questions that live from touching a text, a table or a picture, or from a way through stages, stay in the book.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from casework.html import shuffled
from casework.html_text import inline, paragraphs
from casework.interactions import Categorise, Date, Match, Multiple, Number, Order, Poll, Single, TrueFalse
from casework.items import Item

if TYPE_CHECKING:
    from casework.exports.deck import Maker

Made = tuple[str, str, str, list[str]]  # kind, title, body, notes of a slide
SHORT_SITUATION = 260  # letters: what is shorter stands above its question


def item_slides(item: Item, number: int, make: Maker) -> Iterator[Made]:
    body, words = item.body, make.strings
    asked = options(item, make)
    if asked is None:
        return
    label = escape(words["situation_first"] if body.place == "opening" else words["question"].format(number=number))
    above = ""
    if len(body.situation) > SHORT_SITUATION:
        yield "situation", label, paragraphs(body.situation), [escape(words["slide_situation_note"])]
    elif body.situation:
        above = f'<div class="above">{paragraphs(body.situation)}</div>'
    how = f'<p class="how">{escape(words["choose_several"])}</p>' if isinstance(body, Multiple) else ""
    notes = [escape(words["slide_vote_note"]), *(f"{escape(words['hint'])}: {inline(hint)}" for hint in body.hints)]
    yield "question", f'<span class="label">{label}</span> {inline(body.prompt)}', f"{above}{how}{asked}", notes
    if isinstance(body, Poll):
        return
    shown, kept = answer(item, make)
    yield "answer", f'<span class="label">{escape(words["slide_answer"])}</span> {inline(body.prompt)}', shown, kept or [escape(words["slide_answer_note"])]


def lettered(texts: list[str], make: Maker, right: list[bool] | None = None) -> str:
    """Choices with their letters; on an answer's slide the right ones have a mark and its word."""
    rows = []
    for place, text in enumerate(texts):
        good = right is not None and right[place]
        mark = f'<span class="mark">✓ <span class="say">{escape(make.strings["right"])}: </span></span>' if good else ""
        css = "" if right is None else (' class="good"' if good else ' class="other"')
        rows.append(f'<li{css}><b class="letter">{escape(letter(place, make))}</b><span>{mark}{inline(text)}</span></li>')
    return f'<ol class="choices">{"".join(rows)}</ol>'


def letter(place: int, make: Maker) -> str:
    known = make.strings["slide_letters"].split()
    return known[place] if place < len(known) else str(place + 1)


def plain_list(texts: list[str], ordered: bool = False) -> str:
    tag = "ol" if ordered else "ul"
    return f'<{tag} class="plain">{"".join(f"<li>{inline(text)}</li>" for text in texts)}</{tag}>'


def options(item: Item, make: Maker) -> str | None:
    """What the room chooses from; None for what a slide can't ask."""
    body: Any = item.body
    match body:
        case Single() | Multiple() | Poll():
            return lettered([choice.text for choice in body.choices], make)
        case TrueFalse():
            return f'<p class="how">{escape(make.strings["truth"])} {escape(make.strings["because"])}:</p>{lettered([c.text for c in body.reasons], make)}'
        case Match():
            return f'<div class="two">{plain_list([p.left for p in body.pairs])}{lettered([text for _, text in shuffled(body.rights(), item.ref)], make)}</div>'
        case Order():
            return lettered(shuffled([step.text for step in body.steps], item.ref), make)
        case Categorise():
            return f'<div class="two">{plain_list([e.text for e in body.sorted_entries])}{lettered([c.text for c in body.categories], make)}</div>'
        case Number() | Date():
            return f'<p class="how">{escape(make.strings["slide_write"])}</p>'
    return None


def answer(item: Item, make: Maker) -> tuple[str, list[str]]:
    """(what the room sees, the speaker's notes)."""
    body: Any = item.body
    entries = body.entries()
    right = [entry for entry in entries if entry.right]
    notes = [f"<b>{inline(naming(entry.text, make))}</b> {inline(entry.feedback)} {cited(entry.law, make)}" for entry in entries if not entry.right and entry.feedback]
    match body:
        case Single() | Multiple():
            shown = lettered([c.text for c in body.choices], make, [c.correct for c in body.choices])
        case TrueFalse():
            verdict = next((naming(entry.text, make) for entry in right if entry.text in ("{true}", "{false}")), "")
            shown = f'<p class="verdict">{escape(verdict)}</p>{lettered([c.text for c in body.reasons], make, [c.correct for c in body.reasons])}'
        case Match():
            shown = pairs([(p.left, p.right) for p in body.pairs])
        case Order():
            shown = plain_list([step.text for step in body.steps], ordered=True)
        case Categorise():
            shown = pairs([(e.text, body.categories[e.category].text) for e in body.sorted_entries])
        case _:
            shown = ""
    why = [entry for entry in right if entry.feedback]
    if len(why) > 2 or not isinstance(body, (Single, Multiple, TrueFalse, Number, Date)):
        notes = [f"<b>{inline(naming(entry.text, make))}</b> {inline(entry.feedback)} {cited(entry.law, make)}" for entry in entries if entry.feedback]
        why = []
    reasons = "".join(f'<div class="why">{paragraphs(entry.feedback)}{make.laws(entry.law)}</div>' for entry in why)
    if body.feedback:
        reasons += f'<div class="why">{paragraphs(body.feedback)}{make.laws(body.law)}</div>'
    return shown + reasons, notes


def naming(text: str, make: Maker) -> str:
    return {"{true}": make.strings["true"], "{false}": make.strings["false"]}.get(text, text)


def cited(refs: tuple[str, ...], make: Maker) -> str:
    return f"<cite>{' · '.join(escape(make.cite(ref)) for ref in refs)}</cite>" if refs else ""


def pairs(rows: list[tuple[str, str]]) -> str:
    return f'<dl class="pairs">{"".join(f"<div><dt>{inline(left)}</dt><dd>{inline(right)}</dd></div>" for left, right in rows)}</dl>'

