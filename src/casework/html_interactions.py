"""The controls of interactions that need more than a list: places in a text, a table or a picture, stages, a text of one's own.

Each is native and readable without a script; ``js/response.js`` reads them, ``js/stages.js`` and ``js/comparison.js`` lead through
what has an order.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from casework.html_text import inline, paragraphs
from casework.interactions import Decision, FreeText, Poll, SelectInTable, SelectInText, SelectOnPicture
from casework.item_parts import LETTERS

Options = list[tuple[str, str]]
# (ident, name, kind of input, (value, text) of each, prefix of their parts) → a list of labelled inputs
Choices = Callable[[str, str, str, Options, str], str]
Words = dict[str, str]
JOINER = "\u2060"  # keeps a box on the line of the word that it belongs to


def how(words: Words, name: str) -> str:
    return f'<p class="item-how">{escape(words[name])}</p>'


def segments(body: SelectInText, ident: str, words: Words) -> str:
    """Running text; what can be chosen is a label with its box, in its place in the sentence."""
    shown, ids = "", iter(LETTERS)
    for segment in body.segments:
        text = segment.text
        if text.startswith("\n\n") and shown:
            shown += "</p><p>"
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        piece = inline(text)
        if segment.feedback:
            part = next(ids)
            piece = (
                f'<label class="segment" data-part="{part}"><input type="checkbox" name="choice" value="{part}" id="{ident}-{part}">'
                f"{JOINER}<span>{piece}</span></label>"
            )
        shown += (" " if before and not text.startswith("\n\n") else "") + piece + (" " if after else "")
    return f'{how(words, "select_text_how")}<div class="segments"><p>{shown}</p></div>'


def rows(body: SelectInTable, ident: str, words: Words) -> str:
    """A table whose first column chooses the row; the box's name is the whole row."""
    heads = "".join(f'<th scope="col">{inline(column)}</th>' for column in body.columns)
    lines = ""
    for part, row in zip(LETTERS, body.rows, strict=False):
        cells = "".join(f'<td id="{ident}-{part}-{n}">{inline(cell)}</td>' for n, cell in enumerate(row.cells))
        names = " ".join(f"{ident}-{part}-{n}" for n in range(len(row.cells)))
        lines += (
            f'<tr data-part="{part}"><td class="pick"><input type="checkbox" name="choice" value="{part}" id="{ident}-{part}" '
            f'aria-labelledby="{names}"></td>{cells}</tr>'
        )
    head = f'<th scope="col" class="pick"><span class="visually-hidden">{escape(words["pick"])}</span></th>'
    return (
        f'{how(words, "select_table_how")}<div class="table-scroll" tabindex="0"><table class="rows"><thead><tr>{head}{heads}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def spots(body: SelectOnPicture, ident: str, words: Words, picture: str, choices: Choices) -> str:
    """The picture with its numbers, and a list with the same numbers: the list does all that the picture does."""
    options = [(i, f"**{n}** {spot.text}") for n, (i, spot) in enumerate(zip(LETTERS, body.spots, strict=False), 1)]
    return f'{how(words, "select_picture_how")}<figure class="picture">{picture}</figure>{choices(ident, "choice", "checkbox", options, "")}'


def stages(body: Decision, ident: str, words: Words, choices: Choices) -> str:
    """All stages, one below the other; the script shows those that the choices lead to."""
    shown = ""
    for place, stage in enumerate(body.stages):
        options = list(zip(LETTERS, (choice.text for choice in stage.choices), strict=False))
        note = f'<p class="stage-if">{escape(words["stage_if"])}</p>' if place else ""
        shown += (
            f'<div class="stage" data-stage="{stage.id}" data-part="{stage.id}">{note}{paragraphs(stage.situation)}'
            f'<fieldset><legend>{inline(stage.prompt)}</legend>{choices(f"{ident}-{stage.id}", stage.id, "radio", options, f"{stage.id}.")}</fieldset></div>'
        )
    return f'<div class="stages">{shown}</div>'


def poll(body: Poll, ident: str, words: Words, choices: Choices) -> str:
    options = list(zip(LETTERS, (choice.text for choice in body.choices), strict=False))
    listed = choices(ident, "choice", "radio", options, "")
    return how(words, "poll_how") + (f'<div class="scale">{listed}</div>' if body.scale else listed)


def free_text(body: FreeText, ident: str, words: Words, choices: Choices) -> str:
    """A field, and the points of the rubric, which the script shows once something is written."""
    points = list(zip(LETTERS, (point.text for point in body.rubric), strict=False))
    return (
        f'<div class="written"><label for="{ident}-text">{escape(words["your_text"])}</label>'
        f'<textarea name="text" id="{ident}-text" rows="{body.rows}" maxlength="4000" dir="auto"></textarea></div>'
        f'<fieldset class="comparison" hidden><legend>{escape(words["rubric_how"])}</legend>{choices(ident, "rubric", "checkbox", points, "")}</fieldset>'
    )
