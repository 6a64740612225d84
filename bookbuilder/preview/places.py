"""Finds the author's line for a line of a printed page, and back: synctex for Markdown.

The layout knows which element a line belongs to, and the writer in which line of the file that element begins; its
words then give the line within.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from bookbuilder.layout.document_html import letters
from bookbuilder.model.pages import LineFact, PageFacts

ENOUGH = 12
"""So many letters of a printed line identify its place among the lines of one paragraph."""


class SourceLines:
    """One document's file, with the lines at which its elements begin."""

    def __init__(self, text: str, lines: Sequence[tuple[str, int]]) -> None:
        self._begins: Mapping[str, int] = dict(lines)
        self._starts = sorted({line for _, line in lines})
        self._letters = [letters(line).lower() for line in text.split("\n")]

    def line_of(self, block: str, text: str) -> int:
        """The line, counted from 1, in which the words of a printed line of a block begin; 0 where the file is not known."""
        if block not in self._begins:
            return 0
        first = self._begins[block]
        wanted = letters(text).lower()
        joined, offsets = "", []
        for line in self._letters[first - 1 : self._end(first)]:
            offsets.append(len(joined))
            joined += line
        for length in (len(wanted), 2 * ENOUGH, ENOUGH):
            at = joined.find(wanted[:length]) if len(wanted) >= min(length, ENOUGH) else -1
            if at >= 0:
                return first + bisect_right(offsets, at) - 1
        return first

    def printed(self, pages: Sequence[PageFacts], line: int) -> tuple[int, int] | None:
        """The page and the line on it, both counted from 0, that print what stands in a line of the file."""
        found = [
            (source, page, index)
            for page, facts in enumerate(pages)
            for index, fact in enumerate(facts.lines)
            if (source := self.line_of(fact.block, fact.text)) and source <= line
        ]
        if not found:
            return None
        nearest = max(source for source, _, _ in found)
        return next((page, index) for source, page, index in found if source == nearest)

    def _end(self, first: int) -> int:
        """The last line before the next element begins; a note's text may stand far below, so its own start counts."""
        at = bisect_right(self._starts, first)
        return self._starts[at] - 1 if at < len(self._starts) else len(self._letters)


def is_printed(fact: LineFact) -> bool:
    """Whether a line has words of the author's to look for."""
    return bool(letters(fact.text))
