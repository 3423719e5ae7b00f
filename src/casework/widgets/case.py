"""``case("night-call")`` shows a case in a notebook: an ipywidget whose kernel keeps, judges and saves the answer."""

from __future__ import annotations

import base64
from itertools import chain, count
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from casework.answer_text import write
from casework.answers import Answer, normalise, read
from casework.cases import Case, load_case
from casework.course import find_root, load_course
from casework.criteria import Verdict, judge
from casework.errors import ProblemsError
from casework.html import Renderer
from casework.html_case import CasePage, debrief_html, judging, render
from casework.ledger import ledger_data
from casework.translation import RIGHT_TO_LEFT, SOURCE, Catalogues, interface
from casework.widgets.style import notebook_sheet

PACKAGE = Path(__file__).parents[1]
MIME = "application/vnd.casework+json"


class CaseWidget(anywidget.AnyWidget):
    """A scenario case.

    ``record`` is what the front end keeps (the answer, every try, whether it was checked). ``decisions``, ``request`` and
    ``claims`` are the answer's parts; ``verdicts`` what Python's criteria say of it. Each change is saved at once to
    ``exercises/<slug>/answer.toml``, the file that ``pytest exercises/<slug>`` judges.
    """

    _esm = PACKAGE / "static" / "widget-case.js"
    _css = notebook_sheet("3-text.css", "4-item.css", "5-law.css", "case.css", "case-ledger.css")

    html = traitlets.Unicode().tag(sync=True)
    direction = traitlets.Unicode("ltr").tag(sync=True)
    language = traitlets.Unicode(SOURCE).tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)
    law = traitlets.Dict().tag(sync=True)
    criteria = traitlets.Dict().tag(sync=True)
    debrief = traitlets.Dict().tag(sync=True)
    ledger = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    template = traitlets.Unicode().tag(sync=True)
    record = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(self, case: Case, path: Path, root: Path, **traits: Any) -> None:
        self.case, self.path, self.root = case, path, root
        self.answer: Answer | None = None
        self.awake = False  # opening a notebook (or building the book) writes nothing
        self.aside = False  # is the file there one that could not be read as it stands? The first change puts it aside
        super().__init__(**traits)
        self.awake = True

    @traitlets.observe("record")
    def _keep(self, _: Any) -> None:
        data = (self.record or {}).get("answer") or {"case": self.case.slug, "format": 1}
        answer, _problems = normalise(data, self.case, "the notebook")
        if answer is not None:
            self.answer = answer
        if answer is not None and self.awake:
            if self.aside:
                put_aside(self.path)
                self.aside = False
            self.path.write_text(write(answer, self.case), encoding="utf-8")

    @property
    def decisions(self) -> dict[str, Any]:
        return self.answer.decisions if self.answer else {}

    @property
    def request(self) -> dict[str, Any]:
        return self.answer.request if self.answer else {}

    @property
    def verdicts(self) -> list[Verdict]:
        return judge(self.case, self.answer) if self.answer else []

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The widget, and the name by which the book renders the same case without a kernel."""
        bundle = super()._repr_mimebundle_(**options)
        data, *rest = bundle if isinstance(bundle, tuple) else (bundle,)
        data = {**(data or {}), MIME: {"case": self.case.slug}}
        return (data, *rest) if rest else data


def put_aside(path: Path) -> None:
    """Rename a file that is about to be replaced, to a name that nothing has yet."""
    names = (path.with_name(f"{path.name}.{n}unreadable") for n in chain([""], (f"{n}." for n in count(2))))
    path.rename(next(name for name in names if not name.exists()))


def case(slug: str, language: str = SOURCE) -> CaseWidget:
    """The case's widget; an answer saved before is there again."""
    root = find_root()
    found, problems = load_case(root, slug)
    if found is None:
        raise ProblemsError(problems)
    catalogues = Catalogues(root, language)
    found = found.translated(lambda text: catalogues.lookup(slug, text))
    course = load_course(root).translated(catalogues.lookup)
    words = {**interface(catalogues, "page"), **interface(catalogues, "case")}
    page = CasePage(Renderer(course.law, words, ""), words, language, "")
    path = root / "exercises" / slug / "answer.toml"
    kept, odd = read(path, found, root) if path.exists() else (None, [])
    html = render(found, page)
    criteria = judging(found, page)
    cited = {ref for ref in course.law.provisions if f'data-law="{ref}"' in html + criteria["texts"]}
    widget = CaseWidget(
        found, path, root,
        html=html,
        notice="kept_aside" if odd else "",
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        language=language,
        strings=interface(catalogues, "script"),
        law={ref: page.renderer.provision(ref) for ref in cited},
        criteria=criteria,
        debrief=debrief_html(found, page, ""),
        ledger=ledger_data(found, interface(catalogues, "ledger")) if found.ledger else None,
        template=base64.b64encode((PACKAGE / "exports" / "request.docx").read_bytes()).decode(),
        record={"v": 1, "answer": kept.data(), "tries": {}, "checked": False} if kept else None,
    )  # fmt: skip
    widget.aside = bool(odd) and path.is_file()
    return widget
