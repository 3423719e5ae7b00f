"""Every lesson's notebook: valid, readable, and its questions live in a real kernel, away from the course's folder."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from nbclient import NotebookClient

VIEW = "application/vnd.jupyter.widget-view+json"
CHECK = """
for name, item in questions["items"].items():
    one = quiz(name, carried=questions)
    one.responses = {name: [{"response": None, "score": 0, "maximum": 1, "at": "2027-03-01T09:00:00Z"}]}
    assert one.outcomes[name]["verdict"] and name in one.html and set(one.law) == set(questions["law"]), name
"""


@pytest.fixture(scope="module")
def notebooks(site: Path) -> dict[str, dict]:
    """``en/theme/lesson`` → notebook, in both languages."""
    return {
        f"{language}/{path.relative_to(site / language / 'notebooks').with_suffix('').as_posix()}": json.loads(path.read_text(encoding="utf-8"))
        for language in ("en", "ar")
        for path in sorted((site / language / "notebooks").rglob("*.ipynb"))
    }


def sources(book: dict, kind: str) -> list[str]:
    return [cell["source"] for cell in book["cells"] if cell["cell_type"] == kind]


def test_every_lesson_has_one_and_its_page_links_to_it(notebooks: dict, course, site: Path) -> None:
    lessons = {f"en/{page.theme}/{page.slug}" for page in course.lessons if page.slug != "index" and "```{quiz}" in page.text}
    assert {name for name in notebooks if name.startswith("en/")} == lessons and len(lessons) >= 45
    assert any(name.startswith("ar/") for name in notebooks)
    for name in notebooks:
        language, _, rest = name.partition("/")
        page = site / language / "book" / f"{rest}.html"
        link = re.search(r'class="notebook-link"><a href="([^"]+)" download', page.read_text(encoding="utf-8"))
        assert link and (page.parent / link[1]).resolve() == (site / language / "notebooks" / f"{rest}.ipynb").resolve(), name


def test_they_are_valid_and_hold_every_question(notebooks: dict, course) -> None:
    for name, book in notebooks.items():
        nbformat.validate(nbformat.from_dict(book))
        theme, lesson = name.split("/")[1:]
        asked = [m[1] for source in sources(book, "code") if (m := re.match(r'quiz\("([^"]+)", carried=questions\)', source))]
        assert sorted(asked) == sorted(item.ref for item in course.items_of(theme, lesson)), name


def test_text_is_plain_markdown_with_pictures_and_pinpoints(notebooks: dict) -> None:
    for name, book in notebooks.items():
        text = "\n".join(sources(book, "markdown"))
        assert not re.search(r"\{(law|quiz|picture|term)\}|:::|<form|<svg|[\ue000-\uf8ff]", text), name
        assert ('dir="rtl"' in text) == name.startswith("ar/")
        for cell in book["cells"]:
            for attachment, data in cell.get("attachments", {}).items():
                drawn = ElementTree.fromstring(base64.b64decode(data["image/svg+xml"]))
                assert drawn.get("viewBox") and f"attachment:{attachment}" in cell["source"], name
                assert b"var(" not in base64.b64decode(data["image/svg+xml"])
    text = "\n".join(sources(notebooks["en/mutual-legal-assistance/anatomy-of-a-request"], "markdown"))
    assert "[UNCAC, article 46(15)](../../book/law/uncac.html#" in text
    assert "> **Worked example" in text and "attachment:picture-" in text


def test_links_lead_to_pages_of_the_site(notebooks: dict, site: Path) -> None:
    for name, book in notebooks.items():
        place = (site / name.split("/")[0] / "notebooks" / name.partition("/")[2]).parent
        for source in sources(book, "markdown"):
            for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", source):
                assert (place / link).resolve().exists(), (name, link)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NotebookClient]:
    """One kernel for all notebooks, in an empty folder: nothing of the course lies beside it."""
    client = NotebookClient(nbformat.v4.new_notebook(), timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path_factory.mktemp("away"))}})
    with client.setup_kernel():
        yield client


def run(kernel: NotebookClient, sources: list[str]) -> list[list[dict]]:
    kernel.nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    return [kernel.execute_cell(cell, number)["outputs"] for number, cell in enumerate(kernel.nb.cells)]


def test_every_question_is_a_live_widget(notebooks: dict, kernel: NotebookClient) -> None:
    for name, book in notebooks.items():
        outputs = run(kernel, [*sources(book, "code"), CHECK])
        shown = outputs[1:-1]
        assert shown and all(any(VIEW in output.get("data", {}) for output in one) for one in shown), name


def test_without_the_package_it_says_what_to_do(notebooks: dict, kernel: NotebookClient) -> None:
    hide = "import sys\nkept = sys.modules.pop('casework', None)\nsys.modules['casework'] = None"
    book = notebooks["en/mutual-legal-assistance/anatomy-of-a-request"]
    outputs = run(kernel, [hide, *sources(book, "code")[:2], "sys.modules['casework'] = kept"])
    assert "pip install" in outputs[2][0]["data"]["text/markdown"]
