"""Pictures: an SVG as markup inside a page, its words translated, described for screen readers, and nothing in it that runs or loads."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
WORDS = ("title", "desc", "text", "tspan")
WIDTH = re.compile(r"max-width:\s*(\d+)rem")
ACTIVE = {"script", "style", "foreignObject", "animate", "set", "image", "use"}
ElementTree.register_namespace("", "http://www.w3.org/2000/svg")


class PictureError(ValueError):
    """What is wrong with the file, and the cure."""


class Picture(NamedTuple):
    markup: str
    words: list[str]  # in reading order: title and description first


def words_of(path: Path) -> list[str]:
    """Every message of a picture, in reading order."""
    tree = ElementTree.parse(path)
    return [text for element in tree.iter() if (text := own_text(element))]


def spots_of(path: Path) -> list[str]:
    """The names of the places that a question can ask for (``data-spot``)."""
    return [spot for element in ElementTree.parse(path).iter() if (spot := element.get("data-spot"))]


def own_text(element: ElementTree.Element) -> str:
    if not isinstance(element.tag, str) or element.tag.removeprefix(SVG) not in WORDS:
        return ""
    return re.sub(r"\s+", " ", element.text or "").strip()


def inlined(path: Path, ident: str, lookup: Callable[[str], str]) -> Picture:
    """The picture as it stands in a page; ``ident`` begins the ids of what describes it."""
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as error:
        raise PictureError(f"“{path.name}” can't be read: {error}. Put the file beside the page.") from None
    if styled := [e for e in root.iter() if e is not root and e.get("style")]:
        raise PictureError(f"“{path.name}” has style=\"{styled[0].get('style')}\", which pages do not allow. Write it as attributes, such as fill and font-size.")
    bad = sorted({e.tag.removeprefix(SVG) for e in root.iter() if isinstance(e.tag, str) and e.tag.removeprefix(SVG) in ACTIVE})
    if bad:
        raise PictureError(f"“{path.name}” holds <{bad[0]}>. Draw with shapes and text only.")
    described = []
    for element in root.iter():
        if text := own_text(element):
            element.text = lookup(text)
        name = element.tag.removeprefix(SVG) if isinstance(element.tag, str) else ""
        if name in ("title", "desc") and element in list(root):
            element.set("id", f"{ident}-{name}")
            described.append(f"{ident}-{name}")
    root.set("role", "img")
    root.set("aria-labelledby", " ".join(described))
    # the pages allow no style attribute: the width that an author wrote for the file alone becomes a class of css/3-text.css
    if width := WIDTH.search(root.get("style", "")):
        root.set("class", f"at-most-{width[1]}")
    for name in ("width", "height", "style"):
        root.attrib.pop(name, None)
    words = [text for element in root.iter() if (text := own_text(element))]
    return Picture(ElementTree.tostring(root, encoding="unicode"), words)
