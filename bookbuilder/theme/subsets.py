"""Makes of a font file what an edition needs of it: at fixed axes, with some characters or glyphs alone."""

from __future__ import annotations

import io
from pathlib import Path

import uharfbuzz
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from bookbuilder.source import found_bytes


def has_feature(data: bytes, name: str) -> bool:
    """Whether a font has an OpenType feature of other glyphs."""
    font = TTFont(io.BytesIO(data), lazy=True)
    found = font["GSUB"].table.FeatureList if "GSUB" in font else None
    return found is not None and any(it.FeatureTag == name for it in found.FeatureRecord)


def only_glyphs(data: bytes, glyphs: set[int]) -> bytes:
    """The font with the outlines of these glyphs alone, their numbers kept, and without its layout tables."""
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs | {0})
    wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
    wanted.drop_table_tag_set.update(_tag(name) for name in ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG"))
    return bytes(uharfbuzz.subset(uharfbuzz.Face(data), wanted).blob.data)


def with_spaces(data: bytes) -> bytes:
    """The font with an empty glyph for the space where it has none: an engine sets the spaces of a run in the run's own font."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    missing = [code for code in (0x20, 0xA0) if code not in font.getBestCmap()]
    if not missing or "glyf" not in font:
        return data
    name = "space" if "space" not in font.getGlyphOrder() else "space.added"
    font["glyf"][name] = Glyph()
    font["hmtx"][name] = (font["head"].unitsPerEm // 4, 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(dict.fromkeys(missing, name))
    return saved(font)


def pinned(path: Path, axes: dict[str, float], characters: str = "") -> bytes:
    """A static font at these axes, of all characters or of some; the others of its axes as the designer has them."""
    face = uharfbuzz.Face(found_bytes(path))
    wanted = uharfbuzz.SubsetInput()
    if characters:
        wanted.unicode_set.update(ord(character) for character in characters)
    else:
        wanted.keep_everything()
    for axis in face.axis_infos:
        if axis.tag in axes:
            pinned = min(max(axes[axis.tag], axis.min_value), axis.max_value)
            wanted.pin_axis_location(face, axis.tag, pinned)
        else:
            wanted.pin_axis_to_default(face, axis.tag)
    return _as_truetype(bytes(uharfbuzz.subset(face, wanted).blob.data))


def _as_truetype(data: bytes) -> bytes:
    """The font with quadratic outlines, the only kind that every edition can use, where it has cubic ones."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    if "CFF " not in font:
        return data
    glyphs, drawn = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        drawn[name] = pen.glyph()
    for table in {"CFF ", "VORG", "maxp", "post"} & set(font.keys()):
        del font[table]
    font.sfntVersion = "\0\1\0\0"
    builder = FontBuilder(font=font)
    builder.isTTF = True
    builder.setupGlyf(drawn)
    builder.setupMaxp()
    builder.setupPost()
    return saved(font)


def reduced(data: bytes, characters: str, ending: str) -> bytes:
    """The font with these characters alone, as TrueType or WOFF2 (`ttf`, `woff2`)."""
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(ord(character) for character in characters)
    wanted.layout_feature_tag_set.update(_tag(name) for name in ("smcp", "c2sc", "onum", "lnum", "tnum", "pnum"))
    reduced = bytes(uharfbuzz.subset(uharfbuzz.Face(data), wanted).blob.data)
    return reduced if ending == "ttf" else woff2(reduced)


def woff2(data: bytes) -> bytes:
    """A TrueType font as WOFF2."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    font.flavor = "woff2"
    return saved(font)


def saved(font: TTFont) -> bytes:
    """The font as a file."""
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")
