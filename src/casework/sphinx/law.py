"""``{law}`` cites a provision; ``{provisions}`` lists what a page cites; ``{register}`` lists its instruments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from typing import Any, get_args

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from casework.html import Renderer
from casework.html_text import paragraphs
from casework.law import Instrument, Kind, Provision
from casework.report import label
from casework.sphinx.dependencies import Written, note_files, note_folder, note_law
from casework.sphinx.markup import NOT_ON_PAPER, PAPER, nothing, page_html, paper_text, skip_node
from casework.sphinx.quiz import item_node
from casework.sphinx.state import INSTRUMENT, State, state_of, warn
from casework.translation import SOURCE

EXPLICIT = re.compile(r"^(?P<text>.+?)\s*<(?P<ref>[^<>]+)>$", re.S)


class law_node(nodes.Inline, nodes.TextElement):
    """``ref``; the text is the citation, so that search and paper have it."""


class provisions_node(nodes.General, nodes.Element):
    """Placeholder until the page's citations are known."""


class LawRole(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        state = state_of(self.env)
        found = EXPLICIT.match(self.text)
        ref, text = (found["ref"].strip(), found["text"].strip()) if found else (self.text.strip(), "")
        if ref.removeprefix("report/") in state.course.report and ref.startswith("report/"):
            words = text or f"{state.strings['report']} {label(ref.removeprefix('report/'))}"
            href = f"{state.relative(self.env.docname, 'book/report/index')}#report-{ref.removeprefix('report/')}"
            return [nodes.reference("", words, internal=True, refuri=href, classes=["report-link"])], []
        if state.course.law.get(ref) is None:
            warn(f"the provision “{ref}” is not in the register. {state.course.law.missing(ref)}", "citation", self.get_location())
            return [nodes.literal(text=text or ref)], []
        note_law(self.env, [ref])
        words = text or state.renderer(self.env.docname).citation(ref)
        return [law_node("", words, ref=ref, explicit=bool(text))], []


class Provisions(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [provisions_node()]


def rank(instrument: Instrument) -> tuple[int, str]:
    """Treaties before what no State has joined, and one State's statute last; then by name."""
    return get_args(Kind).index(instrument.kind), instrument.short.lower()


class Register(SphinxDirective):
    """The instruments of the register; each has a page of its own (``instrument_pages``). Search and paper get every provision here."""

    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        note_files(self.env, [*(state.root / "book" / "law").glob("*.toml"), state.catalogues.path("law")])
        note_folder(self.env, state.root / "book" / "law")
        renderer = state.renderer(self.env.docname)
        groups: dict[str, list[str]] = defaultdict(list)
        texts: list[nodes.Node] = []
        for slug, provisions in by_instrument(state):
            instrument = provisions[0].instrument
            address = state.relative(self.env.docname, INSTRUMENT).replace("{instrument}", slug)
            count = escape(state.strings["provisions_count"].format(count=len(provisions)))
            name = f'<a href="{escape(address)}">{escape(instrument.title)}</a>'
            groups[instrument.kind].append(f'<li id="instrument-{slug}">{name} <span class="instrument-short">{escape(instrument.short)} · {count}</span></li>')
            # the words for search and paper, hidden on the page by not being rendered there
            texts.append(paper_text("", *[nodes.paragraph("", f"{renderer.citation(p.ref)}: {p.body.text}") for p in provisions]))
        found: list[nodes.Node] = []
        for kind, rows in groups.items():
            section = nodes.section(ids=[f"kind-{kind}"], names=[kind])
            section += nodes.title("", state.strings[f"kind_{kind}"])
            section += page_html(html=f'<ul class="instruments">{"".join(rows)}</ul>')
            found.append(section)
        if more := len(state.source.law.provisions) - len(state.course.law.provisions):
            up = "../" * (self.env.docname.count("/") + 1)
            link = nodes.reference("", state.strings["register_more"].format(count=more), internal=True, refuri=f"{up}{SOURCE}/{self.env.docname}.html", classes=["in-english"])
            found.append(nodes.paragraph("", "", link))
        return [*found, *texts]


def by_instrument(state: State) -> list[tuple[str, list[Provision]]]:
    """(slug, its provisions in order) of every instrument, in the register's order."""
    found: dict[str, list[Provision]] = defaultdict(list)
    for ref, provision in state.course.law.provisions.items():
        found[ref.split("/")[0]].append(provision)
    return [(slug, sorted(found[slug], key=order)) for slug in sorted(found, key=lambda slug: rank(found[slug][0].instrument))]


def instrument_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """A page for each instrument: a whole register on one page would be too heavy for a phone."""
    state = state_of(app)
    if app.builder.name == "epub":
        return
    uses = uses_of(state)
    written = Written(app)
    for slug, provisions in by_instrument(state):
        docname = INSTRUMENT.replace("{instrument}", slug)
        renderer, instrument = state.renderer(docname), provisions[0].instrument
        back = f'<p class="register-back"><a href="index.html">{escape(state.strings["register"])}</a></p>'
        rows = "".join(provision_html(state, renderer, one, uses) for one in provisions)
        body = f"{back}<h1>{escape(instrument.title)}</h1>{instrument_html(state, provisions[0])}{rows}"
        if written.changed(docname, body):
            yield docname, {"title": instrument.title, "body": body}, "page.html"
    written.keep()


def order(provision: Provision) -> list[tuple[int, str]]:
    """18/9 before 18/15: numbers as numbers."""
    return [(int(part), "") if part.isdigit() else (10**6, part) for part in re.split(r"[/.-]", provision.ref.split("/", 1)[1])]


def instrument_html(state: State, provision: Provision) -> str:
    words, instrument = state.strings, provision.instrument
    facts = [(words["version"], instrument.version)]
    if instrument.adopted:
        facts.insert(0, (words["adopted"], instrument.adopted.isoformat()))
    if instrument.in_force:
        facts.insert(1, (words["in_force"], instrument.in_force.isoformat()))
    if instrument.standing:
        checked = f" ({words['status_' + (instrument.standing_status or 'primary')]}, {instrument.standing_checked})" if instrument.standing_checked else ""
        facts.append((words["status"], instrument.standing + checked))
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
    return f'<dl class="instrument">{rows}</dl>' + (f'<p class="instrument-note">{escape(instrument.note)}</p>' if instrument.note else "")


def provision_html(state: State, renderer: Renderer, provision: Provision, uses: Uses) -> str:
    words, body = state.strings, provision.body
    links = " · ".join(f'<a{absent} href="{escape(href)}">{escape(text)}</a>' for text, href, absent in uses.get(provision.ref, []))
    used = f'<p class="provision-uses">{escape(words["used_in"])}: {links}</p>' if links else ""
    return (
        f'<section class="provision" id="{provision.anchor}"><h2>{escape(renderer.citation(provision.ref))}</h2>{paragraphs(body.text)}'
        f'<p class="provision-status status-{body.status}">{escape(words["status_" + body.status])}'
        f" · {escape(body.read)} · {escape(words['checked'])} <time>{body.checked.isoformat()}</time></p>{used}</section>"
    )


Uses = dict[str, list[tuple[str, str, str]]]


def uses_of(state: State) -> Uses:
    """provision → (page title, address from the register, the mark of a page in English) of every lesson and item that cites it."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    titles = {(page.theme, page.slug): (page.title, page.docname) for page in state.source.lessons}
    for page in state.source.lessons:
        for ref, _ in page.citations:
            found[ref][page.docname] = page.title
    for item in state.source.items:
        title, docname = titles.get((item.theme, item.body.lesson), (item.slug, f"book/{item.theme}/index"))
        for ref in item.body.cited:
            found[ref].setdefault(docname, title)
    here = "book/law/index"
    mark = {True: "", False: ' class="in-english" lang="en" dir="ltr"'}
    return {ref: [(page_title(state, d, t), state.address(here, d), mark[state.here(d)]) for d, t in pages.items()] for ref, pages in found.items()}


def page_title(state: State, docname: str, fallback: str) -> str:
    """A page's title in this language: as its own catalogue has it."""
    return state.catalogues.page_lookup(docname, fallback)


def visit_law(writer: Any, node: law_node) -> None:
    state = state_of(writer.builder)
    if writer.builder.name == "epub":
        return
    writer.body.append(state.renderer(writer.builder.current_docname).cite(node["ref"], node.astext() if node["explicit"] else ""))
    raise nodes.SkipNode


def fill_provisions(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace ``{provisions}`` by the list of what the page cites, in text and questions."""
    for node in list(doctree.findall(provisions_node)):
        state = state_of(app)
        refs = [n["ref"] for n in doctree.findall(law_node)]
        for item in doctree.findall(item_node):
            found = state.course.item(item["ref"])
            refs += found.body.cited if found else []
        known = [ref for ref in dict.fromkeys(refs) if state.course.law.get(ref)]
        rows = []
        for ref in sorted(known, key=lambda r: (r.split("/")[0], order(state.course.law.provisions[r]))):
            provision = state.course.law.provisions[ref]
            words = law_node("", state.renderer(docname).citation(ref), ref=ref, explicit=False)
            rows.append(nodes.list_item("", nodes.paragraph("", "", words, nodes.Text(f": {provision.body.text}"))))
        replacement = nodes.container("", classes=["provisions"])
        if rows:
            replacement += nodes.rubric("", state.strings["provisions_cited"])
            replacement += nodes.bullet_list("", *rows)
        node.replace_self(replacement)


def setup(app: Sphinx) -> None:
    app.add_node(law_node, html=(visit_law, nothing), **PAPER)
    app.add_node(provisions_node, html=(skip_node, None), **NOT_ON_PAPER)
    app.add_role("law", LawRole())
    app.add_directive("provisions", Provisions)
    app.add_directive("register", Register)
    app.connect("doctree-resolved", fill_provisions)
    app.connect("html-collect-pages", instrument_pages)
