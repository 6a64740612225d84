"""Makes one drawn document ready to be bound: its pages as they will be, with running heads, links, targets and structure.

What depends on this document alone is done here, so that a change in one document costs one document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from bookbuilder.layout.bind_structure import write_structure
from bookbuilder.layout.document_html import ELSEWHERE
from bookbuilder.layout.laid_out import Element
from bookbuilder.layout.page_sides import PX, Shift
from bookbuilder.layout.pdf_bytes import opened, plain


def make_ready(
    drawn: bytes, heads: bytes, shifts: Sequence[Shift], words: Mapping[str, str], structure: Sequence[Element] | None
) -> bytes:
    """The file of a document whose running heads are laid on page for page; None leaves out the structure.

    `shifts` say how far each page is moved to the margins of its side; none where all stand as they are drawn. `words` say
    of each id what a link to it leads to.
    """
    text = opened(drawn)
    pages = list(text.pages)
    for page in pages:
        _trim(page)
    moved = _move(text, shifts)
    turned = {number for number, page in enumerate(pages) if _turn(page)}
    for page, head in zip(pages, opened(heads).pages, strict=False):
        _lay_head(text, page, head)
    _move_targets(text, pages, moved, turned)
    inner = _name_links(pages, words)
    if structure is not None:
        write_structure(text, structure, inner, turned)
    for number in sorted({page for page, _ in inner}):
        page = pages[number]
        page.obj.Annots = Array([it for place, it in enumerate(page.obj.Annots) if (number, place) not in inner])
    return plain(text)


def height(page: pikepdf.Page) -> float:
    """The height of a page in points."""
    return float(page.mediabox[3])


def targets(text: Pdf) -> dict[str, Object]:
    """Where links may lead in a document, by their names: [page /XYZ left top zoom]."""
    names = text.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array())
    flat = list(names)
    return {str(name): target for name, target in zip(flat[::2], flat[1::2], strict=True)}


def _trim(page: pikepdf.Page) -> None:
    """Crop a page that was drawn with bleed to its trim; what is drawn beyond stays, for the printer's file."""
    page.obj.MediaBox = page.trimbox
    for box in ("/TrimBox", "/BleedBox", "/CropBox"):
        if box in page.obj:
            del page.obj[box]


def _move(text: Pdf, shifts: Sequence[Shift]) -> dict[int, Shift]:
    """Move what is drawn on each page, and its links; returns how far, in points to the right and up, by page."""
    found: dict[int, Shift] = {}
    for number, (page, (across, down)) in enumerate(zip(text.pages, shifts, strict=False)):
        if not (across or down):
            continue
        x, y = round(across * PX, 4), round(-down * PX, 4)
        found[number] = x, y
        page.contents_add(f"q 1 0 0 1 {x:.4f} {y:.4f} cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")
        for annotation in page.obj.get("/Annots", Array()):
            annotation.Rect = _moved_numbers(annotation.Rect, x, y)
            if "/QuadPoints" in annotation:
                annotation.QuadPoints = _moved_numbers(annotation.QuadPoints, x, y)
    return found


def _moved_numbers(numbers: Object, x: float, y: float) -> Array:
    return Array([round(float(number) + (y if place % 2 else x), 4) for place, number in enumerate(numbers)])


def _lay_head(text: Pdf, page: pikepdf.Page, head: pikepdf.Page) -> None:
    """Put a running head on its page as an artifact, which readers of the structure pass over."""
    for box in ("/TrimBox", "/BleedBox"):
        if box in head.obj:
            del head.obj[box]
    form = text.copy_foreign(head.as_form_xobject())
    resources = Dictionary(dict(page.obj.Resources.items()))
    xobjects = Dictionary(dict(resources.XObject.items())) if "/XObject" in resources else Dictionary()
    xobjects["/RunningHead"] = form
    resources["/XObject"] = xobjects
    page.obj.Resources = resources
    page.contents_add(b"/Artifact <</Type /Pagination>> BDC q /RunningHead Do Q EMC\n", prepend=True)


def _move_targets(
    text: Pdf, pages: Sequence[pikepdf.Page], moved: Mapping[int, Shift], turned: frozenset[int] | set[int]
) -> None:
    """Let links lead to where things stand now, on pages that were moved or turned."""
    if not (moved or turned):
        return
    numbers = {page.obj.objgen: number for number, page in enumerate(pages)}
    flat = Array()
    for name, target in targets(text).items():
        number = numbers[target[0].objgen]
        if number in moved:
            target = _moved_target(target, moved[number])
        if number in turned:
            target = _turned_target(target, height(pages[number]))
        flat.extend([String(name), target])
    if "/Names" in text.Root:
        text.Root.Names.Dests.Names = flat


def _moved_target(target: Object, by: Shift) -> Object:
    page, *rest = target
    if len(rest) < 3 or rest[0] != Name.XYZ:
        return target
    kind, left, top, *zoom = rest
    return Array([page, kind, round(float(left) + by[0], 4), round(float(top) + by[1], 4), *zoom])


def _name_links(pages: Sequence[pikepdf.Page], words: Mapping[str, str]) -> set[tuple[int, int]]:
    """Make links to other documents into destinations, and say of every inner link in words where it leads.

    Returns the annotations, as (page, place), that lie within another to the same target: the engine makes one for every
    element within a link.
    """
    inner: set[tuple[int, int]] = set()
    for number, page in enumerate(pages):
        links: dict[str, list[tuple[int, Object]]] = {}
        for place, it in enumerate(page.obj.get("/Annots", Array())):
            links.setdefault(_named_target(it, words), []).append((place, it))
        for alike in links.values():
            if len(alike) > 1:
                inner |= {(number, place) for place in _within(alike)}
    return inner


def _named_target(annotation: Object, words: Mapping[str, str]) -> str:
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


def _turn(page: pikepdf.Page) -> bool:
    """Turn a wide page so that it reads when the book is turned clockwise; False where the page is tall, and nothing is done.

    The head of a landscape table lies at the left edge, on left and right pages alike. Running head and folio are laid on
    afterwards and stand as on every page.
    """
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    if right - left <= top - bottom:
        return False
    page.contents_add(f"q 0 1 -1 0 {top:.4f} {-left:.4f} cm\n".encode(), prepend=True)
    page.contents_add(b"\nQ")
    page.obj.MediaBox = Array([0, 0, round(top - bottom, 4), round(right - left, 4)])
    for annotation in page.obj.get("/Annots", Array()):
        x1, y1, x2, y2 = (float(edge) for edge in annotation.Rect)
        corners = [(top - y, x - left) for x, y in ((x1, y1), (x2, y2))]
        xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        annotation.Rect = Array([round(it, 4) for it in (xs[0], ys[0], xs[1], ys[1])])
        if "/QuadPoints" in annotation:
            del annotation["/QuadPoints"]
    return True


def _turned_target(target: Object, height: float) -> Array:
    """Where a link into a turned page leads: to its head, since places on it have moved; `height` is the page's now."""
    return Array([target[0], target[1], 0, height, 0])
