"""A finished edition's documents -> what stands in them, passage by passage in reading order, to be held against the book.

An edition is read from its own files alone: nothing that the writers know is used. Set apart are made pages (title,
imprint, contents …), whose words are each edition's own, and what an edition adds for the eye or the hand: page marks,
permalinks.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from bookbuilder.model.publication import Publication

BLOCKS = frozenset(
    "section div aside blockquote figure table thead tbody tfoot tr ul ol dl header p h1 h2 h3 h4 h5 h6 li dt dd td th "
    "figcaption caption pre".split()
)


@dataclass(frozen=True)
class Passage:
    """One block of text."""

    document: str
    """The id of the document in which it stands."""
    id: str
    """The id of the nearest element with one."""
    kind: str
    """heading, text, cell, caption, entry, excerpt, note."""
    text: str
    """Its words, white space made single; calls as [1], notes with their number."""


@dataclass(frozen=True)
class Difference:
    """The first place at which an edition departs from the book."""

    place: Passage
    """The passage of the book that is missing or otherwise; where the edition has too much, the one before which."""
    kind: str
    """missing, added, other."""
    found: str
    """What the edition has there; empty where it has nothing."""


def read_publication(publication: Publication) -> list[Passage]:
    """What every edition must have."""
    return [
        passage
        for document in publication.documents
        if document.body
        for passage in read_document(etree.fromstring(document.body))
    ]


def read_document(section: etree._Element) -> list[Passage]:
    """The passages of a document's <section>, with or without namespaces."""
    document = section.get("id") or ""
    return [Passage(document, id, kind, text) for id, kind, text in _blocks(section, document, "text")]


def difference(book: Sequence[Passage], edition: Sequence[Passage]) -> Difference | None:
    """The first difference between the book and one of its editions; None where they agree."""
    matcher = difflib.SequenceMatcher(None, [_key(it) for it in book], [_key(it) for it in edition], autojunk=False)
    for tag, start, end, found_start, found_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        found = " ".join(it.text for it in edition[found_start:found_end])
        place = book[min(start, len(book) - 1)]
        return Difference(place, {"delete": "missing", "insert": "added", "replace": "other"}[tag], found)
    return None


def _key(passage: Passage) -> tuple[str, str, str]:
    return passage.document, passage.kind, passage.text


def _blocks(element: etree._Element, id: str, kind: str) -> Iterator[tuple[str, str, str]]:
    id, kind = element.get("id") or id, _kind(element, kind)
    inline = ""
    if element.text:
        inline += element.text
    for child in element:
        if isinstance(child.tag, str) and _name(child) in BLOCKS:
            yield from _whole(inline, id, kind)
            inline = child.tail or ""
            yield from _blocks(child, id, kind)
            continue
        inline += (_inline(child) if isinstance(child.tag, str) else "") + (child.tail or "")
    yield from _whole(inline, id, kind)


def _whole(text: str, id: str, kind: str) -> Iterator[tuple[str, str, str]]:
    words = " ".join(text.split())
    if words:
        yield id, kind, words


def _inline(element: etree._Element) -> str:
    role = element.get("role")
    if role == "doc-pagebreak" or element.get("class") == "permalink":
        return ""
    if _name(element) == "img":
        return f"[{element.get('alt') or ''}]"
    text = (element.text or "") + "".join(
        (_inline(child) if isinstance(child.tag, str) else "") + (child.tail or "") for child in element
    )
    return f"[{text}]" if role == "doc-noteref" else text


def _kind(element: etree._Element, around: str) -> str:
    name, role = _name(element), element.get("role") or ""
    classes = (element.get("class") or "").split()
    if role == "doc-footnote" or around == "note":
        return "note"
    if "excerpt" in classes or around == "excerpt":
        return "excerpt"
    if "csl-entry" in classes or around == "entry":
        return "entry"
    if name in ("caption", "figcaption"):
        return "caption"
    if name in ("td", "th"):
        return "cell"
    return "heading" if name in ("h1", "h2", "h3", "h4", "h5", "h6") else around


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
