"""The course in the language of this build, loaded once, with its renderer."""

from __future__ import annotations

import posixpath
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from casework.course import Course, load_course
from casework.edition import edition, translated_pages
from casework.errors import Problem
from casework.html import Renderer
from casework.lint import lint
from casework.translation import SOURCE, Catalogues, interface

LOGGER = logging.getLogger(__name__)
REGISTER = "book/law/index"
INSTRUMENT = "book/law/{instrument}"


class State:
    """What directives and templates ask for. ``source`` is the English course, ``course`` the translated one."""

    def __init__(self, root: Path, language: str) -> None:
        self.root = root
        self.language = language
        self.source: Course = load_course(root)
        self.catalogues = Catalogues(root, language)
        self.pages = translated_pages(root, language)
        self.cases: dict[str, Any] = {}  # slug → translated case, loaded when a page first shows it
        self.course = edition(self.source, language, self.catalogues.known).translated(self.catalogues.lookup)
        self.strings = interface(self.catalogues, "page")
        self.case_strings = {**self.strings, **interface(self.catalogues, "case")}
        self.check_strings = interface(self.catalogues, "check")
        self.certificate_strings = interface(self.catalogues, "certificate")
        self.offline_strings = interface(self.catalogues, "offline")
        self.our_state_strings = interface(self.catalogues, "our_state")
        self.storage_strings = interface(self.catalogues, "storage")
        self.search_strings = interface(self.catalogues, "search")
        self.script_strings = interface(self.catalogues, "script")
        self.progress_strings = interface(self.catalogues, "progress")

    def relative(self, docname: str, target: str, suffix: str = ".html") -> str:
        """The relative address of page ``target`` from page ``docname``."""
        return posixpath.relpath(target, posixpath.dirname(docname) or ".") + suffix

    @cache  # noqa: B019 - a build has one state
    def instruments(self, language: str) -> frozenset[str]:
        """The instruments that the register of a language has."""
        return frozenset(edition(self.source, language, Catalogues(self.root, language).known).law.instruments)

    def here(self, target: str) -> bool:
        """Whether page ``target`` (``#place`` allowed) exists in this language."""
        return self.language == SOURCE or target.split("#")[0] in self.pages

    def address(self, docname: str, target: str) -> str:
        """The relative address of a page that this language may not have yet; then that of the English one."""
        page, _, place = target.partition("#")
        up = "" if self.here(target) else "../" * (docname.count("/") + 1)
        found = f"{up}{SOURCE}/{page}.html" if up else self.relative(docname, page)
        return f"{found}#{place}" if place else found

    def renderer(self, docname: str) -> Renderer:
        return Renderer(self.course.law, self.strings, self.relative(docname, INSTRUMENT), self.lookup)

    def lookup(self, domain: str, text: str) -> str:
        return self.catalogues.lookup(domain, text)


def state_of(app_or_env: Any) -> State:
    app = getattr(app_or_env, "app", app_or_env)
    return app.casework_state


def warn(message: str, kind: str, location: Any = None) -> None:
    """A typed, located warning; ``-W`` makes it an error, plain builds go on."""
    LOGGER.warning(message, type="casework", subtype=kind, location=location)


def warn_problem(problem: Problem) -> None:
    warn(f"{problem.message} {problem.cure}", problem.rule, f"{problem.place}:{problem.line}" if problem.line else problem.place)


def theme_of(docname: str) -> str:
    """``book/<theme>/<lesson>`` → theme."""
    parts = docname.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "book" else ""


def load(app: Sphinx) -> None:
    """Load before anything is read; say every problem of the content, all together."""
    app.casework_state = State(Path(app.srcdir), app.config.language or "en")  # type: ignore[attr-defined]
    for problem in lint(app.casework_state.source):  # type: ignore[attr-defined]
        if not (problem.rule == "citation" and problem.place.endswith(".md")):  # the law role says those in place
            warn_problem(problem)


def raw(html: str) -> nodes.raw:
    return nodes.raw("", html, format="html")


def setup(app: Sphinx) -> None:
    app.add_config_value("casework_languages", [], "html", [list])  # languages the site has, when it has several
    app.add_config_value("casework_pages", {}, "html", [dict])  # language → pages that exist in it
    app.connect("builder-inited", load, priority=100)
