"""Gives DPUB-ARIA roles and kinds of documents their `epub:type`, which reading systems know by older names.

See https://www.w3.org/TR/epub-ssv-11/, https://idpf.org/epub/idx/ for the index, and https://idpf.github.io/epub-guides/epub-aria-authoring/.
"""

from __future__ import annotations

from lxml import etree

from bookbuilder.editions.xhtml import OPS
from bookbuilder.markdown.xhtml_text import class_names
from bookbuilder.model.publication import ContentDocument

TYPE = f"{{{OPS}}}type"

TYPE_OF_ROLE = {
    f"doc-{name}": name
    for name in (
        "abstract acknowledgments afterword appendix backlink bibliography biblioref chapter colophon conclusion credit "
        "credits dedication endnotes epigraph epilogue errata footnote foreword glossary glossref index introduction "
        "noteref notice part preface prologue pullquote qna subtitle tip toc"
    ).split()
} | {"doc-pagebreak": "pagebreak", "doc-pagelist": "page-list"}

TYPE_OF_KIND = {
    "title": "titlepage",
    "half-title": "halftitlepage",
    "imprint": "copyright-page",
    "contents": "toc",
    "list-of-figures": "loi",
    "list-of-tables": "lot",
    "index": "index",
    "cover": "cover",
}

TYPE_IN_GLOSSARY = {"dt": "glossterm", "dd": "glossdef"}

TYPE_IN_INDEX = {
    "index-headnote": "index-headnotes",
    "index-group": "index-group",
    "index-entry-list": "index-entry-list",
    "index-entry": "index-entry",
    "index-term": "index-term",
    "index-locators": "index-locator-list",
    "index-locator": "index-locator",
    "index-range": "index-locator-range",
}
TYPE_OF_INDEX_LINK = {"index-see": "index-xref-preferred", "index-see-also": "index-xref-related"}
"""What the pieces of an index are, and where its links lead, by their classes."""

LANDMARKS = {
    kind: TYPE_OF_KIND.get(kind, kind)
    for kind in "title imprint list-of-figures list-of-tables foreword glossary bibliography index".split()
}
"""Kinds of documents that the landmarks name, and what they call them."""


def add_types(section: etree._Element, document: ContentDocument) -> None:
    """Give every element with a DPUB-ARIA role its `epub:type`, and the section that of its kind."""
    for element in section.iter(etree.Element):
        role = element.get("role")
        if role in TYPE_OF_ROLE and not element.get(TYPE):
            element.set(TYPE, TYPE_OF_ROLE[role])
    if document.kind in TYPE_OF_KIND:
        section.set(TYPE, TYPE_OF_KIND[document.kind])
    if document.kind == "glossary":
        for element in section.iter(*TYPE_IN_GLOSSARY):
            element.set(TYPE, TYPE_IN_GLOSSARY[str(element.tag)])
    if document.template == "index":
        _add_index_types(section)


def _add_index_types(section: etree._Element) -> None:
    section.set(TYPE, "index")
    for element in section.iter(etree.Element):
        for kind in class_names(element):
            if kind in TYPE_IN_INDEX:
                element.set(TYPE, TYPE_IN_INDEX[kind])
            if kind in TYPE_OF_INDEX_LINK:
                for link in element.iter("a"):
                    link.set(TYPE, TYPE_OF_INDEX_LINK[kind])


def properties_of(section: etree._Element) -> tuple[str, ...]:
    """What the manifest must say of a document that holds inline SVG or MathML."""
    names = {etree.QName(element).localname for element in section.iter(etree.Element)}
    return tuple(sorted(names & {"svg"}) + (["mathml"] if "math" in names else []))
