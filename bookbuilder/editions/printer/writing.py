"""Makes the printer's file from the bound reader's file: the same pages with bleed, in the press's inks, as PDF/X."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pikepdf import Pdf

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, counted, errors
from bookbuilder.editions.printer.colour_conversion import ColourConversion
from bookbuilder.editions.printer.colour_origins import colour_origins
from bookbuilder.editions.printer.palette import BLOCKS, TOKENS, Palette, Rgb, read_palette
from bookbuilder.editions.printer.profile import Profile, read_profile
from bookbuilder.editions.printer.x1a import hindrances
from bookbuilder.editions.printer.x4 import POINTS, About, finish, set_boxes, strip
from bookbuilder.model.publication import Publication
from bookbuilder.theme.templates import Theme

if TYPE_CHECKING:
    from bookbuilder.layout import PdfEdition

__all__ = ["PressInks", "PrintersPdf", "ink", "press_of", "printers_pdf"]


@dataclass(frozen=True)
class PrintersPdf:
    """The printer's file."""

    data: bytes
    pages: int
    """How many it has, a multiple of the signature."""
    blanks: int
    """How many empty ones were added at the end for that."""
    signature: int
    """Pages of one sheet."""
    profile: str
    """What the profile calls itself."""

    @property
    def sheets(self) -> int:
        """How many sheets are folded."""
        return self.pages // self.signature


@dataclass(frozen=True)
class PressInks:
    """What a printed thing is inked with."""

    profile: Profile
    palette: Palette


def printers_pdf(
    edition: PdfEdition, publication: Publication, theme: Theme, steps: Steps
) -> Outcome[PrintersPdf | None]:
    """The file for the press; a colour without ink, or a file that is no ICC profile, is an error, and nothing is made."""
    press = press_of(publication, theme, black_only=publication.book.press.inks != "cmyk")
    if press.value is None:
        return Outcome(None, press.diagnostics)
    used = press.value
    outcome = steps.step(
        "make the printer's file",
        {
            "pages": edition.data,
            "profile": (used.profile.data, used.profile.condition),
            "inks": [(colour, ink) for colour, ink in sorted(used.palette.inks.items())],
            "spot": (used.palette.spot, sorted(used.palette.spots.items()), used.palette.spot_ink),
            "book": publication.book,
            "styles": [theme.fingerprint("styles"), [resource.sha256 for resource in publication.resources]],
            "metadata": (publication.identifier, publication.modified),
        },
        lambda: _made(edition.data, publication, theme, used),
    )
    return Outcome(outcome.value, (*press.diagnostics, *outcome.diagnostics))


def press_of(publication: Publication, theme: Theme, *, black_only: bool = False) -> Outcome[PressInks | None]:
    """Profile and palette, as book.yaml and styles/tokens.css have them; a cover has its colours, whatever the pages have."""
    profile = read_profile(publication.book, theme)
    if profile.value is None:
        return Outcome(None, profile.diagnostics)
    wishes = publication.book.press
    spot = wishes.spot if black_only and wishes.inks == "spot" else ""
    palette = read_palette(theme.text(TOKENS), profile.value.ink, black_only, spot)
    faults = (*profile.diagnostics, *palette.diagnostics)
    return Outcome(None if errors(faults) else PressInks(profile.value, palette.value), faults)


def ink(
    pdf: Pdf, press: PressInks, publication: Publication, theme: Theme, labels: list[str]
) -> tuple[Diagnostic, ...]:
    """Turn the file's colours into inks and take out what only screens know; `labels` are the numbers of its pages."""
    strip(pdf)
    conversion = ColourConversion(pdf, press.palette, press.profile)
    conversion.pages()
    return (
        *_unknown(conversion.unknown, press.palette, publication, theme, labels),
        *_foreign(conversion.foreign, labels),
        *_heavy(conversion, publication, labels),
        *_transparent(pdf, publication, labels),
    )


def _made(data: bytes, publication: Publication, theme: Theme, press: PressInks) -> Outcome[PrintersPdf | None]:
    book, wishes = publication.book, publication.book.press
    pdf = Pdf.open(io.BytesIO(data))
    labels = [str(page.label) for page in pdf.pages]
    faults = ink(pdf, press, publication, theme, labels)
    if faults:
        return Outcome(None, faults)
    width, height = (float(edge) for edge in list(pdf.pages[0].mediabox)[2:])
    blanks = -len(pdf.pages) % wishes.signature
    for _ in range(blanks):
        page = pdf.add_blank_page(page_size=(width, height))
        del page.obj.Contents  # see colour_conversion.py
    for page in pdf.pages:
        _, _, width, height = (float(edge) for edge in page.mediabox)
        set_boxes(page, width, height, wishes.bleed * POINTS)
    isbn = book.identifier.print.replace("-", "")
    about = About(
        book.full_title,
        f"urn:isbn:{isbn}" if isbn else publication.identifier,
        publication.modified,
        hashlib.sha256(data + press.profile.data).hexdigest(),
    )
    made = PrintersPdf(
        finish(pdf, book, press.profile, about), len(pdf.pages), blanks, wishes.signature, press.profile.description
    )
    return Outcome(made, _sheets(made, publication))


def _sheets(made: PrintersPdf, publication: Publication) -> tuple[Diagnostic, ...]:
    if not made.blanks:
        return ()
    place = publication.book.place("press.signature", "press")
    pages = counted(made.blanks, "blank page")
    sheets = f"{counted(made.sheets, 'sheet')} of {made.signature}"
    message = f"The book has {made.pages - made.blanks} pages; {pages} at its end make {sheets}."
    note = Diagnostic("PRN-004", place, message, blocks=BLOCKS)
    return (note,)


def _unknown(
    unknown: dict[Rgb, set[int]], palette: Palette, publication: Publication, theme: Theme, labels: list[str]
) -> Iterable[Diagnostic]:
    places = colour_origins(publication, theme, set(unknown))
    for colour, pages in sorted(unknown.items()):
        written = "#{:02x}{:02x}{:02x}".format(*colour)
        name, known = palette.nearest(colour)
        files = places[colour] or (Location(TOKENS),)
        also = f", and {', '.join(str(place) for place in files[1:])}" if len(files) > 1 else ""
        message = f"The palette has no {written}, printed on {_on(pages, labels)}{also}."
        near = "#{:02x}{:02x}{:02x}".format(*known)
        remedy = (
            f"Use --colour-{name} ({near}) instead, or add it to {TOKENS}: "
            f"--colour-NAME: {written}; --ink-NAME: device-cmyk(C M Y K);"
        )
        yield Diagnostic("PRN-002", files[0], message, remedy, blocks=BLOCKS)


def _foreign(foreign: dict[str, set[int]], labels: list[str]) -> Iterable[Diagnostic]:
    for what, pages in sorted(foreign.items()):
        message = f"There is {what} on {_on(pages, labels)}, which cannot be converted to the inks of the press."
        remedy = "Write its colours as #rrggbb, or save the picture as PNG or JPEG in RGB."
        yield Diagnostic("PRN-003", Location("manuscript/book.yaml"), message, remedy, blocks=BLOCKS)


def _heavy(conversion: ColourConversion, publication: Publication, labels: list[str]) -> Iterable[Diagnostic]:
    """PRN-005: more ink than the paper takes does not dry, and sets off on the page before it."""
    limit, place = publication.book.press.ink_limit, publication.book.place("press.ink-limit", "press")
    remedy = (
        "Lighten it, or have its picture printed in black alone; or raise press: {ink-limit: …} if the printer says so."
    )
    for colour, inks in conversion.palette.inks.items():
        if 100 * sum(inks) > limit:
            name = conversion.palette.names[colour] if colour in conversion.palette.names else "text"
            message = f"--ink-{name} lays on {100 * sum(inks):.0f} % of ink; the paper takes {limit:g} %."
            yield Diagnostic("PRN-005", Location(TOKENS), message, remedy, blocks=BLOCKS)
    for most, pages in sorted(conversion.heavy.items()):
        if most > limit:
            message = f"A picture on {_on(pages, labels)} lays on {most:.0f} % of ink; the paper takes {limit:g} %."
            yield Diagnostic("PRN-005", place, message, remedy, blocks=BLOCKS)


def _transparent(pdf: Pdf, publication: Publication, labels: list[str]) -> Iterable[Diagnostic]:
    """PRN-006: PDF/X-1a takes nothing that shows what lies behind it."""
    if publication.book.press.standard == "x-4":
        return
    place = publication.book.place("press.standard")
    for what, pages in sorted(hindrances(pdf).items()):
        message = f"There is {what} on {_on(pages, labels)}, which PDF/X-1a does not take."
        remedy = "Save pictures on a white ground, and take opacity out of drawings and styles; or write press: {standard: x-4}."
        yield Diagnostic("PRN-006", place, message, remedy, blocks=BLOCKS)


def _on(pages: set[int], labels: list[str]) -> str:
    """ "p. 12", "pp. 12, 14 and 7 more"."""
    first = [labels[page] for page in sorted(pages)[:4]]
    more = f" and {len(pages) - 4} more" if len(pages) > 4 else ""
    return f"{'p.' if len(pages) == 1 else 'pp.'} {', '.join(first)}{more}"
