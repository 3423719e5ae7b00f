"""A small page with one question of every interaction, made from the HTML contract alone: no Sphinx, no course."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from casework.html import Renderer
from casework.items import ITEM, Item
from casework.law import Instrument, Law, Provision, ProvisionText
from casework.translation import Catalogues, interface

PACKAGE = Path(__file__).parents[2] / "src" / "casework"
COURSE = "sample"
PICTURES = Path(__file__).parents[1] / "data" / "theme"
LAW = ["sample/1"]

COMMON = {
    "lesson": "sample", "objective": "Decide.", "roles": ["judge"], "minutes": 1, "level": "apply", "skill": "channel", "covers": ["report/1"],
}  # fmt: skip


def remark(why: str, **more: Any) -> dict[str, Any]:
    return {"feedback": why, "law": LAW, **more}


ITEMS: dict[str, dict[str, Any]] = {
    "single": {
        "situation": "A request has come in.",
        "hints": ["Look at the treaty.", "Look at article 1."],
        "feedback": "A remark on the whole.",
        "choices": [remark("Because A.", text="Choice A"), remark("Because B.", text="Choice B", correct=True), remark("Because C.", text="Choice C")],
    },
    "multiple": {
        "choices": [
            remark("Because one.", text="One", correct=True), remark("Because two.", text="Two"), remark("Because three.", text="Three", correct=True),
        ],
    },
    "true-false": {
        "truth": False, "if_true": remark("Not so."), "if_false": remark("Just so."),
        "reasons": [remark("A weak reason.", text="Reason A"), remark("The reason.", text="Reason B", correct=True)],
    },
    "match": {
        "pairs": [remark(f"Pair {n}.", left=f"Left {n}", right=f"Right {n}") for n in (1, 2, 3)],
        "lures": [{"text": "Lure", "feedback": "A lure.", "law": LAW}],
    },
    "order": {"steps": [remark(f"Step {n} because.", text=f"Step {n}") for n in (1, 2, 3, 4)]},
    "categorise": {
        "categories": [{"text": "Formal"}, {"text": "Informal"}],
        "entries": [remark(f"Entry {n}.", text=f"Entry {n}", category=n % 2) for n in (1, 2, 3)],
    },
    "fill-in": {
        "blanks": [
            remark("The term.", label="Term", accept=["dual criminality", "ازدواجية التجريم"], otherwise="Not the term.",
                   mistakes=[remark("That is another principle.", accept=["speciality"])]),
            remark("The article.", label="Article", accept=["18"], otherwise="Not the article."),
        ],
    },
    "number": {
        "answer": 60, "unit": "days", "units": ["days", "months"], "otherwise": "Count again.", "feedback": "Sixty.", "law": LAW,
        "mistakes": [remark("That is the longer term.", value=90)],
    },
    "date": {
        "answer": datetime.date(2027, 3, 1), "otherwise": "Count again.", "feedback": "The first of March.", "law": LAW,
        "mistakes": [remark("February ends earlier.", value=datetime.date(2027, 3, 2))],
    },
    "select-in-text": {
        "segments": [
            {"text": "We ask you, under"}, remark("The basis.", text=" our friendship ", correct=True), {"text": ", to send"},
            remark("Clear enough.", text=" the log of 5 October"), {"text": ".\n\n"}, {"text": "\n\nWe need it"}, remark("No date.", text=" soon", correct=True),
            {"text": "."},
        ],
    },
    "select-in-table": {
        "columns": ["Day", "What"],
        "rows": [remark(f"Row {n}.", cells=[f"Day {n}", f"Thing {n}"], correct=n == 2) for n in (1, 2, 3)],
    },
    "select-on-picture": {
        "picture": "sample.svg", "spots": [remark(f"Spot {n}.", text=f"Place {n}", correct=n == 2) for n in (1, 2, 3)],
    },
    "decision": {
        "stages": [
            {"id": "call", "prompt": "What first?", "choices": [
                remark("Good.", text="Ask", correct=True, next="ask"), remark("Time is lost.", text="Wait", next="wait"), remark("Nothing comes of it.", text="Leave")]},
            {"id": "wait", "situation": "A day has gone.", "prompt": "And now?", "choices": [
                remark("Late, and right.", text="Ask now", correct=True, next="ask"), remark("All hope is lost.", text="Wait on")]},
            {"id": "ask", "situation": "They answer.", "prompt": "Then?", "choices": [remark("No.", text="File it"), remark("Yes.", text="Send it", correct=True)]},
        ],
    },
    "poll": {"scale": True, "choices": [remark(f"You said {n}.", text=f"Degree {n}") for n in (1, 2, 3)]},
    "free-text": {
        "model": "Please send the log of 5 October by 20 August.",
        "rubric": [remark("A date bounds it.", text="It names the day"), remark("A reason.", text="It names the deadline")],
    },
}  # fmt: skip


def sample_law() -> Law:
    instrument = Instrument(title="Sample Convention", short="SC", kind="treaty", unit="article", adopted=datetime.date(2000, 1, 1), version="as adopted")
    text = ProvisionText(text="States shall help each other.", status="primary", read="authentic text", checked=datetime.date(2026, 11, 23))
    return Law({"sample": instrument}, {LAW[0]: Provision(LAW[0], instrument, text, Path("sample.toml"))})


def sample_item(kind: str, certainty: bool = False) -> Item:
    body = ITEM.validate_python({**COMMON, "interaction": kind, "prompt": f"Question of kind {kind}?", "certainty": certainty, **ITEMS[kind]})
    return Item(PICTURES / "quiz" / "sample.toml", "theme", kind, body)


def write_page(folder: Path, kinds: list[str], name: str = "page", direction: str = "ltr", extra: str = "", certainty: bool = False) -> Path:
    """The page ``<name>.html`` in ``folder``, with the scripts that a built page has, and its path."""
    catalogues = Catalogues(folder, "en")
    renderer = Renderer(sample_law(), interface(catalogues, "page"), "register.html")
    scripts = folder / "_static" / "casework"
    scripts.mkdir(parents=True, exist_ok=True)
    for script in ("controls", "page", "study"):
        (scripts / f"{script}.js").write_bytes((PACKAGE / "static" / f"{script}.js").read_bytes())
    (scripts / "strings.js").write_text(f"window.caseworkStrings={json.dumps(interface(catalogues, 'script'))};")
    (scripts / "law-sample.js").write_text(f"window.caseworkLaw={json.dumps({LAW[0]: renderer.provision(LAW[0])})};")
    (scripts / "casework.css").write_text("".join(sheet.read_text(encoding="utf-8") for sheet in sorted((PACKAGE / "css").glob("[1-7]-*.css"))))
    # without the fonts, which a page by itself has not got
    css = scripts / "casework.css"
    css.write_text("\n".join(line for line in css.read_text().splitlines() if not line.startswith("@font-face")))
    items = "".join(renderer.item(sample_item(kind, certainty), number) for number, kind in enumerate(kinds, 1))
    tags = "".join(f'<script defer src="_static/casework/{script}.js"></script>' for script in ("strings", "controls", "page", "study"))
    page = folder / f"{name}.html"
    page.write_text(
        f'<!doctype html><html lang="en" dir="{direction}" data-course="{COURSE}" data-page="{name}"><head><meta charset="utf-8"><title>{name}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="_static/casework/casework.css">{tags}</head>'
        f'<body><main><article><h1>{name}</h1>{items}<div id="after">{extra}</div></article></main></body></html>',
        encoding="utf-8",
    )
    return page
