"""Finds the sizes at which title, back and spine fit, so that a long title is set smaller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bookbuilder.editions.cover.measures import Wrap
from bookbuilder.editions.cover.type import POINT, Measurer
from bookbuilder.languages import language
from bookbuilder.model.book import Book
from bookbuilder.theme.fonts import Families

CLEAR = 1.6
"""Millimetres that words on a spine keep from its edges, since a fold is never quite true: a sixteenth of an inch."""
LEAST = 7
"""The smallest type on a spine, in points."""
GAP = 7.0
"""Millimetres between what stands on a spine, at least."""
MARGIN = 9.0
"""Millimetres from head and foot."""
FIELD = 0.68
"""How much of the height the field of colour takes, as templates/cover/ground.xhtml draws it."""


@dataclass(frozen=True)
class SpineText:
    """What the spine says, along it."""

    title: str
    author: str
    publisher: str
    size: float
    """In points, of the title; 0 where it is too long even for the least."""
    small: float
    """In points, of the names."""
    up: bool
    """Whether it reads from foot to head."""


@dataclass(frozen=True)
class Lettering:
    """Measures in the display cut and in the text cut."""

    display: Measurer
    text: Measurer

    @classmethod
    def of(cls, book: Book, fonts: Families) -> Lettering:
        upright = {face.family: face.data for face in fonts.faces if face.weight == 400 and face.style == "normal"}
        text = upright[book.fonts.text]
        name = fonts.display or f"{book.fonts.text} Display"
        return cls(Measurer(upright[name] if name in upright else text), Measurer(text))

    def fitting_size(
        self,
        text: str | Sequence[str],
        width: float,
        height: float,
        largest: float,
        least: float,
        leading: float = 1.15,
    ) -> float:
        """The largest size in points, by half points, at which text fits into millimetres; the least where none does."""
        texts = [text] if isinstance(text, str) else list(text)
        steps = [largest - step / 2 for step in range(int((largest - least) * 2) + 1)]
        measurer = self.display if largest >= 16 else self.text
        return measurer.fitting_size(texts, steps, width, height, leading) or least


def spine_text(book: Book, wrap: Wrap, letters: Lettering) -> SpineText | None:
    """The title on the field, author and publisher at the foot, as far as they fit; None where the spine is too thin."""
    room = (wrap.spine.width - 2 * CLEAR) / POINT
    if room < LEAST:
        return None
    largest = max(LEAST, min(room * 0.62, 18))
    above = wrap.spine.height * FIELD - MARGIN - GAP / 2
    below = wrap.spine.height * (1 - FIELD) - MARGIN - GAP / 2
    size = _size(book.running_title, letters.display, above, largest)
    author, publisher = book.authors, "" if book.publisher.name == book.authors else book.publisher.name
    for names in ((author, publisher), (author, ""), ("", publisher)):
        said = [name for name in names if name]
        small = _size("".join(said), letters.text, below - GAP * (len(said) - 1), max(LEAST, (size or LEAST) * 0.75))
        if said and small:
            return SpineText(book.running_title if size else "", *names, size, small, is_up(book))
    return SpineText(book.running_title if size else "", "", "", size, LEAST, is_up(book))


def _size(text: str, measurer: Measurer, length: float, largest: float) -> float:
    """The largest size, by half points, at which text is no longer than that; 0 where even the least is too large."""
    for half in range(int(largest * 2), LEAST * 2 - 1, -1):
        if measurer.width(text, half / 2) <= length:
            return half / 2
    return 0


def is_up(book: Book) -> bool:
    """Whether the spine reads from foot to head: as book.yaml says, else by the custom of the book's language."""
    if book.binding.spine_text:
        return book.binding.spine_text == "up"
    return not language(book.lang).spine_reads_down
