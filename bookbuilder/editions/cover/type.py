"""Finds the size at which words fit a space, and the lines into which they break."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from PIL import ImageFont

POINT = 25.4 / 72
"""A point in millimetres."""


@dataclass(frozen=True)
class Measurer:
    """Measures words in one face."""

    data: bytes

    @cached_property
    def _font(self) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(io.BytesIO(self.data), 1000, layout_engine=ImageFont.Layout.BASIC)

    def width(self, text: str, size: float) -> float:
        """Width in millimetres at a size in points."""
        return self._font.getlength(text) * size / 1000 * POINT

    @cached_property
    def sinks(self) -> float:
        """How far below the middle of its line the eye sees a word, in ems: the middle between capitals and small letters."""
        ascent, descent = self._font.getmetrics()
        capital, small = (-self._font.getbbox(letter, anchor="ls")[1] for letter in "Hx")
        return round(((ascent - descent) / 2 - (capital + small) / 4) / 1000, 3)

    def lines(self, text: str, size: float, width: float, most: float = inf) -> list[str]:
        """The text in as many lines as the width asks for, broken between words; no more than one above `most`."""
        broken: list[str] = []
        for word in text.split():
            if len(broken) > most:
                break
            longer = f"{broken[-1]} {word}" if broken else word
            if broken and self.width(longer, size) <= width:
                broken[-1] = longer
            else:
                broken.append(word)
        return broken

    def fitting_size(
        self, texts: Sequence[str], sizes: Sequence[float], width: float, height: float, leading: float
    ) -> float:
        """The first of the sizes, largest first, at which paragraphs fit; 0 where none does. `leading` is a factor."""
        for size in sizes:
            most = height / (size * leading * POINT)
            lines = [line for text in texts for line in self.lines(text, size, width, most)]
            tall = len(lines) * size * leading * POINT
            if tall <= height and all(self.width(line, size) <= width for line in lines):
                return size
        return 0
