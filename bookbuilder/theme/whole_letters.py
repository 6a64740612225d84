"""Gives each letter of a joining script, such as Arabic, glyphs of its own, so that a PDF's text can tell letters apart.

Many fonts draw beh, teh and noon as one form and set its dots beside it, and Arabic yeh as Persian yeh in the middle of a word. A PDF
says of each glyph which character it is, and readers that search or copy know no other way: a form with its dots becomes one
glyph here, and a form that two letters have becomes two.
"""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import uharfbuzz
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from bookbuilder.theme.subsets import saved

TABLE = "BBsg"
"""The font's own table, in JSON: of each whole letter what it is made of, and its glyph."""
_JOINER = "\u200d"
_MOST_LETTERS = 160
"""Letters whose pairs are tried: more than any language has."""
_USUAL = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگیہھےںٹڈڑۇۆۈۋېەڭ")
"""Those of Arabic, Persian, Urdu and Uyghur, whose pairs are tried where a font has more."""
_NEAR = 0.015
"""How far a letter's dots may stand from where another has them to be the same, in sizes of the type."""

Dots: TypeAlias = tuple[tuple[int, int, int], ...]
"""Glyphs beside a form: which, and how far to the right and up from it, in units of the font."""


@dataclass(frozen=True)
class WholeLetter:
    """A letter as it is drawn: a form, its dots, and the glyph that is both."""

    form: int
    letter: str
    dots: Dots
    glyph: int


class WholeLetters:
    """What a font says of its letters."""

    def __init__(self, data: bytes) -> None:
        self._by_form: dict[tuple[int, str], list[WholeLetter]] = {}
        with TTFont(io.BytesIO(data), lazy=True) as font:
            self._near = _NEAR * font["head"].unitsPerEm
            self.units = font["head"].unitsPerEm
            rows = json.loads(font.reader[TABLE]) if TABLE in font.reader else []
        for form, letter, dots, glyph in rows:
            whole = WholeLetter(form, letter, tuple(map(tuple, dots)), glyph)
            self._by_form.setdefault((form, letter), []).append(whole)
        self._forms = {form for form, _ in self._by_form}

    def is_known(self, form: int) -> bool:
        """Whether a form was met when letters were tried beside each other."""
        return form in self._forms

    def glyph(self, form: int, letter: str, dots: Dots) -> int | None:
        """The glyph of a letter whose dots stand so, or nearly so."""
        for it in self._by_form.get((form, letter), ()):
            if _are_near(it.dots, dots, self._near):
                return it.glyph
        return None


def with_whole_letters(data: bytes) -> bytes:
    """The font with a glyph more for each letter that shares its form with another, and the table of all; as it is where none joins."""
    letters = [chr(code) for code in sorted(uharfbuzz.Face(data).unicodes) if _joins(chr(code))]
    drawn = _drawn(data, letters) if letters else []
    forms = {(it.form, it.letter) for it in drawn}
    letters_of = {form: sorted(letter for other, letter in forms if other == form) for form, _ in forms}
    if not drawn:
        return data
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    names = list(font.getGlyphOrder())
    rows = []
    for it in drawn:
        number = it.form
        if it.dots or it.letter != letters_of[it.form][0]:
            number = len(font.getGlyphOrder())
            font["glyf"][f"whole.{number}"] = _composed(names, it)
            font["hmtx"][f"whole.{number}"] = font["hmtx"][names[it.form]]
        rows.append((it.form, it.letter, it.dots, number))
    font[TABLE] = newTable(TABLE)
    font[TABLE].data = json.dumps(rows).encode()
    return saved(font)


def _joins(character: str) -> bool:
    return unicodedata.bidirectional(character) == "AL" and unicodedata.category(character) == "Lo"


def _composed(names: list[str], letter: WholeLetter) -> Any:
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for number, x, y in ((letter.form, 0, 0), *letter.dots):
        part = GlyphComponent()
        part.glyphName, part.x, part.y, part.flags = names[number], x, y, 0x4
        glyph.components.append(part)
    return glyph


def _drawn(data: bytes, letters: list[str]) -> list[WholeLetter]:
    """Each letter as it is drawn alone, and before and behind each other: the forms that it has, with their dots."""
    face = uharfbuzz.Face(data)
    font = uharfbuzz.Font(face)
    found: dict[tuple[int, str], list[WholeLetter]] = {}
    usual = letters if len(letters) <= _MOST_LETTERS else [it for it in letters if it in _USUAL]
    for first in letters:
        beside = ["", _JOINER, *(usual if first in usual else ())]
        for text in (
            f"{before}{first}{after}{end}" for before in ("", _JOINER) for after in beside for end in ("", _JOINER)
        ):
            for it in _look(font, text):
                alike = found.setdefault((it.form, it.letter), [])
                if not any(_are_near(it.dots, other.dots, _NEAR * face.upem) for other in alike):
                    alike.append(it)
    return [it for key in sorted(found) for it in found[key]]


def _look(font: uharfbuzz.Font, text: str) -> Iterator[WholeLetter]:
    """The letters of a text that are drawn by one form each."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, {})
    x = 0
    clusters: dict[int, list[tuple[int, int, int, int]]] = {}
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyph = info.codepoint, x + place.x_offset, place.y_offset, place.x_advance
        clusters.setdefault(info.cluster, []).append(glyph)
        x += place.x_advance
    for cluster, glyphs in clusters.items():
        forms = [it for it in glyphs if it[3]]
        if len(forms) == 1 and text[cluster] != _JOINER and not forms[0][2]:
            form, left = forms[0][:2]
            dots = tuple(sorted((it[0], it[1] - left, it[2]) for it in glyphs if not it[3]))
            yield WholeLetter(form, text[cluster], dots, 0)


def _are_near(one: Dots, other: Dots, near: float) -> bool:
    return len(one) == len(other) and all(
        a[0] == b[0] and abs(a[1] - b[1]) <= near and abs(a[2] - b[2]) <= near for a, b in zip(one, other, strict=True)
    )
