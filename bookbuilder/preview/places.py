"""Finds the author's line for a line of a printed page, and back: synctex for Markdown.

The layout knows which element a line belongs to, and the writer in which line of the file that element begins; its
words then give the line within.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path

from bookbuilder.layout.document_html import letters
from bookbuilder.model.pages import PageFacts
from bookbuilder.source import lenient_text, own_file

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


class EditedSources:
    """The text of each file as it was shown last, which says in which line an edit begins.

    Its words are the author's, so it is cleared whenever consent may have changed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts: dict[str, list[str]] = {}
        self._edited: dict[str, int] = {}

    def clear(self) -> None:
        """Forget every text."""
        self._texts, self._edited = {}, {}

    def remember(self, files: Sequence[str]) -> None:
        """Read the files that are not known yet."""
        for name in files:
            if name not in self._texts:
                self._texts[name] = self._read(name)

    def changed(self, files: Sequence[str]) -> None:
        """Find the first line in which each file differs from what it was; only the last batch of edits counts."""
        self._edited = {}
        for name in files:
            if name in self._texts:
                old, self._texts[name] = self._texts[name], self._read(name)
                new = self._texts[name]
                same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
                if same is not None or len(old) != len(new):
                    self._edited[name] = 1 + (same if same is not None else min(len(old), len(new)))

    def edited(self, file: str) -> int:
        """The line, counted from 1, in which the last edit of a file begins; 0 where it was not edited."""
        return self._edited[file] if file in self._edited else 0

    def _read(self, name: str) -> list[str]:
        path = self._folder / name
        return lenient_text(path, self._folder).split("\n") if own_file(path, self._folder) else []
