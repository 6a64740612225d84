"""Prints "p. 87" where a document refers to a section by its page.

`[@sec-x]{.page}` is written once as a link with the name of its target; here it gets the number of the page. A target
that no page is known for keeps its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from bookbuilder.markdown.xhtml_text import class_names, serialise
from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import ContentDocument, Publication

CLASS = "page-ref"
BARE = "bare"
"""A link of this class prints the number alone."""


@dataclass(frozen=True)
class PageRef:
    """One place of a document that names a page."""

    document: str
    target: str
    """The id whose page it names."""
    block: str = ""
    """The id of the paragraph in which it stands."""


def page_refs(document: ContentDocument) -> tuple[PageRef, ...]:
    """The places of a document that name a page, in order."""
    if CLASS not in document.body:
        return ()
    return tuple(PageRef(document.id, _target(link), _block(link)) for link in _links(etree.fromstring(document.body)))


def fill_page_refs(root: etree._Element, pages: PageMap, form: str, reserved: Mapping[str, int] | None = None) -> None:
    """Write each page's number in the `form` "p. {page}"; a number in `reserved` gets the room of so many figures."""
    for link in _links(root):
        target = _target(link)
        page = pages.page(target)
        if not page:
            continue
        before, after = ("", "") if BARE in class_names(link) else form.split("{page}")
        for child in list(link):
            link.remove(child)
        link.text = f"{before}{page}{after}"
        if reserved and target in reserved:
            link.text = before
            room = etree.SubElement(
                link, "span", {"class": "reserved", "style": f"width: {0.62 * reserved[target]:.2f}em"}
            )
            room.text, room.tail = page, after


def numbered(publication: Publication, pages: PageMap) -> Publication:
    """The publication as an edition without pages of its own prints it: with the numbers of the printed pages."""
    documents = tuple(
        replace(document, body=_filled(document.body, pages, publication.terms["page-ref"]))
        if CLASS in document.body
        else document
        for document in publication.documents
    )
    return replace(publication, documents=documents, pages=pages)


def _filled(body: str, pages: PageMap, form: str) -> str:
    root = etree.fromstring(body)
    fill_page_refs(root, pages, form)
    return serialise(root)


def _links(root: etree._Element) -> list[etree._Element]:
    return [link for link in root.iter("a") if CLASS in class_names(link)]


def _target(link: etree._Element) -> str:
    return (link.get("href") or "").removeprefix("#")


def _block(link: etree._Element) -> str:
    return next((id for around in link.iterancestors() if (id := around.get("id"))), "")
