"""Subset the shipped fonts: ``npm ci && pip install fonttools brotli && python tools/build-fonts.py``.

IBM Plex Sans and IBM Plex Sans Arabic (SIL Open Font License 1.1) reserve the name "Plex", so what is made from them here is
called "Casework Sans". Each file holds what a page is likely to need whole: ASCII with the signs of English prose (``sans``), the
accented letters of names (``sans-ext``, loaded by the few pages that have one), Arabic, and for Arabic pages Latin letters
and digits without kerning, which single words and numbers among Arabic do not miss (``sans-plain``).
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "node_modules" / "@fontsource"
TARGET = ROOT / "src" / "casework" / "static" / "fonts"
LATIN = "20-7E,A0,A7,A9,AB,B0,B7,BB,2010-2015,2018-201D,2022,2026,2032,2039,203A,20AC,2212"
ACCENTED = "C0-FF,152,153"
ARABIC = "60C,61B,61F,621-63A,640-652,660-66C,670,6A9,6CC,200C-200F"
FONTS = {
    "sans": ("ibm-plex-sans/files/ibm-plex-sans-latin-{weight}-normal.woff2", LATIN, ["kern", "liga", "ccmp", "locl", "tnum", "mark"]),
    "sans-ext": ("ibm-plex-sans/files/ibm-plex-sans-latin-{weight}-normal.woff2", ACCENTED, ["kern", "ccmp", "mark"]),
    "sans-plain": ("ibm-plex-sans/files/ibm-plex-sans-latin-{weight}-normal.woff2", LATIN, ["ccmp", "locl", "tnum"]),
    "sans-arabic": (
        "ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-{weight}-normal.woff2", ARABIC,
        ["init", "medi", "fina", "isol", "rlig", "ccmp", "mark", "mkmk"],
    ),
}


def build(name: str, weight: int) -> Path:
    source, ranges, features = FONTS[name]
    options = subset.Options(flavor="woff2", layout_features=features, hinting=False, name_IDs=[0, 1, 2, 4, 6, 13, 14])
    font = TTFont(SOURCES / source.format(weight=weight))
    tool = subset.Subsetter(options)
    codes = []
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        codes += range(int(first, 16), int(last or first, 16) + 1)
    tool.populate(unicodes=codes)
    tool.subset(font)
    family = "Casework Sans Arabic" if "arabic" in name else "Casework Sans"
    for record in font["name"].names:
        if record.nameID in (1, 4, 6):
            record.string = family if record.nameID == 1 else f"{family} {weight}".replace(" ", "-" if record.nameID == 6 else " ")
    font.flavor = "woff2"
    font["head"].modified = font["head"].created  # the same bytes every time
    path = TARGET / f"{name}-{weight}.woff2"
    font.recalcTimestamp = False
    font.save(path)
    return path


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in FONTS:
        for weight in (400, 600):
            path = build(name, weight)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
