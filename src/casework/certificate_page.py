"""A certificate as HTML: one section for the course's page, and the same on a page of its own for paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from casework.course import CourseInfo
from casework.html_text import steady
from casework.translation import RIGHT_TO_LEFT

CSS = Path(__file__).parent / "css"
# one page of a document of its own: no script, nothing loaded
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True)
class Certificate:
    """What varies. ``facts`` are (word of the interface, value); ``qr`` is SVG of our own making; ``name`` empty leaves it to a script."""

    name: str
    facts: Sequence[tuple[str, str]]
    objectives: Sequence[str]
    signed: bool = False
    qr: str = ""


def section(certificate: Certificate, info: CourseInfo, words: Mapping[str, str]) -> str:
    """The certificate's markup; a script finds what it fills by ``data-fill``."""
    kind = "signed" if certificate.signed else "self"
    rows = "".join(
        f'<div class="fact-{word}"><dt>{escape(words[f"cert_{word}"])}</dt><dd><bdi data-fill="{word}">{steady(escape(value))}</bdi></dd></div>'
        for word, value in certificate.facts
    )
    objectives = "".join(f'<li dir="auto">{escape(text.rstrip("."))}</li>' for text in certificate.objectives)
    qr = f'<figure class="certificate-code">{certificate.qr}<figcaption>{escape(words["cert_scan"])}</figcaption></figure>' if certificate.qr else ""
    return (
        f'<section class="certificate certificate-{kind}" aria-labelledby="certificate-heading">'
        f'<p class="certificate-kind">{escape(words[f"cert_{kind}"])}</p><h2 id="certificate-heading">{escape(words["cert_heading"])}</h2>'
        f'<p class="certificate-name"><bdi data-fill="name">{escape(certificate.name)}</bdi></p><p>{escape(words["cert_finished"])}</p>'
        f'<p class="certificate-title">{escape(info.title)}</p><p class="certificate-subtitle">{escape(info.subtitle)}</p>'
        f'<dl class="certificate-facts">{rows}</dl>{qr}'
        f'<h3>{escape(words["cert_objectives"])}</h3><ul class="certificate-objectives">{objectives}</ul>'
        f'<p class="certificate-says">{escape(words[f"cert_says_{kind}"])}</p><p class="certificate-small">{escape(info.disclaimer)}</p></section>'
    )


def document(certificate: Certificate, info: CourseInfo, words: Mapping[str, str], language: str) -> str:
    """A page of its own that any browser prints on one sheet."""
    style = "".join((CSS / name).read_text(encoding="utf-8") for name in ("certificate-sheet.css", "certificate.css"))
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    title = f"{words['cert_heading']} · {certificate.name}"
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{escape(title)}</title><style>{style}</style></head>'
        f"<body><main>{section(certificate, info, words)}</main></body></html>\n"
    )
