"""A chapter as its author wrote it."""

from __future__ import annotations

from dataclasses import dataclass

from bookbuilder.model.people import Contributor
from bookbuilder.model.references import Uncited
from bookbuilder.source import Source


@dataclass(frozen=True)
class Chapter:
    """One Markdown file as the author wrote it."""

    id: str
    """The file's stem, unique in the book: 03-trade."""
    source: Source
    text: str = ""
    """The text with the metadata block blanked out, so that every line keeps its number."""
    short_title: str = ""
    lang: str = ""
    authors: tuple[Contributor, ...] = ()
    doi: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    nocite: tuple[Uncited, ...] = ()
