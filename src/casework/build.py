"""``casework build``: the whole site, every language, in ``_build/site``.

Each language is an ordinary Jupyter Book build with an overlay of ``_config.yml`` and ``_toc.yml``; both run at the same
time. A plain ``jupyter-book build .`` gives the source language without this module.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from casework.course import CourseInfo
from casework.edition import translated_pages
from casework.errors import Problem, ProblemsError
from casework.loading import load
from casework.offline import write as write_offline
from casework.policy import POLICY, REFERRER
from casework.translation import NAMES, PACKAGE, SOURCE

LANGUAGES = ("en", "ar")
# the same interpreter, whatever PATH says; the package has no __main__
BOOK = ("-c", "from jupyter_book.cli.main import main; main()")


def pages_of(toc: dict[str, Any]) -> list[str]:
    """Every page of a table of contents, the root first."""
    found = [toc["root"]] if "root" in toc else []

    def walk(node: Any) -> None:
        for child in node if isinstance(node, list) else [node]:
            if "file" in child:
                found.append(child["file"])
            for name in ("parts", "chapters", "sections"):
                if name in child:
                    walk(child[name])

    walk({name: toc[name] for name in ("parts", "chapters") if name in toc})
    return [page.removesuffix(".md") for page in found]


def filtered_toc(toc: dict[str, Any], pages: set[str], caption: Callable[[str], str]) -> dict[str, Any]:
    """The table of contents with only these pages; a chapter that is missing takes its sections with it."""

    def kept(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [clean(entry) for entry in entries if "file" not in entry or entry["file"].removesuffix(".md") in pages]

    def clean(node: dict[str, Any]) -> dict[str, Any]:
        copy = dict(node)
        if "caption" in copy:
            copy["caption"] = caption(copy["caption"])
        for name in ("parts", "chapters", "sections"):
            if name in copy:
                copy[name] = kept(copy[name])
                if not copy[name]:
                    del copy[name]
        return copy

    parts = clean(toc)
    if "parts" in parts:
        parts["parts"] = [part for part in parts["parts"] if part.get("chapters")]
    return parts


def overlay(root: Path, language: str, languages: tuple[str, ...]) -> tuple[Path, Path]:
    """Write this language's configuration and table of contents below ``_build`` and return both paths."""
    from casework.translation import Catalogues

    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    every = pages_of(toc)
    pages = {code: sorted(set(every) & translated_pages(root, code)) if code != SOURCE else every for code in languages}
    catalogues = Catalogues(root, language)
    if language != SOURCE:
        toc = filtered_toc(toc, set(pages[language]), lambda text: catalogues.lookup("toc", text))
    sphinx = config.setdefault("sphinx", {}).setdefault("config", {})
    sphinx.update(language=language, casework_languages=list(languages), casework_pages=pages)
    sphinx["html_title"] = catalogues.lookup("course", sphinx["html_title"])
    config["title"] = sphinx["html_title"]
    folder = root / "_build" / language
    folder.mkdir(parents=True, exist_ok=True)
    found = folder / "_config.yml", folder / "_toc.yml"
    for path, data in zip(found, (config, toc), strict=True):
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    return found


def build(root: Path, languages: tuple[str, ...] = LANGUAGES, strict: bool = False, say: Callable[[str], None] = print) -> Path:
    """Build all languages and return the site's folder. Raises ProblemsError with the log's end when one fails."""
    languages = tuple(code for code in languages if code == SOURCE or translated_pages(root, code))
    started = time.monotonic()
    running = []
    for language in languages:
        config, toc = overlay(root, language, languages)
        log = (config.parent / "build.log").open("w", encoding="utf-8")
        command = [sys.executable, *BOOK, "build", str(root), "--config", str(config), "--toc", str(toc),
                   "--path-output", str(config.parent), *(["-W", "-n", "--keep-going"] if strict else [])]  # fmt: skip
        environment = {**os.environ, "PYTHONUTF8": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
        running.append((language, subprocess.Popen(command, cwd=root, stdout=log, stderr=subprocess.STDOUT, env=environment), log))
        say(f"Building {NAMES.get(language, language)} …")
    failed = []
    for language, process, log in running:
        code = process.wait()
        log.close()
        if code:
            failed.append(Problem(f"_build/{language}/build.log", "build", f"the {language} book was not built:\n{log_end(root, language)}", "Correct what it names."))
        else:
            say(f"  {NAMES.get(language, language)} is ready ({time.monotonic() - started:.0f} s)")
    if failed:
        raise ProblemsError(failed)
    return assemble(root, languages)


def log_end(root: Path, language: str) -> str:
    """The lines of a build's log that an author needs: warnings and errors, else its end."""
    lines = (root / "_build" / language / "build.log").read_text(encoding="utf-8", errors="replace").splitlines()
    telling = [line for line in lines if "WARNING" in line or "ERROR" in line or "rror:" in line]
    return "\n".join(telling[-40:] or lines[-30:])


def assemble(root: Path, languages: tuple[str, ...]) -> Path:
    """Copy what was built into one site: ``index.html`` chooses the language, one folder each."""
    site = root / "_build" / "site"
    for language in languages:
        built = root / "_build" / language / "_build" / "html"
        target = site / language
        wanted = {p.relative_to(built) for p in built.rglob("*") if p.is_file() and not skipped(p.relative_to(built))}
        for path in wanted:
            copy = target / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            source = built / path
            if not copy.exists() or copy.stat().st_mtime < source.stat().st_mtime or copy.stat().st_size != source.stat().st_size:
                shutil.copy2(source, copy)
        for old in [p for p in target.rglob("*") if p.is_file() and p.relative_to(target) not in wanted]:
            old.unlink()
    choice = (PACKAGE / "theme" / "language-choice.html").read_text(encoding="utf-8")
    root_page = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))["root"]
    links = "\n".join(f'<a lang="{code}" href="{code}/{root_page}.html">{NAMES[code]}</a>' for code in languages)
    (site / "index.html").write_text(choice.format(links=links, policy=POLICY, referrer=REFERRER), encoding="utf-8")
    info, _ = load(root / "book" / "course.toml", root, CourseInfo)
    write_offline(site, info or CourseInfo(id="unnamed", title="Untitled course"))
    return site


def skipped(path: Path) -> bool:
    """Sphinx's working files are no part of a site."""
    return path.name in (".buildinfo", "objects.inv") or path.parts[0] in ("_sources", "jupyter_execute", ".doctrees")
