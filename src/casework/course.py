"""A course: everything its folders hold, loaded once, with every problem of every file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from casework.errors import Problem, ProblemsError
from casework.glossary import Term, load_glossary
from casework.item_parts import Frozen, Text
from casework.items import Item, load_items
from casework.law import Law, load_law
from casework.lessons import Lesson, load_lessons
from casework.loading import load
from casework.report import Paragraph, load_report


class CourseInfo(Frozen):
    """``book/course.toml``: ``id`` keys the learner's progress, so it never changes; ``version`` stands on certificates and kits."""

    id: Text
    title: Text
    version: str = ""
    subtitle: str = ""
    disclaimer: str = ""
    licence: str = ""


COURSE_TEXTS = ("title", "subtitle", "disclaimer", "licence")


@dataclass(frozen=True)
class Course:
    root: Path
    info: CourseInfo
    items: tuple[Item, ...]
    law: Law
    report: dict[str, Paragraph]
    glossary: dict[str, Term]
    lessons: tuple[Lesson, ...]
    problems: tuple[Problem, ...]

    def item(self, ref: str) -> Item | None:
        return next((item for item in self.items if item.ref == ref), None)

    def items_of(self, theme: str, lesson: str, place: str | None = None) -> list[Item]:
        """The items that a lesson shows; those of a check are shown there alone."""
        return [i for i in self.items if i.theme == theme and i.body.lesson == lesson and place in (None, i.body.place) and not i.body.form]

    @property
    def themes(self) -> list[str]:
        return sorted({lesson.theme for lesson in self.lessons})

    @property
    def cases(self) -> list[str]:
        return sorted(path.parent.name for path in (self.root / "exercises").glob("*/case.toml"))

    def translated(self, lookup: Callable[[str, str], str]) -> Course:
        """The course in another language; ``lookup(domain, text)`` gives the text back where it has nothing."""
        return replace(
            self,
            info=self.info.model_copy(update={n: lookup("course", t) for n in COURSE_TEXTS if (t := getattr(self.info, n))}),
            items=tuple(item.translated(lambda text, d=item.theme: lookup(d, text)) for item in self.items),
            law=self.law.translated(lambda text: lookup("law", text)),
            report={k: Paragraph(text=lookup("report", p.text), note=p.note and lookup("report", p.note)) for k, p in self.report.items()},
            glossary={k: t.model_copy(update={"text": lookup("glossary", t.text)}) for k, t in self.glossary.items()},
        )


def find_root(start: Path | None = None) -> Path:
    """The course's folder: the nearest one upwards that holds ``book/course.toml``."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "book" / "course.toml").exists():
            return folder
    message = "no course was found here: no folder upwards holds book/course.toml."
    raise ProblemsError([Problem(str(here), "no-course", message, "Go to the course's folder and try again.")])


def load_course(root: Path) -> Course:
    """Load all; what can't be read is left out and told in ``problems``."""
    info, problems = load(root / "book" / "course.toml", root, CourseInfo)
    items, wrong = load_items(root)
    problems += wrong
    law, wrong = load_law(root)
    problems += wrong
    report, wrong = load_report(root)
    problems += wrong
    glossary, wrong = load_glossary(root)
    problems += wrong
    lessons, wrong = load_lessons(root)
    problems += wrong
    info = info or CourseInfo(id="unnamed", title="Untitled course")
    return Course(root, info, tuple(items), law, report, glossary, tuple(lessons), tuple(problems))
