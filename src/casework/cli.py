"""The ``casework`` command: build, serve, study, room, kit, lint, check, lab, paper, slides, cards, certificate, verify, messages, schemas.

Every problem is printed as place, message, cure; no traceback reaches who runs it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from casework.errors import Problem, ProblemsError, shown


def say(text: str) -> None:
    print(text, flush=True)


def build_command(options: argparse.Namespace, root: Path) -> int:
    from casework.build import build

    site = build(root, strict=options.strict, say=say)
    say(f"The site is in {site.relative_to(root).as_posix()}/")
    return 0


def serve_command(options: argparse.Namespace, root: Path) -> int:
    from casework.serve import serve

    site = root / "_build" / "site"
    if not (site / "index.html").exists():
        message = "the site has not been built yet."
        raise ProblemsError([Problem("_build/site", "not-built", message, "Run `casework build` first, or `casework study`, which does both.")])
    return serve(site, options.port, not options.no_browser, say, options.lan)


def study_command(options: argparse.Namespace, root: Path) -> int:
    from casework.build import build
    from casework.serve import serve

    return serve(build(root, say=say), options.port, not options.no_browser, say)


def lint_command(options: argparse.Namespace, root: Path) -> int:
    from casework.course import load_course
    from casework.lint import lint

    course = load_course(root)
    problems = lint(course)
    if options.report:
        from casework.lint_report import report

        print("\n".join(report(course)))
    for problem in problems:
        print(problem)
    items, provisions = len(course.items), len(course.law.provisions)
    say(f"{len(problems)} problems in {items} items, {provisions} provisions, {len(course.lessons)} pages, {len(course.cases)} cases.")
    return 1 if problems else 0


def check_command(options: argparse.Namespace, root: Path) -> int:
    from casework.check import run_check

    return run_check(Path(options.folder), root, options.case, Path(options.out) if options.out else None, say)


def lab_command(options: argparse.Namespace, root: Path) -> int:
    from casework.notebooks import lab

    return lab(root, options.case, say, not options.no_browser)


def kit_command(options: argparse.Namespace, root: Path) -> int:
    from casework.kit import kit

    path = kit(root, Path(options.local) if options.local else None, [Path(name) for name in options.extra], Path(options.out) if options.out else None, say)
    say(f"The kit is {path} ({path.stat().st_size:,} bytes); its checksum lies beside it.")
    return 0


def certificate_command(options: argparse.Namespace, root: Path) -> int:
    from casework import certificates, issuing

    if options.act == "key":
        issuing.make_key(Path(options.file), root, say)
    elif options.act == "make":
        certificates.make(root, Path(options.progress), options.name, options.language, Path(options.out), say, options.pdf)
    else:
        names = options.name or issuing.read_names(Path(options.names))
        order = issuing.Order(options.issuer, options.form, options.date, options.hours, options.language)
        issuing.issue(root, issuing.read_key(Path(options.key), root, say), names, order, Path(options.out), say, options.pdf)
    return 0


def verify_command(options: argparse.Namespace, _: Path) -> int:
    from casework.certificates import verify

    return verify(options.certificate, options.issuer or "", say)


def paper_command(options: argparse.Namespace, root: Path) -> int:
    from casework.build import LANGUAGES
    from casework.exports.paper import KINDS, write_papers

    write_papers(root, (options.language,) if options.language else LANGUAGES, (options.only,) if options.only else KINDS, say=say)
    return 0


def room_command(options: argparse.Namespace, root: Path) -> int:
    try:
        from casework.room.serve import Options, serve
    except ImportError as error:
        message = f"a live room needs the library {shown(error.name or str(error))}, which is not installed."
        raise ProblemsError([Problem("casework room", "no-extra", message, "Install it: pip install 'casework[room]'.")]) from error

    given = {name: getattr(options, name) for name in ("plan", "port", "store", "forms", "room", "host", "address", "new_secret")}
    return serve(root, Options(**given), say=say)


def slides_command(options: argparse.Namespace, root: Path) -> int:
    from casework.exports.slides import LANGUAGES, write_slides

    write_slides(root, options.name, [options.language] if options.language else LANGUAGES, say=say)
    return 0


def cards_command(options: argparse.Namespace, root: Path) -> int:
    from casework.exports.cards import LANGUAGES, write_cards

    write_cards(root, [options.language] if options.language else LANGUAGES, say=say)
    return 0


def messages_command(options: argparse.Namespace, root: Path) -> int:
    from casework.messages import refresh

    return refresh(root, options.language, options.names, say)


def schemas_command(options: argparse.Namespace, root: Path) -> int:
    from casework.schemas import write_schemas

    for path in write_schemas(root):
        say(path.relative_to(root).as_posix())
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="casework", description="Build, serve and check a course.")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(name: str, command: Callable[..., int], text: str) -> argparse.ArgumentParser:
        found = verbs.add_parser(name, help=text, description=text)
        found.set_defaults(command=command)
        return found

    verb("build", build_command, "Build the site in every language into _build/site/.").add_argument("--strict", action="store_true", help="a warning fails the build")
    for name, command, text in (
        ("serve", serve_command, "Serve the built site on this machine."),
        ("study", study_command, "Build what changed, then serve."),
    ):
        found = verb(name, command, text)
        found.add_argument("--port", type=int, default=8765)
        found.add_argument("--no-browser", action="store_true", help="open no browser")
        if name == "serve":
            found.add_argument("--lan", action="store_true", help="other devices of this network may read too (plain http)")
    found = verb("kit", kit_command, "Pack the site, both languages, as one zip for a USB stick into _build/kit/.")
    found.add_argument("--local", metavar="FOLDER", help="a State's own texts (one .toml a topic) for the boxes “In our State”")
    found.add_argument("--with", dest="extra", metavar="FILE", action="append", default=[], help="add a file, such as the EPUB; may be repeated")
    found.add_argument("--out", metavar="FOLDER", help="folder for the zip (default: _build/kit)")
    found = verb("lint", lint_command, "Check all content: law, items, lessons, cases.")
    found.add_argument("--report", action="store_true", help="what the course holds, theme by theme")
    found = verb("check", check_command, "Judge a folder of participants' answer files into a table.")
    found.add_argument("folder")
    found.add_argument("--case", help="only this case (default: each file says its own)")
    found.add_argument("--out", help="folder for answers.csv and answers.html (default: the folder itself)")
    found = verb("lab", lab_command, "Open a case as a live notebook in JupyterLab.")
    found.add_argument("case")
    found.add_argument("--no-browser", action="store_true", help="open no browser")
    certificate_verbs(verb("certificate", certificate_command, "Make a self-assessed certificate; make an issuer's key; issue signed certificates."))
    found = verb("verify", verify_command, "Verify a signed certificate without a network.")
    found.add_argument("certificate", help="the .json file, or the text of its code in quotation marks")
    found.add_argument("--issuer", help="the issuer's public key (did:key:…) or the file that holds it")
    found = verb("paper", paper_command, "Write workbook, answer key, case bundles (PDF) and EPUB into _build/paper/.")
    found.add_argument("--language", help="en or ar (default: both)")
    found.add_argument("--only", choices=("workbook", "key", "cases", "epub"), help="only this one")
    found = verb("room", room_command, "Run a live room for people in one place, with no internet.")
    found.add_argument("--plan", help="a plan's file, or the name of a ready one (default: half-day)")
    found.add_argument("--port", type=int, default=8765)
    found.add_argument("--store", default="rooms/room.sqlite", help="the room's file, or postgresql://… (default: rooms/room.sqlite)")
    found.add_argument("--forms", help="a folder with test forms that are not in the book")
    found.add_argument("--room", default="room", help="the room's name in a PostgreSQL store that several share")
    found.add_argument("--host", default="0.0.0.0", help="the number to listen on (default: all)")
    found.add_argument("--address", help="the address that participants open, where it is a proxy's")
    found.add_argument("--new-secret", action="store_true", help="make a new facilitator's secret; the old one no longer opens the console")
    found = verb("slides", slides_command, "Write slides with speaker notes from the lessons into _build/slides/.")
    found.add_argument("name", nargs="?", metavar="THEME|LESSON", help="a theme or a lesson (default: all)")
    found.add_argument("--language", choices=("en", "ar"), help="only this language (default: each that a lesson has)")
    found = verb("cards", cards_command, "Write answer cards, name cards and sheets for a room into _build/cards/.")
    found.add_argument("--language", choices=("en", "ar"), help="only this language (default: both)")
    found = verb("messages", messages_command, "Refresh the translation catalogues, keeping what is translated.")
    found.add_argument("language")
    found.add_argument("names", nargs="*", help="themes, cases or pages to start translating")
    verb("schemas", schemas_command, "Write the JSON Schemas that editors use.")
    return top


def certificate_verbs(found: argparse.ArgumentParser) -> None:
    import datetime

    acts = found.add_subparsers(dest="act", required=True, metavar="ACT")

    def act(name: str, text: str) -> argparse.ArgumentParser:
        return acts.add_parser(name, help=text, description=text)

    act("key", "Make an issuer's key, once, outside the course's folder.").add_argument("file")
    made = act("make", "A self-assessed certificate from a progress file.")
    made.add_argument("progress", help="the progress file that the module saved")
    made.add_argument("--name", required=True)
    made.add_argument("--out", default="certificate.html")
    issued = act("issue", "Signed certificates for one name or a list.")
    issued.add_argument("--key", required=True, help="the file that `casework certificate key` wrote")
    who = issued.add_mutually_exclusive_group(required=True)
    who.add_argument("--name", action="append", help="may be repeated")
    who.add_argument("--names", metavar="CSV", help="a list: its column “name”, else its first column")
    issued.add_argument("--issuer", required=True, help="the issuer's name, as it shall stand on the certificate")
    issued.add_argument("--form", required=True, help="self-paced, workshop or mixed")
    issued.add_argument("--hours", required=True, help="such as 6 or 6.5")
    issued.add_argument("--date", default=datetime.date.today().isoformat(), help="YYYY-MM-DD (default: today)")
    issued.add_argument("--out", default="certificates", metavar="FOLDER")
    for one in (made, issued):
        one.add_argument("--language", default="en", choices=("en", "ar"))
        one.add_argument("--pdf", action="store_true", help="a PDF too (needs the extra `paper`)")


def main(arguments: Sequence[str] | None = None) -> int:
    from casework.course import find_root

    options = parser().parse_args(arguments)
    try:
        # whoever verifies a certificate need not have the course
        return options.command(options, Path() if options.verb == "verify" else find_root())
    except ProblemsError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
