"""Writes an ONIX 3.1 message with one product an edition.

Reference names; see https://www.editeur.org/93/Release-3.0-Downloads/ for the format and its code lists. What book.yaml
does not say is left out here. A proof goes as a test record, so that no shop lists it.
"""

from __future__ import annotations

from lxml import etree

from bookbuilder.release.metadata.onix.collateral import collateral_detail
from bookbuilder.release.metadata.onix.content import content_detail
from bookbuilder.release.metadata.onix.descriptive import descriptive_detail
from bookbuilder.release.metadata.onix.elements import NAMESPACE, E, made
from bookbuilder.release.metadata.onix.publishing import publishing_detail
from bookbuilder.release.metadata.onix.supply import product_supply, related_material
from bookbuilder.release.metadata.record import Product, Record

__all__ = ["onix"]

CONFIRMED, TEST = "03", "89"
"""List 1."""


def onix(record: Record) -> bytes:
    """The message; `onixcheck` accepts it."""
    book = record.book
    message = E.ONIXMessage(
        E.Header(
            E.Sender(E.SenderName(book.publisher.name)),
            E.SentDateTime(record.moment),
            *([E.MessageNote("Proof: not for publication")] if record.proof else []),
        ),
        *[_product(record, product) for product in record.products],
        release="3.1",
    )
    assert message.tag == f"{{{NAMESPACE}}}ONIXMessage"
    return bytes(etree.tostring(message, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _product(record: Record, product: Product) -> etree._Element:
    identifier = record.book.identifier.doi if product.trade.takes_doi else ""
    return E.Product(
        E.RecordReference(product.urn),
        E.NotificationType(TEST if record.proof else CONFIRMED),
        *identifiers(product, identifier),
        descriptive_detail(record, product),
        *made(collateral_detail(record)),
        *made(content_detail(record)),
        publishing_detail(record),
        *made(related_material(record, product)),
        *made(product_supply(record, product)),
    )


def identifiers(product: Product, doi: str) -> list[etree._Element]:
    """ISBN and the same as GTIN; the edition's URN where it has none; the DOI, which leads to the web edition."""
    pairs = [("15", product.isbn), ("03", product.isbn)] if product.isbn else [("22", product.urn)]
    pairs += [("06", doi)] if doi else []
    return [E.ProductIdentifier(E.ProductIDType(kind), E.IDValue(value)) for kind, value in pairs]
