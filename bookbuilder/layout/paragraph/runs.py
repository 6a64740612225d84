"""What a paragraph is before it has lines: runs of text, each in one type."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

DRAWN = "\ufffc"
"""What stands in a paragraph's text for a picture or formula."""


@dataclass(frozen=True)
class FontFile:
    """A TrueType font; equal where its digest is."""

    digest: str
    data: bytes = field(compare=False, repr=False)


@dataclass(frozen=True)
class Type:
    """What decides how wide a text is: fonts in the order in which they are asked, and how they are asked."""

    fonts: tuple[FontFile, ...]
    size: float
    """In the unit in which the measure is given, as every length here."""
    features: tuple[tuple[str, int], ...] = ()
    """OpenType features and their values."""
    language: str = ""
    letter_spacing: float = 0.0
    word_spacing: float = 0.0


@dataclass(frozen=True)
class Run:
    """A stretch of text in one type."""

    text: str
    type: Type
    hyphenation: str = ""
    """The language whose patterns break its words; empty where only its soft hyphens do."""
    limits: tuple[int, int, int] = (5, 2, 3)
    """Letters of the shortest word that is broken, of its first part and of its last."""
    hyphen: str = "\u2010"
    """What is printed at the end of a line that breaks a word."""
    kept: bool = False
    """Whether no line may end in it."""
    code: bool = False
    """Whether it is code, whose words are divided without a hyphen and only where no other break helps."""
    call: bool = False
    """Whether it is the call of a note, which belongs to the letter before it."""
    drawn: float = 0.0
    """The width of a picture or formula in the line, which stands for the run's one character (`DRAWN`); 0 for text."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's text, and where Unicode lets its lines end (UAX #14), as offsets into the text."""

    runs: tuple[Run, ...]
    opportunities: frozenset[int]
    filled: bool = False
    """Whether its last line is as wide as the others, since it goes on elsewhere."""
    hangs: bool = False
    """Whether hyphens, points, commas and quotation marks stand beyond the edges of its lines."""
    longer: int = field(default=0, compare=False)
    """How many lines more it is to have than are best for it, or fewer where this is below 0: TeX's looseness."""

    @cached_property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(run.text for run in self.runs)
