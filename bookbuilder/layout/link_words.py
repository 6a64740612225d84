"""Says in words what stands at each id that a link may lead to: "Note 3", "2.1 Water", "Figure 1".

A viewer reads them out for a link; PDF/UA-1 (ISO 14289-1, 7.18.5) asks for them as the annotation's Contents.
"""

from __future__ import annotations

from lxml import etree

from bookbuilder.model.publication import ContentDocument, Publication


def link_words(publication: Publication) -> dict[str, str]:
    """The words of every id; one that has none of its own is called by its document."""
    note = publication.terms["note"] if "note" in publication.terms else ""
    words: dict[str, str] = {}
    for document in publication.documents:
        whole = " ".join(filter(None, (document.label or document.number, document.title)))
        words.update({id: whole for id in document.ids})
        words[document.id] = whole
        if document.body:
            words.update(_notes(document, note))
        words.update({heading.id: f"{heading.number} {heading.title}".strip() for heading in document.headings})
        words.update({it.id: it.label for it in document.captioned})
        words[document.id] = whole
    return words


def _notes(document: ContentDocument, term: str) -> dict[str, str]:
    """Calls and notes, both by the note's number."""
    words = {}
    for link in etree.fromstring(document.body).iter("a"):
        if link.get("role") in ("doc-noteref", "doc-backlink"):
            number = "".join(link.itertext()).strip()
            words[link.get("href", "#").removeprefix("#")] = f"{term} {number}".strip()
    return words
