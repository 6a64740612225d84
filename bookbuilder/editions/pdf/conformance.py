"""Finds what contradicts a PDF's claim to be PDF/UA-1, as far as a program can see without a reader.

What has a sentence of its own is reported by it, the rest by its number in the Matterhorn Protocol: matterhorn.py.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf

from bookbuilder.editions.pdf.matterhorn import failed


def against_pdf_ua(data: bytes) -> list[str]:
    """One sentence for each thing; an empty list for a file that makes no such claim."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_metadata() as xmp:
            claims = str(xmp["pdfuaid:part"]) if "pdfuaid:part" in xmp else ""
            title = str(xmp["dc:title"]) if "dc:title" in xmp else ""
        if claims != "1":
            return []
        found = list(_against(pdf, title))
        return found or [f"it fails the Matterhorn Protocol’s condition {number}" for number in failed(pdf)]


def _against(pdf: Pdf, title: str) -> Iterator[str]:
    root = pdf.Root
    if not bool(root.get("/MarkInfo", Dictionary()).get("/Marked", False)):
        yield "it is not marked as tagged"
    if "/StructTreeRoot" not in root:
        yield "it has no structure"
        return
    if not str(root.get("/Lang", "")):
        yield "it does not name its language"
    if not title:
        yield "it has no title"
    preferences = root.get("/ViewerPreferences", Dictionary())
    if not bool(preferences.get("/DisplayDocTitle", False)):
        yield "it does not show its title"
    if pdf.is_encrypted:
        yield "it is encrypted"
    yield from _structure(root.StructTreeRoot)
    yield from _pages(pdf)


def _structure(root: Object) -> Iterator[str]:
    roles = {str(key): str(value) for key, value in root.get("/RoleMap", Dictionary()).items()}
    waiting: list[Object] = list(_kids(root))
    pictures = 0
    while waiting:
        element = waiting.pop()
        kind = str(element.get("/S", ""))
        kind = roles[kind] if kind in roles else kind
        if (
            kind in ("/Figure", "/Formula")
            and not str(element.get("/Alt", ""))
            and not str(element.get("/ActualText", ""))
        ):
            pictures += 1
        waiting.extend(_kids(element))
    if pictures:
        yield f"{pictures} of its pictures have no words that say what they show"


def _kids(element: Object) -> Iterator[Object]:
    kids = element.get("/K")
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid


def _pages(pdf: Pdf) -> Iterator[str]:
    orderless = [
        number for number, page in enumerate(pdf.pages, 1) if "/Annots" in page and page.get("/Tabs") != Name.S
    ]
    if orderless:
        yield f"its links have no order on page {orderless[0]} of the file"
    for number, page in enumerate(pdf.pages, 1):
        for note in page.get("/Annots", Array()):
            if note.get("/Subtype") == Name.Link and not str(note.get("/Contents", "")):
                yield f"a link on page {number} of the file does not say where it leads"
                return
