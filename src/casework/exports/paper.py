"""``casework paper``: workbook, key, case bundles and EPUB in ``_build/paper/<language>/``.

Each paper is written as print-ready HTML first, which any browser prints; where weasyprint and Pango are there, the same HTML becomes a
tagged PDF (PDF/UA) with bookmarks. Same input, same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from casework.build import LANGUAGES, build
from casework.cases import load_case
from casework.course import load_course
from casework.edition import edition, translated_pages
from casework.errors import Problem, ProblemsError
from casework.exports.paper_book import key, workbook
from casework.exports.paper_cases import case_paper
from casework.exports.paper_pages import read_pages
from casework.exports.paper_parts import FACES, FONTS, SIGNS, Paper, Printed, as_of
from casework.html import Renderer
from casework.html_case import CasePage
from casework.translation import SOURCE, Catalogues, interface

KINDS = ("workbook", "key", "cases", "epub")
HOW_TO_GET = (
    "No PDF was made: {reason}. The HTML files are ready to print from a browser. For PDFs install weasyprint (`pip install 'casework[paper]'`) "
    "and Pango: Debian or Ubuntu `apt-get install libpango-1.0-0 libpangoft2-1.0-0`, macOS `brew install pango`, Windows the Pango of MSYS2 (see weasyprint's guide)."
)


def write_papers(root: Path, languages: tuple[str, ...] = LANGUAGES, only: tuple[str, ...] = KINDS, built: bool = False, say: Callable[[str], None] = print) -> list[Path]:
    """Write the papers and return their paths. ``built``: the site is fresh already. Raises ProblemsError for what can't be built."""
    for language in languages:
        if language != SOURCE and not translated_pages(root, language):
            message = f"there is no page in the language {language!r}."
            raise ProblemsError([Problem("--language", "no-language", message, f"Name one of {', '.join(LANGUAGES)}.")])
    if not built and {"workbook", "key"} & set(only):
        build(root, say=say)
    found: list[Path] = []
    pdf, reason = printer()
    for language in languages:
        target = root / "_build" / "paper" / language
        target.mkdir(parents=True, exist_ok=True)
        copy_fonts(target)
        for paper in papers(root, language, only):
            found.append(target / f"{paper.name}.html")
            found[-1].write_text(paper.html, encoding="utf-8")
            if pdf:
                found.append(target / f"{paper.name}.pdf")
                found[-1].write_bytes(pdf(paper, target))
            say(f"  {found[-1].relative_to(root).as_posix()}")
        if "epub" in only:
            from casework.exports.epub import write_epub

            found.append(write_epub(root, language, LANGUAGES, target / f"{load_course(root).info.id}.epub"))
            say(f"  {found[-1].relative_to(root).as_posix()}")
    if not pdf and set(only) - {"epub"}:
        say(HOW_TO_GET.format(reason=reason))
    return found


def papers(root: Path, language: str, only: tuple[str, ...]) -> Iterator[Printed]:
    """Every paper asked for."""
    source = load_course(root)
    catalogues = Catalogues(root, language)
    course = edition(source, language, catalogues.known).translated(catalogues.lookup)
    words = interface(catalogues, "page", "case", "paper")
    paper = Paper(language, words, course.info, as_of(source))
    renderer = Renderer(course.law, words, "", catalogues.lookup)
    if "workbook" in only:
        yield workbook(paper, read_pages(root, language), course.law, renderer)
    if "key" in only:
        yield key(paper, read_pages(root, language), course.law, renderer)
    if "cases" in only:
        pages = translated_pages(root, language)
        for slug in source.cases:
            if language == SOURCE or f"exercises/{slug}/exercise" in pages:
                case, problems = load_case(root, slug)
                if case is None:
                    raise ProblemsError(problems)
                case = case.translated(lambda text, slug=slug: catalogues.lookup(slug, text))
                yield case_paper(paper, case, CasePage(renderer, words, language, ""))


def copy_fonts(target: Path) -> None:
    folder = target / "fonts"
    folder.mkdir(exist_ok=True)
    for path in [FONTS / "OFL.txt", SIGNS, *(FONTS / f"{name}-{weight}.woff2" for name in FACES for weight in (400, 600))]:
        shutil.copyfile(path, folder / path.name)


def printer() -> tuple[Callable[[Printed, Path], bytes] | None, str]:
    """What makes a PDF of a paper, or why there is none on this machine."""
    try:
        from casework.exports.paper_pdf import pdf
    except ImportError:
        return None, "weasyprint is not installed"
    except OSError as error:  # Pango is no Python package; its absence shows when it is loaded
        return None, f"Pango was not found ({str(error).splitlines()[0][:120]})"
    return pdf, ""
