"""A chapter's AST in; the queries that its editors put to somebody, taken out of it, with the place of each, out.

`[words]{.query to="author" note="Is this so?"}` asks about words, which stay; `::: {.query to="author"}` is itself the
question, and goes. No edition shows either; a release refuses while one stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import panflute as pf

from bookbuilder.compose.ast import children, in_order, words
from bookbuilder.compose.ast import replace as put
from bookbuilder.compose.places import Places
from bookbuilder.diagnostics import ALL_FORMATS, Diagnostic, Location, Severity

ATTRIBUTES = re.compile(r"\{[^{}\n]*\.query\b[^{}\n]*\}")
CODE = "QRY-001"
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
    spots = iter(places.all(ATTRIBUTES.pattern))
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
        queries.append(Query(to, by, note, about, next(spots, places.start), before, after))
        if isinstance(element, pf.Div):
            put(element, [])
        else:
            siblings = list(element.container)
            position = next(index for index, child in enumerate(siblings) if child is element)
            if not element.content and position and isinstance(siblings[position - 1], pf.Space):
                put(siblings[position - 1], [])
            put(element, list(element.content))
    return queries


def _around(element: pf.Element) -> tuple[str, str]:
    """The text before and behind an element: in its paragraph, or in the blocks next to it."""
    if isinstance(element, pf.Div):
        earlier, later = element.prev, element.next
        return (words(earlier) if earlier is not None else ""), (words(later) if later is not None else "")
    block = element
    while isinstance(block, pf.Inline) and block.parent is not None:
        block = block.parent
    pieces = list(_pieces(block, element))
    if None not in pieces:
        return "", ""
    here = pieces.index(None)
    before, after = pieces[:here], pieces[here + 1 :]
    ends = [index for index, piece in enumerate(before) if piece == FILLED]
    goes_on = after.index(FILLED) if FILLED in after else len(after)
    return "".join(map(str, before[ends[-1] + 1 if ends else 0 :])).strip(), "".join(map(str, after[:goes_on])).strip()


def _pieces(part: pf.Element, element: pf.Element) -> Iterator[str | None]:
    """The text of a block piece by piece: None for the element itself, FILLED for what only print fills."""
    for each in children(part):
        if each is element:
            yield None
        elif isinstance(each, (pf.Cite, pf.Note, pf.RawInline)):
            yield FILLED
        elif isinstance(each, (pf.Str, pf.Code)):
            yield each.text
        elif isinstance(each, (pf.Space, pf.SoftBreak, pf.LineBreak)):
            yield " "
        else:
            yield from _pieces(each, element)


def told(queries: Iterable[Query]) -> list[Diagnostic]:
    """QRY-001: one note an open query."""
    return [
        Diagnostic(
            CODE,
            query.place,
            _sentence(f"A query to {query.to} is open: {query.note or query.words}"),
            "No edition shows it; a release waits until it is answered and taken away.",
            Severity.NOTE,
        )
        for query in queries
    ]


def _sentence(text: str) -> str:
    return text if text.endswith(("?", "!", "…", ".")) else f"{text}."


def blocking(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The same faults for a release, which an open query blocks."""
    return [
        replace(each, severity=Severity.ERROR, blocks=ALL_FORMATS) if each.code == CODE else each for each in diagnostics
    ]
