"""Turns what an edition claims of its accessibility into the codes of list 196.

Only what the files themselves claim: the EPUB's and the web edition's features, and the conformance that book.yaml
declares, which the release's checks have to bear out.
"""

from __future__ import annotations

import re

from lxml import etree

from bookbuilder.release.metadata.onix.codes import ACCESSIBILITY, HAZARDS
from bookbuilder.release.metadata.onix.elements import E
from bookbuilder.release.metadata.record import Product, Record

DETAIL = "09"
"""List 79: this feature is a detail of accessibility."""
WARNING = "12"
"""List 79: this feature is a hazard, or that there is none."""


def accessibility_features(record: Record, product: Product) -> list[etree._Element]:
    """One ProductFormFeature a detail."""
    trade, codes = product.trade, list[tuple[str, str]]()
    if trade.conformance == "pdf" and record.book.conformance.pdf == "PDF/UA-1":
        codes += [("05", ""), ("11", ""), ("13", ""), ("22", "")]
        codes += [("14", "")] if record.illustrated else []
    if trade.names_features:
        codes += [("00", record.accessibility.summary)] if record.accessibility.summary else []
        codes += _conformance(record) if trade.conformance == "epub" else []
        codes += [
            (ACCESSIBILITY[it], "") for it in record.accessibility.features if it in ACCESSIBILITY and ACCESSIBILITY[it]
        ]
        codes += [("22", ""), ("52", "")] if "textual" in record.accessibility.sufficient else [("22", "")]
    found = [_feature(code, text) for code, text in sorted(dict(codes).items())]
    if trade.names_features:
        found += [_feature(HAZARDS[it], "", WARNING) for it in record.accessibility.hazards if it in HAZARDS]
    return found


def _conformance(record: Record) -> list[tuple[str, str]]:
    """ "EPUB Accessibility 1.1 - WCAG 2.2 Level AA" -> 04, 82, 85; who certifies it, by what credential, and the report."""
    about = record.accessibility
    match = re.fullmatch(r"EPUB[- ]Accessibility[- ]1\.1 - WCAG 2\.([012]) Level (A{1,3})", about.conforms_to)
    if not match:
        return []
    codes = [
        ("04", ""),
        ({"0": "80", "1": "81", "2": "82"}[match[1]], ""),
        ({"A": "84", "AA": "85", "AAA": "86"}[match[2]], ""),
    ]
    codes += [("90", about.certifier)] if about.certifier else []
    codes += [("89" if about.credential.startswith("http") else "88", about.credential)] if about.credential else []
    return codes + ([("94", about.report)] if about.report else [])


def _feature(code: str, text: str, kind: str = DETAIL) -> etree._Element:
    feature = E.ProductFormFeature(E.ProductFormFeatureType(kind), E.ProductFormFeatureValue(code))
    if text:
        feature.append(E.ProductFormFeatureDescription(text))
    return feature
