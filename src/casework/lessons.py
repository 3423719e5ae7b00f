"""Lessons: Markdown pages of a theme with an objective, roles and minutes in their front matter. ``lesson: false`` marks a page that is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from casework.errors import Problem, relative
from casework.item_parts import Frozen, Role, Text
from casework.loading import problems_of

FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
CITATION = re.compile(r"\{law\}`(?:[^`<]*<)?([^`<>]+)>?`")
REFERENCE_FOLDERS = {"facilitate", "law", "locale", "plans", "report"}  # folders of book/ that are no themes


class FrontMatter(Frozen):
    objective: Text
    roles: tuple[Role, ...] = Field(min_length=1)
    minutes: int = Field(ge=1, le=90)
    covers: tuple[str, ...] = ()
    core: bool = False


@dataclass(frozen=True)
class Lesson:
    """``docname`` is Sphinx's name of the page; ``text`` what stands below the front matter."""

    path: Path
    docname: str
    theme: str
    slug: str
    front: FrontMatter | None
    text: str
    first_line: int

    @property
    def title(self) -> str:
        found = re.search(r"^# (.+)$", self.text, re.M)
        return found[1].strip() if found else self.slug

    @property
    def citations(self) -> list[tuple[str, int]]:
        """(provision, line) of every ``law`` role."""
        return [(m[1].strip(), self.first_line + self.text.count("\n", 0, m.start())) for m in CITATION.finditer(self.text)]

    @property
    def words(self) -> int:
        """Words of prose, without directive lines, code and citations' targets."""
        prose = re.sub(r"^```\{(?:quiz|picture|terms|provisions|report|register|coverage|in-our-state).*?^```$", "", self.text, flags=re.S | re.M)
        prose = re.sub(r"^:{3,}.*$|\{law\}|<[^>`]*>", " ", prose, flags=re.M)
        return len(re.findall(r"\w[\w’'-]*", prose))


def read_lesson(path: Path, root: Path, needs_front: bool) -> tuple[Lesson, list[Problem]]:
    place = relative(path, root)
    docname = place.removesuffix(".md")
    text = path.read_text(encoding="utf-8")
    problems: list[Problem] = []
    front = None
    body, first_line = text, 1
    if found := FRONT.match(text):
        body, first_line = text[found.end() :], text.count("\n", 0, found.end()) + 1
        try:
            data = yaml.safe_load(found[1]) or {}
            needs_front = needs_front and data.get("lesson", True) is not False
            known = {name: data[name] for name in FrontMatter.model_fields if name in data}
            if known:
                front = FrontMatter.model_validate(known)
        except yaml.YAMLError as error:
            line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
            problems.append(Problem(place, "front-matter", "the lines between the two --- are not valid YAML.", "Quote texts that hold a colon.", line))
            return Lesson(path, docname, path.parent.name, path.stem, None, body, first_line), problems
        except ValidationError as error:
            problems += problems_of(error, place, text)
    if needs_front and front is None and not problems:
        message = "the lesson has no objective, roles and minutes."
        problems.append(Problem(place, "front-matter", message, "Begin the file with a --- block that gives them.", 1))
    return Lesson(path, docname, path.parent.name, path.stem, front, body, first_line), problems


def load_lessons(root: Path) -> tuple[list[Lesson], list[Problem]]:
    """Every page of every theme, the index pages included; only the others must carry front matter."""
    found, problems = [], []
    for path in sorted((root / "book").glob("*/*.md")):
        if path.parent.name in REFERENCE_FOLDERS:
            continue
        lesson, wrong = read_lesson(path, root, path.stem != "index")
        found.append(lesson)
        problems += wrong
    return found, problems
