"""Leaves out of a publication what its author wants in other editions only, with the notes that are called there.

`data-only="html epub"` on an element names the editions that have it; see `compose/read/blocks.py`. Everything else of a
book is the same in all editions.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from bookbuilder.markdown.xhtml_text import serialise, take_out
from bookbuilder.model.publication import ContentDocument, Publication

ATTRIBUTE = "data-only"


def for_edition(publication: Publication, edition: str) -> Publication:
    """The publication as one edition has it; the same object where all editions have the same."""
    if not any(ATTRIBUTE in document.body for document in publication.documents):
        return publication
    documents = tuple(_of_edition(document, edition) for document in publication.documents)
    left = {id for document in documents for id in document.ids}
    gone = {id for document in publication.documents for id in document.ids} - left
    return replace(publication, documents=tuple(_without_links(it, gone) for it in documents))


def _of_edition(document: ContentDocument, edition: str) -> ContentDocument:
    if ATTRIBUTE not in document.body:
        return document
    root = etree.fromstring(document.body)
    for element in [it for it in root.iter(etree.Element) if it.get(ATTRIBUTE) is not None]:
        if edition in (element.attrib.pop(ATTRIBUTE, "") or "").split():
            continue
        called = {(it.get("href") or "")[1:] for it in element.iter("a") if it.get("role") == "doc-noteref"}
        for note in [it for it in root.iter("aside") if it.get("id") in called]:
            take_out(note)
        take_out(element)
    ids = tuple(str(it.get("id")) for it in root.iter(etree.Element) if it.get("id"))
    left = set(ids)
    return replace(
        document,
        body=serialise(root),
        ids=ids,
        headings=tuple(it for it in document.headings if it.id in left or it.id == document.id),
        captioned=tuple(it for it in document.captioned if it.id in left),
    )


def _without_links(document: ContentDocument, gone: set[str]) -> ContentDocument:
    """The document whose list of sources leads to no citation that stands in other editions alone."""
    if not gone or 'class="cited-in"' not in document.body:
        return document
    root = etree.fromstring(document.body)
    for link in root.findall(".//span[@class='cited-in']/a"):
        if str(link.get("href"))[1:] in gone:
            link.tag = "span"
            link.attrib.clear()
    return replace(document, body=serialise(root))
