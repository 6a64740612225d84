"""Marks the errors of a draft in the margins of the finished PDF, beside their lines; the text and its lines stay as they are."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape

from pikepdf import Dictionary, Name, Pdf, String

from bookbuilder.editions.draft_marks import Mark, statement
from bookbuilder.layout import PdfEdition
from bookbuilder.layout.overlays import draw_sheets, lay, trimmed
from bookbuilder.layout.pdf_bytes import saved
from bookbuilder.model.pages import PageFacts

POINT = 0.75
"""Points of a CSS pixel."""
GAP = 5.0
"""Points between the text block and a mark."""
LINE = 6.2
"""Points from one line of a mark to the next."""
STYLE = (
    "color:#b00020;font-size:5.2pt;line-height:6.2pt;border-left:0.8pt solid #b00020;padding-left:2pt;"
    "overflow-wrap:anywhere"
)


_Tops = dict[str, tuple[PageFacts, float]]


def mark_pdf(edition: PdfEdition, marks: Sequence[Mark], count: int) -> bytes:
    """The PDF with each mark on its page, and what it is on its first page and in its metadata; `count` are its errors."""
    with Pdf.open(io.BytesIO(edition.data)) as book:
        sizes = [trimmed(page) for page in book.pages]
        is_turned = book.Root.get("/ViewerPreferences", Dictionary()).get("/Direction") == Name.R2L
        sheets = _margins(edition, marks, sizes, 0 if is_turned else 1)
        head = [_head(width, statement(count) if number == 0 else "Draft") for number, (width, _) in enumerate(sizes)]
        with draw_sheets([head[n] + "".join(sheets.get(n + 1, ())) for n in range(len(sizes))], sizes) as drawn:
            for index, page in enumerate(book.pages):
                lay(page, book.copy_foreign(drawn.pages[index].as_form_xobject()), "/DraftMarks")
        _say_so(book, statement(count))
        return saved(book)


def _margins(
    edition: PdfEdition, marks: Sequence[Mark], sizes: Sequence[tuple[float, float]], on_right: int
) -> dict[int, list[str]]:
    """The HTML of each sheet's marks, by the sheet's number from 1; marks of one place stand below each other.

    The outer margin is the right one of odd sheets where `on_right` is 1, of even ones where it is 0.
    """
    found: dict[int, list[str]] = {}
    lowest: dict[int, float] = {}
    more: dict[int, int] = {}
    tops = {document: _tops(edition.facts[document]) for document in {it.document for it in marks} & set(edition.facts)}
    places = [(_place(edition, mark, tops.get(mark.document, {})), mark) for mark in marks]
    for (sheet, top, left, right), mark in sorted(places, key=lambda it: (it[0][0], it[0][1])):
        if not sheet or sheet > len(sizes):
            continue
        width, height = sizes[sheet - 1]
        room = max(width - right - GAP - 4 if sheet % 2 == on_right else left - GAP - 4, 28.0)
        side = f"left:{width - room - 4:.1f}pt" if sheet % 2 == on_right else "left:4pt"
        top = max(top, lowest.get(sheet, 0.0))
        words = mark.text
        if top > height - 5 * LINE:
            more[sheet] = more.get(sheet, 0) + 1
            words, top = f"and {more[sheet]} more", height - 2 * LINE
            found[sheet] = [it for it in found.get(sheet, []) if ">and " not in it]
        else:
            lowest[sheet] = top + LINE * (1 + len(words) * 3.3 // room) + 2
        found.setdefault(sheet, []).append(
            f'<p style="top:{top:.1f}pt;{side};width:{room - 3:.1f}pt;{STYLE}">{escape(words)}</p>'
        )
    return found


def _place(edition: PdfEdition, mark: Mark, tops: _Tops) -> tuple[int, float, float, float]:
    """The sheet of a mark's element, its height there and the edges of the text block, in points; sheet 0 where it has none."""
    first = edition.first_pages.get(mark.document, 0)
    if not first:
        return 0, 0.0, 0.0, 0.0
    pages = edition.facts[mark.document]
    head = pages[0], pages[0].top
    page, top = head if mark.element == mark.document else tops.get(mark.element, head)
    area = page.area
    left, right = (area.x, area.x + area.width) if area else (0.0, page.width)
    return first + page.number - 1, top * POINT, left * POINT, right * POINT


def _tops(pages: Sequence[PageFacts]) -> _Tops:
    """The page on which each element begins, and its height there: that of its lines, else of its boxes."""
    found: _Tops = {}
    for page in pages:
        here: dict[str, float] = {}
        for line in page.lines:
            here[line.block] = min(line.y, here.get(line.block, line.y))
        boxes: dict[str, float] = {}
        for box in page.boxes:
            boxes[box.id] = min(box.y, boxes.get(box.id, box.y))
        for element, top in {**boxes, **here}.items():
            found.setdefault(element, (page, top))
    return found


def _head(width: float, words: str) -> str:
    return f'<p style="top:7pt;left:0;width:{width:.1f}pt;text-align:center;color:#b00020;font-weight:700">{escape(words)}</p>'


def _say_so(book: Pdf, words: str) -> None:
    """A draft claims no conformance, and its title and description say what it is."""
    with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.pop("pdfuaid:part", None)
        title = str(metadata.get("dc:title", ""))
        metadata["dc:title"] = f"{title} (draft)"
        metadata["dc:description"] = " ".join(filter(None, (words, str(metadata.get("dc:description", "")))))
    book.docinfo["/Title"] = String(f"{book.docinfo.get('/Title', '')} (draft)")
    book.docinfo["/Subject"] = String(" ".join(filter(None, (words, str(book.docinfo.get("/Subject", ""))))))
