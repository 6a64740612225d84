"""Writes ONIX's RelatedMaterial and ProductSupply (blocks 5 and 6)."""

from __future__ import annotations

from lxml import etree
from stdnum import isbn as isbn_numbers

from bookbuilder.model.metadata import Supply
from bookbuilder.release.metadata.onix.codes import AVAILABILITY, RELATIONS, form_of
from bookbuilder.release.metadata.onix.elements import E, made
from bookbuilder.release.metadata.record import Product, Record

ALTERNATIVE_FORMAT, BASED_ON_PRINT, ELECTRONIC_VERSION = "06", "13", "27"
"""List 51: another format of the same; the printed book of an electronic one; an electronic one of the printed."""
FREE, TO_BE_ANNOUNCED = "01", "02"
"""List 57."""


def related_material(record: Record, product: Product) -> etree._Element:
    """The book's other editions, then what book.yaml names."""
    related = [_other(record, product, other) for other in record.products if other is not product]
    for each in record.book.metadata.related:
        numbers = [("15", isbn_numbers.compact(each.isbn))] if each.isbn else []
        numbers += [("06", each.doi)] if each.doi else []
        identifiers = [E.ProductIdentifier(E.ProductIDType(kind), E.IDValue(value)) for kind, value in numbers]
        related.append(E.RelatedProduct(E.ProductRelationCode(RELATIONS[each.relation]), *identifiers))
    return E.RelatedMaterial(*related)


def _other(record: Record, product: Product, other: Product) -> etree._Element:
    form, details = form_of(record.book, other.trade)
    number = ("15", other.isbn) if other.isbn else ("22", other.urn)
    relation = ALTERNATIVE_FORMAT
    if product.trade.is_printed or other.trade.is_printed:
        relation = ELECTRONIC_VERSION if product.trade.is_printed else BASED_ON_PRINT
    return E.RelatedProduct(
        E.ProductRelationCode(relation),
        E.ProductIdentifier(E.ProductIDType(number[0]), E.IDValue(number[1])),
        E.ProductForm(form),
        *[E.ProductFormDetail(detail) for detail in details],
    )


def product_supply(record: Record, product: Product) -> etree._Element:
    """Who sells it; nothing where book.yaml names nobody for this edition."""
    supplies = [
        it
        for it in record.book.metadata.supply
        if product.trade.name in it.editions or not it.editions and product.isbn
    ]
    return E.ProductSupply(*[_supply_detail(record, supply) for supply in supplies])


def _supply_detail(record: Record, supply: Supply) -> etree._Element:
    name = supply.supplier or record.book.publisher.name
    role = "09" if name == record.book.publisher.name else "00"
    website = E.Website(E.WebsiteRole("36"), E.WebsiteLink(supply.url)) if supply.url else None
    detail = E.SupplyDetail(
        E.Supplier(E.SupplierRole(role), E.SupplierName(name), *made(website)),
        E.ProductAvailability(AVAILABILITY[supply.availability]),
    )
    if not supply.price:
        detail.append(E.UnpricedItemType(TO_BE_ANNOUNCED))
    elif not float(supply.price):
        detail.append(E.UnpricedItemType(FREE))
    else:
        kind = "02" if supply.tax == "included" else "01"
        detail.append(E.Price(E.PriceType(kind), E.PriceAmount(supply.price), E.CurrencyCode(supply.currency)))
    return detail
