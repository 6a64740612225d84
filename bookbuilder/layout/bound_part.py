"""Makes a document that is made ready a part of the book's file: its objects have the numbers that they keep there."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf

from bookbuilder.layout.bind_fonts import Key, UsedFont, is_united, united, used_font
from bookbuilder.layout.bind_structure import NAME as STRUCTURE, pairs
from bookbuilder.layout.numbered_objects import Numbering, Written, reference
from bookbuilder.layout.prepared_document import height, targets

CATALOG, PAGES, WHOLE, TREE, TARGETS, PARENTS, IDS, BLANK = range(1, 9)
"""The numbers of what the book has once: catalogue, pages, the structure's uppermost element and its root, the names of
targets, of what belongs to pages, of elements; and the stream of a page on which nothing is."""
FONTS = 9
"""The number of the first font."""
ROOM = 256
"""Each part begins at a multiple of it, so that those behind a changed one keep their numbers."""
LINKS = 1 << 20
"""A link belongs to its element by this number and its own, a page by its place in the book."""


@dataclass(frozen=True)
class Part:
    """One document as it stands in the book's file."""

    written: Written
    first_size: tuple[str, str]
    """Width and height of its first page."""
    last_size: tuple[str, str]
    pages: tuple[int, ...]
    """The numbers of its pages."""
    names: tuple[str, ...]
    """Where links may lead."""
    targets: tuple[int, ...]
    """The number of the target of each name."""
    fonts: tuple[UsedFont, ...]
    """The fonts of its pages, of which the book has one of each face."""
    elements: tuple[int, ...] = ()
    """Its uppermost elements of the structure."""
    rows: tuple[bytes, ...] = ()
    """What belongs to each of its pages: the numbers of an array, as the book's table has it; empty for none."""
    links: bytes = b""
    """What belongs to each of its links, as the book's table has it."""
    ids: tuple[str, ...] = ()
    identified: tuple[int, ...] = ()
    """The number of the element of each id."""


def part_of(id: str, ready: bytes, first: int, sheet: int, faces: Sequence[Key], taken: Collection[str]) -> Part:
    """The part of the document `id`, whose objects are numbered from `first` on and whose pages from `sheet`.

    `faces` are the book's in their order; `taken` are ids of elements that stand before it.
    """
    text = Pdf.open(io.BytesIO(ready))
    fonts: list[UsedFont] = []

    def elsewhere(met: Object) -> int | None:
        if not is_united(met):
            return None
        font = used_font(met)
        if font.key not in faces:  # a picture's own
            return None
        fonts.append(font)
        return FONTS + faces.index(font.key)

    numbering = Numbering(text, first, elsewhere)
    pages = list(text.pages)
    has_structure = STRUCTURE in text.Root
    for number, page in enumerate(pages, start=sheet):
        _inherit(page.obj)
        page.obj.Parent = reference(PAGES)
        if has_structure:
            page.obj.StructParents = number
            page.obj.Tabs = Name.S
    own = {page.obj.objgen: numbering.of(page.obj) for page in pages}
    names = {
        name: numbering.add(Array([target[0], *list(target)[1:]]).unparse()) for name, target in targets(text).items()
    }
    names[id] = numbering.add(Array([pages[0].obj, Name.XYZ, 0, height(pages[0]), 0]).unparse())
    structure: dict[str, Any] = _structure(text, numbering, taken) if has_structure else {}
    written = numbering.write()
    return Part(
        written,
        _size(pages[0].obj),
        _size(pages[-1].obj),
        tuple(own.values()),
        tuple(names),
        tuple(names.values()),
        tuple(united(sorted(fonts, key=lambda font: font.key)).values()),
        **structure,
    )


def _structure(text: Pdf, numbering: Numbering, taken: Collection[str]) -> dict[str, Any]:
    part = text.Root[STRUCTURE]
    for element in part.Elements:
        element.P = reference(WHOLE)
    ids = {}
    for id, element in pairs(part.Ids):
        if str(id) in taken:
            del element["/ID"]
        else:
            ids[str(id)] = numbering.of(element)
    links = []
    for annotation, element in pairs(part.Links):
        key = LINKS + numbering.of(annotation)
        annotation.StructParent = key
        links.append((key, numbering.of(element)))
    return {
        "elements": tuple(numbering.of(element) for element in part.Elements),
        "rows": tuple(b"%d 0 R" % numbering.of(row) if len(row) else b"" for row in part.Rows),
        "links": b"".join(b"%d %d 0 R " % pair for pair in sorted(links)),
        "ids": tuple(ids),
        "identified": tuple(ids.values()),
    }


def _inherit(page: Object) -> None:
    """What a page has of the nodes above it, said by itself: in the book it is below another."""
    above = page.get("/Parent")
    while isinstance(above, Dictionary):
        for name in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
            if name in above and name not in page:
                page[name] = above[name]
        above = above.get("/Parent")


def _size(page: Object) -> tuple[str, str]:
    left, bottom, right, top = (Decimal(str(edge)) for edge in page.MediaBox)
    return str(right - left), str(top - bottom)
