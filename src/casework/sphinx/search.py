"""What can be found: lessons by section, questions, provisions, terms. One script holds it all in the page's language.

The script is data, ``window.caseworkFinding``, which ``js/search.js`` reads when a reader begins to look for something. It holds only what
the pages show without an answer: no keys, no feedback, nothing of the two checks. Sphinx's own index and page are switched off:
they know no Arabic, no pinpoints and no typing errors, and find pages instead of places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import ensuredir

from casework.finding import Entry, packed, texts
from casework.html import json_block
from casework.sphinx.check import check_node
from casework.sphinx.glossary import GLOSSARY, slug_of
from casework.sphinx.law import by_instrument, provisions_node
from casework.sphinx.markup import page_html, paper_text
from casework.sphinx.mime import case_node, translated_case
from casework.sphinx.picture import picture_text
from casework.sphinx.quiz import PAGES, item_node
from casework.sphinx.state import INSTRUMENT, REGISTER, State, state_of
from casework.translation import SOURCE

SEARCH = "search"
# what a section's text leaves out: found by themselves, repeated from elsewhere, or shown in another way
APART = (nodes.section, nodes.title, nodes.raw, nodes.comment, nodes.pending, item_node, check_node, case_node, provisions_node, page_html, paper_text, picture_text)
# a paper's Markdown: its citations and marks
MARKS = re.compile(r"\{law\}`[^`]*`|[*_#>|`\\]+|-{2,}")
APART_CLASSES = {"cell", "report-paragraph", "terms", "terms-note", "provisions", "strip-facts"}


def running(node: nodes.Node) -> str:
    """The running text below ``node``, without what stands apart."""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, APART) or (isinstance(node, nodes.Element) and APART_CLASSES & set(node.get("classes", ()))):
        return ""
    inner = "".join(running(child) for child in node.children)
    return inner if isinstance(node, nodes.Inline) else f"{inner} "


def clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def sections(docname: str, doctree: nodes.document) -> Iterator[Entry]:
    """A page's sections; the first is the page itself. Paragraphs of the report have places of their own."""
    for number, section in enumerate(doctree.findall(nodes.section)):
        place = f"{docname}.html" + (f"#{section['ids'][0]}" if number else "")
        title = next((clean(child.astext()) for child in section.children if isinstance(child, nodes.title)), "")
        yield Entry("lessons", place, title, clean("".join(running(child) for child in section.children)))
    for paragraph in doctree.findall(nodes.container):
        if "report-paragraph" in paragraph["classes"]:
            number, _, text = clean(" ".join(child.astext() for child in paragraph.children)).partition(" ")
            title = next(doctree.findall(nodes.title)).astext()
            yield Entry("lessons", f"{docname}.html#{paragraph['ids'][0]}", f"{title}: {number}", text)


def questions(docname: str, doctree: nodes.document, state: State) -> Iterator[Entry]:
    """The questions of a lesson: what they ask and offer. Those of a check are no preparation for it, and stay out."""
    for node in doctree.findall(item_node):
        item = state.course.item(node["ref"])
        if item is None or item.body.form:
            continue
        children = [clean(child.astext()) for child in node.children]
        prompt = clean(item.body.prompt.replace("*", "").replace("`", ""))
        rest = [text for text in children[1:] if text != prompt]
        yield Entry("questions", f"{docname}.html#item-{item.slug}", prompt, clean(" ".join(rest).replace("_", " ")))


def cases(docname: str, doctree: nodes.document, state: State) -> Iterator[Entry]:
    """A case's brief, papers and decisions."""
    for node in doctree.findall(case_node):
        case = translated_case(state, node["slug"])
        if case is None:
            continue
        page = f"{docname}.html"
        title = next(doctree.findall(nodes.title)).astext()
        stage = next((stage for stage in case.stages if stage.kind == "documents"), case.stages[0])
        yield Entry("lessons", f"{page}#stage-{stage.id}", f"{title}: {stage.title}", clean(f"{case.role} {case.brief}"))
        for one in case.documents:
            yield Entry("lessons", f"{page}#stage-{stage.id}", f"{title}: {one.title}", clean(MARKS.sub(" ", one.text)))
        for decision in case.decisions:
            options = " ".join(choice.text for choice in decision.choices)
            yield Entry("questions", f"{page}#decision-{decision.id}", f"{title}: {decision.title}", clean(f"{decision.prompt} {options}"))


def law(state: State) -> Iterator[Entry]:
    """Instruments and their provisions. A provision's anchor spells its pinpoint as a register does, which the script makes use of."""
    renderer = state.renderer(REGISTER)
    for slug, provisions in by_instrument(state):
        page = f"{INSTRUMENT.replace('{instrument}', slug)}.html"
        instrument = provisions[0].instrument
        yield Entry("law", page, instrument.title, instrument.standing, f"{slug} {instrument.short}")
        for one in provisions:
            yield Entry("law", f"{page}#{one.anchor}", renderer.citation(one.ref), one.body.text)


def terms(state: State) -> Iterator[Entry]:
    for name, term in sorted(state.course.glossary.items(), key=lambda pair: pair[0].lower()):
        yield Entry("words", f"{GLOSSARY}.html#term-{slug_of(name)}", f"{name} · {term.ar}", term.text)


def entries(app: Sphinx) -> list[Entry]:
    """All that can be found, in the order of the book."""
    state = state_of(app)
    found: list[Entry] = []
    for docname in [name for name in ordered(app) if name in app.env.found_docs]:
        doctree = app.env.get_doctree(docname)
        for part in (sections(docname, doctree), questions(docname, doctree, state), cases(docname, doctree, state)):
            found += [entry for entry in part if entry.title]
    return [*found, *law(state), *terms(state)]


def ordered(app: Sphinx) -> list[str]:
    """The pages as the table of contents has them, the root first."""
    found: list[str] = []

    def walk(docname: str) -> None:
        if docname in found:
            return
        found.append(docname)
        for child in app.env.toctree_includes.get(docname, []):
            walk(child)

    walk(app.config.root_doc)
    return found


def write_index(app: Sphinx, target: Path, write: Callable[[Path, str], None], dump: Callable[[Any], str]) -> None:
    """The index as one script, and the texts of each page as one, loaded for what was found there."""
    found = entries(app)
    write(target / "search-index.js", f"window.caseworkFinding={dump(packed(found))};")
    folder = target / "search-texts"
    ensuredir(folder)
    scripts = {script_name(page): rows for page, rows in texts(found).items()}
    for old in [path for path in folder.glob("*.js") if path.name not in scripts]:
        old.unlink()
    for name, rows in scripts.items():
        write(folder / name, f"Object.assign(window.caseworkTexts=window.caseworkTexts||{{}},{dump(rows)});")


def script_name(page: str) -> str:
    """``book/law/untoc.html`` → book-law-untoc.js; the same in js/search.js."""
    return page.removesuffix(".html").replace("/", "-") + ".js"


def no_stock_search(app: Sphinx) -> None:
    if app.builder.name in PAGES:
        app.builder.search = False  # type: ignore[attr-defined]


def lists(state: State) -> list[tuple[str, str]]:
    """(address, name) of the pages that list what there is, for readers without scripts and for those who don't know the word."""
    names = {GLOSSARY: "glossary", REGISTER: "register", "book/paths": "path_lessons"}
    return [(f"{page}.html", state.strings[name]) for page, name in names.items() if state.here(page)]


def search_context(state: State) -> dict[str, Any]:
    """What the template of the search page needs."""
    return {"search_strings": json_block(state.search_strings, "search-strings"), "search_lists": lists(state), "search_english": state.language != SOURCE}


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if app.builder.name in PAGES:
        yield SEARCH, {"title": state_of(app).strings["search"], "body": ""}, "page.html"


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", no_stock_search)
    app.connect("html-collect-pages", search_page)
