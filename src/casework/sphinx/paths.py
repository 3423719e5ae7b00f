"""``{paths}``: objectives, minutes and roles of every lesson, for an academy's file; a role that is chosen brings its lessons first."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from casework.html import json_block
from casework.paths import ROLES, Stop, minutes_of, stops
from casework.sphinx.dependencies import note_files, note_folder
from casework.sphinx.law import page_title
from casework.sphinx.markup import page_html, paper_text
from casework.sphinx.state import State, state_of


class Paths(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        state = state_of(self.env)
        note_files(self.env, [*(state.root / "book").glob("*/*.md"), *(item.path for item in state.source.items)])
        for folder in (state.root / "book").glob("*/quiz"):
            note_folder(self.env, folder)
        found = [stop for stop in stops(state.source) if state.here(stop.lesson.docname)]
        rows = "".join(self.row(state, stop) for stop in found)
        words = state.strings
        self.env.metadata[self.env.docname]["casework_paths"] = "yes"
        heads = "".join(f'<th scope="col">{escape(words[name])}</th>' for name in ("path_lesson", "path_minutes", "path_roles"))
        html = (
            f'<div class="paths">{summary(state, found)}<div class="path-roles"></div><div class="table-wrapper"><table class="paths-table">'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{json_block(data(state), 'paths-data')}</div>"
        )
        # search and paper: the same words without the table's look
        plain = [nodes.paragraph("", f"{title(state, s)}: {words['minutes'].format(minutes=s.minutes)}") for s in found]
        return [page_html(html=html), paper_text("", *plain)]

    def row(self, state: State, stop: Stop) -> str:
        front, words = stop.lesson.front, state.strings
        assert front
        objective = state.lookup(stop.lesson.theme, front.objective)
        roles = words["path_all"] if set(front.roles) == set(ROLES) else ", ".join(words[name(role)] for role in front.roles)
        core = f' <span class="path-core">{escape(words["core_path"])}</span>' if front.core else ""
        address = escape(state.address(self.env.docname, stop.lesson.docname))
        return (
            f'<tr data-roles="{" ".join(name(role) for role in front.roles)}" data-core="{str(front.core).lower()}"><td><a href="{address}">{escape(title(state, stop))}</a>{core}'
            f'<p class="path-objective">{escape(objective)}</p></td><td>{stop.reading} + {stop.questions}</td><td>{escape(roles)}</td></tr>'
        )


def name(role: str) -> str:
    return role.lower().replace(" ", "_")


def title(state: State, stop: Stop) -> str:
    return page_title(state, stop.lesson.docname, stop.lesson.title)


def summary(state: State, found: list[Stop]) -> str:
    """The hours of the core path, of each role's lessons, and of all."""
    words = state.strings

    def hours(minutes: int) -> str:
        return escape(words["path_hours"].format(hours=minutes // 60, minutes=f"{minutes % 60:02}"))

    rows = [(words["core_path"], minutes_of(found, core=True)), *((words[name(role)], minutes_of(found, role)) for role in ROLES), (words["path_everything"], minutes_of(found))]
    return f'<ul class="path-hours">{"".join(f"<li><b>{escape(label)}</b> {hours(minutes)}</li>" for label, minutes in rows)}</ul>'


def data(state: State) -> dict[str, Any]:
    words = state.strings
    return {
        "roles": [[name(role), words[name(role)]] for role in ROLES],
        "words": {key: words[key] for key in ("path_choose", "path_yours", "path_later", "path_none")},
    }


def setup(app: Any) -> None:
    app.add_directive("paths", Paths)
