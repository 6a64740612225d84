"""A finished PDF and a label -> the same pages, each marked PROOF: pale across the page, with the label at head and foot.

The marks are artifacts, which readers of the structure pass over; they are set in black alone and carry their font, so
that a reader's file and a printer's file can be marked alike. Text and pages stay as they are.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape

import pikepdf
from pikepdf import Dictionary, Object, Page, Pdf

from bookbuilder.cache import Steps
from bookbuilder.layout.engine import lay_out
from bookbuilder.layout.laid_out import LayoutOrder
from bookbuilder.theme.fonts import plain_face

WORD = "PROOF"
BLACK = "device-cmyk(0 0 0 1)"
PALE = "device-cmyk(0 0 0 0.07)"
"""What is seen through the text without hindering anybody who reads it."""
STRONG = "device-cmyk(0 0 0 0.45)"
"""What is seen on a sheet that is printed all over, a cover, where nothing behind its ground shows."""


def mark_as_proof(pdf: bytes, label: str, *, covered: bool = False) -> bytes:
    """Mark every page, behind its text, or over a page that is `covered` with ink; the same bytes for the same file."""
    with Pdf.open(io.BytesIO(pdf)) as book:
        sizes = [trimmed(page) for page in book.pages]
        kinds = list(dict.fromkeys(sizes))
        behind = draw_sheets([_across(*size, STRONG if covered else PALE) for size in kinds], kinds)
        before = draw_sheets([_label(*size, label) for size in kinds], kinds)
        forms = {size: [_form(book, drawn, place) for drawn in (behind, before)] for place, size in enumerate(kinds)}
        for page, size in zip(book.pages, sizes):
            lay(page, forms[size][0], "/ProofAcross", behind=not covered)
            lay(page, forms[size][1], "/ProofLabel")
        behind.close()
        before.close()
        return saved(book)


def draw_sheets(sheets: Sequence[str], sizes: Sequence[tuple[float, float]]) -> Pdf:
    """Draw pieces of HTML as pages of these sizes in points, one a sheet; what stands on them is placed absolutely."""
    rules = "".join(f"@page s{number} {{ size: {width}pt {height}pt }}" for number, (width, height) in enumerate(sizes))
    pages = "".join(
        f'<div style="page:s{number};break-after:page">{sheet}</div>' for number, sheet in enumerate(sheets)
    )
    style = (
        f"@page {{ margin: 0 }} {rules} body {{ margin: 0; font: 7pt/9pt 'Literata Caption'; color: {BLACK};"
        " font-variant-numeric: lining-nums } div { position: relative; height: 1pt } p { position: absolute; margin: 0 }"
        " div:last-child { break-after: auto !important }"
    )
    steps = Steps()
    faces = (plain_face(steps), plain_face(steps, weight=700))
    html = f'<!DOCTYPE html><html lang="en"><head><title>Marks</title></head><body>{pages}</body></html>'
    drawn = lay_out(LayoutOrder(html, (("marks", style),), faces, tagged=False))
    return Pdf.open(io.BytesIO(drawn.pdf))


def lay(page: Page, form: Object, name: str, *, behind: bool = False) -> None:
    """Put a form on a page as an artifact, at the corner of its trimmed size."""
    resources = Dictionary(page.obj.get("/Resources", Dictionary()))
    xobjects = Dictionary(resources.XObject) if "/XObject" in resources else Dictionary()
    xobjects[name] = form
    resources["/XObject"] = xobjects
    page.obj.Resources = resources
    left, bottom, *_ = _box(page)
    drawn = f"/Artifact BMC q 1 0 0 1 {left:.4f} {bottom:.4f} cm {name} Do Q EMC\n".encode()
    if not behind:
        page.contents_add(b"q\n", prepend=True)  # what the page has set before must not bear on the mark
        drawn = b"\nQ\n" + drawn
    page.contents_add(drawn, prepend=behind)


def saved(book: Pdf) -> bytes:
    """The file's bytes, the same for the same pages."""
    out = io.BytesIO()
    book.remove_unreferenced_resources()
    book.save(
        out,
        object_stream_mode=pikepdf.ObjectStreamMode.preserve,
        compress_streams=True,
        deterministic_id=True,
        min_version=book.pdf_version,
    )
    return out.getvalue()


def _form(book: Pdf, drawn: Pdf, place: int) -> Object:
    return book.copy_foreign(drawn.pages[place].as_form_xobject())


def _across(width: float, height: float, colour: str) -> str:
    return (
        f'<p style="top:{height / 2 - 60:.1f}pt;left:0;width:{width}pt;text-align:center;font:700 96pt/120pt '
        f"'Literata Caption';letter-spacing:0.05em;color:{colour};transform:rotate(-55deg)\">{WORD}</p>"
    )


def _label(width: float, height: float, label: str) -> str:
    style = f"left:0;width:{width}pt;text-align:center;font-weight:700;letter-spacing:0.06em"
    return "".join(f'<p style="top:{top:.1f}pt;{style}">{escape(label)}</p>' for top in (12, height - 22))


def trimmed(page: Page) -> tuple[float, float]:
    """Width and height of a page as it is trimmed, in points."""
    left, bottom, right, top = _box(page)
    return round(right - left, 2), round(top - bottom, 2)


def _box(page: Page) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
