"""``casework cards``: what a room needs on paper, in ``_build/cards``: answer cards, name cards, attendance, the observation sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from casework.exports.stand_alone import document, file_name, write_assets
from casework.translation import Catalogues, interface

LANGUAGES = ("en", "ar")
ROWS = 20  # people on a page of the attendance sheet
SHAPES = {
    "circle": '<circle cx="50" cy="50" r="40"/>',
    "square": '<rect x="14" y="14" width="72" height="72"/>',
    "triangle": '<path d="M50 10 92 86H8Z"/>',
    "diamond": '<path d="M50 6 94 50 50 94 6 50Z"/>',
}
OBSERVED = {"before": 3, "during": 8, "after": 3}  # lines of the sheet in each part


def write_cards(root: Path, languages: Sequence[str] = LANGUAGES, out: Path | None = None, say: Callable[[str], None] = print) -> list[Path]:
    """Write every sheet in each language and the page that lists them; returns the sheets' files."""
    folder = out or root / "_build" / "cards"
    write_assets(folder, "cards.css")
    written = []
    for language in languages:
        words = interface(Catalogues(root, language), "page", "cards")
        other = interface(Catalogues(root, "en" if language != "en" else "ar"), "cards")["card_letters"].split()
        sheets = {
            "answer-cards": ("answer_cards", answer_cards(words, other, "ar" if language == "en" else "en")),
            "name-cards": ("name_cards", name_cards(words)),
            "attendance": ("attendance", attendance(words)),
            "observation": ("observation", observation(words)),
        }
        rows = []
        for name, (title, body) in sheets.items():
            path = folder / file_name(name, language)
            path.write_text(document(language, words[title], f"<main>{body}</main>", "cards.css"), encoding="utf-8")
            written.append(path)
            rows.append(f'<li><a href="{path.name}">{escape(words[title])}</a></li>')
        title = words["cards_title"]
        page = f'<main><h1>{escape(title)}</h1><p>{escape(words["cards_how"])}</p><ul>{"".join(rows)}</ul></main>'
        (folder / file_name("index", language)).write_text(document(language, title, page, "cards.css"), encoding="utf-8")
    say(f"{len(written)} sheets are in {folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder}/; open index.html there and print.")
    return written


def head(words: dict[str, str], name: str) -> str:
    return f"<h1>{escape(words[name])}</h1><p>{escape(words[f'{name}_how'])}</p>"


def answer_cards(words: dict[str, str], other: list[str], other_language: str) -> str:
    """A letter, the other language's letter, and a shape: told apart from the last row, in black and white, in both languages."""
    rows = "".join(
        f'<li><span class="second" lang="{other_language}">{escape(second)}</span><b>{escape(letter)}</b>'
        f'<svg viewBox="0 0 100 100" role="img" aria-label="{escape(words[f"card_{shape}"])}">{drawn}</svg></li>'
        for letter, second, (shape, drawn) in zip(words["card_letters"].split(), other, SHAPES.items(), strict=True)
    )
    return f'{head(words, "answer_cards")}<ul class="cards">{rows}</ul>'


def name_cards(words: dict[str, str]) -> str:
    def line(name: str) -> str:
        return f'<div class="line">{escape(words[f"name_card_{name}"])}</div>'

    card = (
        f'<li><div class="back">{escape(words["training_notice"])}<br>{escape(words["name_card_fold"])} ↓</div>'
        f'<div class="fold">{line("name")}<div class="small">{line("role")}{line("team")}</div></div></li>'
    )
    return f'<div class="screen">{head(words, "name_cards")}</div><ul class="tents">{card * 2}</ul>'


def fields(words: dict[str, str], *names: str) -> str:
    return f'<ul class="fields">{"".join(f"<li>{escape(words[name])}</li>" for name in names)}</ul>'


def attendance(words: dict[str, str]) -> str:
    names = ("number", "name", "office", "morning", "afternoon")
    top = "".join(f'<th scope="col">{escape(words[f"attendance_{name}"])}</th>' for name in names)
    rows = "".join(f'<tr><th scope="row">{number}</th>{"<td></td>" * (len(names) - 1)}</tr>' for number in range(1, ROWS + 1))
    table = f'<table class="attendance"><thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table>'
    return head(words, "attendance") + fields(words, "attendance_course", "attendance_date", "attendance_facilitator") + scrolling(table, words["attendance"])


def scrolling(table: str, name: str) -> str:
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(name)}">{table}</div>'


def observation(words: dict[str, str]) -> str:
    def columns(*names: str) -> str:
        return "<thead><tr>" + "".join(f'<th scope="col">{escape(words[name])}</th>' for name in names) + "</tr></thead>"

    steps = "".join(f'<tr><th scope="row">{escape(words[f"observation_step_{n}"])}</th><td></td><td></td></tr>' for n in (1, 2, 3))
    parts = [
        head(words, "observation"),
        fields(words, "observation_trainee", "observation_observer", "observation_plan", "observation_people"),
        scrolling(f"<table>{columns('observation_step', 'observation_date', 'observation_signature')}<tbody>{steps}</tbody></table>", words["observation_step"]),
    ]
    for part, count in OBSERVED.items():
        lines = "".join(
            f'<tr><th scope="row">{escape(words[f"observation_{part}_{n}"])}</th>{"<td class=box></td>" * 3}<td class="seen"></td></tr>' for n in range(1, count + 1)
        )
        table = f"<table>{columns('observation_look', 'observation_yes', 'observation_partly', 'observation_not_yet', 'observation_seen')}<tbody>{lines}</tbody></table>"
        parts.append(f"<h2>{escape(words[f'observation_{part}'])}</h2>{scrolling(table, words[f'observation_{part}'])}")
    parts += [f'<div class="room">{escape(words[name])}</div>' for name in ("observation_good", "observation_change")]
    parts.append("<p>" + " &emsp; ".join(f'<span class="square"></span>{escape(words[name])}' for name in ("observation_ready", "observation_again")) + "</p>")
    return "".join(parts)
