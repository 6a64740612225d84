"""Merges the fonts of separately drawn documents: each face once, with the glyphs, widths and characters of all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from bookbuilder.theme.fonts import Face, Families
from bookbuilder.theme.subsets import only_glyphs

_PAIR = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>")

PRINTED, SOFT = b"2010", b"00ad"
"""A hyphen that is seen, and one that only says where a word may be broken, as ToUnicode writes them."""


@dataclass
class _Used:
    """One face as the documents use it."""

    font: Object
    """The font dictionary of the document that used it first; it becomes the book's."""
    widths: dict[int, Object] = field(default_factory=dict)
    characters: dict[int, bytes] = field(default_factory=dict)


def unite_fonts(book: Pdf, fonts: Families, soft: bool = True) -> None:
    """Give every page the same font object for the same face; the engine keeps glyph numbers, so no page changes.

    `soft` makes the hyphen that is printed where a word is broken a soft one in the file's text, so that search, copying
    and screen readers find the word whole: no author has typed that hyphen, U+2010.
    """
    faces = {_key(face): face for face in fonts.faces}
    used: dict[str, _Used] = {}
    united: dict[tuple[int, int], _Used] = {}
    for fontsets in _font_dictionaries(book):
        for name in sorted(fontsets.keys()):
            font = fontsets[name]
            if font.objgen not in united:  # the pages of a document share their fonts
                one = used.setdefault(str(font.BaseFont), _Used(font))
                one.widths.update(_widths(font))
                one.characters.update(_characters(font))
                if font.is_indirect:
                    united[font.objgen] = one
            else:
                one = united[font.objgen]
            fontsets[name] = one.font
    for one in used.values():
        if soft:
            one.characters = {glyph: SOFT if it == PRINTED else it for glyph, it in one.characters.items()}
        _complete(book, one, faces[_key_of(one.font)])


def _font_dictionaries(book: Pdf) -> Iterator[Object]:
    seen: set[tuple[int, int]] = set()
    for page in book.pages:
        for resources in _resources(page.obj):
            if "/Font" in resources:
                fontsets = resources.Font
                if fontsets.is_indirect:
                    if fontsets.objgen in seen:
                        continue
                    seen.add(fontsets.objgen)
                yield fontsets


def _resources(page: Object) -> Iterator[Object]:
    if "/Resources" not in page:
        return
    yield page.Resources
    for _, form in page.Resources.get("/XObject", Dictionary()).items():
        if form.get("/Subtype") == Name.Form and "/Resources" in form:
            yield form.Resources


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


def _complete(book: Pdf, one: _Used, face: Face) -> None:
    descendant = one.font.DescendantFonts[0]
    row = Array()
    last: list[object] = []
    previous = -2
    for glyph in sorted(one.widths):
        if glyph != previous + 1:
            if last:
                row.append(Array(last))
            row.append(glyph)
            last = []
        last.append(one.widths[glyph])
        previous = glyph
    if last:
        row.append(Array(last))
    descendant.W = row
    program = only_glyphs(face.data, set(one.widths) | set(one.characters))
    stream = Stream(book, program)
    stream.Length1 = len(program)
    descendant.FontDescriptor.FontFile2 = book.make_indirect(stream)
    if "/CIDSet" in descendant.FontDescriptor:
        del descendant.FontDescriptor["/CIDSet"]
    one.font.ToUnicode = book.make_indirect(Stream(book, _to_unicode(one.characters)))


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


def _key(face: Face) -> tuple[str, bool, bool]:
    return face.family, face.weight >= 600, face.style == "italic"


def _key_of(font: Object) -> tuple[str, bool, bool]:
    descriptor = font.DescendantFonts[0].FontDescriptor
    words = str(font.BaseFont).partition("+")[2].split("-")
    return str(descriptor.FontFamily), "Bold" in words, "Italic" in words
