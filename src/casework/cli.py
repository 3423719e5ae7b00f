"""The ``casework`` command: build, serve, study, lint, check, lab, messages, schemas.

Every problem is printed as place, message, cure; no traceback reaches who runs it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from casework.errors import Problem, ProblemsError


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
    return serve(site, options.port, not options.no_browser, say)


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
    found = verb("lint", lint_command, "Check all content: law, items, lessons, cases.")
    found.add_argument("--report", action="store_true", help="what the course holds, theme by theme")
    found = verb("check", check_command, "Judge a folder of participants' answer files into a table.")
    found.add_argument("folder")
    found.add_argument("--case", help="only this case (default: each file says its own)")
    found.add_argument("--out", help="folder for answers.csv and answers.html (default: the folder itself)")
    found = verb("lab", lab_command, "Open a case as a live notebook in JupyterLab.")
    found.add_argument("case")
    found.add_argument("--no-browser", action="store_true", help="open no browser")
    found = verb("messages", messages_command, "Refresh the translation catalogues, keeping what is translated.")
    found.add_argument("language")
    found.add_argument("names", nargs="*", help="themes, cases or pages to start translating")
    verb("schemas", schemas_command, "Write the JSON Schemas that editors use.")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    from casework.course import find_root

    options = parser().parse_args(arguments)
    try:
        return options.command(options, find_root())
    except ProblemsError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
