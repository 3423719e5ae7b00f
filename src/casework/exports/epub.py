"""The book as an EPUB file: one build of the book with Sphinx's EPUB builder (``casework.sphinx.epub``)."""

from __future__ import annotations

import calendar
import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import yaml

import casework
from casework.build import BOOK, log_end, overlay
from casework.course import load_course
from casework.edition import translated_pages
from casework.errors import Problem, ProblemsError
from casework.exports.paper_parts import as_of
from casework.translation import SOURCE, Catalogues


def write_epub(root: Path, language: str, languages: tuple[str, ...], target: Path) -> Path:
    """Build the language's EPUB and copy it to ``target``. Raises ProblemsError with the log's end."""
    languages = tuple(code for code in languages if code == SOURCE or translated_pages(root, code))
    config, toc = overlay(root, language, languages)
    folder = root / "_build" / f"epub-{language}"
    folder.mkdir(parents=True, exist_ok=True)
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    settings["sphinx"]["config"].update(metadata(root, language))
    own = folder / "_config.yml"
    own.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    shutil.copy2(toc, folder / "_toc.yml")
    command = [sys.executable, *BOOK, "build", str(root), "--config", str(own), "--toc", str(folder / "_toc.yml"), "--path-output", str(folder),
               "--builder", "custom", "--custom-builder", "epub"]  # fmt: skip
    moment = str(calendar.timegm(as_of(load_course(root)).timetuple()))
    environment = {**os.environ, "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": moment, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    with (folder / "build.log").open("w", encoding="utf-8") as log:
        code = subprocess.run(command, cwd=root, stdout=log, stderr=subprocess.STDOUT, env=environment).returncode
    if code:
        message = f"the EPUB ({language}) was not made:\n{log_end(root, f'epub-{language}')}"
        raise ProblemsError([Problem(f"_build/epub-{language}/build.log", "build", message, "Correct what it names.")])
    built = folder / "_build" / "epub" / f"{settings['sphinx']['config']['epub_basename']}.epub"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(built, target)
    return target


def metadata(root: Path, language: str) -> dict[str, Any]:
    """Sphinx's settings for the package document: who, what, and an identifier that stays."""
    course = load_course(root)
    catalogues = Catalogues(root, language)
    info = course.translated(catalogues.lookup).info
    return {
        "epub_basename": course.info.id, "epub_title": info.title, "epub_description": info.subtitle, "epub_copyright": info.licence,
        "epub_identifier": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'casework/{course.info.id}/{language}')}", "epub_uid": "book",
        "epub_scheme": "UUID", "epub_author": "The casework authors", "epub_publisher": "The casework authors", "epub_contributor": "The casework authors",
        "version": casework.__version__, "epub_use_index": False, "epub_tocscope": "includehidden", "epub_tocdup": False, "epub_exclude_files": ["search.xhtml"],
        "epub_css_files": [], "suppress_warnings": ["mystnb.unknown_mime_type", "epub.unknown_project_files"],
    }  # fmt: skip
