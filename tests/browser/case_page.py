"""The page of a case as the built book has it, made without Sphinx: a real case, the real scripts and sheets."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path

from casework.answers import Answer, read
from casework.cases import Case, load_case
from casework.course import load_course
from casework.exports.docx import blocks
from casework.html import Renderer
from casework.html_case import CasePage, debrief_html, judging, render
from casework.html_case_print import bundle, pack
from casework.law import Law
from casework.ledger import ledger_data
from casework.sphinx.mime import model_blocks, sibling
from casework.translation import RIGHT_TO_LEFT, Catalogues, interface

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "casework"
SLUG, COURSE = "night-call", "sample"
KEY = f"casework:{COURSE}:case:{SLUG}"


@cache
def law(language: str) -> Law:
    return load_course(ROOT).translated(Catalogues(ROOT, language).lookup).law


def prepared(language: str = "en", slug: str = SLUG, root: Path = ROOT) -> tuple[Case, CasePage, dict[str, str]]:
    """The case, its page and the scripts' words in a language. ``root``: the course that has the case."""
    catalogues = Catalogues(ROOT, language)
    case, problems = load_case(root, slug)
    assert case and not problems
    words = {**interface(catalogues, "page"), **interface(catalogues, "case")}
    page = CasePage(Renderer(law(language), words, "register.html"), words, language, "debrief.html", "file.html", "facilitator.html")
    return case.translated(lambda text: catalogues.lookup(slug, text)), page, interface(catalogues, "script")


def model(case: Case, language: str = "en", root: Path = ROOT) -> Answer:
    name = "answer.toml" if language == "en" else f"answer.{language}.toml"
    answer, problems = read(root / "answers" / case.slug / name, case, root)
    assert answer and not problems
    return answer


def write_case_page(folder: Path, language: str = "en", slug: str = SLUG, root: Path = ROOT) -> Path:
    """``case.html`` in ``folder`` with everything that it loads; beside its assets the two pages for paper."""
    case, page, strings = prepared(language, slug, root)
    assets = folder / "_static" / "casework"
    shutil.copytree(PACKAGE / "static", assets, dirs_exist_ok=True)
    sheets = sorted((PACKAGE / "css").glob("[0-9]-*.css"))
    (assets / "casework.css").write_text("".join(sheet.read_text(encoding="utf-8") for sheet in sheets), encoding="utf-8")
    for sheet in (PACKAGE / "css").glob("case*.css"):
        shutil.copy(sheet, assets)
    (assets / "file.html").write_text(bundle(case, page), encoding="utf-8")
    (assets / "facilitator.html").write_text(pack(case, page), encoding="utf-8")
    (assets / "strings.js").write_text(f"window.caseworkStrings={json.dumps(strings)};", encoding="utf-8")
    (assets / "law-sample.js").write_text("window.caseworkLaw={};", encoding="utf-8")
    words = {name: page.words[f"paper_{name}"] for name in ("to", "yes", "no", "blank")}
    parts = debrief_html(case, page, model_blocks(blocks(case, model(case, language, root), words, page.renderer.citation)))
    (assets / f"case-{slug}-debrief.js").write_text(sibling(slug, "debrief", parts), encoding="utf-8")
    (assets / f"case-{slug}-criteria.js").write_text(sibling(slug, "criteria", judging(case, page)), encoding="utf-8")
    if case.ledger:
        words = interface(Catalogues(ROOT, language), "ledger")
        (assets / f"case-{slug}-ledger.js").write_text(sibling(slug, "ledger", ledger_data(case, words)), encoding="utf-8")
    tags = "".join(f'<script defer src="_static/casework/{name}.js"></script>' for name in ("strings", "page", "case"))
    path = folder / "case.html"
    path.write_text(
        f'<!doctype html><html lang="{language}" dir="{"rtl" if language in RIGHT_TO_LEFT else "ltr"}" data-course="{COURSE}" data-page="case"><head>'
        f'<meta charset="utf-8"><title>{case.title}</title><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="_static/casework/casework.css"><link rel="stylesheet" href="_static/casework/case.css">{tags}</head>'
        f'<body><main><article><h1>{case.title}</h1><div class="cell"><div class="cell_output">{render(case, page)}</div></div></article></main></body></html>',
        encoding="utf-8",
    )
    return path
