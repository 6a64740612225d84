"""Where pages and paragraphs end: widows, orphans, runts, headings at the foot, words over two pages, short pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bookbuilder.diagnostics import counted
from bookbuilder.layout.short_pages import short_pages
from bookbuilder.model.pages import PageFacts
from bookbuilder.proof.faults.rules import Mark, rule
from bookbuilder.proof.paragraphs import Set, foot, letters, paragraphs

FEWEST_LETTERS = 5
"""The last line of a paragraph has at least so many letters."""
AFTER_HEADING = 2
"""So many lines follow a heading on its page."""


@rule("widow", "WI", "Widows", "breaks")
def widow(pages: Sequence[PageFacts]) -> Iterator[Mark]:
    """The last line of a paragraph stands alone at the head of a page.

    Bad:  a page that begins with "the same year."
    Good: two lines at least are carried over.
    """
    for lines in paragraphs(pages):
        last = [each for each in lines if each.page == lines[-1].page]
        if lines[0].page != lines[-1].page and len(last) == 1:
            yield at(last[0], f"The last line of its {_whole(last[0])} stands alone at the head of the page.")


@rule("orphan", "OR", "Orphans", "breaks")
def orphan(pages: Sequence[PageFacts]) -> Iterator[Mark]:
    """The first line of a paragraph stands alone at the foot of a page.

    Bad:  a page whose last line begins a paragraph that goes on overleaf.
    Good: two lines at least stay together.
    """
    for lines in paragraphs(pages):
        first = [each for each in lines if each.page == lines[0].page]
        if lines[0].page != lines[-1].page and len(first) == 1:
            yield at(first[0], f"The first line of its {_whole(first[0])} stands alone at the foot of the page.")


@rule("runt", "RU", "Runts", "breaks")
def runt(pages: Sequence[PageFacts]) -> Iterator[Mark]:
    """The last line of a paragraph is a very short word or the rest of a divided one.

    Bad:  … as it was expect- / ed.
    Good: … as it / was expected.
    """
    for lines in paragraphs(pages):
        last = lines[-1]
        if len(lines) < 2 or last.line.role == "note":
            continue
        count = len(letters(last.line.text))
        if 0 < count < FEWEST_LETTERS:
            yield at(last, f"The last line of its paragraph has {counted(count, 'letter')}.")
        elif lines[-2].divides and len(last.line.text.split()) == 1 and count:
            yield at(last, "The last line of its paragraph is the rest of a divided word.")


@rule("heading", "HE", "Headings at a page’s foot", "breaks")
def heading(pages: Sequence[PageFacts]) -> Iterator[Mark]:
    """Fewer than two lines follow a heading on its page, though the text goes on.

    Bad:  a heading, one line, and the page ends.
    Good: a heading with two lines below it, or at the head of the next page.
    """
    for page, following in pairwise(pages):
        if not following.lines:
            continue
        heads = [line for line in page.lines if line.role == "heading"]
        if not heads:
            continue
        last = max(heads, key=lambda line: line.y)
        below = [line for line in page.lines if line.role == "text" and last.y < line.y < foot(page)]
        held = [box for box in page.boxes if box.kind in ("figure", "table", "row", "picture") and box.y >= last.y]
        if len(below) < AFTER_HEADING and not held and len({line.block for line in below}) <= 1:
            count = ("No line follows", "One line follows")[len(below)]
            if last.y > (page.top + page.bottom) / 2:
                yield at(Set(page.number, last), f"{count} this heading on its page.")


@rule("divided-page", "HY", "Words over two pages", "breaks")
def divided_over_pages(pages: Sequence[PageFacts]) -> Iterator[Mark]:
    """A word is divided between two pages.

    Bad:  the last line of a page ends in "agree-".
    Good: the word stands whole on either page.
    """
    for lines in paragraphs(pages):
        for before, after in pairwise(lines):
            if before.page != after.page and before.divides:
                yield tail(before, "The word at its end is divided between two pages.")


@rule("short-page", "SH", "Short pages", "breaks")
def short_page(pages: Sequence[PageFacts]) -> Iterator[Mark]:
    """A page ends more than two lines above its foot or its notes, though the text goes on.

    Bad:  a page of 34 lines between pages of 39.
    Good: pages of 39 or, side by side, of 38 lines.
    """
    for short in short_pages(pages):
        page = pages[short.number - 1]
        text = [line for line in page.lines if line.y < foot(page)]
        lowest = max(text, key=lambda line: line.y + line.height)
        area = page.area
        left, width = (area.x, area.width) if area else (lowest.x, lowest.width)
        boxes = [box.y + box.height for box in page.boxes if box.kind in ("figure", "row")]
        top = max([lowest.y + lowest.height, *boxes])
        said = f"The page ends {short.lines:g} lines short."
        yield Mark(page.number, lowest.block, left, top, width, max(foot(page) - top, 0), said, lowest.text)


def _whole(each: Set) -> str:
    return "note" if each.line.role == "note" else "paragraph"


def at(each: Set, said: str) -> Mark:
    """A mark over a whole line."""
    line = each.line
    return Mark(each.page, line.block, line.x, line.y, line.width, line.height, said, line.text.strip())


def tail(each: Set, said: str) -> Mark:
    """A mark over the end of a line."""
    line = each.line
    width = min(line.width, 3 * line.height)
    return Mark(each.page, line.block, line.x + line.width - width, line.y, width, line.height, said, line.text.strip())
