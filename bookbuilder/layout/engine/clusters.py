"""Draws lines of scripts whose glyphs are not one for each character in their order, so that the PDF's text is the words.

Arabic, Hebrew and the like stand on the page from left to right, as readers of PDF expect them. Each letter has a glyph of its own
(`theme/whole_letters.py`); dots that are set by themselves stand for no character and come behind the others of their line. Where a
cluster's glyphs come in another order than its characters, as in the scripts of India, the characters are written as ActualText.
See ISO 32000-1, 14.8.2.3.3 and 14.9.4.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import uharfbuzz
from weasyprint.pdf import pydyf
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from bookbuilder.theme.whole_letters import WholeLetters

NOTHING = "\u200b"
"""What a glyph stands for that stands for no character: no space, and nothing to be seen."""
JOINER = "\u200d"
"""Lets a letter take the form that it has beside another one."""
_CLUSTERED = re.compile(
    "[\u0300-\u036f\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\u1dc0-\u1dff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)


@dataclass
class _Glyph:
    """A glyph of a cluster: how far from the cluster's left edge and how high it stands, and what it stands for."""

    number: int
    x: float
    rise: float
    advances: bool
    text: str | None = None
    is_own: bool = False
    """Whether no other character has this glyph."""


@dataclass(frozen=True)
class _Cluster:
    """Glyphs that stand for some characters together, in the order of these."""

    font: Any
    size: float
    x: float
    text: str
    glyphs: list[_Glyph]
    from_right: bool


def with_clusters(draw_first_line: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which draws such lines cluster by cluster."""

    def draw(stream: Any, box: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
        is_whole = text_overflow != "ellipsis" and block_ellipsis == "none" and box.style["font_size"] >= 1e-6
        clusters = _clusters(stream, box.pango_layout) if is_whole and _CLUSTERED.search(box.text) else None
        if not clusters:
            return draw_first_line(stream, box, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        line = _Line(stream)
        for cluster in clusters:
            line.draw(cluster)
        line.draw_dots()
        return []

    return draw


def _clusters(stream: Any, layout: Any) -> list[_Cluster] | None:
    """The clusters of a line from left to right; None where a glyph is lacking, or more than a glyph."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    words = layout.text.encode()
    found: list[_Cluster] = []
    x, run = 0.0, line.runs[0]
    while run != ffi.NULL:
        run, item = run.next, run.data
        font, size = stream.add_font(item.item.analysis.font)
        if font.bitmap or font.svg or font.png or font.colr:
            return None
        from_right = bool(item.item.analysis.level % 2)
        for text, places in _parts(item, words, from_right):
            begins, glyphs = x, []
            for place in places:
                glyph = item.glyphs.glyphs[place]
                if glyph.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                    return None
                if glyph.glyph != pango.PANGO_GLYPH_EMPTY:
                    measure(stream, item, font, size, glyph.glyph)
                    left = x - begins + glyph.geometry.x_offset * FROM_UNITS
                    glyphs.append(
                        _Glyph(glyph.glyph, left, glyph.geometry.y_offset * FROM_UNITS, glyph.geometry.width > 0)
                    )
                x += glyph.geometry.width * FROM_UNITS
            if glyphs:
                found.append(_Cluster(font, size, begins, text, glyphs[::-1] if from_right else glyphs, from_right))
    return found


def _parts(item: Any, words: bytes, from_right: bool) -> Iterator[tuple[str, range]]:
    """The characters of each cluster of a run, and the places of its glyphs."""
    offset, count, starts = item.item.offset, item.glyphs.num_glyphs, item.glyphs.log_clusters
    first = 0
    while first < count:
        last = first
        while last + 1 < count and starts[last + 1] == starts[first]:
            last += 1
        following = first - 1 if from_right else last + 1
        ends = starts[following] if 0 <= following < count else item.item.length
        yield words[offset + starts[first] : offset + ends].decode(), range(first, last + 1)
        first = last + 1


def measure(stream: Any, item: Any, font: Any, size: float, glyph: int) -> None:
    """Let a font know the width of a glyph, in thousandths of its size."""
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(item.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)


class _Line:
    """A line as it is drawn: where the pen stands, and the dots that are still to come."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._x = 0.0
        self._pending = ""
        self._dots: list[tuple[_Cluster, _Glyph]] = []

    def draw(self, cluster: _Cluster) -> None:
        """The glyphs of a cluster, those that stand for characters."""
        about = _font_of(cluster.font)
        _share(cluster, about.characters)
        if cluster.from_right:
            about.make_whole(cluster)
        is_written_whole = cluster.from_right or "".join(it.text or "" for it in cluster.glyphs) == cluster.text
        if is_written_whole:
            for glyph in cluster.glyphs:
                if glyph.text:
                    self._put(cluster, glyph, glyph.text)
                else:
                    self._dots.append((cluster, glyph))
            return
        self._begin(cluster.text)
        for glyph in cluster.glyphs:
            self._put(cluster, glyph, None)
        self._end()

    def draw_dots(self) -> None:
        """The glyphs that stand for no character."""
        if self._dots:
            self._begin("")
            for cluster, glyph in self._dots:
                self._put(cluster, glyph, None)
            self._end()
        self._show()

    def _begin(self, text: str) -> None:
        self._show()
        self._stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}))

    def _end(self) -> None:
        self._show()
        self._stream.end_marked_content()

    def _show(self) -> None:
        """Write the glyphs that stand on one height, in one font."""
        if self._pending:
            self._stream.show_text(self._pending)
            self._pending = ""

    def _put(self, cluster: _Cluster, glyph: _Glyph, text: str | None) -> None:
        """One glyph; where its font says something else of it, what it stands for is said. None: it is said already."""
        font, size, stream = cluster.font, cluster.size, self._stream
        number = glyph.number
        known = font.to_unicode.get(number, NOTHING)
        if known == NOTHING:  # what is said of a glyph is the same in each document, whose fonts become one
            about = _font_of(font)
            plain = glyph.text if glyph.is_own or not _CLUSTERED.search(cluster.text) else ""
            known = about.characters.get(number) or plain or about.forms.get(number, NOTHING)
            font.to_unicode[number] = known
        is_other = text is not None and not glyph.is_own and (known != text or _font_of(font).is_shared(number, text))
        if text is not None and is_other:
            self._begin(text)
        if (font.hash, size) != stream._current_font:
            self._show()
            stream.set_font_size(font.hash, size)
        if glyph.rise:
            self._show()
            stream.set_text_rise(-glyph.rise)
        move = round((self._x - cluster.x - glyph.x) * 1000 / size, 1)
        self._pending += f"{move if move else ''}<{number:04x}>"
        self._x += (font.widths[number] - move) * size / 1000
        if glyph.rise:
            self._show()
            stream.set_text_rise(0)
        if is_other:
            self._end()


class _Font:
    """What a font says of its glyphs."""

    def __init__(self, font: Any) -> None:
        face = uharfbuzz.Face(font.file_content)
        self._nominal = nominal = uharfbuzz.Font(face)
        codes = ((code, nominal.get_nominal_glyph(code)) for code in sorted(face.unicodes, reverse=True))
        self.characters = {glyph: chr(code) for code, glyph in codes if glyph is not None}
        """Of each glyph the character that it has for itself."""
        self._font = font
        self._letters = WholeLetters(font.file_content)

    @cached_property
    def forms(self) -> dict[int, str]:
        """Of each form that a letter takes beside others the letter, the first of those that share it."""
        found: dict[int, str] = {}
        letters = {it for it in self.characters.values() if unicodedata.bidirectional(it) in ("R", "AL")}
        for letter in sorted(letters):
            for before, after in product(("", JOINER), repeat=2):
                buffer = uharfbuzz.Buffer()
                buffer.add_str(before + letter + after)
                buffer.guess_segment_properties()
                uharfbuzz.shape(self._nominal, buffer)
                for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                    if position.x_advance and info.codepoint not in self.characters:
                        found.setdefault(info.codepoint, letter)
        return found

    def is_shared(self, glyph: int, text: str) -> bool:
        """Whether a glyph may be another character's, too."""
        return self.characters.get(glyph, text) != text or self._letters.is_known(glyph)

    def make_whole(self, cluster: _Cluster) -> None:
        """Let a letter and its dots be one glyph, where the font has one."""
        forms = [it for it in cluster.glyphs if it.advances]
        dots = [it for it in cluster.glyphs if not it.text]
        if len(forms) != 1 or forms[0] in dots:
            return
        (form,) = forms
        unit = self._letters.units / cluster.size
        places = sorted((it.number, round((it.x - form.x) * unit), round((form.rise - it.rise) * unit)) for it in dots)
        glyph = self._letters.glyph(form.number, form.text or "", tuple(places))
        if glyph is not None:
            self._font.widths[glyph] = self._font.widths[form.number]
            form.number, form.is_own = glyph, True
            cluster.glyphs[:] = [it for it in cluster.glyphs if it not in dots]


def _font_of(font: Any) -> _Font:
    if not hasattr(font, "bb_clusters"):
        font.bb_clusters = _Font(font)
    found: _Font = font.bb_clusters
    return found


def _share(cluster: _Cluster, characters: dict[int, str]) -> None:
    """Say of each glyph for which characters of its cluster it stands, all together for all of them."""
    left = list(cluster.text)
    for glyph in cluster.glyphs:
        own = characters.get(glyph.number)
        if own in left:
            left.remove(own)
            glyph.text = own
    rest = [glyph for glyph in cluster.glyphs if glyph.text is None]
    marks = [glyph for glyph in rest if not glyph.advances]
    if cluster.from_right:
        for glyph in marks[::-1]:
            last = left[-1] if left and len(rest) > 1 else ""
            if last and unicodedata.category(last) == "Mn":
                glyph.text = left.pop()
    whole = next((glyph for glyph in rest if glyph.text is None and glyph.advances), None) or cluster.glyphs[0]
    whole.text = (whole.text or "") + "".join(left)
