"""What an edition claims of its accessibility in; the codes of list 196 with their values, out.

Only what the files themselves claim: the EPUB's and the web edition's features, and the conformance that book.yaml
declares, which the release's checks have to bear out.
"""

from __future__ import annotations

import re

from lxml import etree

from bookbuilder.release.metadata.onix.codes import ACCESSIBILITY
from bookbuilder.release.metadata.onix.elements import E
from bookbuilder.release.metadata.record import Product, Record

DETAIL = "09"
"""List 79: this feature is a detail of accessibility."""


def accessibility_features(record: Record, product: Product) -> list[etree._Element]:
    """One ProductFormFeature a detail."""
    if product.edition == "print":
        return []
    codes: list[tuple[str, str]] = []
    conformance = record.book.conformance
    if product.edition == "pdf":
        if conformance.pdf == "PDF/UA-1":
            codes += [("05", ""), ("11", ""), ("13", ""), ("22", "")]
            codes += [("14", "")] if record.illustrated else []
    else:
        codes += [("00", record.accessibility.summary)] if record.accessibility.summary else []
        if product.edition == "epub":
            codes += _conformance(record.accessibility.conforms_to)
        codes += [(ACCESSIBILITY[it], "") for it in record.accessibility.features if it in ACCESSIBILITY and ACCESSIBILITY[it]]
        codes += [("22", ""), ("52", "")] if "textual" in record.accessibility.sufficient else [("22", "")]
    return [_feature(code, told) for code, told in sorted(dict(codes).items())]


def _conformance(claim: str) -> list[tuple[str, str]]:
    """ "EPUB Accessibility 1.1 - WCAG 2.2 Level AA" -> 04, 82, 85."""
    match = re.fullmatch(r"EPUB[- ]Accessibility[- ]1\.1 - WCAG 2\.([012]) Level (A{1,3})", claim)
    if not match:
        return []
    return [("04", ""), ({"0": "80", "1": "81", "2": "82"}[match[1]], ""), ({"A": "84", "AA": "85", "AAA": "86"}[match[2]], "")]


def _feature(code: str, told: str) -> etree._Element:
    feature = E.ProductFormFeature(E.ProductFormFeatureType(DETAIL), E.ProductFormFeatureValue(code))
    if told:
        feature.append(E.ProductFormFeatureDescription(told))
    return feature
