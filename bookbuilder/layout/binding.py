"""Binds drawn documents and their running heads into one PDF: pages in order, links alive, outline, page labels, fonts."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from bookbuilder.layout.bind_fonts import unite_fonts
from bookbuilder.layout.bind_structure import write_structure
from bookbuilder.layout.document_html import ELSEWHERE
from bookbuilder.layout.laid_out import LaidOut
from bookbuilder.layout.numbers import Place
from bookbuilder.layout.openings import PX, Shift
from bookbuilder.layout.pdf_bytes import gathered
from bookbuilder.layout.pdf_metadata import write_metadata
from bookbuilder.layout.turned import turn, turned_target
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.theme.fonts import Families


@dataclass(frozen=True)
class Bound:
    """One document with all that binding needs of it."""

    document: ContentDocument
    laid_out: LaidOut
    heads: bytes
    """Its running heads and folios, page for page."""
    place: Place
    shifts: tuple[Shift, ...] = ()
    """How far each page is moved to the margins of its side; none where all stand as they are drawn."""


def bind(
    publication: Publication, bound: Sequence[Bound], fonts: Families, tagged: bool, words: Mapping[str, str]
) -> bytes:
    """Bind the documents to one file, the same bytes for the same pages; `words` say of each id what a link to it leads to."""
    book = Pdf.new()
    sources = []
    destinations: dict[str, Array] = {}
    on_their_side: set[int] = set()
    for item in bound:
        text = Pdf.open(io.BytesIO(item.laid_out.pdf))
        heads = Pdf.open(io.BytesIO(item.heads))
        sources += [text, heads]
        for page in text.pages:
            _trim(page)
        moved = _move(text, item.shifts)
        turned = {page.objgen for page in text.pages if turn(page)}
        for _ in range(item.place.blanks):
            _add_blank(book, text.pages[0])
        first = len(book.pages)
        sheets = {page.obj.objgen: number for number, page in enumerate(text.pages)}
        for number, page in enumerate(text.pages):
            book.pages.append(page)
            on_their_side |= {first + number} if page.objgen in turned else set()
        for number, head in enumerate(heads.pages):
            _lay_head(book, first + number, head)
        own = list(book.pages)[first:]  # asking for one page by its number walks the tree of all
        for name, target in _destinations(text).items():
            sheet = target[0].objgen
            page = own[sheets[sheet]]
            target = _moved_target(target, moved.get(sheet))
            if sheet in turned:
                target = turned_target(target, _height(page))
            destinations.setdefault(name, Array([page.obj, *list(target)[1:]]))
        destinations[item.document.id] = Array([book.pages[first].obj, Name.XYZ, 0, _height(book.pages[first]), 0])
    if len(book.pages) % 2:
        _add_blank(book, book.pages[-1])
    inner = _mend_links(book, words)
    _write_names(book, destinations)
    unite_fonts(book, fonts, soft="\u2010" not in publication.characters)
    _write_labels(book, bound)
    _write_outline(book, publication, destinations)
    if tagged:
        write_structure(book, [(item.place.begins, item.laid_out) for item in bound], inner, on_their_side)
    _drop(book, inner)
    write_metadata(book, publication, tagged)
    return gathered(book, min_version="1.7")


def _trim(page: pikepdf.Page) -> None:
    """Crop a page that was drawn with bleed to its trim; what is drawn beyond stays, for the printer's file."""
    page.obj.MediaBox = page.trimbox
    for box in ("/TrimBox", "/BleedBox", "/CropBox"):
        if box in page.obj:
            del page.obj[box]


def _move(text: Pdf, shifts: Sequence[Shift]) -> dict[tuple[int, int], Shift]:
    """Move what is drawn on each page, and its links; returns how far, in points to the right and up, by page."""
    found: dict[tuple[int, int], Shift] = {}
    for page, (across, down) in zip(text.pages, shifts, strict=False):
        if not (across or down):
            continue
        x, y = round(across * PX, 4), round(-down * PX, 4)
        found[page.obj.objgen] = x, y
        page.contents_add(f"q 1 0 0 1 {x:.4f} {y:.4f} cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")
        for annotation in page.obj.get("/Annots", Array()):
            annotation.Rect = _moved_numbers(annotation.Rect, x, y)
            if "/QuadPoints" in annotation:
                annotation.QuadPoints = _moved_numbers(annotation.QuadPoints, x, y)
    return found


def _moved_numbers(numbers: Object, x: float, y: float) -> Array:
    return Array([round(float(number) + (y if place % 2 else x), 4) for place, number in enumerate(numbers)])


def _moved_target(target: Object, by: Shift | None) -> Object:
    """Where a link leads on a page that was moved: [page /XYZ left top zoom]."""
    if by is None:
        return target
    page, *rest = target
    if len(rest) < 3 or rest[0] != Name.XYZ:
        return target
    kind, left, top, *zoom = rest
    return Array([page, kind, round(float(left) + by[0], 4), round(float(top) + by[1], 4), *zoom])


def _add_blank(book: Pdf, like: pikepdf.Page) -> None:
    box = [float(edge) for edge in like.mediabox]
    book.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
    book.pages[-1].obj.Contents = book.make_stream(b"\n")  # one without a byte, packed, is a fault to some readers


def _lay_head(book: Pdf, number: int, head: pikepdf.Page) -> None:
    """Put a running head on its page as an artifact, which readers of the structure pass over."""
    page = book.pages[number]
    for box in ("/TrimBox", "/BleedBox"):
        if box in head.obj:
            del head.obj[box]
    form = book.copy_foreign(head.as_form_xobject())
    resources = Dictionary(dict(page.obj.Resources.items()))
    xobjects = Dictionary(dict(resources.XObject.items())) if "/XObject" in resources else Dictionary()
    xobjects["/RunningHead"] = form
    resources["/XObject"] = xobjects
    page.obj.Resources = resources
    page.contents_add(b"/Artifact <</Type /Pagination>> BDC q /RunningHead Do Q EMC\n", prepend=True)


def _destinations(text: Pdf) -> dict[str, Object]:
    names = text.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array())
    flat = list(names)
    return {str(name): target for name, target in zip(flat[::2], flat[1::2], strict=True)}


def _mend_links(book: Pdf, words: Mapping[str, str]) -> set[tuple[int, int]]:
    """Make links to other documents into destinations, and say of every inner link in words where it leads.

    Returns the annotations, as (page, place), that lie within another to the same target: the engine makes one for every
    element within a link.
    """
    inner: set[tuple[int, int]] = set()
    for number, page in enumerate(book.pages):
        links: dict[str, list[tuple[int, Object]]] = {}
        for place, it in enumerate(page.obj.get("/Annots", Array())):
            links.setdefault(_mended(it, words), []).append((place, it))
        for alike in links.values():
            if len(alike) > 1:
                inner |= {(number, place) for place in _within(alike)}
    return inner


def _mended(annotation: Object, words: Mapping[str, str]) -> str:
    """The target of a link, which is made into a destination where it lies in the book."""
    target = str(annotation.A.get("/URI", "")) if "/A" in annotation else ""
    name = target.removeprefix(ELSEWHERE)
    if target.startswith(ELSEWHERE):
        annotation.Dest = String(name)
        del annotation["/A"]
    elif "/Dest" in annotation:
        name = str(annotation.Dest)
    else:
        return target
    annotation.Contents = String(words[name] if name in words else name)
    return target if "/A" in annotation else name


def _within(alike: Sequence[tuple[int, Object]]) -> Iterator[int]:
    """The places of those of a page's links to one target that lie within another."""
    boxes = [(place, [float(edge) for edge in it.Rect]) for place, it in alike]
    for place, box in boxes:
        for other, its_box in boxes:
            if (its_box == box and other < place) or (its_box != box and _holds(its_box, box)):
                yield place
                break


def _holds(outer: list[float], inner: list[float]) -> bool:
    left, right = sorted((outer[0], outer[2]))
    bottom, top = sorted((outer[1], outer[3]))
    room = 1.5
    return (
        left - room <= min(inner[0], inner[2])
        and bottom - room <= min(inner[1], inner[3])
        and right + room >= max(inner[0], inner[2])
        and top + room >= max(inner[1], inner[3])
    )


def _drop(book: Pdf, links: set[tuple[int, int]]) -> None:
    for number in sorted({page for page, _ in links}):
        page = book.pages[number]
        page.obj.Annots = Array([it for place, it in enumerate(page.obj.Annots) if (number, place) not in links])


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


def _height(page: pikepdf.Page) -> float:
    return float(page.mediabox[3])
