"""The analyst's desk: marks from a notebook land in the same answer file, and the notebook runs in a real kernel."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casework import analyse
from casework.answers import read
from casework.errors import ProblemsError

ROOT = Path(__file__).parents[1]
SLUG = "stablecoin-trail"


@pytest.fixture
def course_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "book").mkdir()
    shutil.copy(ROOT / "book" / "course.toml", tmp_path / "book")
    for folder in ("exercises", "answers"):
        shutil.copytree(ROOT / folder / SLUG, tmp_path / folder / SLUG)
    monkeypatch.chdir(tmp_path / "exercises" / SLUG)
    return tmp_path


def test_marks_are_kept_in_order_and_saved(course_copy: Path) -> None:
    desk = analyse(SLUG)
    desk.mark(["C-053", "B-058"], "trail", "lot 4")
    desk.mark("B-059", "aside")
    found = [(mark["transfer"], mark["reason"], mark["why"]) for mark in desk.marks]
    assert found == [("B-058", "trail", "lot 4"), ("B-059", "aside", ""), ("C-053", "trail", "lot 4")]
    desk.unmark(["C-053", "none"])
    desk.save()
    saved, problems = read(desk.path, desk.case, desk.root)
    assert saved and not problems and saved.request["marks"] == desk.marks == analyse(SLUG).marks


def test_what_was_decided_in_the_page_stays(course_copy: Path) -> None:
    path = course_copy / "exercises" / SLUG / "answer.toml"
    shutil.copy(course_copy / "answers" / SLUG / "answer.toml", path)
    desk = analyse(SLUG)
    desk.unmark(["C-122"])
    desk.save()
    assert {v.id for v in desk.verdicts if v.outcome != "met"} == {"marks-chain", "places-tokens"}
    assert analyse(SLUG).answer.decisions["start"] == "trace"


def test_sums_follow_the_marks(course_copy: Path) -> None:
    shutil.copy(course_copy / "answers" / SLUG / "answer.toml", course_copy / "exercises" / SLUG / "answer.toml")
    desk = analyse(SLUG)
    stays = desk.flow()["stays"]
    assert stays["0xTRAIN-e2f4", "PRT"] == 4_000_000 and stays["0xTRAIN-93da", "PRT"] == 2_970_000
    assert stays["XX00 TRAIN 0000 0000 8820", "CRN"] == 860_000
    graph = desk.graph()
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (16, 26)  # 24 transfers, two joins
    import networkx

    assert networkx.is_weakly_connected(graph) and networkx.is_directed_acyclic_graph(graph)


def test_unknown_ids_and_reasons_are_told(course_copy: Path) -> None:
    desk = analyse(SLUG)
    with pytest.raises(ValueError, match="no transfer “B-999”"):
        desk.mark(["B-999"], "trail")
    with pytest.raises(ValueError, match="trail, aside"):
        desk.mark(["B-058"], "guilty")
    with pytest.raises(ValueError, match="an answer holds 200"):
        desk.mark(desk.frame.index[:201], "trail")
    assert desk.marks == []


def test_a_file_that_cannot_be_read_is_never_overwritten(course_copy: Path) -> None:
    path = course_copy / "exercises" / SLUG / "answer.toml"
    path.write_text("case = ", encoding="utf-8")
    with pytest.raises(ProblemsError, match="TOML"):
        analyse(SLUG)
    assert path.read_text(encoding="utf-8") == "case = "


def test_the_notebook_runs_and_writes_the_answer_file(course_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    folder = course_copy / "exercises" / SLUG
    book = nbformat.read(folder / "analyst.ipynb", 4)
    assert not any(cell.get("outputs") for cell in book.cells), "the notebook is handed out without results"
    marks = next(cell for cell in book.cells if cell.cell_type == "code" and "desk.mark(" in cell.source)
    marks.source = marks.source.replace("# desk.mark(", "desk.mark(")  # as the analyst would
    NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    desk = analyse(SLUG)
    assert [mark["transfer"] for mark in desk.marks] == ["B-058", "B-059"]
    shown = "".join(str(output) for cell in book.cells for output in cell.get("outputs", []))
    assert "Tidewell Services" in shown and "Traceback" not in shown
