"""A chapter's AST in; the queries that its editors put to somebody, taken out of it, with the place of each, out.

`[words]{.query to="author" note="Is this so?"}` asks about words, which stay; `::: {.query to="author"}` is itself the
question, and goes. No edition shows either; a release refuses while one stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import panflute as pf

from bookbuilder.compose.ast import in_order, words
from bookbuilder.compose.ast import replace as put
from bookbuilder.compose.places import Places
from bookbuilder.diagnostics import ALL_FORMATS, Diagnostic, Location, Severity

ATTRIBUTES = re.compile(r"\{[^{}\n]*\.query\b[^{}\n]*\}")
CODE = "QRY-001"


@dataclass(frozen=True)
class Query:
    """One question: to whom, from whom, about which words."""

    to: str
    by: str
    note: str
    words: str
    place: Location


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
        queries.append(
            Query(given["to"] if "to" in given else "author", given["by"] if "by" in given else "", note, about, next(spots, places.start))
        )
        if isinstance(element, pf.Div):
            put(element, [])
        else:
            siblings = list(element.container)
            position = next(index for index, child in enumerate(siblings) if child is element)
            if not element.content and position and isinstance(siblings[position - 1], pf.Space):
                put(siblings[position - 1], [])
            put(element, list(element.content))
    return queries


def told(queries: Iterable[Query]) -> list[Diagnostic]:
    """QRY-001: one note an open query."""
    return [
        Diagnostic(
            CODE,
            query.place,
            f"A query to {query.to} is open: {query.note or query.words}".rstrip(".") + ".",
            "No edition shows it; a release waits until it is answered and taken away.",
            Severity.NOTE,
        )
        for query in queries
    ]


def blocking(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The same faults for a release, which an open query blocks."""
    return [
        replace(each, severity=Severity.ERROR, blocks=ALL_FORMATS) if each.code == CODE else each for each in diagnostics
    ]
