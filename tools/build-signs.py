"""Draw the signs that papers use and the subset fonts lack: ``python tools/build-signs.py`` (needs fonttools and brotli).

An arrow, its mirror and a circle, drawn here, so that a PDF needs no font of the machine that makes it.
"""

from __future__ import annotations

from math import cos, pi, sin
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

TARGET = Path(__file__).resolve().parents[1] / "src" / "casework" / "exports" / "signs.woff2"
Points = list[tuple[float, float]]


def glyph(*outlines: Points):
    pen = TTGlyphPen(None)
    for outline in outlines:
        pen.moveTo(outline[0])
        for point in outline[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def circle(radius: float, sign: int) -> Points:
    """A polygon of 32 corners around the middle of a letter; ``sign`` is its turning."""
    return [(round(350 + radius * cos(2 * pi * n / 32)), round(340 + sign * radius * sin(2 * pi * n / 32))) for n in range(32)]


ARROW: Points = [(60, 310), (60, 370), (520, 370), (370, 520), (415, 565), (640, 340), (415, 115), (370, 160), (520, 310)]


def build() -> Path:
    font = FontBuilder(1000, isTTF=True)
    glyphs = {
        ".notdef": glyph(), "space": glyph(), "arrow": glyph(ARROW), "back": glyph([(700 - x, y) for x, y in reversed(ARROW)]),
        "circle": glyph(circle(250, -1), circle(195, 1)), "joiner": glyph(),
    }  # fmt: skip
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap({0x20: "space", 0x2192: "arrow", 0x2190: "back", 0x25CB: "circle", 0x2060: "joiner"})
    font.setupGlyf(glyphs)
    widths = {".notdef": 500, "space": 250, "joiner": 0}
    font.setupHorizontalMetrics({name: (widths.get(name, 700), 0) for name in glyphs})
    font.setupHorizontalHeader(ascent=1025, descent=-275)
    font.setupNameTable({"familyName": "Casework Signs", "styleName": "Regular", "licenseDescription": "MIT"})
    font.setupOS2(sTypoAscender=780, sTypoDescender=-220, usWinAscent=1025, usWinDescent=275)
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = 3_800_000_000  # the same bytes every time
    font.font.recalcTimestamp = False
    font.font.flavor = "woff2"
    font.save(TARGET)
    return TARGET


if __name__ == "__main__":
    path = build()
    print(f"{path.name}: {path.stat().st_size} B")
