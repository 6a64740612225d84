"""Makes the picture of the front cover: the file that book.yaml names, or `templates/cover/front.xhtml` drawn."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

import fontpkg
import pypdfium2
from PIL import Image

from bookbuilder.cache import Steps
from bookbuilder.cleaning.pixels import PictureError, file_of, open_picture, picture_head
from bookbuilder.compose.decide.clean_pictures import clean_picture
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.drawing import CostlyDrawingError, DrawingError, draw_svg
from bookbuilder.editions.cover.drawing import draw_front
from bookbuilder.layout.engine import available
from bookbuilder.model.book import Book
from bookbuilder.model.media_types import PICTURES
from bookbuilder.model.publication import Publication
from bookbuilder.source import found_bytes, own_file
from bookbuilder.theme.templates import Theme

WIDTH = 1600
"""Width in pixels of a drawn cover, as shops ask for it."""
SMALL = 480
"""Width in pixels of the cover on the web edition's first page: twice what a telephone shows."""
BLOCKS = frozenset({"epub", "html"})
TEMPLATE = Location("templates/cover/front.xhtml")


@dataclass(frozen=True)
class Cover:
    """The front cover."""

    name: str
    """Its file name: cover.png."""
    media_type: str
    data: bytes
    alt: str
    """What it shows, in words."""
    width: int
    height: int


def make_cover(publication: Publication, theme: Theme, steps: Steps, words: dict[str, str]) -> Outcome[Cover | None]:
    """The cover as PNG or JPEG; a missing or unreadable picture is a fault at its place in book.yaml."""
    book = publication.book
    alt = alternative(book, words)
    own = own_picture(book, theme)
    if own.value is not None or own.diagnostics:
        if own.value is None:
            return Outcome(None, own.diagnostics)
        if own.value.suffix.lower() != ".svg":
            data = found_bytes(own.value)
            suffix = own.value.suffix.lower()
            return Outcome(
                Cover(f"cover{suffix}", PICTURES[suffix], data, alt, *picture_head(data).size), own.diagnostics
            )
    drawn = picture(publication, theme, steps, WIDTH)
    if drawn.value is None:
        return Outcome(None, drawn.diagnostics)
    return Outcome(
        Cover("cover.png", "image/png", drawn.value, alt, *picture_head(drawn.value).size), drawn.diagnostics
    )


def as_jpeg(cover: Cover, steps: Steps) -> Cover:
    """The cover as a JPEG, which is a third of a PNG; one that is a JPEG or has a clear ground stays."""
    if cover.media_type != "image/png" or picture_head(cover.data).mode not in ("RGB", "L", "P"):
        return cover
    data = steps.step("cover as JPEG", {"cover": cover.data}, lambda: _jpeg(open_picture(cover.data)))
    return replace(cover, name="cover.jpg", media_type="image/jpeg", data=data)


def small_cover(cover: Cover, steps: Steps) -> Cover | None:
    """The same for a telephone's first page; None where it is small already, or no JPEG."""
    if cover.media_type != "image/jpeg" or cover.width <= SMALL:
        return None
    height = round(cover.height * SMALL / cover.width)
    data = steps.step(
        "small cover", {"cover": cover.data}, lambda: _jpeg(open_picture(cover.data).resize((SMALL, height)))
    )
    return replace(cover, name=f"cover-{SMALL}.jpg", data=data, width=SMALL, height=height)


def _jpeg(picture: Image.Image) -> bytes:
    return file_of(picture.convert("RGB"), "JPEG", quality=88, optimize=True, progressive=True)


def picture(
    publication: Publication, theme: Theme, steps: Steps, width: int, ratio: float = 0
) -> Outcome[bytes | None]:
    """The front as PNG, so many pixels wide; with a ratio of height to width, drawn for it, else that of the page.

    A picture of the author's keeps its own ratio.
    """
    own = own_picture(publication.book, theme)
    if own.value is not None:
        made = _of_own(own.value, publication.book, steps, width)
        return Outcome(made.value, (*own.diagnostics, *made.diagnostics))
    if own.diagnostics:
        return Outcome(None, own.diagnostics)
    missing = available()
    if missing:
        remedy = "Install what is missing, or name a picture in book.yaml: cover: cover.png"
        warning = Diagnostic("CVR-003", TEMPLATE, f"There is no cover, since none can be drawn here. {missing}", remedy, blocks=BLOCKS)  # fmt: skip
        return Outcome(None, (warning,))
    drawn = draw_front(publication, theme, steps, ratio, BLOCKS)
    if drawn.value is None:
        return Outcome(None, drawn.diagnostics)
    pdf = drawn.value
    data = steps.step("picture the cover", {"drawn": pdf, "width": width}, lambda: _pictured(pdf, width))
    return Outcome(data, drawn.diagnostics)


def own_picture(book: Book, theme: Theme) -> Outcome[Path | None]:
    """The picture that book.yaml names, looked at; None where it names none."""
    if not book.cover:
        return Outcome(None)
    path = own_file(theme.own / "manuscript" / book.cover, theme.own)
    place = book.place("cover")
    if path is None or path.suffix.lower() not in PICTURES:
        remedy = "Name a .png, .jpg or .svg file under manuscript/."
        return Outcome(
            None, (Diagnostic("CVR-001", place, f'There is no picture "{book.cover}".', remedy, blocks=BLOCKS),)
        )
    path, refused = clean_picture(path, theme.own, f"manuscript/{book.cover}", Location("manuscript/book.yaml"))
    if any(fault.code == "FIG-005" for fault in refused):
        return Outcome(None, refused)
    try:
        if path.suffix.lower() == ".svg":
            _drawn(found_bytes(path).decode("utf-8"), book, 10)
        else:
            open_picture(path)  # all of it, so that one which is cut short is found
    except OSError as error:
        problem = str(error) if isinstance(error, PictureError) else "is not a picture"
        return Outcome(None, (Diagnostic("CVR-001", place, f'"{path.name}" {problem}.', blocks=BLOCKS),))
    except DrawingError as error:
        is_costly = isinstance(error, CostlyDrawingError)
        message = f"This drawing {error}." if is_costly else f"This drawing is broken: {error}."
        return Outcome(
            None, (Diagnostic("CVR-002", place, message, "Open it in a browser to see where.", blocks=BLOCKS),)
        )
    return Outcome(path, refused)


def alternative(book: Book, words: dict[str, str]) -> str:
    """What the cover shows, in words: as book.yaml says it, else the title and the authors."""
    if book.cover_alt:
        return book.cover_alt
    sentence = words["cover_shows"] if book.authors else words["cover_shows_title"]
    return sentence.format(title=book.full_title, authors=book.authors)


def _of_own(path: Path, book: Book, steps: Steps, width: int) -> Outcome[bytes | None]:
    data = found_bytes(path)
    inputs = {"picture": data, "width": width, "fonts": asdict(book.fonts)}
    if path.suffix.lower() == ".svg":
        return Outcome(steps.step("draw the cover", inputs, lambda: _drawn(data.decode(), book, width)))
    return Outcome(steps.step("scale the cover", inputs, lambda: _scaled(data, width)))


def _drawn(svg: str, book: Book, width: int) -> bytes:
    known = {fontpkg.family(slug).name for slug in fontpkg.families()}
    families = [fontpkg.family(name) for name in (book.fonts.text, *book.fonts.fallback) if name in known]
    files = [Path(file.path) for family in families for file in family.files]
    return draw_svg(svg, files, book.fonts.text, width=width)


def _scaled(data: bytes, width: int) -> bytes:
    image = open_picture(data).convert("RGB")
    resized = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    return file_of(resized, "PNG", optimize=True)


def _pictured(pdf: bytes, width: int) -> bytes:
    page = pypdfium2.PdfDocument(pdf)[0]
    image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    cropped = image.crop((0, 0, width, round(width * page.get_height() / page.get_width())))
    return file_of(cropped, "PNG", optimize=True)
