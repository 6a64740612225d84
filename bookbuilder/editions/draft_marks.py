"""Where the errors of a draft stand in its documents: the element of each, and the words that mark it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from bookbuilder.diagnostics import Diagnostic
from bookbuilder.diagnostics.catalogue import CATALOGUE
from bookbuilder.model.publication import ContentDocument, Publication

LONGEST = 90
"""Characters of a mark; the whole message stands in the report."""

QUIET = ("BUG", "CLN", "CON", "EXC", "INT", "INV", "PRV", "QRY", "CHP-013")
"""Faults whose messages can quote what may be in no edition: a transcript's words, raw HTML. Their marks say what they mean."""

MARKED = frozenset(
    "p li dd dt td th figure figcaption caption h1 h2 h3 h4 h5 h6 blockquote aside table div pre".split()
)
"""Elements that carry a mark."""


@dataclass(frozen=True)
class Mark:
    """One error at its place in the book."""

    document: str
    element: str
    """The id of the element that it concerns."""
    text: str
    """"CIT-001 There is no source “smith2001”." """


def draft_marks(publication: Publication, errors: Iterable[Diagnostic], sources: Mapping[int, str] = {}) -> list[Mark]:
    """The marks of the errors in chapters and in sources; `sources` has the ids of the entries by their line in references.yaml."""
    documents = {document.source: document for document in publication.documents if document.source and document.body}
    places: dict[str, _Places] = {}
    entries, first_lines, found = publication.document_of, sorted(sources), dict[Mark, None]()
    for error in errors:
        file, line = error.location.file, error.location.line
        if file in documents:
            if file not in places:
                places[file] = _Places(documents[file])
            found.setdefault(Mark(documents[file].id, places[file].at(line), _words(error)))
        elif file == "references.yaml" and (before := bisect_right(first_lines, line)):
            entry = sources[first_lines[before - 1]]
            if entry in entries:
                found.setdefault(Mark(entries[entry], entry, _words(error)))
    return list(found)


def statement(count: int) -> str:
    """What a draft says of itself on its first page and in its metadata."""
    return f"A draft: {count} {'error stands' if count == 1 else 'errors stand'} in it."


def _words(error: Diagnostic) -> str:
    quiet = error.code.startswith(QUIET) or error.code not in CATALOGUE
    message = CATALOGUE[error.code].meaning if quiet and error.code in CATALOGUE else "" if quiet else error.message
    text = f"{error.code} {message}".strip()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


class _Places:
    """Which element of a document a line of its source means; the document is read once, however many errors stand in it."""

    def __init__(self, document: ContentDocument) -> None:
        lines = dict(document.lines)
        self._whole = document.id
        self._first: dict[int, str] = {}
        self._last: dict[int, str] = {}
        for element in etree.fromstring(document.body).iter(*MARKED):
            id = element.get("id")
            if id in lines:
                self._first.setdefault(lines[id], id)
                self._last[lines[id]] = id
        self._lines = sorted(line for line in self._first if line > 0)

    def at(self, line: int) -> str:
        """The last element that begins at the line, or the first of those that begin nearest before it; else the document's own id."""
        if line in self._last:
            return self._last[line]
        before = bisect_right(self._lines, line)
        return self._first[self._lines[before - 1]] if before else self._whole
