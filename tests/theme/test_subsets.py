"""A font with some glyphs alone, with spaces, with the only kind of outlines that every edition can use."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import uharfbuzz
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from bookbuilder.cache import Steps
from bookbuilder.mathematics.drawing import font_file
from bookbuilder.theme.fonts import families
from bookbuilder.theme.subsets import only_glyphs, pinned, with_spaces
from tests.publication import publication


def test_a_subset_keeps_the_numbers_of_its_glyphs():
    face = families(publication(), Steps()).value.faces[0]
    whole, part = TTFont(io.BytesIO(face.data)), TTFont(io.BytesIO(only_glyphs(face.data, {60, 70})))
    assert part.getGlyphSet()[part.getGlyphOrder()[70]].width == whole.getGlyphSet()[whole.getGlyphOrder()[70]].width
    assert len(only_glyphs(face.data, {60, 70})) < len(face.data) / 10


def test_a_fallback_without_a_space_gets_one() -> None:
    face = uharfbuzz.Face(Path(font_file()).read_bytes())
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update({0x2200, 0x2203})
    bare = bytes(uharfbuzz.subset(face, wanted).blob.data)
    added = TTFont(io.BytesIO(with_spaces(bare)))
    assert {0x20, 0xA0, 0x2200} <= set(added.getBestCmap())
    assert 0 < added["hmtx"][added.getBestCmap()[0x20]][0] < added["head"].unitsPerEm
    assert with_spaces(face.blob.data) == face.blob.data
    boxes = [
        it.data
        for it in families(replace(publication(), characters="𐎠 𐎠"), Steps()).value.faces
        if it.family == "Missing Glyphs"
    ]
    assert {0x20, 0xA0, 0x103A0} == set(TTFont(io.BytesIO(boxes[0])).getBestCmap())


def test_cubic_outlines_become_quadratic_ones(tmp_path: Path) -> None:
    pen = T2CharStringPen(600, None)
    pen.moveTo((0, 0))
    pen.curveTo((0, 300), (300, 600), (600, 600))
    pen.lineTo((600, 0))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "uni53F2"])
    builder.setupCharacterMap({0x53F2: "uni53F2"})
    builder.setupCFF("Own", {}, {".notdef": pen.getCharString(), "uni53F2": pen.getCharString()}, {})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "uni53F2": (600, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(tmp_path / "own.otf")
    data = pinned(tmp_path / "own.otf", {"wght": 400.0}, "史")
    assert data == pinned(tmp_path / "own.otf", {"wght": 400.0}, "史")
    font = TTFont(io.BytesIO(data))
    assert "CFF " not in font and font["maxp"].numGlyphs == 2
    glyph = font["glyf"][font.getBestCmap()[0x53F2]]
    assert (glyph.numberOfContours, glyph.xMax, glyph.yMax) == (1, 600, 600)
