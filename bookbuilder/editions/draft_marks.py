"""Where the errors of a draft stand in its documents: the element of each, and the words that mark it."""

from __future__ import annotations

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
    found: dict[Mark, None] = {}
    for error in errors:
        document = documents.get(error.location.file)
        entry = _entry(error, sources)
        if document is not None:
            element = _element(document, error.location.line)
            found.setdefault(Mark(document.id, element, _words(error)))
        elif entry in publication.document_of:
            found.setdefault(Mark(publication.document_of[entry], entry, _words(error)))
    return list(found)


def statement(count: int) -> str:
    """What a draft says of itself on its first page and in its metadata."""
    return f"A draft: {count} {'error stands' if count == 1 else 'errors stand'} in it."


def _entry(error: Diagnostic, sources: Mapping[int, str]) -> str:
    """The id under which the bibliography has the source at whose lines an error stands; empty for other errors."""
    if error.location.file != "references.yaml":
        return ""
    before = [line for line in sources if line <= error.location.line]
    return sources[max(before)] if before else ""


def _words(error: Diagnostic) -> str:
    quiet = error.code.startswith(QUIET) or error.code not in CATALOGUE
    message = CATALOGUE[error.code].meaning if quiet and error.code in CATALOGUE else "" if quiet else error.message
    text = f"{error.code} {message}".strip()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _element(document: ContentDocument, line: int) -> str:
    """The last element that begins at the line, or before it; the document's own id where none does."""
    lines = dict(document.lines)
    best, place = document.id, 0
    for element in etree.fromstring(document.body).iter(*MARKED):
        id = element.get("id")
        if id in lines and place < lines[id] <= line or id in lines and lines[id] == place and place == line:
            best, place = id, lines[id]
    return best
