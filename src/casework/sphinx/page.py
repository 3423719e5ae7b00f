"""What a page loads and knows: our sheet and scripts only where they are used, language and direction, no stock clutter."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import ensuredir

from casework.policy import POLICY, REFERRER
from casework.sphinx.glossary import popover_texts
from casework.sphinx.mime import write_case_files
from casework.sphinx.quiz import PAGES
from casework.sphinx.progress import map_of, review_files
from casework.sphinx.search import SEARCH, search_context, write_index
from casework.sphinx.state import INSTRUMENT, REGISTER, State, state_of, theme_of
from casework.translation import NAMES, RIGHT_TO_LEFT, SOURCE

PACKAGE = Path(__file__).parents[1]
SHEETS = ("check", "paths", "progress", "review", "certificate", "verify", "search")  # parts with a sheet of their own
# what Jupyter Book and MyST-NB add to each page and this course does not use
UNUSED = ("sphinx-book-theme", "thebe", "togglebutton", "copybutton", "clipboard", "design-tabs", "sphinx-design", "mystnb", "furo", "require", "embed-amd")
LEFT_OVER = (
    "sphinx-book-theme.js", "design-tabs.js", "togglebutton.js", "togglebutton.css", "sphinx-thebe.js", "sphinx-thebe.css", "copybutton.js", "copybutton_funcs.js",
    "copybutton.css", "copy-button.svg", "check-solid.svg", "play-solid.svg", "clipboard.min.js", "sphinx-design.min.css", "debug.css", "skeleton.css", "basic.css",
    "pygments.css", "file.png", "minus.png", "plus.png", "searchtools.js", "language_data.js", "doctools.js", "documentation_options.js", "sphinx_highlight.js",
)  # fmt: skip


def context(app: Sphinx, pagename: str, _: str, values: dict[str, Any], doctree: Any) -> str | None:
    """Fill the template's context; called for every page. The template's name is ours: other builders keep their own."""
    state = state_of(app)
    values["casework"] = {}
    if app.builder.name not in PAGES:
        values["script_files"], values["css_files"] = [], [css for css in values["css_files"] if wanted(css)]
        return None
    language = state.language
    case = case_of(state, pagename)
    known = app.env.metadata.get(pagename, {})
    parts = parts_of(state, pagename, known)
    first = ["casework/controls.js"] if known.get("casework_controls") or "review" in parts else []
    needs_map = ["casework/course-map.js"] if {"where", "progress", "review"} & set(parts) else []
    used = [*first, *needs_map, "casework/page.js", *(["casework/case.js"] if case else []), *(f"casework/{part}.js" for part in parts)]
    if app.config.casework_languages:  # a site: its root has what a device needs to keep it
        used.append("casework/offline.js")
    sheets = ["casework/casework.css", *(["casework/case.css"] if case else []), *(f"casework/{part}.css" for part in parts if part in SHEETS)]
    values["casework"] = {
        "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "course": state.course.info,
        "strings": state.strings,
        "languages": switch(app, pagename),
        "scripts": used,
        "sheets": sheets,
        "case": case,
        "policy": POLICY,
        "referrer": REFERRER,
        "toc": inner_toc(values.get("toc") or ""),
    }
    # Furo gives the templates' frame; sheets and scripts are ours
    values["css_files"], values["script_files"] = [], []
    if pagename != SEARCH:
        return "casework-page.html"
    values["casework"] |= search_context(state)
    return "casework-search.html"


def parts_of(state: State, pagename: str, known: dict[str, Any]) -> list[str]:
    """The scripts, besides the one of every page, that this page has work for."""
    found = [part for part in ("check", "paths", "progress", "review", "certificate", "verify") if known.get(f"casework_{part}")]
    theme = theme_of(pagename)
    front = any(page.docname == pagename and page.front for page in state.source.lessons)
    if front or case_of(state, pagename):
        found.append("study")
    if pagename == SEARCH:
        found.append("search")
    # where the learner stands: in all on the first page, by lesson on a theme's
    if pagename == "book/index" or (theme and front and pagename.endswith("/index")):
        found.append("where")
    return found


def inner_toc(toc: str) -> str:
    """The page's headings without its title, which stands right beside them."""
    found = re.fullmatch(r"\s*<ul>\s*<li>\s*<a [^>]*>.*?</a>\s*(<ul>.*</ul>)\s*</li>\s*</ul>\s*", toc, re.S)
    return found[1] if found else toc


def wanted(asset: Any) -> bool:
    """False for a stock script or sheet that does nothing here; inline ones (no file name) are all stock."""
    name = str(getattr(asset, "filename", asset) or "")
    return bool(name) and not any(part in name for part in UNUSED) and not name.startswith(("http:", "https:"))


def case_of(state: State, pagename: str) -> str:
    parts = pagename.split("/")
    return parts[1] if len(parts) == 3 and parts[0] == "exercises" and parts[2] == "exercise" and parts[1] in state.source.cases else ""


def switch(app: Sphinx, pagename: str) -> list[dict[str, Any]]:
    """The same page in every language of the site; a page in preparation leads to the language's first page."""
    languages = app.config.casework_languages
    if len(languages) < 2:
        return []
    up = "../" * (pagename.count("/") + 1)
    found = []
    for language in languages:
        pages = app.config.casework_pages.get(language)
        exists = pages is None or pagename in pages or pagename in (SEARCH, "genindex") or instrument_exists(app, language, pagename)
        target = pagename if exists else app.config.root_doc
        found.append({
            "code": language, "name": NAMES[language], "current": language == (app.config.language or SOURCE),
            "href": f"{up}{language}/{target}.html", "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr", "exists": exists,
        })  # fmt: skip
    return found


def instrument_exists(app: Sphinx, language: str, pagename: str) -> bool:
    """Whether the register of a language has this instrument's page."""
    state = state_of(app)
    folder, _, slug = pagename.rpartition("/")
    return folder == INSTRUMENT.rpartition("/")[0] and slug in state.instruments(language)


def copy_assets(app: Sphinx, exception: Exception | None) -> None:
    """Our files go below ``_static/casework`` at the end: Jupyter Book would load all it finds in ``_static`` on every page."""
    if exception or app.builder.format != "html" or app.builder.name == "epub":
        return
    state = state_of(app)
    target = Path(app.outdir) / "_static" / "casework"
    ensuredir(target)
    static = PACKAGE / "static"
    for path in static.rglob("*"):
        # widgets are for notebooks, icons and the worker for the site's root, slides stand alone; the page's script gets its words below
        apart = path.name.startswith(("widget", "worker")) or path.name in ("page.js", "slides.js") or path.parent.name == "icons"
        if path.is_file() and not apart:
            copy = target / path.relative_to(static)
            ensuredir(copy.parent)
            copy.write_bytes(path.read_bytes())
    write(target / "page.js", page_script(state.script_strings))
    laws = law_files(state)
    for old in target.glob("law*.js"):
        if old.stem.removeprefix("law-") not in laws:
            old.unlink()  # an instrument that has left the register
    for slug, law in laws.items():
        write(target / f"law-{slug}.js", law)
    write(target / "law-term.js", law_script(popover_texts(state)))
    write_case_files(app, target, write)
    write(target / "course-map.js", f"window.caseworkMap={dump(map_of(state))};")
    for theme, forms in review_files(state).items():
        write(target / f"review-{theme}.js", f"Object.assign(window.caseworkReview=window.caseworkReview||{{}},{dump(forms)});")
    write_index(app, target, write, dump)
    sheets = sorted((PACKAGE / "css").glob("[0-9]-*.css"))
    write(target / "casework.css", "".join(sheet.read_text(encoding="utf-8") for sheet in sheets))
    for extra in (PACKAGE / "css").glob("[a-z]*.css"):
        if extra.name in ("slides.css", "cards.css"):
            continue  # of pages that stand alone
        write(target / extra.name, extra.read_text(encoding="utf-8"))
    # Jupyter Book's own way from the language's folder to the first page, made when nothing stands there
    write(Path(app.outdir) / "index.html", redirect(app.config.root_doc))
    # what no page loads
    (Path(app.outdir) / "searchindex.js").unlink(missing_ok=True)
    stock = Path(app.outdir) / "_static"
    for name in LEFT_OVER:
        (stock / name).unlink(missing_ok=True)
    for path in [*stock.glob("mystnb*.css"), *stock.glob("styles/*"), *stock.glob("scripts/*"), *stock.glob("sphinx_book_theme*")]:
        if path.is_file():
            path.unlink()


def page_script(strings: dict[str, str]) -> str:
    """The script of every page with its words in this language: one request less than two files."""
    return f"window.caseworkStrings={dump(strings)};\n{(PACKAGE / 'static' / 'page.js').read_text(encoding='utf-8')}"


def redirect(page: str) -> str:
    """A page that leads on at once, with the policy of all pages."""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta http-equiv="refresh" content="0; url={page}.html"><title>{page}</title><a href="{page}.html">{page}</a></html>\n'
    )


def law_files(state: State) -> dict[str, str]:
    """instrument → a script with what its popovers say: a page loads those of the instruments that a reader asks about."""
    renderer = state.renderer(REGISTER)
    found: dict[str, dict[str, Any]] = {}
    for ref in state.course.law.provisions:
        found.setdefault(ref.split("/")[0], {})[ref] = renderer.provision(ref)
    return {slug: law_script(texts) for slug, texts in found.items()}


def law_script(texts: dict[str, dict[str, Any]]) -> str:
    return f"Object.assign(window.caseworkLaw=window.caseworkLaw||{{}},{dump(texts)});"


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def write(path: Path, text: str) -> None:
    """Only when changed, so that browsers keep what they have."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def no_live_code(_: Sphinx, doctree: nodes.document, __: str) -> None:
    """Remove the configuration of live code cells that Jupyter Book puts on every page, EPUB pages too."""
    for node in list(doctree.findall(nodes.raw)):
        if "x-thebe-config" in node.astext() or "kernelName" in node.astext():
            node.parent.remove(node)


def no_widget_state(app: Sphinx, env: Any) -> None:
    """The built book needs no widget manager: drop the state that MyST-NB would embed with scripts from elsewhere."""
    for data in getattr(env, "nb_metadata", {}).values():
        data.pop("ipywidgets_state", None)
        data.pop("ipywidgets_mime", None)
        data.pop("js_files", None)


def setup(app: Sphinx) -> None:
    app.connect("config-inited", lambda _, config: config.templates_path.append(str(PACKAGE / "theme")))
    app.connect("env-updated", no_widget_state)
    app.connect("doctree-resolved", no_live_code, priority=900)
    app.connect("html-page-context", context, priority=900)
    app.connect("build-finished", copy_assets, priority=900)
