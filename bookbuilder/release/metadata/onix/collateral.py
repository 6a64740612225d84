"""Writes ONIX's CollateralDetail (block 2): description, contents, and where the cover and a sample can be had."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from bookbuilder.editions.web.site import site_addresses
from bookbuilder.release.metadata.onix.elements import E, language_attribute
from bookbuilder.release.metadata.record import Record

DESCRIPTION, CONTENTS = "03", "04"
"""List 153."""
FRONT_COVER, SAMPLE = "01", "15"
"""List 158."""
IMAGE, TEXT = "03", "04"
"""List 159."""
LINKABLE, DOWNLOADABLE = "01", "02"
"""List 161."""


def collateral_detail(record: Record) -> etree._Element:
    """What the book says of itself."""
    texts = []
    if record.book.description:
        texts.append(_text(DESCRIPTION, E.Text(record.book.description, **language_attribute(record.book.lang))))
    chapters = [it for it in record.chapters if it.listed]
    if chapters:
        rows = [
            E.li(" ".join(filter(None, (it.label, it.title))) + (f" / {it.byline}" if it.byline else ""))
            for it in chapters
        ]
        texts.append(_text(CONTENTS, E.Text(E.ul(*rows), textformat="05", **language_attribute(record.book.lang))))
    return E.CollateralDetail(*texts, *_resources(record))


def _text(kind: str, text: etree._Element) -> etree._Element:
    return E.TextContent(E.TextType(kind), E.ContentAudience("00"), text)


def _resources(record: Record) -> Iterator[etree._Element]:
    """The front cover and the first chapter, at the web edition's address; none where book.yaml does not say that address."""
    web = record.book.metadata.web
    if web and record.cover:
        yield _resource(FRONT_COVER, IMAGE, DOWNLOADABLE, f"{web}media/{record.cover}")
    first = next((it for it in record.chapters if it.listed and it.matter == "bodymatter"), None)
    if web and first is not None:
        yield _resource(SAMPLE, TEXT, LINKABLE, web + site_addresses(record.publication).files[first.id])


def _resource(content: str, mode: str, form: str, address: str) -> etree._Element:
    return E.SupportingResource(
        E.ResourceContentType(content),
        E.ContentAudience("00"),
        E.ResourceMode(mode),
        E.ResourceVersion(E.ResourceForm(form), E.ResourceLink(address)),
    )
