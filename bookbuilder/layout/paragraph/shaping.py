"""Measures words with HarfBuzz; each word is shaped once in a process and remembered by what it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import uharfbuzz

from bookbuilder.layout.paragraph.runs import FontFile, Type

IGNORED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Characters without a width, whatever the font holds."""
LARGEST = 50_000
"""Words that are remembered at most for each type."""


class Shaper:
    """Measures text in one type."""

    def __init__(self, type: Type) -> None:
        self._type = type
        self._faces = [_font(font) for font in type.fonts]
        self._upem = [font.face.upem for font, _ in self._faces]
        self._features = dict(type.features)
        self._plain = IGNORED | {chr(it) for it in self._faces[0][1]}
        self._widths: dict[str, float] = {}
        self.space = self.width(" ") + type.word_spacing
        """The width of a word space."""

    def width(self, text: str) -> float:
        """The width of a text without word spaces."""
        found = self._widths.get(text)
        if found is None:
            if len(self._widths) >= LARGEST:
                self._widths.clear()
            if self._plain.issuperset(text):
                found = self._of(0, text)
            else:
                found = float(sum(self._of(face, part) for face, part in self._parts(text)))
            self._widths[text] = found
        return found

    def _parts(self, text: str) -> Iterator[tuple[int, str]]:
        """The text cut where another font must be asked."""
        begins, current = 0, -1
        for place, character in enumerate(text):
            if character in IGNORED:
                continue
            face = next((it for it, (_, has) in enumerate(self._faces) if ord(character) in has), 0)
            if face != current and current >= 0:
                yield current, text[begins:place]
                begins = place
            current = face
        if begins < len(text):
            yield max(current, 0), text[begins:]

    def _of(self, face: int, text: str) -> float:
        font, _ = self._faces[face]
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        if self._type.language:
            buffer.language = self._type.language
        uharfbuzz.shape(font, buffer, self._features)
        advance = sum([position.x_advance for position in buffer.glyph_positions])
        width = advance * self._type.size / self._upem[face]
        if self._type.letter_spacing:
            width += sum(character not in IGNORED for character in text) * self._type.letter_spacing
        return float(width)


@lru_cache(maxsize=64)
def shaper(type: Type) -> Shaper:
    """The one that measures text in this type."""
    return Shaper(type)


@lru_cache(maxsize=32)
def _font(font: FontFile) -> tuple[uharfbuzz.Font, frozenset[int]]:
    face = uharfbuzz.Face(font.data)
    return uharfbuzz.Font(face), frozenset(face.unicodes)
