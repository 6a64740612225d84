"""How wide the spaces between words are: loose and tight lines, by what the font itself gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bookbuilder.model.pages import PageFacts
from bookbuilder.proof.faults.breaks import at
from bookbuilder.proof.faults.rules import Mark, rule
from bookbuilder.proof.paragraphs import Set, paragraphs

LOOSE = 2.0
"""A line whose spaces are wider than so many of the font's own is loose."""
TIGHT = 0.8
"""A line whose spaces are narrower than this part of the font's own is tight."""


@rule("loose", "LO", "Loose lines", "spaces")
def loose(pages: Sequence[PageFacts]) -> Iterator[Mark]:
    """The spaces between words are more than twice as wide as the font’s own.

    Bad:  the    line    has    few    words    to    fill    it
    Good: spaces of a quarter to a half of the size of the type.
    """
    for each in justified(pages):
        if wide(each) > LOOSE:
            yield at(each, f"Its word spaces are {wide(each):.1f} times as wide as the font’s own.")


@rule("tight", "TI", "Tight lines", "spaces")
def tight(pages: Sequence[PageFacts]) -> Iterator[Mark]:
    """The spaces between words are narrower than four fifths of the font’s own.

    Bad:  a paragraph tracked so far that its words run together.
    Good: tracking that nobody sees.
    """
    for lines in paragraphs(pages):
        for each in lines:
            if each.line.space and wide(each) < TIGHT:
                yield at(each, f"Its word spaces are {wide(each):.1f} times as wide as the font’s own.")


def justified(pages: Sequence[PageFacts]) -> Iterator[Set]:
    """Every line with spaces that is not the last of its paragraph."""
    for lines in paragraphs(pages):
        yield from (each for each in lines[:-1] if each.line.space)


def wide(each: Set) -> float:
    """How wide a line's spaces are, in spaces of its font."""
    return each.line.space / each.line.natural_space if each.line.natural_space else 1.0
