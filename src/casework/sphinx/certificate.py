"""``{certificate}``, ``{verify}`` and ``{offline}``: pages to do something on. Each says in words what it is before a script wakes it."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from casework.certificate_page import Certificate, section
from casework.completion import Part, Rules, rules_of
from casework.errors import ProblemsError
from casework.html import json_block
from casework.sphinx.law import page_title
from casework.sphinx.markup import page_html, paper_text
from casework.sphinx.state import State, state_of, warn


class CertificateDirective(SphinxDirective):
    """What finishing takes, part by part; a script says what is done and fills the sheet."""

    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        for path in [*(state.root / "book").glob("*/*.md"), *(state.root / "book").glob("*/quiz"), state.root / "book" / "course.toml"]:
            self.env.note_dependency(str(path))
        self.env.metadata[self.env.docname]["casework_certificate"] = "yes"
        words = state.certificate_strings
        try:
            rules = rules_of(state.source)
        except ProblemsError as error:
            warn(str(error), "certificate", (self.env.docname, self.lineno))
            return []
        groups = (("lessons", rules.lessons), ("check", (rules.check,)), ("cases", rules.cases))
        lists = "".join(f'<h3>{escape(words[f"cert_{name}"])}</h3><ul>{"".join(self.line(state, part) for part in parts)}</ul>' for name, parts in groups)
        sheet = section(
            Certificate("", [("date", ""), ("estimated", ""), ("version", state.course.info.version)], [state.lookup(*pair) for pair in rules.objectives]),
            state.course.info, words,
        )  # fmt: skip
        found = data(rules, {**words, "path_hours": state.strings["path_hours"]})
        html = (
            f'<div class="certificate-page"><noscript><p>{escape(words["cert_script"])}</p></noscript><div class="certificate-parts">{lists}</div>'
            f'{sheet.replace("<section ", "<section hidden ", 1)}{json_block(found, "certificate-data")}</div>'
        )
        plain = [nodes.paragraph("", title(state, part)) for _, parts in groups for part in parts]
        return [page_html(html=html), paper_text("", *plain)]

    def line(self, state: State, part: Part) -> str:
        address = escape(state.address(self.env.docname, part.page))
        return f'<li data-page="{part.page}"><a href="{address}">{escape(title(state, part))}</a><span class="part-state"></span></li>'


def title(state: State, part: Part) -> str:
    """In this language; a case's title stands in the case's own catalogue."""
    kind, slug, _ = part.page.split("/")
    return state.lookup(slug, part.title) if kind == "exercises" and state.here(part.page) else page_title(state, part.page, part.title)


def data(rules: Rules, words: dict[str, str]) -> dict[str, Any]:
    def plain(part: Part) -> dict[str, Any]:
        return {"page": part.page, "minutes": part.minutes, "items": list(part.items)}

    needed = {name: text for name, text in words.items() if not name.startswith("verify_")}
    found = {"lessons": [plain(part) for part in rules.lessons], "check": plain(rules.check), "cases": [plain(part) for part in rules.cases]}
    return {"rules": found, "words": needed}


class Verify(SphinxDirective):
    """A form that verifies a signed certificate; the script brings it, since without one nothing can be verified."""

    def run(self) -> list[nodes.Node]:
        words = state_of(self.env).certificate_strings
        self.env.metadata[self.env.docname]["casework_verify"] = "yes"
        html = f'<div class="verify-page"><noscript><p>{escape(words["verify_script"])}</p></noscript>{json_block({"words": words}, "verify-data")}</div>'
        return [page_html(html=html), paper_text("", nodes.paragraph("", words["verify_script"]))]


class Offline(SphinxDirective):
    """A button that keeps the whole module on this device, where the browser can; else why it can't."""

    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        words = state.offline_strings
        html = f'<div class="offline-page"><noscript><p>{escape(words["offline_script"])}</p></noscript>{json_block({"words": words}, "offline-data")}</div>'
        return [page_html(html=html)]


def setup(app: Any) -> None:
    app.add_directive("certificate", CertificateDirective)
    app.add_directive("verify", Verify)
    app.add_directive("offline", Offline)
