"""What a rule of the proof is: one function from the facts of a document's pages to the places that it marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bookbuilder.model.pages import PageFacts


@dataclass(frozen=True)
class Mark:
    """One place on one page; lengths in CSS pixels from the page's top left corner."""

    page: int
    """The page's place in its document, from 1."""
    block: str
    """The id of the element that it stands in."""
    x: float
    y: float
    width: float
    height: float
    said: str
    """What is wrong there."""
    words: str = ""
    """The words that stand there, to be found in the author's file."""


Rule = Callable[[Sequence[PageFacts]], Iterator[Mark]]


@dataclass(frozen=True)
class Kind:
    """One kind of fault."""

    id: str
    """widow, orphan, loose …"""
    code: str
    """Two or three letters that stand on its marks."""
    title: str
    """"Widows"."""
    group: str
    """breaks, spaces, repeats, boxes: kinds of one group look alike."""
    find: Rule
    everywhere: bool
    """Whether title pages, contents and other made pages are looked at too."""

    @property
    def explained(self) -> str:
        """What it means, as the rule itself says it."""
        return (self.find.__doc__ or "").strip().split("\n")[0]


KINDS: dict[str, Kind] = {}
"""Every kind by its id, in the order in which the report lists them."""


def rule(id: str, code: str, title: str, group: str, *, everywhere: bool = False) -> Callable[[Rule], Rule]:
    """Enter a rule under its kind."""

    def enter(find: Rule) -> Rule:
        assert id not in KINDS, f"{id} is taken"
        KINDS[id] = Kind(id, code, title, group, find, everywhere)
        return find

    return enter


def marks_on(pages: Sequence[PageFacts], *, made: bool = False) -> list[tuple[Kind, Mark]]:
    """Every mark on the pages of one document, in the order of the pages; `made` for pages that a template fills."""
    found = [(kind, mark) for kind in KINDS.values() if kind.everywhere or not made for mark in kind.find(pages)]
    return sorted(found, key=lambda each: (each[1].page, each[1].y, each[1].x))
