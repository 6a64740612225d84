"""What repeats itself from line to line: ladders of hyphens, stacks of one word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bookbuilder.model.pages import PageFacts
from bookbuilder.proof.faults.rules import Mark, rule
from bookbuilder.proof.paragraphs import Set, letters, paragraphs

MOST_HYPHENS = 2
"""So many lines one after the other may end in a hyphen."""
LONG_WORD = 4
"""A word of so many letters is seen when it stands twice below itself; a shorter one when it stands three times."""


@rule("ladder", "LA", "Hyphen ladders", "repeats")
def ladder(pages: Sequence[PageFacts]) -> Iterator[Mark]:
    """Three lines or more, one after the other, end in a hyphen.

    Bad:  … agree- / … coun- / … minis-
    Good: two at most.
    """
    for run in _runs(pages, lambda one, other: one.divides and other.divides):
        if len(run) > MOST_HYPHENS:
            yield _over(run, f"{len(run)} lines one after the other end in a hyphen.", at_end=True)


@rule("stack", "ST", "Word stacks", "repeats")
def stack(pages: Sequence[PageFacts]) -> Iterator[Mark]:
    """The same word begins, or ends, lines that stand below each other.

    Bad:  Kazakhstan is … / Kazakhstan has …
    Good: the word at different places of the two lines.
    """
    for at_end in (False, True):

        def same(one: Set, other: Set, at_end: bool = at_end) -> bool:
            return bool(_word(one, at_end)) and _word(one, at_end) == _word(other, at_end)

        for run in _runs(pages, same):
            word = _word(run[0], at_end)
            if len(run) > 2 or len(run) == 2 and len(letters(word)) >= LONG_WORD:
                yield _over(run, f"“{word}” {'ends' if at_end else 'begins'} {len(run)} lines.", at_end=at_end)


def _runs(pages: Sequence[PageFacts], alike: Callable[[Set, Set], bool]) -> Iterator[list[Set]]:
    """Stretches of lines of one paragraph on one page, each like the one before it; none of a single line."""
    for lines in paragraphs(pages):
        run: list[Set] = []
        for each in lines:
            if run and (run[-1].page != each.page or not alike(run[-1], each)):
                if len(run) > 1:
                    yield run
                run = []
            run.append(each)
        if len(run) > 1:
            yield run


def _word(each: Set, at_end: bool) -> str:
    words = each.line.text.split()
    if not words or at_end and each.divides:
        return ""
    return "".join(filter(str.isalnum, words[-1 if at_end else 0])).casefold()


def _over(run: Sequence[Set], said: str, *, at_end: bool) -> Mark:
    """A narrow mark over the ends, or the beginnings, of lines."""
    first, last = run[0].line, run[-1].line
    width = 3 * first.height
    left = max(each.line.x + each.line.width for each in run) - width if at_end else min(each.line.x for each in run)
    return Mark(
        run[0].page, first.block, left, first.y, width, last.y + last.height - first.y, said, first.text.strip()
    )
