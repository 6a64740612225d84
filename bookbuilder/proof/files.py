"""Finds what is wrong with a finished PDF itself: fonts that are missing, characters without a form, RGB."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

RGB_OPERATORS = frozenset({"rg", "RG"})
RGB_SPACES = frozenset({"/DeviceRGB", "/CalRGB"})


@dataclass(frozen=True)
class FileFault:
    """One fault of a file."""

    kind: str
    """font, glyph, rgb"""
    said: str
    sheet: int = 0
    """The page on which it was seen first, from 1."""


def fonts_embedded(pdf: Pdf) -> Iterator[FileFault]:
    """Each font has its outlines in the file.

    Bad:  a font dictionary that only names Times-Roman.
    Good: one whose descriptor holds a FontFile2.
    """
    seen: set[str] = set()
    for number, font in _fonts(pdf):
        name = str(font.get("/BaseFont", "/unnamed")).lstrip("/")
        below = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = below.get("/FontDescriptor", Dictionary())
        held = str(font.get("/Subtype")) == "/Type3" or any(
            key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
        )
        if not held and name not in seen:
            seen.add(name)
            yield FileFault("font", f"The font {name} is not in the file.", number)


def glyphs_present(pdf: Pdf) -> Iterator[FileFault]:
    """Each character is printed with a form of its own, not with the font's empty box.

    Bad:  glyph 0, .notdef, in the text of a page.
    Good: a fallback family that has the character.
    """
    for number, page in enumerate(pdf.pages, start=1):
        count = sum(_empty_boxes(stream, resources) for stream, resources in _streams(page.obj))
        if count:
            many = "A character has" if count == 1 else f"{count} characters have"
            yield FileFault(
                "glyph", f"{many} no form in the font and {'is' if count == 1 else 'are'} an empty box.", number
            )


def no_rgb(pdf: Pdf) -> Iterator[FileFault]:
    """Nothing in a printer's file is coloured in RGB.

    Bad:  text in 0 0 0 rg, a photograph in DeviceRGB.
    Good: text in black alone, pictures in CMYK or grey.
    """
    for number, page in enumerate(pdf.pages, start=1):
        for stream, resources in _streams(page.obj):
            named = resources.get("/ColorSpace", Dictionary())
            spaces = {str(key) for key, value in named.items() if _is_rgb(value)} | RGB_SPACES
            what = _rgb_in(stream, spaces)
            if what:
                yield FileFault("rgb", f"{what} is in RGB.", number)
                break
        for name, image in _images(page.obj.get("/Resources", Dictionary())):
            if _is_rgb(image.get("/ColorSpace", Name.DeviceGray)):
                yield FileFault("rgb", f"The picture {name.lstrip('/')} is in RGB.", number)


def look_into(pdf: bytes, *, printer: bool = False) -> tuple[FileFault, ...]:
    """Every fault of a file; RGB is one only in the printer's."""
    with Pdf.open(io.BytesIO(pdf)) as opened:
        return (*fonts_embedded(opened), *(no_rgb(opened) if printer else glyphs_present(opened)))


def _fonts(pdf: Pdf) -> Iterator[tuple[int, Object]]:
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, start=1):
        for resources in _all_resources(page.obj.get("/Resources", Dictionary())):
            for _, font in resources.get("/Font", Dictionary()).items():
                if font.objgen not in seen or font.objgen == (0, 0):
                    seen.add(font.objgen)
                    yield number, font


def _all_resources(resources: Object) -> Iterator[Object]:
    yield resources
    for _, form in resources.get("/XObject", Dictionary()).items():
        if str(form.get("/Subtype")) == "/Form" and "/Resources" in form:
            yield from _all_resources(form.Resources)


def _streams(page: Object) -> Iterator[tuple[Object, Object]]:
    """The page's own content and that of the forms it draws, each with its resources."""
    resources = page.get("/Resources", Dictionary())
    yield page, resources
    yield from _forms(resources)


def _forms(resources: Object) -> Iterator[tuple[Object, Object]]:
    for _, form in resources.get("/XObject", Dictionary()).items():
        if str(form.get("/Subtype")) == "/Form":
            own = form.get("/Resources", resources)
            yield form, own
            yield from _forms(own) if "/Resources" in form else ()


def _instructions(stream: Object) -> Any:
    if not isinstance(stream, Stream) and "/Contents" not in stream:
        return []
    return pikepdf.parse_content_stream(stream if isinstance(stream, Stream) else pikepdf.Page(stream))


def _bytes(stream: Object) -> bytes:
    if isinstance(stream, Stream):
        return stream.read_bytes()
    contents = stream.get("/Contents", Array())
    return b"".join(part.read_bytes() for part in (contents if isinstance(contents, Array) else [contents]))


def _empty_boxes(stream: Object, resources: Object) -> int:
    if not any(sign in _bytes(stream) for sign in (b"0000", b"\0\0", b"\\000")):
        return 0  # reading every instruction of a book takes long
    fonts, composite, count = resources.get("/Font", Dictionary()), False, 0
    for operands, operator in _instructions(stream):
        if str(operator) == "Tf":
            font = fonts.get(str(operands[0]), Dictionary())
            composite = str(font.get("/Subtype")) == "/Type0" and str(font.get("/Encoding")) == "/Identity-H"
        elif composite and str(operator) in ("Tj", "TJ"):
            pieces = operands[0] if isinstance(operands[0], Array) else [operands[0]]
            for piece in pieces:
                codes = bytes(piece) if isinstance(piece, pikepdf.String) else b""
                count += sum(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes), 2))
    return count


def _rgb_in(stream: Object, spaces: set[str]) -> str:
    for operands, operator in _instructions(stream):
        word = str(operator)
        if word in RGB_OPERATORS or word in ("cs", "CS") and str(operands[0]) in spaces:
            return "A line or an edge" if word in ("RG", "CS") else "Text or an area"
    return ""


def _is_rgb(space: Object) -> bool:
    if not isinstance(space, Array):
        return str(space) in RGB_SPACES
    if str(space[0]) == "/ICCBased":
        return int(space[1].get("/N", 0)) == 3
    if str(space[0]) == "/Indexed":
        return _is_rgb(space[1])
    return str(space[0]) in RGB_SPACES


def _images(resources: Object) -> Iterator[tuple[str, Object]]:
    for name, each in resources.get("/XObject", Dictionary()).items():
        if str(each.get("/Subtype")) == "/Image":
            yield name, each
        elif "/Resources" in each:
            yield from _images(each.Resources)
