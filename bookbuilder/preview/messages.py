"""What the builder sends the server: plain values, so that the server imports none of the engines."""

from __future__ import annotations

from dataclasses import dataclass

from bookbuilder.model.pages import PageFacts


@dataclass(frozen=True)
class Outline:
    """One document as the list beside the pages names it."""

    id: str
    title: str
    label: str
    source: str
    lines: tuple[tuple[str, int], ...]
    """Ids with the line of the source at which they begin."""
    words: int


@dataclass(frozen=True)
class Pages:
    """The pages of one document, without its running heads."""

    id: str
    pdf: bytes
    facts: tuple[PageFacts, ...]


@dataclass(frozen=True)
class Standing:
    """Where a document stands in the book."""

    id: str
    begins: int
    """The sheet on which it begins, counted from 0; an even one is a recto."""
    folios: tuple[str, ...]
    """The printed number of each of its pages."""
