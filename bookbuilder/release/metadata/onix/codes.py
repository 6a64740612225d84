"""Turns our words into the codes of the ONIX lists."""

from __future__ import annotations

from bookbuilder.editions.edition import Trade
from bookbuilder.model.book import Book
from bookbuilder.model.metadata import Audience, Relation

HARDBACK = "BB"
"""List 150: a printed book with boards."""


def form_of(book: Book, trade: Trade) -> tuple[str, tuple[str, ...]]:
    """Product form (list 150) and its details (list 175)."""
    return (HARDBACK if trade.is_printed and book.binding.cover == "case" else trade.onix_form), trade.onix_details


CONTRIBUTORS = {
    "abr": "B04", "ann": "A20", "art": "A07", "aui": "A24", "aut": "A01", "aft": "A19", "bkd": "A11", "clb": "A02",
    "cov": "A36", "com": "C01", "cre": "A09", "csl": "Z99", "ctb": "A32", "ctg": "A39", "dsr": "A11", "edt": "B01",
    "ill": "A12", "ind": "A34", "ive": "A44", "ivr": "A43", "oth": "Z99", "pdr": "Z99", "pht": "A13", "res": "A51",
    "rev": "Z04", "rth": "A51", "rtm": "A51", "sad": "Z99", "ths": "B27", "trc": "B33", "trl": "B06", "wpr": "A15",
    "win": "A24", "wfw": "A23", "waw": "A19",
}  # fmt: skip
"""MARC relators as roles of contributors (list 17); who funds, prints or publishes is none, see PUBLISHERS."""

PUBLISHERS = {"fnd": "16", "spn": "03", "dnr": "16", "prt": "17", "his": "05", "isb": "06"}
"""MARC relators as roles of publishers (list 45)."""

AUDIENCES: dict[Audience, str] = {
    "general": "01",
    "children": "02",
    "teenage": "03",
    "primary-and-secondary": "04",
    "tertiary": "05",
    "professional": "06",
    "adult-education": "08",
}
"""List 28."""

RELATIONS: dict[Relation, str] = {
    "replaces": "03",
    "replaced-by": "05",
    "other-language": "11",
    "original": "11",
    "companion": "04",
    "same-author": "22",
    "similar": "23",
    "later-edition": "42",
}
"""List 51."""

AVAILABILITY = {
    "available": "20",
    "to-order": "22",
    "print-on-demand": "23",
    "not-yet": "10",
    "out-of-stock": "31",
    "contact-supplier": "99",
}
"""List 65."""

SUBJECT_QUALIFIERS = {"1": "94", "2": "95", "3": "96", "4": "97", "5": "98", "6": "99"}
"""Thema's qualifiers by their first character (list 27)."""

ACCESSIBILITY = {
    "tableOfContents": "11",
    "index": "12",
    "readingOrder": "13",
    "alternativeText": "14",
    "longDescription": "15",
    "MathML": "17",
    "pageBreakMarkers": "19",
    "ARIA": "30",
    "structuralNavigation": "29",
    "displayTransformability": "36",
    "pageNavigation": "41",
}
"""Features in schema.org's words (list 196); those without a code are described by another."""

HAZARDS = {
    "none": "00",
    "flashing": "13",
    "noFlashingHazard": "14",
    "sound": "15",
    "noSoundHazard": "16",
    "motionSimulation": "17",
    "noMotionSimulationHazard": "18",
}
"""Hazards in schema.org's words (list 143)."""
