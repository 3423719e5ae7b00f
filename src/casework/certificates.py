"""``casework certificate make`` and ``casework verify``: a self-assessed certificate from a progress file, and what a signature says."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casework.certificate_page import Certificate, document
from casework.completion import done, rules_of
from casework.course import load_course
from casework.credential import LIMIT, OTHER_ISSUER, VALID, facts, public_key, verified
from casework.errors import Problem, ProblemsError, shown
from casework.issuing import problem, write_pdf, wrong_names
from casework.jcs import NotCanonicalError, parse
from casework.translation import Catalogues, interface

FORMAT = "casework-progress"
LARGEST = 10_000_000  # bytes of a progress file
SHOWN = ("name", "title", "version", "form", "hours", "date", "issuer", "did", "objectives", "description")


def records_of(path: Path, course: str) -> dict[str, Any]:
    """What a progress file holds for this course. Raises ProblemsError where it is no such file."""
    try:
        if path.stat().st_size > LARGEST:
            raise problem(path, "too-large", f"the file has more than {LARGEST:,} bytes.", "Check that it is the progress file.")
        data = parse(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise problem(path, "progress", f"the file can't be read: {error.strerror}.", "Name the file that the module saved.") from error
    except (UnicodeDecodeError, NotCanonicalError) as error:
        raise problem(path, "progress", "this is no progress file.", "Name the file that the module saved.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("records"), dict):
        raise problem(path, "progress", "this is no progress file.", "Name the file that the module saved.")
    if data.get("course") != course:
        raise problem(path, "progress", f"this file belongs to another course: {shown(str(data.get('course')))}.", "Name this course's file.")
    return data["records"]


def make(root: Path, progress: Path, name: str, language: str, out: Path, say: Callable[[str], None] = print, pdf: bool = False) -> Path:
    """Write the self-assessed certificate; refuses with a list of what is open."""
    if wrong := wrong_names([name]):
        raise ProblemsError(wrong)
    course = load_course(root)
    rules = rules_of(course)
    found = done(rules, records_of(progress, course.info.id))
    if not found["complete"]:
        untried = [part for part in rules.lessons if part.page not in found["lessons"]]
        missing = [Problem(part.page, "open", f"{shown(part.title)} has questions that were not tried.", "Try them.") for part in untried]
        missing += [] if found["check"] else [Problem(rules.check.page, "open", "the closing check is not finished.", "Finish it.")]
        missing += [] if found["cases"] else [Problem("exercises", "open", "no case has a checked draft.", "Write a draft in one case and check it.")]
        raise ProblemsError(missing)
    catalogues = Catalogues(root, language)
    info = course.info.model_copy(update={part: catalogues.lookup("course", getattr(course.info, part)) for part in ("title", "subtitle", "disclaimer")})
    words = interface(catalogues, "page", "certificate")
    hours = words["path_hours"].format(hours=found["minutes"] // 60, minutes=f"{found['minutes'] % 60:02}")
    stated = [("date", datetime.date.today().isoformat()), ("estimated", hours), ("version", info.version)]
    page = document(Certificate(name, stated, [catalogues.lookup(*pair) for pair in rules.objectives]), info, words, language)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page, encoding="utf-8", newline="\n")
    if pdf:
        write_pdf(page, out.with_suffix(".pdf"))
    say(f"The certificate is in {out}. It is self-assessed. Print it from a browser.")
    return out


def verify(given: str, issuer: str = "", say: Callable[[str], None] = print) -> int:
    """Say what a certificate's file or text proves: 0 if the signature fits (and the key is the one given), 1 if not."""
    from casework.translation import interface_texts

    try:
        import cryptography  # noqa: F401 - said before anything is read
    except ImportError as error:
        from casework.issuing import EXTRA

        raise problem("casework verify", "extra", "verifying needs the library cryptography.", EXTRA) from error
    words = interface_texts()["certificate"]
    trusted = trusted_key(issuer) if issuer else ""
    code, said = verified(text_of(given), trusted)
    say(words["verify_trusted" if code == VALID and trusted else f"verify_{code}"])
    if code in (VALID, OTHER_ISSUER):
        for name, value in facts(said).items():
            if name in SHOWN and value:
                say(f"  {name}: {_tame(value)}")
    if code == VALID and not trusted:
        say("Whose key it is, the signature can't say: compare the key after “did” with one had from the issuer, or name it with --issuer.")
    return 0 if code == VALID else 1


def text_of(given: str) -> str:
    """The text itself, or that of the file it names."""
    if given.lstrip().startswith("{") or given.strip().upper().startswith("CASEWORK"):
        return given
    path = Path(given)
    try:
        if path.stat().st_size > LIMIT:
            raise problem(path, "too-large", f"the file has more than {LIMIT:,} bytes.", "Name the certificate's .json file.")
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        message = "this is neither a file that can be read nor a code's text."
        raise problem(shown(given), "certificate", message, "Name the .json file, or give the text in quotation marks.") from error


def trusted_key(given: str) -> str:
    """A ``did:key``, or the file that holds one."""
    did = given.strip()
    if not did.startswith("did:"):
        try:
            did = Path(given).read_text(encoding="utf-8")[:200].strip()
        except (OSError, ValueError) as error:
            message = "this is neither a did:key nor a file that can be read."
            raise problem(shown(given), "issuer", message, "Name the .public.txt file of the issuer.") from error
    if public_key(did) is None:
        raise problem("--issuer", "issuer", f"{shown(did)} is no public key.", "It starts with did:key:z6Mk.")
    return did


def _tame(value: str) -> str:
    """Lines stay lines; whatever else could turn or hide text on a terminal is made visible."""
    return "\n    ".join("".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line) for line in value.split("\n"))

