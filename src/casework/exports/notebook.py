"""A lesson as a Jupyter notebook: its text in Markdown cells, its questions as live widgets.

The notebook carries its questions with it, so that it works wherever it is saved, without the course's folder and without a network.
"""

from __future__ import annotations

import base64
import html
import json
import posixpath
import re
from typing import Any, NamedTuple

from bs4 import BeautifulSoup

from casework.exports.markdown import markdown
from casework.translation import RIGHT_TO_LEFT

FORM = re.compile(r'<form class="item\b.*?</form>', re.S)
SVG = re.compile(r"<svg\b.*?</svg>", re.S)
VARIABLE = re.compile(r"var\(--[\w-]+,\s*([^)]+)\)")
KEPT = re.compile(r"\uE002(\d+)\uE002")

SETUP = """# the questions of this lesson, and what shows them (run this cell first)
{questions}
try:
    from casework import quiz
except ImportError:  # without the package the notebook can still be read
    from IPython.display import Markdown

    def quiz(what, carried=None):
        return Markdown({message})
"""


class Lesson(NamedTuple):
    """What a notebook is made of: the page's name and HTML, its language, the interface's words, the provisions (ref → what a popover shows)."""

    docname: str
    body: str
    language: str
    words: dict[str, str]
    law: dict[str, dict[str, str]]


def notebook(lesson: Lesson) -> str:
    """The notebook's JSON; the same bytes for the same page."""
    forms: list[str] = []
    pictures: list[str] = []
    body = FORM.sub(lambda found: hold(forms, found[0], "\ue001"), lesson.body)
    body = SVG.sub(lambda found: hold(pictures, found[0], "\ue002"), body)
    text = markdown(BeautifulSoup(body, "html.parser"), lambda address: moved(address, lesson.docname))
    pieces = re.split(r"\uE001(\d+)\uE001", text)
    cells = []
    for place, piece in enumerate(pieces):
        if place % 2:
            cells.append(code(f"quiz({json.dumps(attribute(forms[int(piece)], 'data-item'))}, carried=questions)"))
        else:
            cells += [prose(part, pictures, lesson.language) for part in re.split(r"\n(?=## )", piece) if part.strip()]
    if forms:
        how = prose(f"*{lesson.words['notebook_how']}*\n", [], lesson.language)
        setup = code(SETUP.format(questions=carried(forms, lesson), message=json.dumps(lesson.words["notebook_missing"], ensure_ascii=False)))
        setup["metadata"] = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
        cells[1:1] = [how, setup]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:03}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "title": lesson.docname}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def hold(kept: list[str], markup: str, mark: str) -> str:
    """Put markup aside, since a parser of HTML would change it; a paragraph with its number stands for it."""
    kept.append(markup)
    return f"<p>{mark}{len(kept) - 1}{mark}</p>"


def attribute(form: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', form)
    return html.unescape(found[1]) if found else ""


def carried(forms: list[str], lesson: Lesson) -> str:
    """The questions as a Python dictionary: what ``casework.quiz`` needs to show and mark them."""
    items = {attribute(form, "data-item"): {"html": inward(form), "key": attribute(form, "data-key")} for form in forms}
    refs = sorted({ref for form in forms for ref in re.findall(r'data-law="([^"]+)"', form)} & set(lesson.law))
    data = {"language": lesson.language, "items": items, "law": {ref: lesson.law[ref] for ref in refs}}
    return f"questions = {json.dumps(data, ensure_ascii=False, indent=1)}"


def inward(form: str) -> str:
    """A notebook has no register beside it: citations open in place."""
    return re.sub(r'(data-law="[^"]+" href=")[^"#]*', r"\1", form)


def moved(address: str, docname: str) -> str:
    """An address of the page, as it is from ``notebooks/<theme>/<lesson>.ipynb``."""
    if re.match(r"[a-z]+:", address):
        return address
    path, mark, place = address.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(docname), path)) if path else f"{docname}.html"
    return posixpath.relpath(target, posixpath.dirname(place_of(docname))) + mark + place


def place_of(docname: str) -> str:
    """Where a lesson's notebook lies, from the language's folder."""
    return f"notebooks/{docname.removeprefix('book/')}.ipynb"


def prose(text: str, pictures: list[str], language: str) -> dict[str, Any]:
    attachments = {}

    def shown(found: re.Match[str]) -> str:
        name, markup = f"picture-{found[1]}.svg", pictures[int(found[1])]
        attachments[name] = {"image/svg+xml": base64.b64encode(alone(markup, language).encode()).decode()}
        title = re.search(r"<title[^>]*>(.*?)</title>", markup, re.S)
        return f"![{html.unescape(title[1]).strip() if title else ''}](attachment:{name})"

    text = KEPT.sub(shown, text).strip()
    if language in RIGHT_TO_LEFT:
        text = f'<div dir="rtl" lang="{language}">\n\n{text}\n\n</div>'
    cell = {"cell_type": "markdown", "metadata": {}, "source": text}
    return {**cell, "attachments": attachments} if attachments else cell


def alone(markup: str, language: str) -> str:
    """A picture outside its page: ink on white, since no sheet gives it colours."""
    markup = VARIABLE.sub(r"\1", markup).replace("currentColor", "#111")
    direction = ' direction="rtl"' if language in RIGHT_TO_LEFT else ""
    return re.sub(r'\sstyle="[^"]*"', "", markup, count=1).replace("<svg ", f'<svg font-family="sans-serif" style="background:#fff"{direction} ', 1)


def code(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source.strip()}
