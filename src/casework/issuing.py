"""An issuer's key, and certificates signed with it: one or many at once.

The key is made once and lies outside the course: whoever has the file can sign in the issuer's name, and whoever loses it can't
sign as the same issuer again.
"""

from __future__ import annotations

import csv
import datetime
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casework.certificate_page import Certificate, document
from casework.completion import rules_of
from casework.course import load_course
from casework.credential import Statement, compact, did_of, issued
from casework.errors import Problem, ProblemsError, shown
from casework.translation import Catalogues, interface

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMS = ("self-paced", "workshop", "mixed")
LONGEST_NAME, MOST_NAMES, MOST_BYTES = 120, 2000, 1_000_000
# a name is letters, spaces and a few signs in any script; nothing that turns text round or breaks a line
UNTAME = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069<>]")
EXTRA = "Install the extra: python -m pip install “casework[certificate]”."


def problem(place: object, rule: str, message: str, cure: str) -> ProblemsError:
    return ProblemsError([Problem(str(place), rule, message, cure)])


def make_key(path: Path, root: Path, say: Callable[[str], None] = print) -> str:
    """Write a new key (readable by its owner only) and, beside it, the public key; returns the issuer's ``did:key``."""
    refuse_inside(path, root)
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    except ImportError as error:
        raise problem("casework certificate", "extra", "keys need the library cryptography.", EXTRA) from error
    key = Ed25519PrivateKey.generate()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise problem(path, "key", "the file exists already; a key that is written over is lost.", "Name another file, or use this key.") from error
    except OSError as error:
        raise problem(path, "key", f"the key can't be written: {error.strerror}.", "Name a file in a folder that exists and is yours.") from error
    with os.fdopen(handle, "wb") as stream:
        stream.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    did = did_of(key)
    public = path.with_name(f"{path.name}.public.txt")
    public.write_text(f"{did}\n", encoding="ascii")
    say(f"The key is in {path}. KEEP IT SECRET: whoever has this file can issue certificates in your name.")
    say("Copy it to a second safe place now: a lost key can't be made again, and what it signed stays valid.")
    say("Never put it into the course's folder, a mail, a chat or a shared drive.")
    say(f"Give this public key to all who verify, by a way of its own (it is in {public.name} too):")
    say(did)
    return did


def refuse_inside(path: Path, root: Path) -> None:
    """A key does not lie in the course, nor in any folder that git publishes from."""
    folder = path.resolve().parent
    if folder.is_relative_to(root.resolve()) or any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        message = "this is inside a repository, from which the key could be published."
        raise problem(path, "key-inside", message, "Name a file elsewhere, for example in your home folder or on a stick of its own.")


def read_key(path: Path, root: Path, say: Callable[[str], None] = print) -> Ed25519PrivateKey:
    refuse_inside(path, root)
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError as error:
        raise problem("casework certificate", "extra", "keys need the library cryptography.", EXTRA) from error
    try:
        key = load_pem_private_key(path.read_bytes()[:10_000], None)
    except OSError as error:
        raise problem(path, "key", f"the key can't be read: {error.strerror}.", "Make one: `casework certificate key FILE`.") from error
    except (ValueError, TypeError) as error:
        raise problem(path, "key", "this is no key made by `casework certificate key`.", "Name the file that it wrote.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise problem(path, "key", "this key is of another kind; Ed25519 is used here.", "Make one with `casework certificate key FILE`.")
    if sys.platform != "win32" and path.stat().st_mode & 0o077:
        say(f"Warning: others on this machine can read {path}. Run: chmod 600 {path}")
    return key


@dataclass(frozen=True)
class Order:
    """What all certificates of one issue have in common."""

    issuer: str
    form: str
    date: str
    hours: str
    language: str = "en"


def issue(
    root: Path, key: Ed25519PrivateKey, names: Sequence[str], order: Order, out: Path, say: Callable[[str], None] = print, pdf: bool = False
) -> list[Path]:
    """Write, for each name, the credential (.json) and its page (.html, .pdf), and a list of all; returns the .json files."""
    problems = [*wrong_names(names), *wrong_order(order)]
    if problems:
        raise ProblemsError(problems)
    course = load_course(root)
    catalogues = Catalogues(root, order.language)
    info = course.info.model_copy(update={name: catalogues.lookup("course", getattr(course.info, name)) for name in ("title", "subtitle", "disclaimer")})
    words = interface(catalogues, "page", "certificate")
    objectives = [catalogues.lookup(*pair).rstrip(".") for pair in rules_of(course).objectives]
    out.mkdir(parents=True, exist_ok=True)
    written, rows = [], []
    for number, name in enumerate(names, 1):
        statement = Statement(
            name, order.issuer, info.title, info.version, order.language, order.date, order.hours, order.form, words["cert_says_signed"], objectives
        )
        said = issued(statement, key)
        path = out / f"certificate-{number:03}.json"
        path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
        facts = [
            ("date", order.date), ("hours", order.hours), ("version", info.version), ("form", words[f"cert_form_{order.form}"]),
            ("issuer", order.issuer), ("key", said["issuer"]["id"]),
        ]  # fmt: skip
        page = document(Certificate(name, facts, objectives, True, code(compact(said), words)), info, words, order.language)
        path.with_suffix(".html").write_text(page, encoding="utf-8", newline="\n")
        if pdf:
            write_pdf(page, path.with_suffix(".pdf"))
        written.append(path)
        rows.append((path.stem, name, said["id"]))
    with (out / "certificates.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([("file", "name", "id"), *((file, safe_cell(name), ident) for file, name, ident in rows)])
    say(f"{len(written)} certificates are in {out}. Public key: {did_of(key)}")
    return written


def safe_cell(text: str) -> str:
    """A spreadsheet must not take a name for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def code(text: str, words: dict[str, str]) -> str:
    """The QR code as SVG; more than one holds is a problem with a cure."""
    try:
        import segno
    except ImportError as error:
        raise problem("casework certificate", "extra", "the code needs the library segno.", EXTRA) from error
    try:
        found: Any = segno.make_qr(text, error="l")
    except segno.DataOverflowError as error:
        raise problem("certificate", "too-long", f"the text has {len(text)} characters; a code holds 4,296.", "Shorten the objectives.") from error
    return found.svg_inline(border=4, omitsize=True, title=words["cert_scan"]).replace("<svg ", '<svg role="img" ', 1)


def read_names(path: Path) -> list[str]:
    """Names from a CSV file: its column ``name``, else its first column."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise problem(path, "too-large", f"the file has more than {MOST_BYTES:,} bytes.", "Check that it is the list of names.")
        rows = [row for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)) if any(cell.strip() for cell in row)]
    except OSError as error:
        raise problem(path, "names", f"the list can't be read: {error.strerror}.", "Name a CSV file.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise problem(path, "names", "this is no CSV file in UTF-8.", "In the spreadsheet, save it as “CSV UTF-8”.") from error
    heads = [cell.strip().lower() for cell in rows[0]] if rows else []
    place = heads.index("name") if "name" in heads else None
    return [row[place or 0].strip() if len(row) > (place or 0) else "" for row in (rows[1:] if place is not None else rows)]


def wrong_names(names: Sequence[str]) -> list[Problem]:
    found = []
    if not 1 <= len(names) <= MOST_NAMES:
        found.append(Problem("names", "names", f"there are {len(names)} names; 1 to {MOST_NAMES} are issued at once.", "Check the list."))
    for number, name in enumerate(names[:MOST_NAMES], 1):
        if not name.strip() or len(name) > LONGEST_NAME or UNTAME.search(name) or name.encode("utf-8", "replace").decode() != name:
            message = f"name {number} is {shown(name)}: 1 to {LONGEST_NAME} letters without < > and invisible signs are a name."
            found.append(Problem("names", "name", message, "Correct it in the list."))
    return found


def wrong_order(order: Order) -> list[Problem]:
    found = []
    if not order.issuer.strip() or len(order.issuer) > LONGEST_NAME or UNTAME.search(order.issuer):
        found.append(Problem("--issuer", "issuer", f"the issuer is {shown(order.issuer)}.", f"Write 1 to {LONGEST_NAME} letters."))
    if order.form not in FORMS:
        found.append(Problem("--form", "form", f"the form is {shown(order.form)}.", f"Write one of: {', '.join(FORMS)}."))
    if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9])?", order.hours) or float(order.hours) <= 0:
        found.append(Problem("--hours", "hours", f"the hours are {shown(order.hours)}.", "Write a number such as 6 or 6.5."))
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", order.date) or datetime.date.fromisoformat(order.date) > datetime.date.today():
            raise ValueError
    except ValueError:
        found.append(Problem("--date", "date", f"the date is {shown(order.date)}.", "Write a day that has come, such as 2026-11-24."))
    if order.language not in ("en", "ar"):
        found.append(Problem("--language", "language", f"the language is {shown(order.language)}.", "Write en or ar."))
    return found


def write_pdf(page: str, path: Path) -> None:
    """Needs the extra ``paper``; any browser prints the same page."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        cure = "Install the extra `paper` (on Windows and macOS it needs Pango too), or print the .html file from a browser."
        raise problem(path, "extra", "PDF needs the library weasyprint.", cure) from error
    HTML(string=page, url_fetcher=_nothing).write_pdf(path, pdf_tags=True)


def _nothing(url: str, *_: Any, **__: Any) -> dict[str, Any]:
    raise ValueError(f"a certificate loads nothing: {url[:80]}")
