"""A PDF's bytes and a text on its pages -> the PDF with that text dropped, doubled or swapped, glyph by glyph."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf

from bookbuilder.editions.pdf.words import _fonts


@dataclass
class _Glyph:
    code: bytes
    text: str
    operator: int
    """The place of the operator that shows it."""


def changed_pdf(data: bytes, change: str, one: str, other: str) -> bytes:
    """Change the first page that has both texts; spaces and hyphens at line ends don't count in finding them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            instructions = list(pikepdf.parse_content_stream(page))
            glyphs = _glyphs(page, instructions)
            first, second = _range(glyphs, one), _range(glyphs, other)
            if first is None or second is None:
                continue
            _write(instructions, _changed(glyphs, change, first, second))
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
            changed = io.BytesIO()
            pdf.save(changed)
            return changed.getvalue()
    raise AssertionError(f"no page has {one!r} and {other!r}")


def _glyphs(page: pikepdf.Page, instructions: list) -> list[_Glyph]:
    fonts, font, found = _fonts(page, {}), None, []
    for place, instruction in enumerate(instructions):
        operator = str(instruction.operator)
        if operator == "Tf":
            font = fonts[str(instruction.operands[0])]
        elif operator == "TJ":
            codes = b"".join(bytes(it) for it in instruction.operands[0] if isinstance(it, pikepdf.String))
            for at in range(0, len(codes), 2):
                code = codes[at : at + 2]
                found.append(_Glyph(code, font.characters[int.from_bytes(code, "big")], place))
    return found


def _range(glyphs: list[_Glyph], text: str) -> tuple[int, int] | None:
    """The first and the last glyph of a text, the end excluded."""
    squeezed, places = "", []
    for place, glyph in enumerate(glyphs):
        for character in glyph.text:
            if not character.isspace() and character not in "-\u2010\u00ad":
                squeezed += character
                places.append(place)
    due = "".join(it for it in text if not it.isspace() and it not in "-\u2010\u00ad")
    at = squeezed.find(due)
    return None if at < 0 else (places[at], places[at + len(due) - 1] + 1)


def _changed(glyphs: list[_Glyph], change: str, first: tuple[int, int], second: tuple[int, int]) -> list[_Glyph]:
    one, _ = glyphs[slice(*first)], glyphs[slice(*second)]
    if change == "dropped":
        return glyphs[: first[0]] + glyphs[first[1] :]
    if change == "doubled":
        last = glyphs[first[1] - 1].operator
        return glyphs[: first[1]] + [_Glyph(it.code, it.text, last) for it in one] + glyphs[first[1] :]
    (a, b), (c, d) = sorted((first, second))
    front, back = glyphs[a:b], glyphs[c:d]
    there = [_Glyph(it.code, it.text, back[0].operator) for it in front]
    here = [_Glyph(it.code, it.text, front[0].operator) for it in back]
    return glyphs[:a] + here + glyphs[b:c] + there + glyphs[d:]


def _write(instructions: list, glyphs: list[_Glyph]) -> None:
    shown: dict[int, bytes] = {}
    for glyph in glyphs:
        shown[glyph.operator] = shown.get(glyph.operator, b"") + glyph.code
    for place, instruction in enumerate(instructions):
        if str(instruction.operator) == "TJ":
            array = pikepdf.Array([pikepdf.String(shown.get(place, b""))])
            instructions[place] = pikepdf.ContentStreamInstruction([array], pikepdf.Operator("TJ"))
