"""Takes the queries that editors put to authors out of a chapter's AST, with the place of each.

`[words]{.query to="author" note="Is this so?"}` asks about words, which stay; `::: {.query to="author"}` is itself the
question, and goes. No edition shows either; a release refuses while one stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import panflute as pf

from bookbuilder.compose.read.tracked_changes import TRACKED
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.markdown.ast import children, in_order, position_of, replace as put, words
from bookbuilder.markdown.places import Places

_INSIDE = r"""(?:[^{}"\n]|"(?:[^"\n]|\n(?!\n))*"|\n(?!\n))*"""
ATTRIBUTES = re.compile(rf"\{{{_INSIDE}\.query\b{_INSIDE}\}}")
"""The attributes of a query, in quotes anything, over lines too."""
CODE = "QRY-001"
_PAIR = re.compile(r"""(?<![\w-])([\w-]+)=(?:"([^"]*)"|([^\s"}]+))""")
FILLED = "\0"
"""Stands for a citation or a note, whose words are made later."""


@dataclass(frozen=True)
class Query:
    """One question: to whom, from whom, about which words."""

    to: str
    by: str
    note: str
    words: str
    place: Location
    before: str = ""
    """The text before it in its block, as far back as a citation or a note; of a question by itself, the block before."""
    after: str = ""
    """The text behind it, as far as a citation or a note."""
    answer: str = ""
    """What was answered in words of their own, for an editor to put into the text."""


@dataclass(frozen=True)
class Numbered:
    """A query with the names by which sheets and proofs call it."""

    id: str
    """Its chapter and its place in it: energy-2."""
    query: Query
    number: int = 0
    """Its place in the book, as it stands in the margin of a proof: Q7."""


def take_queries(document: pf.Doc, places: Places) -> list[Query]:
    """Change the document in place."""
    marks, tracked = _marks(places), iter(places.all(rf"\{{[^{{}}]*{TRACKED}"))
    queries = []
    for element in list(in_order(document)):
        if not isinstance(element, (pf.Span, pf.Div)) or "query" not in element.classes or element.parent is None:
            continue
        given = element.attributes
        note = given["note"] if "note" in given else ""
        about = words(element)
        if isinstance(element, pf.Div) and not note:
            note, about = about, ""
        before, after = _around(element)
        to, by = (given[name] if name in given else usual for name, usual in (("to", "author"), ("by", "")))
        place = _take_mark(marks, element, given, about) or next(tracked, places.start)
        answer = given["answer"] if "answer" in given else ""
        queries.append(Query(to, by, note, about, place, before, after, answer))
        if isinstance(element, pf.Div):
            put(element, [])
        else:
            siblings = element.container
            position = position_of(element, siblings)
            if not element.content and position and isinstance(siblings[position - 1], pf.Space):
                put(siblings[position - 1], [])
            put(element, list(element.content))
    return queries


@dataclass(frozen=True)
class _Mark:
    """The attributes of a query as they stand in the source, with the letters of the words in brackets before them."""

    attributes: dict[str, str]
    words: str
    is_block: bool
    place: Location

    @property
    def kind(self) -> _Kind:
        return self.is_block, frozenset(self.attributes.items())


_Kind: TypeAlias = tuple[bool, frozenset[tuple[str, str]]]


def _marks(places: Places) -> dict[_Kind, list[_Mark]]:
    """The marks of a chapter in order, those with the same attributes together."""
    found: dict[_Kind, list[_Mark]] = {}
    for match in ATTRIBUTES.finditer(places.prose):
        line = places.prose[places.prose.rfind("\n", 0, match.start()) + 1 : match.start()]
        pairs = {it[1]: " ".join((it[3] if it[2] is None else it[2]).split()) for it in _PAIR.finditer(match[0])}
        words = places.prose[bracket(places.prose, match.start()) + 1 : match.start() - 1]
        mark = _Mark(pairs, _letters(words), line.lstrip(" >").startswith(":::"), places.at(match.start()))
        found.setdefault(mark.kind, []).append(mark)
    return found


def _take_mark(
    marks: dict[_Kind, list[_Mark]], element: pf.Element, given: dict[str, str], about: str
) -> Location | None:
    """The place of an element's mark, each given once: Pandoc puts notes and captions where the source has them not."""
    said = frozenset((key, " ".join(value.split())) for key, value in given.items())
    kind, letters = (isinstance(element, pf.Div), said), _letters(about)
    alike = marks[kind] if kind in marks else []
    same = (index for index, mark in enumerate(alike) if mark.is_block or letters in mark.words)
    return alike.pop(next(same, 0)).place if alike else None


def bracket(text: str, end: int) -> int:
    """Where the bracket opens that closes just before an offset; the offset before it where none does."""
    opened = _opened(text)
    return opened[end - 1] if end - 1 in opened else end - 1


@lru_cache(maxsize=16)
def _opened(text: str) -> dict[int, int]:
    """Of each bracket that closes another, where that stands; one that is escaped is none."""
    opened: dict[int, int] = {}
    still_open: list[int] = []
    for sign in re.finditer(r"(?<!\\)[\[\]]", text):
        if sign[0] == "[":
            still_open.append(sign.start())
        elif still_open:
            opened[sign.start()] = still_open.pop()
    return opened


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


FAR = 400
"""Elements on one side of a query that are looked at: more than the words by which a page is searched."""


def _around(element: pf.Element) -> tuple[str, str]:
    """The text before and behind an element: in its paragraph, or in the blocks next to it."""
    if isinstance(element, pf.Div):
        earlier, later = element.prev, element.next
        return (words(earlier) if earlier is not None else ""), (words(later) if later is not None else "")
    top = element
    while isinstance(top.parent, pf.Inline):
        top = top.parent
    at = position_of(top, top.container)
    near = top.container.list[max(at - FAR, 0) : at + FAR + 1]
    pieces = [piece for each in near for piece in _pieces(each, element)]
    if None not in pieces:
        return "", ""
    here = pieces.index(None)
    before, after = pieces[:here], pieces[here + 1 :]
    ends = [index for index, piece in enumerate(before) if piece == FILLED]
    goes_on = after.index(FILLED) if FILLED in after else len(after)
    return "".join(map(str, before[ends[-1] + 1 if ends else 0 :])).strip(), "".join(map(str, after[:goes_on])).strip()


def _pieces(part: pf.Element, element: pf.Element) -> Iterator[str | None]:
    """The text of a part piece by piece: None for the element itself, FILLED for what only print fills."""
    if part is element:
        yield None
    elif isinstance(part, (pf.Cite, pf.Note, pf.RawInline)):
        yield FILLED
    elif isinstance(part, (pf.Str, pf.Code)):
        yield part.text
    elif isinstance(part, (pf.Space, pf.SoftBreak, pf.LineBreak)):
        yield " "
    else:
        for each in children(part):
            yield from _pieces(each, element)


def query_diagnostics(queries: Iterable[Query]) -> list[Diagnostic]:
    """QRY-001: one note an open query, with its answer where there is one."""
    return [
        Diagnostic(
            CODE,
            query.place,
            _sentence(
                f"A query to {query.to} is {'answered' if query.answer else 'open'}: {query.note or query.words}"
                + (f" — {query.answer}" if query.answer else "")
            ),
            "Put the answer into the text, and take the mark away."
            if query.answer
            else "No edition shows it; a release waits until it is answered and taken away.",
        )
        for query in queries
    ]


def _sentence(text: str) -> str:
    return text if text.endswith(("?", "!", "…", ".")) else f"{text}."
