"""Reports the characters that none of the book's fonts has: one fault for each, or for all letters of a script; a box stands for each."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from lxml import etree

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.source import read_source
from bookbuilder.theme.font_files import east_asian_families, is_east_asian
from bookbuilder.theme.subsets import saved

ASIAN = "Chinese, Japanese or Korean"
MANY = 4
"""Letters of one script that no font has, from which on they are reported in one message."""
SHOWN = 12
"""How many of them it shows."""
PLACES = 3
"""How many of its places a message names."""


def missing_characters(
    publication: Publication, lacking: Collection[str], folder: Path | None = None
) -> list[Diagnostic]:
    """FNT-002 at the first place in the book, with the count of all and the first three; columns where `folder` is given."""
    scripts: dict[str, list[str]] = {}
    for character in sorted(lacking):
        name = unicodedata.name(character, "unnamed")
        is_letter = unicodedata.category(character)[0] in "LM"
        script = ASIAN if is_east_asian(character) else name.split()[0].title() if is_letter else character
        scripts.setdefault(script, []).append(character)
    faults = []
    for script, many in scripts.items():
        remedy = "Use another character, or name a family that has it under fonts: fallback: in book.yaml."
        if script == ASIAN:
            families = east_asian_families(many, publication.book.lang)
            commands = " and ".join(f'python build.py doctor --fonts "{it}"' for it in families)
            remedy = f"Install what has them: {commands}."
        for some in [many] if len(many) >= MANY or script == ASIAN else [[it] for it in many]:
            name = unicodedata.name(some[0], "unnamed")
            what = f'"{some[0]}" (U+{ord(some[0]):04X} {name})'
            if len(some) > 1:
                shown = " ".join(some[:SHOWN])
                what = f"{len(some)} letters of {script}: {shown}{' …' if len(some) > SHOWN else ''}"
            places = [it for document in publication.documents for it in _places(document, set(some))]
            exact = list(islice((_exact(it, set(some), folder) for it in dict.fromkeys(places)), PLACES))
            where = f" ({len(places)} places: {', '.join(map(str, exact))}{' …' if len(places) > PLACES else ''})"
            message = f"No font of the book has {what}{where if len(places) > 1 else ''}."
            place = exact[0] if exact else Location("manuscript/book.yaml")
            faults.append(Diagnostic("FNT-002", place, message, remedy))
    return faults


def _places(document: ContentDocument, characters: set[str]) -> Iterator[Location]:
    """Where in the author's file each element begins that prints one of them; nothing where only a formula has it."""
    if not document.source or characters.isdisjoint(document.body):
        return
    lines = dict(document.lines)
    for element in etree.fromstring(document.body).iter(etree.Element):
        if etree.QName(element).namespace:
            continue
        if not characters.isdisjoint("".join([element.text or "", *(it.tail or "" for it in element)])):
            around = [id for it in (element, *element.iterancestors()) if (id := it.get("id")) in lines and id]
            yield document.place(around[0]) if around else Location(document.source)


def _exact(place: Location, characters: set[str], folder: Path | None) -> Location:
    """The line and column of the first of the characters from a place on; the place itself where it is not found there."""
    source = None if folder is None else read_source(folder / place.file, folder).value
    for number, line in enumerate(source.text.split("\n") if source else (), 1):
        if number >= place.line and not characters.isdisjoint(line):
            return Location(place.file, number, next(at for at, it in enumerate(line, 1) if it in characters))
    return place


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
