"""Binds documents that are made ready into one PDF: pages in order, links alive, outline, page labels, fonts, one structure."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from bookbuilder.layout.bind_fonts import unite_fonts
from bookbuilder.layout.bind_structure import NAME as STRUCTURE
from bookbuilder.layout.bind_structure import join_structures
from bookbuilder.layout.made_ready import height, targets
from bookbuilder.layout.numbers import Place
from bookbuilder.layout.pdf_bytes import gathered
from bookbuilder.layout.pdf_metadata import write_metadata
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.theme.fonts import Families

MOST_OPEN = 96
"""So many parts stay open in a process that binds again and again."""


@dataclass(frozen=True)
class Bound:
    """One document with all that binding needs of it."""

    document: ContentDocument
    pdf: bytes
    """Its pages made ready."""
    place: Place


def bind(publication: Publication, bound: Sequence[Bound], fonts: Families, tagged: bool) -> bytes:
    """Bind the documents to one file, the same bytes for the same pages."""
    book = Pdf.new()
    sources = []
    destinations: dict[str, Array] = {}
    structures: list[tuple[int, Object]] = []
    for item in bound:
        text = _opened(item.pdf)
        sources.append(text)
        for _ in range(item.place.blanks):
            _add_blank(book, text.pages[0])
        first = len(book.pages)
        sheets = {page.obj.objgen: number for number, page in enumerate(text.pages)}
        for page in text.pages:
            book.pages.append(page)
        own = list(book.pages)[first:]  # asking for one page by its number walks the tree of all
        for name, target in targets(text).items():
            page = own[sheets[target[0].objgen]]
            destinations.setdefault(name, Array([page.obj, *list(target)[1:]]))
        destinations[item.document.id] = Array([own[0].obj, Name.XYZ, 0, height(own[0]), 0])
        if tagged:
            structures.append((first, book.copy_foreign(text.Root[STRUCTURE])))
    if len(book.pages) % 2:
        _add_blank(book, book.pages[-1])
    _write_names(book, destinations)
    unite_fonts(book, fonts, soft="\u2010" not in publication.characters)
    _write_labels(book, bound)
    _write_outline(book, publication, destinations)
    if tagged:
        join_structures(book, structures)
    write_metadata(book, publication, tagged)
    return gathered(book, min_version="1.7")


@lru_cache(maxsize=MOST_OPEN)
def _opened(part: bytes) -> Pdf:
    """A part of a book, which is only read: whoever binds it again finds its objects read already."""
    return Pdf.open(io.BytesIO(part))


def _add_blank(book: Pdf, like: pikepdf.Page) -> None:
    box = [float(edge) for edge in like.mediabox]
    book.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
    book.pages[-1].obj.Contents = book.make_stream(b"\n")  # one without a byte, packed, is a fault to some readers


def _write_names(book: Pdf, destinations: dict[str, Array]) -> None:
    flat = Array()
    for name in sorted(destinations, key=lambda name: bytes(String(name))):
        flat.append(String(name))
        flat.append(book.make_indirect(destinations[name]))
    book.Root.Names = Dictionary(Dests=Dictionary(Names=flat))


def _write_labels(book: Pdf, bound: Sequence[Bound]) -> None:
    """Roman numbers in the front matter, arabic ones after it, as printed."""
    numbers = Array([0, Dictionary(S=Name.r)])
    body = next((item.place for item in bound if not item.place.roman), None)
    if body is not None:
        begins = body.begins - (body.number - 1)
        if begins == 0:
            numbers = Array()
        numbers = Array([*numbers, begins, Dictionary(S=Name.D)])
    book.Root.PageLabels = Dictionary(Nums=numbers)


def _write_outline(book: Pdf, publication: Publication, destinations: dict[str, Array]) -> None:
    book.Root.PageMode = Name.UseOutlines
    with book.open_outline() as outline:
        above: list[tuple[int, OutlineItem]] = []
        for document in publication.documents:
            for heading in document.headings:
                if heading.id not in destinations or (not heading.listed and document.template != "contents"):
                    continue
                item = OutlineItem(f"{heading.number} {heading.title}".strip(), destinations[heading.id])
                level = heading.level
                if level == 1 and not document.part:
                    level = 0
                while above and above[-1][0] >= level:
                    above.pop()
                (above[-1][1].children if above else outline.root).append(item)
                above.append((level, item))
