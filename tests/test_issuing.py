"""The command line of certificates: keys outside the course, one or many issued, verified, refused; self-assessed ones from a file."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from casework.cli import main
from casework.completion import rules_of

ROOT = Path(__file__).parents[1]


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess:
    """The command in this process, which is quick; an error that is no problem of ours would end the test."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "academy.key"
    result = run("certificate", "key", str(path))
    assert result.returncode == 0 and "SECRET" in result.stdout
    return path


def issue(key: Path, out: Path, *more: str) -> subprocess.CompletedProcess:
    common = ("--key", str(key), "--issuer", "Judicial Academy of Torlan", "--form", "workshop", "--hours", "6.5", "--out", str(out))
    return run("certificate", "issue", *common, *more)


@pytest.fixture(scope="module")
def issued(key: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("issued")
    names = folder / "names.csv"
    names.write_text("\ufeffunit,name\nA,Layla al-Hassan\nB,ليلى الحسن\nC,=1+1\n", encoding="utf-8")
    result = issue(key, folder / "out", "--names", str(names))
    assert result.returncode == 0, result.stderr
    return folder / "out"


def test_a_key_is_the_owners_alone_and_is_never_written_over(key: Path) -> None:
    if sys.platform != "win32":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = key.read_bytes()
    assert b"PRIVATE KEY" in before
    assert key.with_name("academy.key.public.txt").read_text().startswith("did:key:z6Mk")
    again = run("certificate", "key", str(key))
    assert again.returncode == 1 and "exists already" in again.stderr
    assert key.read_bytes() == before


@pytest.mark.parametrize("inside", ["academy.key", "book/academy.key", "_build/../academy.key"])
def test_a_key_inside_the_course_is_refused(inside: str) -> None:
    (ROOT / "_build").mkdir(exist_ok=True)
    result = run("certificate", "key", inside)
    assert result.returncode == 1 and "[key-inside]" in result.stderr
    assert not (ROOT / inside).exists()


def test_a_key_in_any_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "deep").mkdir()
    result = run("certificate", "key", str(tmp_path / "deep" / "k"))
    assert result.returncode == 1 and "[key-inside]" in result.stderr


def test_many_are_issued_from_a_list(issued: Path) -> None:
    assert sorted(path.name for path in issued.glob("*.json")) == ["certificate-001.json", "certificate-002.json", "certificate-003.json"]
    with (issued / "certificates.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["name"] for row in rows] == ["Layla al-Hassan", "ليلى الحسن", "'=1+1"]  # no formula for a spreadsheet
    page = (issued / "certificate-002.html").read_text(encoding="utf-8")
    assert "ليلى الحسن" in page and "<svg" in page and "<script" not in page and "http-equiv" in page


def test_a_page_says_what_it_is_and_never_more(issued: Path, course) -> None:
    page = (issued / "certificate-001.html").read_text(encoding="utf-8")
    assert "no accreditation" in page and "accredited" not in page
    for word in ("Judicial Academy of Torlan", "6.5", "workshop", course.info.version, course.info.title):
        assert word in page
    assert "<img" not in page and "http://" not in page.replace("http://www.w3.org/2000/svg", "")


def test_the_code_on_the_page_is_the_certificate(issued: Path) -> None:
    """The code's squares are drawn by a library; what it was given is what the file says."""
    from casework.credential import compact, verified

    said = json.loads((issued / "certificate-001.json").read_text(encoding="utf-8"))
    assert verified(compact(said)) == ("valid", said)
    assert len(compact(said)) < 4296


def test_it_is_verified_as_file_and_as_text_with_and_without_the_issuers_key(issued: Path, key: Path, tmp_path: Path) -> None:
    from casework.credential import compact

    path = issued / "certificate-001.json"
    public = str(key.with_name("academy.key.public.txt"))
    for given in (str(path), compact(json.loads(path.read_text(encoding="utf-8")))):
        alone = run("verify", given, cwd=tmp_path)  # no course is needed
        assert alone.returncode == 0 and "Layla al-Hassan" in alone.stdout and "--issuer" in alone.stdout
        known = run("verify", given, "--issuer", public, cwd=tmp_path)
        assert known.returncode == 0 and "the key is the one that you gave" in known.stdout
    other = run("verify", str(path), "--issuer", "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2")
    assert other.returncode == 1 and "Somebody else signed" in other.stdout


def test_a_changed_byte_is_refused(issued: Path, tmp_path: Path) -> None:
    text = (issued / "certificate-001.json").read_text(encoding="utf-8")
    changed = tmp_path / "changed.json"
    changed.write_text(text.replace('"6.5"', '"65"'), encoding="utf-8")
    result = run("verify", str(changed))
    assert result.returncode == 1 and "Refused" in result.stdout and "65" not in result.stdout


@pytest.mark.parametrize("given", ["no-such-file.json", "{}", "CASEWORK1:ABC", "\x00", "a" * 5000])
def test_what_is_no_certificate_ends_in_words(given: str, tmp_path: Path) -> None:
    if "\x00" in given:
        given = str(tmp_path)  # a folder
    assert run("verify", given, cwd=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        (("--name", "x", "--hours", "six"), "hours"), (("--name", "x", "--date", "2999-01-01"), "date"), (("--name", "x", "--form", "exam"), "form"),
        (("--name", "a\u202eb"), "name"), (("--name", "<b>x</b>"), "name"), (("--name", " "), "name"), (("--name", "x" * 200), "name"),
        (("--names", "no-such.csv"), "names"),
    ],
)  # fmt: skip
def test_a_wrong_order_is_told_and_nothing_is_written(key: Path, tmp_path: Path, more: tuple[str, ...], rule: str) -> None:
    result = issue(key, tmp_path / "out", *more)
    assert result.returncode == 1 and f"[{rule}]" in result.stderr
    assert not (tmp_path / "out").exists()


def test_what_is_no_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "k").write_text("hello")
    for path in (tmp_path / "k", tmp_path / "none"):
        result = issue(path, tmp_path / "out", "--name", "x")
        assert result.returncode == 1 and "[key]" in result.stderr


def progress(of, /, **changes: Any) -> dict[str, Any]:
    rules = rules_of(of)
    tried = {"v": 1, "tries": [{"response": "a", "score": 0, "maximum": 1, "at": ""}], "hints": 0}
    records: dict[str, Any] = {f"item:{item}": tried for part in rules.lessons for item in part.items}
    records |= {"check:b": {"v": 1, "draft": {}, "results": [{"score": 1}]}, "case:night-call": {"v": 1, "answer": {}, "checked": True}}
    return {"format": "casework-progress", "version": 1, "course": of.info.id, "records": records} | changes


def test_a_self_assessed_certificate_from_a_progress_file(course, tmp_path: Path) -> None:
    path = tmp_path / "progress.json"
    path.write_text(json.dumps(progress(course)), encoding="utf-8")
    result = run("certificate", "make", str(path), "--name", "Layla & Sons", "--out", str(tmp_path / "c.html"))
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert "Layla &amp; Sons" in page and "Self-assessed" in page and "no accreditation" in page and "<svg" not in page
    arabic = run("certificate", "make", str(path), "--name", "ليلى", "--out", str(tmp_path / "a.html"), "--language", "ar")
    assert arabic.returncode == 0 and 'dir="rtl"' in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_what_is_open_is_listed(course, tmp_path: Path) -> None:
    data = progress(course)
    for name in ("check:b", "case:night-call", next(name for name in data["records"] if name.startswith("item:"))):
        del data["records"][name]
    path = tmp_path / "progress.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    result = run("certificate", "make", str(path), "--name", "x", "--out", str(tmp_path / "c.html"))
    assert result.returncode == 1 and result.stderr.count("[open]") == 3 and not (tmp_path / "c.html").exists()


@pytest.mark.parametrize("change", [{"format": "other"}, {"course": "other"}, {"records": []}, None])
def test_what_is_no_progress_file_is_told(course, tmp_path: Path, change: dict | None) -> None:
    path = tmp_path / "progress.json"
    path.write_text("{" if change is None else json.dumps(progress(course, **change)), encoding="utf-8")
    result = run("certificate", "make", str(path), "--name", "x", "--out", str(tmp_path / "c.html"))
    assert result.returncode == 1 and "[progress]" in result.stderr


def test_a_pdf_is_one_page_in_both_languages(key: Path, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint", reason="the extra paper is not installed", exc_type=ImportError)
    from pypdf import PdfReader

    for language in ("en", "ar"):
        result = issue(key, tmp_path / language, "--name", "ليلى الحسن", "--language", language, "--pdf")
        assert result.returncode == 0, result.stderr
        assert len(PdfReader(tmp_path / language / "certificate-001.pdf").pages) == 1
