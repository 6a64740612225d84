"""What the builder sends the server: plain values, so that the server imports none of the engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from bookbuilder.model.pages import PageFacts
from bookbuilder.model.publication import ContentDocument


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


def outlines(documents: Iterable[ContentDocument]) -> Iterator[Outline]:
    """What is said of each document before its pages are there."""
    for document in documents:
        words = _words(document.body) if document.body else 0
        yield Outline(document.id, document.title, document.label, document.source, document.lines, words)


@lru_cache(maxsize=1024)
def _words(body: str) -> int:
    return len("".join(etree.fromstring(body).itertext()).split())
