"""Finds the printed line on which each query stands.

No edition knows of queries, so that none can show one. They are found again by the words that they ask about and by
those around them, as far as these are the author's own: a citation's words are made later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bookbuilder.compose.read.queries import Numbered, Query
from bookbuilder.model.pages import LineFact, PageFacts
from bookbuilder.model.publication import ContentDocument, Publication

CONTEXT = 60
"""So many letters on either side identify a place."""


@dataclass(frozen=True)
class Placed:
    """A query on its line."""

    query: Numbered
    sheet: int
    """The sheet of the file, from 1."""
    line: LineFact


@dataclass(frozen=True)
class _Printed:
    letters: str
    lines: tuple[tuple[int, LineFact], ...]
    """For each letter the sheet and the line on which it stands."""
    notes: int
    """Where the letters of its notes begin, behind those of its text."""


def place_queries(
    queries: Sequence[Numbered],
    publication: Publication,
    facts: Mapping[str, Sequence[PageFacts]],
    first_pages: Mapping[str, int],
) -> list[Placed]:
    """Where each query stands, in the order of their numbers; one in a text that is not printed is left out."""
    documents = {document.source: document for document in publication.documents if document.source}
    printed: dict[str, _Printed] = {}
    reached: dict[str, int] = {}
    placed = []
    for each in queries:
        file = each.query.place.file
        if file not in documents or documents[file].id not in facts:
            continue
        document = documents[file]
        if file not in printed:
            printed[file] = _letters(facts[document.id], first_pages[document.id])
        at = _find(each.query, printed[file], document, reached[file] if file in reached else 0)
        if at is None:
            continue
        if at < printed[file].notes:
            reached[file] = at + 1
        placed.append(Placed(each, *printed[file].lines[at]))
    return placed


def _find(query: Query, printed: _Printed, document: ContentDocument, reached: int) -> int | None:
    """The letter at which a query begins, looked for behind the query before it, then anywhere."""
    before, words, after = (_only(text) for text in (query.before, query.words, query.after))
    before, after = before[-CONTEXT:], after[:CONTEXT]
    tries = [(before, words + after), (before[-20:], words + after[:20]), (before, words), ("", words + after)]
    for left, right in (*tries, ("", words), ("", after), (before, "")):
        if len(left + right) > 2:
            for start in (max(0, reached - len(left)), 0):
                at = printed.letters.find(left + right, start)
                if at >= 0:
                    return min(at + len(left), len(printed.lines) - 1)
    return _by_line(query, printed, document)


def _by_line(query: Query, printed: _Printed, document: ContentDocument) -> int | None:
    """The first line of the element that begins at the query's line of the author's file, or last before it."""
    blocks = [id for id, line in document.lines if line <= query.place.line]
    for block in reversed(blocks):
        for at, (_, line) in enumerate(printed.lines):
            if line.block == block:
                return at
    return 0 if printed.lines else None


def _letters(pages: Sequence[PageFacts], first: int) -> _Printed:
    """All letters of a document: its text, then its notes, since notes stand between the text of two pages."""
    letters: list[str] = []
    lines: list[tuple[int, LineFact]] = []
    text = 0
    for in_notes in (False, True):
        text = len(lines)
        for page in pages:
            for line in page.lines:
                if (line.role == "note") is in_notes:
                    own = _only(line.text)
                    letters.append(own)
                    lines += [(first + page.number - 1, line)] * len(own)
    return _Printed("".join(letters), tuple(lines), text)


def _only(text: str) -> str:
    """A text's letters: figures may be the numbers of notes, and hyphens the printer's."""
    return "".join(filter(str.isalpha, text.casefold()))
