"""A publication -> its front cover as a picture: the file that book.yaml names, or `templates/cover.svg` drawn."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import fontpkg
import resvg_py
from PIL import Image, ImageFont

from bookbuilder.cache import Steps
from bookbuilder.compose.templates import Theme, render
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.model.book import Book
from bookbuilder.model.publication import Publication

WIDTH = 1600
"""Width in pixels of a drawn cover, as shops ask for it."""
MEDIA_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
BLOCKS = frozenset({"epub", "html"})


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
    own = theme.own / "manuscript" / book.cover if book.cover else None
    if own is not None:
        place = book.locations["cover"] if "cover" in book.locations else Location("manuscript/book.yaml")
        if not own.is_file() or own.suffix.lower() not in MEDIA_TYPES:
            remedy = "Name a .png, .jpg or .svg file under manuscript/."
            return Outcome(None, (Diagnostic("CVR-001", place, f'There is no picture "{book.cover}".', remedy, blocks=BLOCKS),))
        if own.suffix.lower() != ".svg":
            return _as_it_is(own, alternative(book, words), place)
        drawing, faults = own.read_text(encoding="utf-8"), ()
    else:
        place = Location("templates/cover.svg")
        rendered = render(theme, "cover.svg", {"book": book, "lines": _lines(book.fonts.text)}, BLOCKS)
        drawing, faults = rendered.value, rendered.diagnostics
    if faults:
        return Outcome(None, faults)
    try:
        data = steps.step("draw the cover", {"svg": drawing, "fonts": asdict(book.fonts)}, lambda: _draw(drawing, book))
    except ValueError as error:
        message = f"This drawing is broken: {error}."
        return Outcome(None, (Diagnostic("CVR-002", place, message, "Open it in a browser to see where.", blocks=BLOCKS),))
    width, height = Image.open(io.BytesIO(data)).size
    return Outcome(Cover("cover.png", "image/png", data, alternative(book, words), width, height))


def alternative(book: Book, words: dict[str, str]) -> str:
    """What the cover shows, in words: as book.yaml says it, else the title and the authors."""
    if book.cover_alt:
        return book.cover_alt
    sentence = words["cover_shows"] if book.authors else words["cover_shows_title"]
    return sentence.format(title=book.full_title, authors=book.authors)


def _as_it_is(path: Path, alt: str, place: Location) -> Outcome[Cover | None]:
    data = path.read_bytes()
    try:
        width, height = Image.open(io.BytesIO(data)).size
    except OSError:
        return Outcome(None, (Diagnostic("CVR-001", place, f'"{path.name}" is no picture.', blocks=BLOCKS),))
    suffix = path.suffix.lower()
    return Outcome(Cover(f"cover{suffix}", MEDIA_TYPES[suffix], data, alt, width, height))


def _draw(svg: str, book: Book) -> bytes:
    files = [str(path) for family in (book.fonts.text, *book.fonts.fallback) for path in _files(family)]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, skip_system_fonts=True, font_files=files, font_family=book.fonts.text, width=WIDTH
        )
    )


def _lines(family: str) -> Callable[..., list[str]]:
    """`lines(text, size, width)` for the template: the text in as many lines as the width asks for."""

    def lines(text: str, size: float, width: float) -> list[str]:
        font = _measure(family)
        broken: list[str] = []
        for word in text.split():
            longer = f"{broken[-1]} {word}" if broken else word
            if broken and font.getlength(longer) * size / 1000 <= width:
                broken[-1] = longer
            else:
                broken.append(word)
        return broken

    return lines


@cache
def _measure(family: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_files(family)[0]), 1000, layout_engine=ImageFont.Layout.BASIC)


def _files(family: str) -> list[Path]:
    files = sorted(fontpkg.family(family).files, key=lambda file: (file.style != "normal", str(file.path)))
    return [Path(file.path) for file in files]
