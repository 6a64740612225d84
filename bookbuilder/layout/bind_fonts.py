"""Merges the fonts of separately drawn documents: each face once, with the glyphs, widths and characters of all."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from bookbuilder.theme.fonts import Face
from bookbuilder.theme.subsets import only_glyphs

_PAIR = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>")

PRINTED, SOFT = b"2010", b"00ad"
"""A hyphen that is seen, and one that only says where a word may be broken, as ToUnicode writes them."""

NOTHING = b"200b"
"""What a glyph stands for whose characters are said where it is drawn; another document may know it by itself."""

Key: TypeAlias = tuple[str, bool, bool]
"""A face as a file names it: its family, whether it is bold, whether it is italic."""


@dataclass(frozen=True)
class UsedFont:
    """One face as a document uses it; the engine keeps glyph numbers, so that another's pages may use it, too."""

    key: Key
    text: bytes
    """The font dictionary, with those below it, but without widths, program and characters."""
    widths: tuple[tuple[int, str], ...]
    """Of each glyph, in their order."""
    characters: tuple[tuple[int, bytes], ...]
    """What each glyph stands for, as ToUnicode writes it."""


def keys_of(faces: Iterable[Face]) -> tuple[Key, ...]:
    """The faces as a file names them."""
    return tuple((face.family, face.weight >= 600, face.style == "italic") for face in faces)


def is_united(met: Object) -> bool:
    """Whether an object is a font that the book has once for all documents."""
    return isinstance(met, Dictionary) and met.get("/Type") == Name.Font and "/DescendantFonts" in met


def used_font(font: Object) -> UsedFont:
    """What a document's font has to be remembered for."""
    descendant = font.DescendantFonts[0]
    descriptor = _without(descendant.FontDescriptor, "/FontFile2", "/CIDSet")
    below = _without(descendant, "/W", "/FontDescriptor")
    below.FontDescriptor = descriptor
    above = _without(font, "/ToUnicode", "/DescendantFonts")
    above.DescendantFonts = Array([below])
    above.Encoding = Name("/Identity-H")  # the engine writes another where a run has a character that its font lacks
    return UsedFont(
        _key_of(font),
        above.unparse(),
        tuple(sorted((glyph, str(width)) for glyph, width in _widths(font).items())),
        tuple(sorted(_characters(font).items())),
    )


def united(used: Iterable[UsedFont]) -> dict[Key, UsedFont]:
    """Each face once, as the document that used it first has it, with the glyphs of all."""
    found: dict[Key, UsedFont] = {}
    widths: dict[Key, dict[int, str]] = {}
    characters: dict[Key, dict[int, bytes]] = {}
    for one in used:
        found.setdefault(one.key, one)
        widths.setdefault(one.key, {}).update(one.widths)
        of_face = characters.setdefault(one.key, {})
        of_face.update((glyph, text) for glyph, text in one.characters if text != NOTHING or glyph not in of_face)
    return {
        key: UsedFont(key, one.text, tuple(sorted(widths[key].items())), tuple(sorted(characters[key].items())))
        for key, one in found.items()
    }


def program(font: UsedFont, face: Face) -> tuple[bytes, int]:
    """The font's program with the glyphs that are used, packed, and how long it is when it is not packed."""
    data = only_glyphs(face.data, {glyph for glyph, _ in (*font.widths, *font.characters)})
    return zlib.compress(data, 9), len(data)


def write_font(book: Pdf, font: UsedFont, packed: tuple[bytes, int], soft: bool) -> Object:
    """The font in the book's file.

    `soft` makes the hyphen that is printed where a word is broken a soft one in the file's text, so that search, copying
    and screen readers find the word whole: no author has typed that hyphen, U+2010.
    """
    made = Object.parse(font.text)
    descendant = made.DescendantFonts[0]
    descriptor = descendant.FontDescriptor
    stream = Stream(book, packed[0], Filter=Name.FlateDecode, Length1=packed[1])
    descriptor.FontFile2 = book.make_indirect(stream)
    descendant.FontDescriptor = book.make_indirect(descriptor)
    descendant.W = _row(font.widths)
    made.DescendantFonts = Array([book.make_indirect(descendant)])
    characters = {glyph: SOFT if soft and it == PRINTED else it for glyph, it in font.characters}
    made.ToUnicode = book.make_indirect(Stream(book, _to_unicode(characters)))
    return book.make_indirect(made)


def _without(dictionary: Object, *names: str) -> Dictionary:
    return Dictionary({name: value for name, value in dictionary.items() if name not in names})


def _row(widths: Sequence[tuple[int, str]]) -> Array:
    row: list[int | Array] = []
    last: list[Decimal] = []
    previous = -2
    for glyph, width in widths:
        if glyph != previous + 1:
            if last:
                row.append(Array(last))
            row.append(glyph)
            last = []
        last.append(Decimal(width))
        previous = glyph
    return Array([*row, Array(last)] if last else row)


def _widths(font: Object) -> dict[int, Object]:
    """The W array of a composite font: `first [w w w]` alone is what the engine writes."""
    flat = list(font.DescendantFonts[0].get("/W", Array()))
    widths: dict[int, Object] = {}
    for first, row in zip(flat[::2], flat[1::2], strict=True):
        for offset, width in enumerate(row):
            widths[int(first) + offset] = width
    return widths


def _characters(font: Object) -> dict[int, bytes]:
    if "/ToUnicode" not in font:
        return {}
    return {int(glyph, 16): text.lower() for glyph, text in _PAIR.findall(font.ToUnicode.read_bytes()) if text}


def _to_unicode(characters: dict[int, bytes]) -> bytes:
    lines = [
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n"
        b"<< /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange"
    ]
    pairs = sorted(characters.items())
    for at in range(0, len(pairs), 100):
        batch = pairs[at : at + 100]
        lines.append(b"%d beginbfchar" % len(batch))
        lines += [b"<%04x> <%s>" % (glyph, text) for glyph, text in batch]
        lines.append(b"endbfchar")
    lines.append(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return b"\n".join(lines)


def _key_of(font: Object) -> Key:
    descriptor = font.DescendantFonts[0].FontDescriptor
    words = str(font.BaseFont).partition("+")[2].split("-")
    return str(descriptor.FontFamily), "Bold" in words, "Italic" in words
