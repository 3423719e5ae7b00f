"""The output of a notebook's cell as book markup: ``case("night-call")`` and ``quiz("theme/slug")``.

MyST-NB offers the output's MIME bundle; ours holds ``application/vnd.casework+json`` with a name only, so the page renders the case
in its own language, from the same files as everything else. Entry point: ``myst_nb.mime_renderers``.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from casework.cases import Case, load_case
from casework.html_text import plain
from casework.html_case import CasePage, debrief_html, judging, render
from casework.html_case_print import bundle, pack
from casework.html_ledger import ledger_csv, ledger_page
from casework.ledger import ledger_data
from casework.side_page import side_page
from casework.sphinx.markup import PAPER
from casework.sphinx.quiz import item_node, paper
from casework.sphinx.state import State, state_of, warn_problem
from casework.translation import interface

MIME = "application/vnd.casework+json"
BUILDERS = ("html", "dirhtml", "singlehtml", "epub", "latex", "text", "gettext")


class case_node(nodes.General, nodes.Element):
    """``slug``; children are the case on paper."""


class CaseworkMime:
    mime_priority_overrides = [(builder, MIME, 1) for builder in BUILDERS]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        if inline or data.mime_type != MIME:
            return None
        content = json.loads(data.content) if isinstance(data.content, str) else dict(data.content)
        env = renderer.renderer.sphinx_env
        state = state_of(env)
        if env.app.builder.name == "gettext":
            return []  # its words are data, with a catalogue of their own
        if "case" in content:
            return case_nodes(state, env, content["case"])
        found = []
        for number, ref in enumerate(content.get("quiz", []), 1):
            if item := state.course.item(ref):
                node = item_node(ref=ref, number=number, ids=[f"item-{item.slug}"])
                node += paper(item, state.strings, number)
                found.append(node)
        return found


def case_nodes(state: State, env: Any, slug: str) -> list[nodes.Element]:
    for folder in ("exercises", "answers"):
        for path in (state.root / folder / slug).rglob("*.*"):
            if path.suffix in (".toml", ".md", ".csv"):
                env.note_dependency(str(path))
    case = translated_case(state, slug)
    if case is None:
        return [nodes.paragraph("", slug)]
    node = case_node(slug=slug)
    node += on_paper(state, case)
    return [node]


def translated_case(state: State, slug: str) -> Case | None:
    """The case in the build's language, its problems told once."""
    if slug not in state.cases:
        case, problems = load_case(state.root, slug)
        for problem in problems:
            warn_problem(problem)
        state.cases[slug] = case.translated(lambda text: state.lookup(slug, text)) if case else None
    return state.cases[slug]


def on_paper(state: State, case: Case) -> list[nodes.Node]:
    """Documents, decisions and form as plain nodes, for search and for builders without scripts."""
    found: list[nodes.Node] = [nodes.paragraph("", plain(case.role)), *[nodes.paragraph("", plain(part)) for part in case.brief.split("\n\n")]]
    for one in case.documents:
        found.append(nodes.rubric("", one.title))
        found += [nodes.paragraph("", " ".join(part.split())) for part in one.text.split("\n\n") if part.strip()]
    for number, decision in enumerate(case.decisions, 1):
        found.append(nodes.rubric("", state.case_strings["decision"].format(number=number, title=decision.title)))
        found.append(nodes.paragraph("", plain(decision.prompt)))
        found.append(nodes.bullet_list("", *[nodes.list_item("", nodes.paragraph("", plain(choice.text))) for choice in decision.choices]))
    for section in case.sections:
        found.append(nodes.rubric("", section.title))
        found.append(nodes.bullet_list("", *[nodes.list_item("", nodes.paragraph("", f"{plain(field.label)}: ________")) for field in section.fields]))
    return found


def case_page(state: State, docname: str) -> CasePage:
    start = f"{asset(docname)}case-{docname.split('/')[1]}"
    names = (f"{start}-{part}.html" for part in ("debrief", "file", "facilitator"))
    return CasePage(state.renderer(docname), state.case_strings, state.language, *names)


def asset(docname: str) -> str:
    """The relative address of our static folder from a page."""
    return "../" * docname.count("/") + "_static/casework/"


def visit_case(writer: Any, node: case_node) -> None:
    state = state_of(writer.builder)
    docname = writer.builder.current_docname
    case = translated_case(state, node["slug"])
    if case:
        writer.body.append(render(case, case_page(state, docname)))
    raise nodes.SkipNode


def sibling(slug: str, part: str, data: Any) -> str:
    """A script that puts a part of a case where ``js/case.js`` looks for it: a script, since nothing else loads from a file."""
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(window.caseworkCase=window.caseworkCase||{{}})[{json.dumps(f'{slug}/{part}')}]={text};"


def case_files(state: State) -> dict[str, str]:
    """file name → content, for every case: what its page loads late, and the debrief's page for readers without a script."""
    found = {}
    for slug in state.source.cases:
        # a case that this language has not yet has no page that would load them
        case = translated_case(state, slug) if state.here(f"exercises/{slug}/exercise") else None
        if case is None:
            continue
        page = case_page(state, f"exercises/{slug}/exercise")
        model = model_html(state, case, page)
        parts = debrief_html(case, page, model)
        found[f"case-{slug}-debrief.js"] = sibling(slug, "debrief", parts)
        found[f"case-{slug}-criteria.js"] = sibling(slug, "criteria", judging(case, page))
        # from the static folder the register lies two steps up
        plain_page = CasePage(state.renderer("_static/casework/x"), state.case_strings, state.language, "")
        parts = debrief_html(case, plain_page, model_html(state, case, plain_page), 2)
        own = f'<a href="../../exercises/{slug}/exercise.html">{escape(plain(case.title))}</a>'
        links = {"file": state.case_strings["case_file"], "facilitator": state.case_strings["facilitator_pack"], "debrief": state.case_strings["debrief_link"]}
        for name, make in (("file", bundle), ("facilitator", pack)):
            others = [f'<a href="case-{slug}-{other}.html">{text}</a>' for other, text in links.items() if other != name and (name, other) != ("file", "debrief")]
            found[f"case-{slug}-{name}.html"] = make(case, plain_page, f'<p class="print-links">{" ".join([own, *others])}</p>')
        if case.ledger:
            found[f"case-{slug}-ledger.js"] = sibling(slug, "ledger", ledger_data(case, interface(state.catalogues, "ledger")))
            found[f"case-{slug}-ledger.html"] = ledger_page(case, state.language)
            found[f"case-{slug}-ledger.csv"] = ledger_csv(case)
        words = state.case_strings
        found[f"case-{slug}-debrief.html"] = side_page(
            state.language, plain(case.title), ("casework", "case"),
            f'<main class="case"><article><p>{own}</p><h1>{words["debrief_link"]}</h1>{parts["debrief"]}<h2>{words["model"]}</h2>{parts["model"]}</article></main>',
        )  # fmt: skip
    return found


def model_html(state: State, case: Case, page: CasePage) -> str:
    """The model answer as a paper: its sections and filled fields, from the file in this language where there is one."""
    from casework.answers import read
    from casework.exports.docx import blocks

    folder = state.root / "answers" / case.slug
    path = next(p for p in (folder / f"answer.{state.language}.toml", folder / "answer.toml") if p.exists())
    answer, _ = read(path, case, state.root)
    if answer is None:
        return ""
    words = {"to": page.words["paper_to"], "yes": page.words["paper_yes"], "no": page.words["paper_no"], "blank": page.words["paper_blank"]}
    return model_blocks(blocks(case, answer, words, page.renderer.citation))


def model_blocks(found: Any) -> str:
    tags = {"title": "h3", "to": "p", "heading": "h4", "source": "p", "label": "p", "text": "p", "blank": "p"}
    rows = []
    for block in found:
        if block.kind == "table":
            first, *others = block.rows
            head = "".join(f"<th>{escape(cell)}</th>" for cell in first)
            body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in others)
            rows.append(f'<div class="table-scroll" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>')
        else:
            tag = tags[block.kind]
            rows.append(f'<{tag} class="paper-{block.kind}">{escape(block.text)}</{tag}>')
    return f'<div class="document-paper">{"".join(rows)}</div>'


def write_case_files(app: Sphinx, folder: Path, write: Any) -> None:
    for name, text in case_files(state_of(app)).items():
        write(folder / name, text)


def setup(app: Sphinx) -> None:
    app.add_node(case_node, html=(visit_case, None), **PAPER)


