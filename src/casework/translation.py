"""Catalogues: the texts of data files and of the interface in another language.

English is the source. Lessons go through Sphinx's own gettext; everything that is data (items, provisions, report,
glossary, cases, pictures, interface) is looked up here, so that a notebook, a paper and a page say the same words without
Sphinx. A catalogue that exists is complete: ``missing`` is what the build refuses.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parent
SOURCE = "en"
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
NAMES = {"en": "English", "ar": "العربية"}  # each language in its own words


@lru_cache(maxsize=256)
def _read(path: Path, stamp: float) -> dict[str, str]:
    """msgid → msgstr of one catalogue; fuzzy and empty ones are left out."""
    with path.open("rb") as stream:
        catalog = read_po(stream)
    return {str(m.id): str(m.string) for m in catalog if m.id and m.string and not m.fuzzy}


@dataclass
class Catalogues:
    """The catalogues of one language. ``missing`` collects (domain, text) that had no translation when asked for."""

    root: Path
    language: str
    missing: set[tuple[str, str]] = field(default_factory=set)

    def path(self, domain: str) -> Path:
        base = PACKAGE / "locale" if domain == "interface" else self.root / "book" / "locale"
        return base / self.language / "LC_MESSAGES" / ("" if domain == "interface" else "data") / f"{domain}.po"

    def exists(self, domain: str) -> bool:
        return self.language == SOURCE or self.path(domain).exists()

    def known(self, domain: str, text: str) -> bool:
        """Whether there is a translation; asking is no use, so nothing is noted as missing."""
        path = self.path(domain)
        return self.language == SOURCE or (path.exists() and text in _read(path, path.stat().st_mtime))

    def lookup(self, domain: str, text: str) -> str:
        """The translation; the text itself for the source language, and (noted as missing) where there is none."""
        if self.language == SOURCE or not text:
            return text
        path = self.path(domain)
        found = _read(path, path.stat().st_mtime).get(text) if path.exists() else None
        if found is None:
            self.missing.add((domain, text))
            return text
        return found

    def page_lookup(self, docname: str, text: str) -> str:
        """A text of a Markdown page, from that page's own catalogue; the text itself where there is none."""
        path = self.root / "book" / "locale" / self.language / "LC_MESSAGES" / f"{docname}.po"
        if self.language == SOURCE or not path.exists():
            return text
        return _read(path, path.stat().st_mtime).get(text, text)


def interface_texts() -> dict[str, dict[str, str]]:
    """The interface's English words by section: page, script, case."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(PACKAGE.glob("interface*.toml")):
        found |= tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def interface(catalogues: Catalogues, *sections: str) -> dict[str, str]:
    """The words of these sections (all when none is named) in the catalogues' language."""
    texts = interface_texts()
    chosen = sections or tuple(texts)
    return {name: catalogues.lookup("interface", text) for section in chosen for name, text in texts.get(section, {}).items()}
