"""Makes the cover: pictures of its front, and back, spine and front on one sheet."""

from __future__ import annotations

import hashlib
import io

from pikepdf import Pdf
from PIL import Image

from bookbuilder.cache import Steps
from bookbuilder.cleaning.pixels import file_of
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, errors
from bookbuilder.editions.cover.barcode import barcode
from bookbuilder.editions.cover.drawing import draw_wrap, lettering
from bookbuilder.editions.cover.front import own_picture, picture
from bookbuilder.editions.cover.lettering import CLEAR, LEAST, SpineText, spine_text
from bookbuilder.editions.cover.measures import Wrap, measure
from bookbuilder.editions.cover.type import POINT
from bookbuilder.editions.printer.writing import PressInks, ink, press_of
from bookbuilder.editions.printer.x4 import POINTS, About, finish, set_boxes
from bookbuilder.layout.engine import available
from bookbuilder.model.book import Book
from bookbuilder.model.lengths import millimetres
from bookbuilder.model.publication import Publication
from bookbuilder.theme.templates import Theme

BLOCKS = frozenset({"cover"})
QUALITY = 92


def write_cover(publication: Publication, pages: int, theme: Theme, steps: Steps) -> Outcome[dict[str, bytes] | None]:
    """Front and wrap of a book of so many printed pages, blank ones included, by their names; nothing where an error stands.

    cover-wrap.pdf, cover-front.png, cover-front.jpg, cover-front-1600x2560.jpg …
    """
    book = publication.book
    missing = available()
    if missing:
        return Outcome(None, (Diagnostic("CVR-009", Location("manuscript/book.yaml"), missing, blocks=BLOCKS),))
    press = press_of(publication, theme)
    own = own_picture(book, theme)
    letters = lettering(publication, theme, steps)
    refused = own.diagnostics if own.value is not None else ()
    faults = [*press.diagnostics, *(() if refused else own.diagnostics), *letters.diagnostics]
    if press.value is None or letters.value is None or errors(faults):
        return Outcome(None, tuple(faults))
    wrap = measure(book, pages)
    spine = spine_text(book, wrap, letters.value)
    faults += _notes(book, wrap, pages, spine)
    values = {
        "spine": spine,
        "barcode": barcode(book.identifier.print) if book.identifier.print else "",
        "isbn": book.identifier.print,
        "blurb": [paragraph.strip() for paragraph in book.description.split("\n\n") if paragraph.strip()],
    }
    drawn = draw_wrap(publication, theme, steps, wrap, values, BLOCKS)
    faults += drawn.diagnostics
    if drawn.value is None:
        return Outcome(None, tuple(faults))
    data, used = drawn.value, press.value
    sheet = steps.step(
        "make the cover's sheet",
        {
            "drawn": data,
            "profile": (used.profile.data, used.profile.condition),
            "inks": sorted(used.palette.inks.items()),
            "styles": theme.fingerprint("styles"),
            "book": book,
            "metadata": (publication.identifier, publication.modified),
        },
        lambda: _sheet(data, wrap, publication, theme, used),
    )
    fronts = _fronts(publication, theme, steps)
    faults += [*sheet.diagnostics, *fronts.diagnostics]
    if sheet.value is None or fronts.value is None or errors(faults):
        return Outcome(None, tuple(faults))
    return Outcome({"cover-wrap.pdf": sheet.value, **fronts.value}, tuple(faults))


def _sheet(data: bytes, wrap: Wrap, publication: Publication, theme: Theme, press: PressInks) -> Outcome[bytes | None]:
    pdf = Pdf.open(io.BytesIO(data))
    faults = ink(pdf, press, publication, theme, ["the cover"])
    if errors(faults):
        return Outcome(None, faults)
    set_boxes(pdf.pages[0], wrap.width * POINTS, wrap.height * POINTS, wrap.bleed * POINTS)
    isbn = publication.book.identifier.print.replace("-", "")
    about = About(
        f"{publication.book.full_title}: cover",
        f"urn:isbn:{isbn}" if isbn else publication.identifier,
        publication.modified,
        hashlib.sha256(data + press.profile.data).hexdigest(),
    )
    return Outcome(finish(pdf, publication.book, press.profile, about), faults)


def _fronts(publication: Publication, theme: Theme, steps: Steps) -> Outcome[dict[str, bytes] | None]:
    """The front in the sizes that shops and catalogues ask for; docs/printer.md says who asks for which."""
    inches = millimetres(publication.book.page.width) / 25.4
    wanted = (("cover-front", 1600, 0.0), ("cover-front-1600x2560", 1600, 1.6), ("cover-front-300dpi", round(inches * 300), 0.0),
              ("cover-front-web", 600, 0.0))  # fmt: skip
    files: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    for name, width, ratio in wanted:
        made = picture(publication, theme, steps, width, ratio)
        faults += made.diagnostics
        if made.value is None:
            return Outcome(None, tuple(faults))
        if name == "cover-front":
            files[f"{name}.png"] = made.value
        files[f"{name}.jpg"] = _jpeg(made.value, 300 if name.endswith("dpi") else 72)
    return Outcome(files, tuple(dict.fromkeys(faults)))


def _jpeg(png: bytes, dpi: int) -> bytes:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    return file_of(picture, "JPEG", quality=QUALITY, subsampling=0, dpi=(dpi, dpi))


def _notes(book: Book, wrap: Wrap, pages: int, spine: SpineText | None) -> list[Diagnostic]:
    """What the publisher should know of the wrap before it is printed."""

    paper = book.press.paper
    faults = [
        Diagnostic(
            "CVR-007",
            book.place("press.paper", "binding", "press"),
            f"The wrap is {wrap.width:.1f} × {wrap.height:.1f} mm with a spine of {wrap.spine.width:.1f} mm: "
            f"{pages} pages of {paper.thickness * 1000:.0f} µm a leaf, {book.binding.cover} cover.",
            "Compare it with your printer's own figure.",
            blocks=BLOCKS,
        )
    ]
    if spine is None:
        least = 2 * CLEAR + LEAST * POINT
        message = (
            f"A spine of {wrap.spine.width:.1f} mm is too thin for words, and stays empty; they need {least:.1f} mm."
        )
        faults.append(Diagnostic("CVR-005", book.place("press.paper", "binding", "press"), message, blocks=BLOCKS))
    elif not spine.title:
        message = f'"{book.running_title}" is too long for the spine even in {LEAST} pt: the spine goes without it.'
        remedy = "Write a shorter one in book.yaml: short-title: …"
        faults.append(Diagnostic("CVR-008", book.place("short-title", "title"), message, remedy, blocks=BLOCKS))
    if not book.identifier.print:
        remedy = "Write it in book.yaml: identifier: {print: 978-…}."
        message = "The book has no ISBN for print, so the cover carries no barcode."
        faults.append(Diagnostic("CVR-004", book.place("identifier"), message, remedy, blocks=BLOCKS))
    return faults
