"""``{quiz}``: the items of a lesson. ``{quiz} opening`` shows the situation that is decided before the text.

In HTML an item is the form that ``casework.html`` renders. Its children are plain paragraphs and lists, which serve full-text
search in HTML and are what every other builder (EPUB, PDF, text) shows, with an answer key at the page's end.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from casework.html_text import plain
from casework.interactions import Categorise, Date, Decision, FillIn, FreeText, Match, Number, Order, SelectInTable, SelectInText, SelectOnPicture, TrueFalse
from casework.items import Item
from casework.pictures import inlined
from casework.sphinx.dependencies import note_files, note_folder, note_law
from casework.sphinx.markup import PAPER
from casework.sphinx.state import raw, state_of, theme_of, warn

# interactions whose controls are in a script of their own: js/controls.js
OWN_CONTROLS = {"decision", "free-text", "select-on-picture", "select-in-table"}
PAGES = {"html", "dirhtml", "singlehtml"}


class item_node(nodes.General, nodes.Element):
    """``ref`` and ``number``; children are the item on paper."""


class Quiz(SphinxDirective):
    """The folder is the registry: a new file in ``quiz/`` appears by itself."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = {"theme": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        theme = self.options.get("theme") or theme_of(self.env.docname)
        lesson = self.env.docname.rsplit("/", 1)[-1]
        place = (self.arguments or ["check"])[0]
        if place not in ("opening", "check"):
            return [self.state_machine.reporter.error(f"quiz: “{place}” is no place of items. Write nothing, or `opening`.", line=self.lineno)]
        folder = Path(self.env.srcdir) / "book" / theme / "quiz"
        note_folder(self.env, folder)
        items = state.course.items_of(theme, lesson, place)
        if not items:
            message = f"quiz: no item of theme “{theme}” has lesson = “{lesson}” and place = “{place}”. Add one in book/{theme}/quiz/."
            warn(message, "quiz", (self.env.docname, self.lineno))
        if any(item.body.interaction in OWN_CONTROLS for item in items):
            self.env.metadata[self.env.docname]["casework_controls"] = "yes"
        return item_nodes(self.env, items)


def item_nodes(env: Any, items: list[Item]) -> list[item_node]:
    """The items in their order, numbered from 1; a page that shows them is built anew when one changes."""
    found = []
    for number, item in enumerate(items, 1):
        note_files(env, [item.path, state_of(env).catalogues.path(item.theme)])
        note_law(env, item.body.cited)
        node = item_node(ref=item.ref, number=number, ids=[f"item-{item.slug}"])
        node.source, node.line = str(item.path), 1
        node += paper(item, state_of(env).strings, number)
        found.append(node)
    return found


def paragraph(text: str, *classes: str) -> nodes.paragraph:
    return nodes.paragraph("", plain(text), classes=list(classes))


def listed(texts: list[str], bullet: bool = False) -> nodes.Element:
    rows = [nodes.list_item("", paragraph(text)) for text in texts]
    return nodes.bullet_list("", *rows) if bullet else nodes.enumerated_list("", *rows, enumtype="loweralpha", prefix="", suffix=".")


def paper(item: Item, strings: dict[str, str], number: int) -> list[nodes.Node]:
    """The question without its answer, as plain nodes."""
    body = item.body
    label = strings["situation_first"] if body.place == "opening" else strings["question"].format(number=number)
    found: list[nodes.Node] = [nodes.paragraph("", "", nodes.strong("", label))]
    found += [paragraph(part) for part in body.situation.split("\n\n") if part.strip()]
    found.append(paragraph(body.prompt))
    match body:
        case TrueFalse():
            found += [paragraph(f"☐ {strings['true']}   ☐ {strings['false']}   {strings['because']}"), listed([c.text for c in body.reasons])]
        case Match():
            found += [listed([f"{p.left}  → ____" for p in body.pairs]), listed([text for _, text in sorted(body.rights(), key=lambda r: r[1])], bullet=True)]
        case Order():
            found.append(listed([f"____  {s.text}" for s in sorted(body.steps, key=lambda s: s.text)], bullet=True))
        case Categorise():
            found += [paragraph(" / ".join(c.text for c in body.categories)), listed([f"{e.text}: ____" for e in body.sorted_entries])]
        case FillIn():
            found.append(listed([f"{b.label} ________" for b in body.blanks], bullet=True))
        case Number():
            found.append(paragraph(f"________ {' / '.join(body.units) if body.units else body.unit or ''}"))
        case Date():
            found.append(paragraph("____ - __ - __"))
        case SelectInText():
            text = "".join(f" ☐ {s.text.strip()} " if s.feedback else s.text for s in body.segments)
            found += [paragraph(" ".join(part.split())) for part in text.split("\n\n") if part.strip()]
        case SelectInTable():
            found += [paragraph(" · ".join(body.columns)), listed([choice.text for choice in body.selectable])]
        case Decision():
            for place, stage in enumerate(body.stages):
                found += [paragraph(strings["stage_if"])] if place else []
                found += [paragraph(part) for part in (*stage.situation.split("\n\n"), stage.prompt) if part.strip()]
                found.append(listed([choice.text for choice in stage.choices]))
        case FreeText():
            found += [paragraph("________" * 8) for _ in range(3)]
        case _:
            found.append(listed([c.text for c in getattr(body, "choices", None) or body.selectable]))
    return found


def paper_key(item: Item, strings: dict[str, str], number: int, cite: Any) -> list[nodes.Node]:
    """The answer with its reasons, as plain nodes."""
    truth = {"{true}": strings["true"], "{false}": strings["false"]}
    rows = []
    for entry in item.body.entries():
        mark = "" if entry.right is None else f"{strings['right' if entry.right else 'wrong']}: "
        text = plain(truth.get(entry.text) or entry.text)
        laws = "; ".join(cite(ref) for ref in entry.law)
        head = f"{mark}{text}" + ("" if text.endswith((".", "?", "!", "؟")) or not text else ".")
        words = f" {plain(entry.feedback)}" + (f" ({laws})" if laws else "")
        rows.append(nodes.list_item("", nodes.paragraph("", "", nodes.strong("", head), nodes.Text(words))))
    label = strings["situation_first"] if item.body.place == "opening" else strings["question"].format(number=number)
    model = [paragraph(f"{strings['model_answer']} {item.body.model}")] if isinstance(item.body, FreeText) else []
    return [nodes.paragraph("", "", nodes.strong("", label)), *model, nodes.bullet_list("", *rows)]


class PaperItems(SphinxPostTransform):
    """Every builder but HTML pages gets the questions as plain text and an answer key at the end of the page."""

    default_priority = 300

    def run(self, **_: Any) -> None:
        if self.app.builder.name in PAGES:
            return
        state = state_of(self.app)
        renderer = state.renderer(self.env.docname)
        keys: list[nodes.Node] = []
        for node in list(self.document.findall(item_node)):
            item = state.course.item(node["ref"])
            if item:
                keys += paper_key(item, state.strings, node["number"], lambda r: renderer.citation(r) if state.course.law.get(r) else r)
            question = nodes.container("", *node.children, ids=node["ids"], classes=["item"])
            if item and isinstance(item.body, SelectOnPicture):
                drawn = inlined(item.path.parents[1] / item.body.picture, f"item-{item.slug}-picture", lambda text, theme=item.theme: state.lookup(theme, text))
                question.insert(-1, raw(f'<figure class="picture">{drawn.markup}</figure>'))
            node.replace_self(question)
        if keys:
            home = next(iter(self.document.findall(nodes.section)), self.document)
            home += nodes.rubric("", state.strings["answer_key"])
            home.extend(keys)


def visit_item(writer: Any, node: item_node) -> None:
    state = state_of(writer.builder)
    item = state.course.item(node["ref"])
    docname = writer.builder.current_docname
    if item:
        writer.body.append(state.renderer(docname).item(item, node["number"]))
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(item_node, html=(visit_item, None), **PAPER)
    app.add_directive("quiz", Quiz)
    app.add_post_transform(PaperItems)


