"""Gives each piece of the index its `epub:type` of EPUB Indexes, by its class.

See https://www.w3.org/TR/epub-ssv-11/#indexes and https://idpf.org/epub/idx/.
"""

from __future__ import annotations

from lxml import etree

TYPE_OF_CLASS = {
    "index-headnote": "index-headnotes",
    "index-group": "index-group",
    "index-entry-list": "index-entry-list",
    "index-entry": "index-entry",
    "index-term": "index-term",
    "index-locators": "index-locator-list",
    "index-locator": "index-locator",
    "index-range": "index-locator-range",
}
TYPE_OF_REFERENCE = {"index-see": "index-xref-preferred", "index-see-also": "index-xref-related"}


def add_index_types(section: etree._Element, name: str) -> None:
    """Type the pieces of an index; `name` is the attribute `epub:type`."""
    section.set(name, "index")
    for element in section.iter(etree.Element):
        for kind in (element.get("class") or "").split():
            if kind in TYPE_OF_CLASS:
                element.set(name, TYPE_OF_CLASS[kind])
            if kind in TYPE_OF_REFERENCE:
                for link in element.iter("a"):
                    link.set(name, TYPE_OF_REFERENCE[kind])
