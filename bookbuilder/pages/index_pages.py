"""Puts page numbers to the lines of the index: each page once, neighbours joined, notes marked.

Roman pages stand before arabic ones, the text of a page before its notes. Where no page is known, a place is given by the
number of its section.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bookbuilder.model.folios import number_of, roman
from bookbuilder.model.index import IndexEntry, Passage, SeeEntry, in_index, italic
from bookbuilder.model.pages import PageMap
from bookbuilder.model.parts import IndexStyle
from bookbuilder.model.publication import Publication


@dataclass(frozen=True)
class IndexLocator:
    """A page of the index, or a range of pages."""

    href: str
    """Where the page leads: #trade-index3."""
    text: str
    """"87", "xii", "87n"."""
    end_href: str = ""
    """Where a range ends; empty for one page."""
    end_text: str = ""
    """The last page of a range."""


@dataclass(frozen=True)
class IndexLine:
    """A heading of the index as it is printed."""

    id: str
    """Its id, to which "see" leads."""
    term_xhtml: str
    """The heading as inline XHTML."""
    locators: tuple[IndexLocator, ...]
    """Its pages."""
    see: tuple[SeeEntry, ...]
    """Where it is treated instead; each has `id` and `text_xhtml`."""
    see_also: tuple[SeeEntry, ...]
    """What else to look up."""
    lines: tuple[IndexLine, ...]
    """Its sub-headings."""


@dataclass(frozen=True)
class IndexLetter:
    """The headings under one letter."""

    letter: str
    """"A"; empty for signs."""
    lines: tuple[IndexLine, ...]
    """Its headings, in order."""


def index_letters(publication: Publication, kind: str, pages: PageMap) -> list[IndexLetter]:
    """The index of a kind: `index` has every heading, `index-of-names` names alone, `index-of-subjects` the others."""
    form = publication.terms["index-note"], publication.terms["index-notes"]
    letters: dict[str, list[IndexLine]] = {}
    for entry in in_index(publication.index, kind):
        letters.setdefault(entry.letter, []).append(_line(entry, pages, publication.book.index, form))
    return [IndexLetter(letter, tuple(lines)) for letter, lines in letters.items()]


def _line(entry: IndexEntry, pages: PageMap, style: IndexStyle, form: tuple[str, str]) -> IndexLine:
    below = tuple(_line(inner, pages, style, form) for inner in entry.entries)
    locators = tuple(_locators(entry.passages, pages, style, form))
    return IndexLine(entry.id, italic(entry.term), locators, entry.see, entry.see_also, below)


@dataclass(frozen=True)
class _Stretch:
    """Pages from first to last, with the ids to which both lead."""

    first: int
    last: int
    href: str
    end_href: str
    marked: bool = False


def _locators(
    passages: Sequence[Passage], pages: PageMap, style: IndexStyle, form: tuple[str, str]
) -> Iterator[IndexLocator]:
    known = [it for it in passages if pages.page(it.id)]
    for is_roman in (True, False):
        own = [it for it in known if (not pages.page(it.id).isdecimal()) is is_roman]
        texts = [_stretch(it, pages) for it in own if not it.note]
        found = [
            ((it.first, 0), _printed(it, is_roman, style)) for it in _joined(texts, style.collapse == "consecutive")
        ]
        notes: dict[int, list[Passage]] = {}
        for it in own:
            if it.note:
                notes.setdefault(number_of(pages.page(it.id)), []).append(it)
        found += [((page, 1), _noted(group, pages, style, form)) for page, group in notes.items()]
        yield from (locator for _, locator in sorted(found, key=lambda it: it[0]))
    yield from _unpaged([it for it in passages if not pages.page(it.id)])


def _stretch(passage: Passage, pages: PageMap) -> _Stretch:
    first = number_of(pages.page(passage.id))
    end = pages.page(passage.end) if passage.end else ""
    if not end or end.isdecimal() is not pages.page(passage.id).isdecimal() or number_of(end) <= first:
        return _Stretch(first, first, passage.id, passage.id)
    return _Stretch(first, number_of(end), passage.id, passage.end, True)


def _joined(stretches: Sequence[_Stretch], neighbours: bool) -> list[_Stretch]:
    """Each page once; pages that follow one another become a stretch, where the publisher wants that."""
    found: list[_Stretch] = []
    for it in sorted(stretches, key=lambda it: (it.first, -it.last)):
        if found and it.first <= found[-1].last + (1 if neighbours else 0):
            last = found[-1]
            if it.last > last.last:
                found[-1] = replace(last, last=it.last, end_href=it.end_href, marked=True)
            continue
        found.append(it)
    return found


def _printed(it: _Stretch, is_roman: bool, style: IndexStyle) -> IndexLocator:
    first = roman(it.first) if is_roman else str(it.first)
    if it.last == it.first:
        return IndexLocator(f"#{it.href}", first)
    from bookbuilder.citations import format_page_range

    last = roman(it.last) if is_roman else format_page_range(first, str(it.last), style.ranges)[1]
    return IndexLocator(f"#{it.href}", first, f"#{it.end_href}", last)


def _noted(group: Sequence[Passage], pages: PageMap, style: IndexStyle, form: tuple[str, str]) -> IndexLocator:
    """The notes of one page: 87n3, 87n9 and 87nn3–4, or 87n, or 87 n. 3 and 87 nn. 3, 4."""
    page = pages.page(group[0].id)
    if style.notes == "letter":
        return IndexLocator(f"#{group[0].id}", f"{page}n")
    numbers = list(dict.fromkeys(it.note for it in group))
    if style.notes == "letter-number":
        return IndexLocator(f"#{group[0].id}", ", ".join(f"{page}{it}" for it in _stretches(numbers)))
    text = (form[0] if len(numbers) == 1 else form[1]).format(page=page, note=", ".join(numbers))
    return IndexLocator(f"#{group[0].id}", text)


def _stretches(numbers: Sequence[str]) -> list[str]:
    """Numbers of notes, neighbours joined, so that none is taken for a page: nn3–5, n9."""
    found: list[list[str]] = []
    for number in numbers:
        if found and number.isdigit() and found[-1][-1].isdigit() and int(number) == int(found[-1][-1]) + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [f"n{it[0]}" if len(it) == 1 else f"nn{it[0]}–{it[-1]}" for it in found]


def _unpaged(passages: Sequence[Passage]) -> Iterator[IndexLocator]:
    """Places whose page nobody knows: by section, each once, or counted."""
    seen: set[str] = set()
    for place, it in enumerate(passages, start=1):
        text = f"§\u00a0{it.section}" if it.section else f"[{place}]"
        if text not in seen:
            seen.add(text)
            yield IndexLocator(f"#{it.id}", text)
