"""Gathers a document's paragraphs and notes, each with its lines over all pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bookbuilder.model.pages import LineFact, PageFacts

HYPHENS = ("-", "\u2010", "\u2011", "\u00ad")
RUNNING = ("text", "note")
"""Roles of lines that are set as paragraphs; headings, captions and cells have rules of their own."""


@dataclass(frozen=True)
class Set:
    """One line and the page on which it stands."""

    page: int
    """The page's place in its document, from 1."""
    line: LineFact

    @property
    def divides(self) -> bool:
        """Whether it ends in a hyphen."""
        return self.line.text.rstrip().endswith(HYPHENS)


def paragraphs(pages: Sequence[PageFacts]) -> Iterator[tuple[Set, ...]]:
    """The lines of each paragraph and of each part of a note, in the order in which they begin."""
    found: dict[tuple[str, str], list[Set]] = {}
    for page in pages:
        for line in page.lines:
            if line.role in RUNNING:
                found.setdefault((line.role, line.block), []).append(Set(page.number, line))
    for lines in found.values():
        yield tuple(lines)


def foot(page: PageFacts) -> float:
    """Where the text of a page ends at the latest: at its foot, or above its notes."""
    return min([page.bottom] + [box.y for box in page.boxes if box.kind == "notes"])


_CALL = re.compile(r"(?<=[^\s\d])\d+$")
"""The number of a note behind a word or a mark."""


def letters(text: str) -> str:
    """The letters and figures of a line, without the call of a note at its end."""
    return "".join(filter(str.isalnum, _CALL.sub("", text.strip())))
