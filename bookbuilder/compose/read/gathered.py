"""What one chapter brings to the book, as plain values in the order of reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bookbuilder.compose.read.index_marks import IndexMark
from bookbuilder.compose.read.recommendations import Recommendation

LABEL_PREFIXES = ("sec-", "fig-", "tbl-", "rec-", "part-", "eq-", "lst-")
LABEL_LIKE = ("sec:", "fig:", "tbl:", "eq:", "lst:")


@dataclass(frozen=True)
class Cited:
    """One cite of a citation, as the author wrote it."""

    id: str
    prefix: str = ""
    """CSL rich text."""
    locator: str = ""
    label: str = ""
    suffix: str = ""
    """CSL rich text."""
    suppress_author: bool = False
    author_in_text: bool = False
    named_in_text: bool = False
    """Whether the text names the author already, as the attribution of an excerpt does."""


@dataclass(frozen=True)
class CitationUse:
    """One citation, with the note that holds it, counted from 1 in its chapter; 0 in the text itself."""

    cites: tuple[Cited, ...]
    in_note: bool


@dataclass(frozen=True)
class Note:
    """A call in the text: an author's own note, or a citation that a note style prints as one."""

    kind: Literal["note", "citation"]
    citations: tuple[int, ...]
    """The numbers, from 0 in the chapter, of the citations in it."""


@dataclass(frozen=True)
class HeadingUse:
    level: int
    id: str
    numbered: bool
    listed: bool
    title: str
    inlines: str
    """The title as a JSON list of Pandoc inlines, without notes."""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaptionUse:
    kind: Literal["figure", "table", "subfigure"]
    id: str
    caption: str
    inlines: str
    is_twin: bool = False
    """Whether a figure or table of that id stands before it, for other editions."""


@dataclass(frozen=True)
class Gathered:
    """What one chapter brings to the book."""

    headings: tuple[HeadingUse, ...] = ()
    captions: tuple[CaptionUse, ...] = ()
    notes: tuple[Note, ...] = ()
    citations: tuple[CitationUse, ...] = ()
    ids: tuple[str, ...] = ()
    """Every id that the author wrote, doubles included."""
    anchors: tuple[str, ...] = ()
    """Those of its ids that stand at no words."""
    labels_used: tuple[str, ...] = ()
    """Every `@sec-x`, `@fig-x`, `@tbl-x`, `@eq-x`, `@lst-x` in it."""
    links: tuple[str, ...] = ()
    """Every `#id` that a link leads to."""
    file_links: tuple[str, ...] = ()
    """Every address of a link that names a file rather than a place in the book or on the web."""
    images: tuple[tuple[str, str, str], ...] = ()
    """Address, alternative text and width of every picture."""
    image_captions: tuple[str, ...] = ()
    """The caption of each picture, as plain words; empty where it has none."""
    wrong_labels: tuple[str, ...] = ()
    """`@fig:x` and its like, which is not how cross-references are written here."""
    marks: tuple[IndexMark, ...] = ()
    """Every mark for the index."""
    pageless: tuple[str, ...] = ()
    """The words of every `[…]{.page}` that names nothing whose page could be printed."""
    recommendations: tuple[Recommendation, ...] = ()
    """Every block or item that a recommendation's id marks."""
    defined: tuple[str, ...] = ()
    """What the definition lists define."""
    misplaced_marks: tuple[str, ...] = ()
    """The words of every heading, block or picture that carries `.index`, which only words in brackets can."""
    classes: tuple[tuple[str, int], ...] = ()
    """Each class of a block or of words, and how often it is used."""
    equations: tuple[str, ...] = ()
    """The ids of its numbered formulas."""
    listings: tuple[str, ...] = ()
    """The ids of its numbered listings of code."""
    terms_used: tuple[str, ...] = ()
    """Every word that `[…]{.term}` sends to the glossary."""


def is_label(key: str) -> bool:
    """Whether `@key` is a cross-reference and no citation."""
    return key.startswith(LABEL_PREFIXES)
