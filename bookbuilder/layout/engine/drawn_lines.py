"""Draws a line's glyphs in one go: what a glyph of a width takes in the PDF is written once for each font and size.

The engine reads every glyph of a run by itself, field by field, and writes the same digits for it each time. What is more than black
glyphs on one base line, such as emoji, an ellipsis or a raised mark, goes the engine's own way. Where documents are kept, a line that is
drawn again is not asked of Pango again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from bookbuilder.layout.engine import incremental
from bookbuilder.layout.engine.clusters import measure
from bookbuilder.layout.engine.kept_type import drawn_before, set_text_again

_FIELDS = 5
"""Numbers of 32 bits that Pango keeps of a glyph: itself, its width, its offsets to the right and up, and its place in a cluster."""
_SIZE = 4 * _FIELDS


@dataclass
class _Part:
    """A line's stretch in one font."""

    font: Any
    key: int
    """By which a page's content knows the font."""
    size: float
    text: str = ""
    """Its glyphs as PDF has them."""
    glyphs: dict[int, tuple[str, int]] = field(default_factory=dict)
    """The character and the width of each glyph, in their order, where the line is remembered."""


def with_quick_glyphs(draw_first_line: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which draws lines of plain glyphs at once."""

    def draw(stream: Any, box: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
        is_whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        is_seen = box.text.strip() and box.style["font_size"] >= 1e-6
        parts = None
        if is_whole and is_seen and ffi.sizeof("PangoGlyphInfo") == _SIZE:
            parts = _drawn_again(stream, box.pango_layout, box.style) or _parts(stream, box.pango_layout, box.style)
        if parts is None:
            return draw_first_line(stream, box, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        for part in parts:
            stream.set_font_size(part.font.hash, part.size)
            if part.text or part is parts[-1]:
                stream.show_text(part.text)
        return []

    return draw


def _drawn_again(stream: Any, layout: Any, style: Any) -> list[_Part] | None:
    """The parts of a line as it was drawn before, for whose glyphs the fonts of this page are given again what they must know."""
    parts: list[_Part] | None = drawn_before(layout, style)
    if parts is None:
        return None
    if any(part.key not in stream._fonts for part in parts):
        set_text_again(layout, style)
        return None
    for part in parts:
        part.font = font = stream._fonts[part.key]
        if not part.glyphs.keys() <= font.to_unicode.keys():
            for glyph, (character, width) in part.glyphs.items():
                font.to_unicode.setdefault(glyph, character)
                font.widths.setdefault(glyph, width)
    return parts


def _parts(stream: Any, layout: Any, style: Any) -> list[_Part] | None:
    """The line's stretches in one font each; None where one is not plain."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    is_kept = incremental.keeps_document() and style["text_align_all"] != "center"  # a line that is cut is centred
    found: list[_Part] = []
    former, run = None, line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        pango_font = item.item.analysis.font
        if pango_font != former:
            former = pango_font
            font, size = stream.add_font(pango_font)
            if font.bitmap or font.svg or font.png or font.colr or pango.pango_version() < 14802:
                return None
            part = _Part(font, next(key for key, it in stream._fonts.items() if it is font), size)
            found.append(part)
            known = font.__dict__.setdefault("bb_glyphs", {}).setdefault(size, {})
        count = item.glyphs.num_glyphs
        fields = memoryview(ffi.buffer(item.glyphs.glyphs, count * _SIZE)).cast("i")
        if any(fields[3::_FIELDS]):
            return None
        text = []
        for at, key in enumerate(zip(fields[::_FIELDS], fields[1::_FIELDS], fields[2::_FIELDS], strict=True)):
            drawn = known.get(key)
            if drawn is None:
                drawn = known[key] = _drawn(stream, layout, item, font, size, at, key)
                if not drawn:
                    del known[key]
                    return None
            text.append(drawn)
            if is_kept and key[0] not in part.glyphs and key[0] != pango.PANGO_GLYPH_EMPTY:
                part.glyphs[key[0]] = _character(layout, item, at), font.widths[key[0]]
        whole = f"<{''.join(text)}"
        part.text += whole[:-1] if whole[-1] == "<" else f"{whole}>"
    if is_kept:
        layout.drawn[layout.text, layout.justification_spacing] = style, found
    return found


def _drawn(stream: Any, layout: Any, item: Any, font: Any, size: float, at: int, key: tuple[int, int, int]) -> str:
    """What a glyph takes in the PDF; nothing for one that the font lacks. The font learns its width and its character."""
    glyph, width, across = key
    if glyph == pango.PANGO_GLYPH_EMPTY:
        return f">{-width / size}<"
    if glyph < 0 or glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        return ""
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = _character(layout, item, at)
    measure(stream, item, font, size, glyph)
    offset = across / size
    drawn = (f">{-offset}<" if offset else "") + f"{glyph:04x}"
    kerning = font.widths[glyph] + offset - width * 1000 * FROM_UNITS / size
    return f"{drawn}>{int(kerning)}<" if kerning else drawn


def _character(layout: Any, item: Any, at: int) -> str:
    """The text that a glyph stands for."""
    clusters, last = item.glyphs.log_clusters, item.glyphs.num_glyphs - 1
    is_right_to_left = item.item.analysis.level % 2
    begins, following = clusters[at], at - 1 if is_right_to_left else at + 1
    ends = clusters[following] if 0 <= following <= last else item.item.length
    offset = item.item.offset
    return str(layout.text.encode()[offset + begins : offset + ends].decode())
