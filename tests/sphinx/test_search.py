"""What Sphinx's pages give to the index: sections with their place, without what stands apart from the running text."""

from __future__ import annotations

from docutils import nodes

from casework.finding import GROUPS
from casework.sphinx.quiz import item_node
from casework.sphinx.search import running, script_name, sections


def page() -> nodes.document:
    found = nodes.document(None, None)
    top = nodes.section(ids=["title"])
    top += [nodes.title("", "Title"), nodes.paragraph("", "", nodes.Text("Running "), nodes.emphasis("", "text"), nodes.Text("."))]
    item = item_node(ref="x", number=1)
    item += nodes.paragraph("", "asked")
    inner = nodes.section(ids=["inner"])
    inner += [nodes.title("", "Inner"), nodes.raw("", "<p>markup</p>", format="html"), item, nodes.bullet_list("", *[nodes.list_item("", nodes.paragraph("", word)) for word in "ab"])]
    top += inner
    found += top
    return found


def test_a_section_has_its_own_words_only() -> None:
    first, second = sections("book/x", page())
    assert (first.place, first.title, first.text) == ("book/x.html", "Title", "Running text.")
    assert (second.place, second.title, second.text) == ("book/x.html#inner", "Inner", "a b")
    assert first.group == second.group == GROUPS[0]


def test_markup_and_comments_are_no_words() -> None:
    assert running(nodes.comment("", "hidden")) == "" == running(nodes.raw("", "<b>", format="html"))


def test_the_script_of_a_page_is_named_after_it() -> None:
    assert script_name("book/law/untoc.html") == "book-law-untoc.js"
