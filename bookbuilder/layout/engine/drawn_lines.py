"""Draws a line's glyphs in one go: what a glyph of a width takes in the PDF is written once for each font and size.

The engine reads every glyph of a run by itself, field by field, and writes the same digits for it each time. What is more than black
glyphs on one base line, such as emoji, an ellipsis or a raised mark, goes the engine's own way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

_FIELDS = 5
"""Numbers of 32 bits that Pango keeps of a glyph: itself, its width, its offsets to the right and up, and its place in a cluster."""
_SIZE = 4 * _FIELDS


def with_quick_glyphs(draw_first_line: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which draws lines of plain glyphs at once."""

    def draw(stream: Any, box: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
        is_whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        is_seen = box.text.strip() and box.style["font_size"] >= 1e-6
        parts = (
            _parts(stream, box.pango_layout) if is_whole and is_seen and ffi.sizeof("PangoGlyphInfo") == _SIZE else None
        )
        if parts is None:
            return draw_first_line(stream, box, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        for part in parts:
            font, size, text = part
            stream.set_font_size(font.hash, size)
            drawn = "".join(text)
            if drawn or part is parts[-1]:
                stream.show_text(drawn)
        return []

    return draw


def _parts(stream: Any, layout: Any) -> list[tuple[Any, float, list[str]]] | None:
    """The line's stretches in one font each: the font, its size and the glyphs as PDF has them; None where one is not plain."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    found: list[tuple[Any, float, list[str]]] = []
    former, run = None, line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        pango_font = item.item.analysis.font
        if pango_font != former:
            former = pango_font
            font, size = stream.add_font(pango_font)
            if font.bitmap or font.svg or font.png or font.colr or pango.pango_version() < 14802:
                return None
            found.append((font, size, []))
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
        whole = f"<{''.join(text)}"
        found[-1][2].append(whole[:-1] if whole[-1] == "<" else f"{whole}>")
    return found


def _drawn(stream: Any, layout: Any, item: Any, font: Any, size: float, at: int, key: tuple[int, int, int]) -> str:
    """What a glyph takes in the PDF; nothing for one that the font lacks. The font learns its width and its character."""
    glyph, width, across = key
    if glyph == pango.PANGO_GLYPH_EMPTY:
        return f">{-width / size}<"
    if glyph < 0 or glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        return ""
    if glyph not in font.to_unicode:
        clusters, last = item.glyphs.log_clusters, item.glyphs.num_glyphs - 1
        is_right_to_left = item.item.analysis.level % 2
        begins, following = clusters[at], at - 1 if is_right_to_left else at + 1
        ends = clusters[following] if 0 <= following <= last else item.item.length
        offset = item.item.offset
        font.to_unicode[glyph] = layout.text.encode()[offset + begins : offset + ends].decode()
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(item.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    offset = across / size
    drawn = (f">{-offset}<" if offset else "") + f"{glyph:04x}"
    kerning = font.widths[glyph] + offset - width * 1000 * FROM_UNITS / size
    return f"{drawn}>{int(kerning)}<" if kerning else drawn
