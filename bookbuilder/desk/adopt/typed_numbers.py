"""Takes the numbers that an author has typed before titles, `6.2. Findings`, for the book's own; no heading has two of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bookbuilder.compose.decide.file_links import github_id
from bookbuilder.desk.adopt.plan import Piece, Report
from bookbuilder.desk.adopt.sections import UNNUMBERED, Section
from bookbuilder.desk.adopt.verbatim import blanked, replaced

_CHAPTER = (
    r"(?:chapter|ch\.|kapitel|chapitre|cap[íi]tulo|cap[íi]tol|capitolo|rozdział|kapitola|fejezet|poglavlje|глава|розділ|раздзел|тарау|"
    r"поглавље|bölüm|hoofdstuk|kapittel|luku|chương|κεφάλαιο|თავი|գլուխ|अध्याय)"
)
_PART = r"(?:part|teil|partie|parte|część|часть|kısım|deel|del)"
_NUMBER = r"(?P<number>\d{1,2}|[IVX]{1,6})"
_TITLE = re.compile(
    rf"(?:{_CHAPTER}\s+{_NUMBER}\s*[.:)–—-]*|{_NUMBER.replace('number', 'bare')}\s*[.:)])\s+(?=\S)", re.I
)
_OF_PART = re.compile(rf"{_PART}\s+{_NUMBER}\s*[.:)–—-]*\s+(?=\S)", re.IGNORECASE)
_ALONE = re.compile(rf"(?:{_CHAPTER}\s+\S+|\S+\s+{_CHAPTER})\s*[.:]?", re.IGNORECASE)
"""A line with a chapter's number above the line with its title, "Chapter One": the author has made two headings of them."""
_INNER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})(?:[.:)]|(?<=\d\.\d)|(?<=\d\.\d\d))\s+(?=\S)")
_HEADING = re.compile(r"^(#{2,3})[ \t]+(\S[^\n]*)$", re.MULTILINE)
_LINKED = re.compile(r"\]\([^()\s#]*#([^()\s]+)\)")
_ROMAN = {"I": 1, "V": 5, "X": 10}
MOST = 0.5
"""Of the titles, or of the headings below them, that have a number where the author numbers by hand."""


def with_typed_numbers(sections: Sequence[tuple[Piece, Section]], report: Report) -> list[tuple[Piece, Section]]:
    """The sections with a number once: a typed one goes where the book gives the same, and else stands without another."""
    alone = [
        one
        for (_, one), (_, after) in zip(sections, sections[1:], strict=False)
        if _ALONE.fullmatch(one.plain_title)
        and not one.text.strip()
        and not one.part
        and after.title
        and not after.part
    ]
    for one in alone:
        report.note("left", "a line with the number of a chapter, above its title", one.plain_title)
    sections = [(piece, it) for piece, it in sections if not any(it is one for one in alone)]
    own = [(piece, it) for piece, it in sections if it.title and not UNNUMBERED.search(it.title)]
    typed = sum(_TITLE.match(it.plain_title) is not None for _, it in own)
    inner = [found[2] for _, it in own for found in _HEADING.finditer(blanked(it.text))]
    typed_inner = sum(_INNER.match(it) is not None for it in inner)
    labelled = [_value(it["number"]) for _, one in own if (it := _TITLE.match(one.plain_title)) and it["number"]]
    by_title = typed >= 3 and (typed > MOST * len(own) or labelled == list(range(1, typed + 1)))
    places = [
        (_value(it["number"] or it["bare"]), at)
        for at, (_, one) in enumerate(own, 1)
        if (it := _TITLE.match(one.plain_title))
    ]
    by_place = not by_title and len(places) > 1 and all(number == at for number, at in places)
    by_inner = typed_inner >= 5 and typed_inner > MOST * len(inner)
    linked = (
        {to for _, it in sections for to in _LINKED.findall(it.text)}
        if by_title or by_inner or by_place
        else set[str]()
    )
    taken = ("changed", "number taken from a heading") in report.counted
    numbering = _Numbering(by_title, by_inner, by_place, linked, taken)
    made = [numbering.section(piece, it) for piece, it in sections]
    if numbering.changed:
        report.note(
            "changed", f"{numbering.changed} numbers typed before titles are the book's own now, or stand alone"
        )
    return made


class _Numbering:
    def __init__(self, by_title: bool, by_inner: bool, by_place: bool, linked: set[str], taken: bool) -> None:
        self._by_title, self._by_inner, self._by_place, self._linked = by_title, by_inner, by_place, linked
        self._taken = taken  # the numbers of headings, when the file was read
        self._chapters = self._parts = self.changed = 0
        self._in_back = False

    def section(self, piece: Piece, section: Section) -> tuple[Piece, Section]:
        """A chapter with its number, and those of its headings, once."""
        self._in_back = self._in_back or section.begins_appendix or piece.place == "back"
        piece, section = replace(piece, part=self._part(piece.part)), replace(section, part=self._part(section.part))
        number = ""
        if piece.titles_part:
            section = replace(section, title=self._part(section.title))
        if section.title and not UNNUMBERED.search(section.title) and not piece.titles_part:
            title, number = self._title(section.title)
            section = replace(section, title=title)
        if self._by_inner or self._by_title:
            section = replace(section, text=self._headings(section.text, number))
        return piece, section

    def _part(self, title: str) -> str:
        self._parts += bool(title)
        typed = _OF_PART.match(title)
        return title[typed.end() :] if typed and _value(typed["number"]) == self._parts else title

    def _title(self, title: str) -> tuple[str, str]:
        """A title as the book has it, and the number that it will have there."""
        if not self._by_title:
            self._chapters += not self._in_back
            typed = _TITLE.match(title) if self._by_place and not self._in_back else None
            self.changed += typed is not None
            bare = self._bare(title, typed.end()) if typed else title
            return bare, "" if self._in_back else str(self._chapters)
        typed = _TITLE.match(title)
        if typed is None:
            return unnumbered(title), ""
        self.changed += 1
        if self._in_back or _value(typed["number"] or typed["bare"]) != self._chapters + 1:
            return unnumbered(title), ""
        self._chapters += 1
        return self._bare(title, typed.end()), str(self._chapters)

    def _bare(self, title: str, at: int) -> str:
        """A title without its number; with the id that GitHub gives it with the number, where a link leads there."""
        id = github_id(title.strip(" #"))
        if id not in self._linked or "{" in title:
            return title[at:]
        self._linked.discard(id)
        return f"{title[at:].rstrip(' #')} {{#{id}}}"

    def _headings(self, text: str, chapter: str) -> str:
        """The text with the headings of two levels numbered once; `chapter` is its number in the book."""
        changes, counts = [], [0, 0]
        for found in _HEADING.finditer(blanked(text)):
            level, heading = len(found[1]), text[found.start(2) : found.end(2)]
            if UNNUMBERED.search(heading):
                continue
            typed = _INNER.match(heading)
            due = [counts[0] + 1, 0] if level == 2 else [counts[0], counts[1] + 1]
            number = ".".join([chapter, *(str(it) for it in due[: level - 1])])
            if typed and chapter and typed["number"] == number:
                new, counts = self._bare(heading, typed.end()), due
            elif typed or self._by_title and not self._taken:
                new = unnumbered(heading)
            else:
                new, counts = heading, due
            self.changed += typed is not None
            changes.append((*found.span(2), new))
        return replaced(text, changes)


def unnumbered(title: str) -> str:
    """A title that the book does not number."""
    given = re.search(r"\{([^{}]*)\}[ \t#]*$", title)
    return f"{title[: given.start()]}{{{given[1]} .unnumbered}}" if given else f"{title.rstrip(' #')} {{.unnumbered}}"


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    digits = [_ROMAN[it] for it in number.upper()]
    return sum(-it if it < max(digits[place:]) else it for place, it in enumerate(digits))
