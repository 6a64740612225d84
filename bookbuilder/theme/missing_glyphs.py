"""Makes a font whose every character is a box with a cross: what a draft prints where no font of the book has a character."""

from __future__ import annotations

from collections.abc import Iterable

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from bookbuilder.theme.subsets import saved

MISSING = "Missing Glyphs"
MOST = 60_000
"""A font has no more glyphs than 65,535."""
_MADE = 3_600_000_000
"""The same time for every font: seconds since 1904."""
_UNITS, _WIDTH, _HEIGHT, _LINE = 1000, 640, 700, 50


def missing_glyphs(characters: Iterable[str]) -> bytes:
    """A TrueType font with the same box for each of these characters; the same bytes at any time.

    Each has a glyph of its own: of characters that share one, a PDF's text has one for all.
    """
    glyphs = {f"u{ord(it):04X}": ord(it) for it in sorted(characters)[:MOST]}
    builder = FontBuilder(_UNITS, isTTF=True)
    builder.setupGlyphOrder([".notdef", *glyphs])
    builder.setupCharacterMap({code: name for name, code in glyphs.items()})
    box = _box()
    builder.setupGlyf(dict.fromkeys((".notdef", *glyphs), box))
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", *glyphs), (_WIDTH, 40)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": MISSING, "styleName": "Regular", "psName": "MissingGlyphs"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost(keepGlyphNames=False)
    builder.font.recalcTimestamp = False
    builder.font["head"].created = builder.font["head"].modified = _MADE
    return saved(builder.font)


def _box() -> object:
    pen = TTGlyphPen(None)
    left, right, low, high = 40, _WIDTH - 40, 0, _HEIGHT
    outer = [(left, low), (left, high), (right, high), (right, low)]
    inner = [
        (left + _LINE, low + _LINE),
        (right - _LINE, low + _LINE),
        (right - _LINE, high - _LINE),
        (left + _LINE, high - _LINE),
    ]
    cross = [(left, low), (left, low + _LINE), (right, high), (right, high - _LINE)]
    for points in (outer, inner, cross):
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()
