"""The same quiz for all: N single-choice questions with three choices and a reason each, on the same page of prose.

Every tool puts its quiz into the same bare host page, so that no theme is counted for or against anybody.
"""

from __future__ import annotations

from pathlib import Path

PROSE = "".join(f"<p>Paragraph {n} of a lesson that all pages share, so that only what a quiz adds is counted.</p>" for n in range(20))


def questions(count: int) -> list[dict]:
    """Plain data: prompt, choices (text, correct, feedback). Texts differ, so that compression gains nothing unreal."""
    words = ["letter", "request", "court", "record", "bank", "phone", "witness", "order", "judge", "data", "seal", "report", "file", "copy", "State", "treaty", "duty", "delay", "cost", "place"]
    found = []
    for n in range(count):
        pick = [words[(n * step + shift) % len(words)] for step, shift in ((3, 0), (7, 4), (11, 9), (13, 2), (17, 5))]
        found.append({
            "prompt": f"Case {n + 1}: the {pick[0]} about a {pick[1]} arrives without the {pick[2]}. What comes first?",
            "choices": [
                {"text": f"Ask for the {pick[2]} and keep the {pick[0]}", "correct": n % 3 == 0, "feedback": f"The {pick[0]} may be completed; the {pick[3]} waits."},
                {"text": f"Return the {pick[0]} with the {pick[4]}", "correct": n % 3 == 1, "feedback": f"Returning it costs time that the {pick[1]} does not have."},
                {"text": f"Send the {pick[3]} to the {pick[1]}", "correct": n % 3 == 2, "feedback": f"Nobody has checked yet whether the {pick[4]} allows that."},
            ],
        })  # fmt: skip
    return found


def host(head: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en" data-course="bench" data-root="./"><head><meta charset="utf-8"><title>Lesson</title>'
        f'<meta name="viewport" content="width=device-width">{head}</head><body><main><h1>Lesson</h1>{PROSE}{body}</main></body></html>'
    )


def ours(count: int, folder: Path) -> str:
    """Our page: the items that the renderer makes, and the script that every page with questions loads."""
    from casework.html import Renderer
    from casework.items import ITEM, Item
    from casework.law import Law
    from casework.sphinx.page import page_script
    from casework.translation import Catalogues, interface

    catalogues = Catalogues(folder, "en")
    renderer = Renderer(Law({}, {}), interface(catalogues, "page"), "law.html")
    forms = []
    for n, question in enumerate(questions(count), 1):
        data = {
            "interaction": "single", "lesson": "x", "objective": "Decide", "roles": ["judge"], "minutes": 1, "level": "apply",
            "skill": "channel", "covers": ["report/1"], "prompt": question["prompt"], "choices": question["choices"],
        }  # fmt: skip
        forms.append(renderer.item(Item(folder / "x.toml", "bench", f"q{n}", ITEM.validate_python(data)), n))
    (folder / "page.js").write_text(page_script(interface(catalogues, "script")), encoding="utf-8")
    return host('<script defer src="page.js"></script>', "".join(forms))


OURS_CLICK = "var f=document.querySelector('form.item');f.querySelector('input').click();f.requestSubmit();"
JUPYTERQUIZ_CLICK = "document.querySelector('.MCButton, [class*=MCButton]').click();"
WIDGETS_CLICK = "(document.querySelector('.widget-radio-box input, input[type=radio]') || document.body).click();"
