"""``{report}`` lists the source report's paragraphs; ``{coverage}`` shows where each is taught, asked and practised."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from casework.report import label
from casework.sphinx.dependencies import note_files, note_folder
from casework.sphinx.law import page_title
from casework.sphinx.state import State, state_of

KINDS = ("lessons", "items", "decisions", "criteria")


class Report(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        self.env.note_dependency(str(state.root / "book" / "report" / "paragraphs.toml"))
        found: list[nodes.Node] = []
        for heading, lettered in (("paragraphs", False), ("recommendations", True)):
            section = nodes.section(ids=[heading], names=[heading])
            section += nodes.title("", state.strings[heading])
            for key, paragraph in state.course.report.items():
                if key[-1].isalpha() != lettered:
                    continue
                body = [nodes.paragraph("", "", nodes.strong("", label(key)), nodes.Text(f" {paragraph.text}"))]
                if paragraph.note:
                    body.append(nodes.paragraph("", paragraph.note, classes=["note-since"]))
                section += nodes.container("", *body, ids=[f"report-{key}"], classes=["report-paragraph"])
            found.append(section)
        return found


def coverage(state: State) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """paragraph → kind → (text, docname): built from the data, never by hand."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {key: defaultdict(list) for key in state.source.report}

    def add(ref: str, kind: str, text: str, docname: str) -> None:
        key = ref.removeprefix("report/")
        if key in found:
            found[key][kind].append((text, docname))

    pages = {(page.theme, page.slug): page for page in state.source.lessons}
    for page in state.source.lessons:
        for ref in page.front.covers if page.front else ():
            add(ref, "lessons", page_title(state, page.docname, page.title), page.docname)
    for item in (one for one in state.source.items if not one.body.form):
        page = pages.get((item.theme, item.body.lesson))
        for ref in item.body.covers:
            add(ref, "items", item.slug, f"{page.docname}#item-{item.slug}" if page else "")
    for slug, case in cases_of(state).items():
        docname = f"exercises/{slug}/exercise"
        for decision in case.decisions:
            for ref in decision.covers or case.covers:
                add(ref, "decisions", decision.title, f"{docname}#decision-{decision.id}")
        for criterion in case.criteria:
            for ref in case.covers:
                add(ref, "criteria", criterion.title, docname)
    return found


def cases_of(state: State) -> dict[str, Any]:
    from casework.cases import load_case

    found = {}
    for slug in state.source.cases:
        case, _ = load_case(state.root, slug)
        if case:
            found[slug] = case
    return found


class Coverage(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        lessons = [state.root / f"{page.docname}.md" for page in state.source.lessons]
        cases = [path for folder in ("exercises", "answers") for path in (state.root / folder).glob("*/c*.toml")]
        note_files(self.env, [*lessons, *(item.path for item in state.source.items), *cases])
        for folder in [*(state.root / "book").glob("*/quiz"), state.root / "exercises"]:
            note_folder(self.env, folder)
        words = state.strings
        heads = [words["coverage_paragraph"], *(words[f"coverage_{kind}"] for kind in KINDS)]
        table = nodes.table("", classes=["coverage"])
        group = nodes.tgroup("", cols=len(heads))
        table += group
        group += [nodes.colspec("", colwidth=width) for width in (14, 40, 14, 16, 16)]
        group += nodes.thead("", nodes.row("", *[nodes.entry("", nodes.paragraph("", head)) for head in heads]))
        body = nodes.tbody()
        group += body
        for key, kinds in coverage(state).items():
            here = self.env.docname
            ref = nodes.reference("", label(key), internal=True, refuri=f"{state.relative(here, 'book/report/index')}#report-{key}")
            lessons = list(dict.fromkeys(kinds["lessons"]))
            links: list[nodes.Node] = []
            for text, docname in lessons:
                absent = [] if state.here(docname) else ["in-english"]
                links += [nodes.reference("", text, internal=True, refuri=state.address(here, docname), classes=absent), nodes.Text("; ")]
            # on a narrow screen each row is a card, and its cells say what they are
            name = [nodes.inline("", f"{head}: ", classes=["cell-name"]) for head in heads]
            cells = [nodes.paragraph("", "", ref), nodes.paragraph("", "", name[1], *(links[:-1] or [nodes.Text("–")]))]
            cells += [nodes.paragraph("", "", name[n], nodes.Text(str(len(set(kinds[kind])) or "–"))) for n, kind in enumerate(KINDS[1:], 2)]
            body += nodes.row("", *[nodes.entry("", cell) for cell in cells])
        return [table]


def setup(app: Any) -> None:
    app.add_directive("report", Report)
    app.add_directive("coverage", Coverage)


