"""Reads what stands in a finished edition's documents, passage by passage, to be compared with the book.

An edition is read from its own files alone: nothing that the writers know is used. Set apart are made pages (title,
imprint, contents …), whose words are each edition's own, and what an edition adds for the eye or the hand: page marks,
permalinks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.markdown.xhtml_text import class_names
from bookbuilder.model.publication import Publication

LINE_END = "\n"
"""Where a printed line ends: for a space, for nothing, or behind a hyphen that may stand there for the line's end alone."""
GAP = "\t"
"""Where print leaves room between two words without showing a space."""
PAGE_NUMBER = "\ufffc"
"""Where the number of a page stands in the text ("p. 87"): each edition has its own way of finding it."""

BLOCKS = frozenset(
    "section div aside blockquote figure table thead tbody tfoot tr ul ol dl header p h1 h2 h3 h4 h5 h6 li dt dd td th "
    "figcaption caption pre".split()
)


@dataclass(frozen=True)
class Passage:
    """One block of text."""

    document: str
    """The id of the document in which it stands."""
    id: str
    """The id of the nearest element with one."""
    kind: str
    """heading, text, cell, caption, entry, excerpt, note."""
    text: str
    """Its words, white space made single; calls as [1], pictures as their alternative, notes with their number."""
    around: str = ""
    """The id of the figure or table around it, or the first within it: print may let it drift behind the next paragraphs."""


def read_publication(publication: Publication, steps: Steps) -> list[Passage]:
    """What every edition must have."""
    return [
        passage
        for document in publication.documents
        if document.body
        for passage in steps.step(
            f"read the text of {document.id}", {"body": document.body}, partial(_read_body, document.body)
        )
    ]


def _read_body(body: str) -> tuple[Passage, ...]:
    return tuple(read_document(etree.fromstring(body)))


def read_back(section: etree._Element, edition: str, steps: Steps) -> tuple[Passage, ...]:
    """The passages of a document's <section> in a finished edition; one that is as it was is not read again."""
    return steps.step(
        f"read {section.get('id')} back out of the {edition}",
        {"section": etree.tostring(section)},
        lambda: tuple(read_document(section)),
    )


def read_document(section: etree._Element) -> list[Passage]:
    """The passages of a document's <section>, with or without namespaces; long descriptions of figures are left out."""
    document = section.get("id") or ""
    return [Passage(document, *found) for found in _blocks(section, document, "text", "")]


def _blocks(element: etree._Element, id: str, kind: str, around: str) -> Iterator[tuple[str, str, str, str]]:
    id, kind = element.get("id") or id, _kind(element, kind)
    if not around and _name(element) in ("figure", "table"):
        around = next((it.get("id") or "" for it in element.iter() if it.get("id")), id)
    inline = ""
    if element.text:
        inline += element.text
    for child in element:
        if child.get("class") == "long-description":
            inline += child.tail or ""
            continue
        if isinstance(child.tag, str) and _name(child) in BLOCKS:
            yield from _whole(inline, id, kind, around)
            inline = child.tail or ""
            yield from _blocks(child, id, kind, around)
            continue
        inline += (_inline(child) if isinstance(child.tag, str) else "") + (child.tail or "")
    yield from _whole(inline, id, kind, around)


def _whole(text: str, id: str, kind: str, around: str) -> Iterator[tuple[str, str, str, str]]:
    words = " ".join(text.split())
    if words:
        yield id, kind, words, around


def _inline(element: etree._Element) -> str:
    role = element.get("role")
    classes = class_names(element)
    if role == "doc-pagebreak" or "permalink" in classes:
        return ""
    if "page-ref" in classes:
        return PAGE_NUMBER
    if _name(element) == "img":
        return f"[{element.get('alt') or ''}]"
    if _name(element) == "math":  # as TeX: each edition draws it in its own way
        return f"[{element.get('alttext') or ''.join(element.itertext())}]"
    if _name(element) == "svg":  # a drawing that stands in the page itself: its own words are no passage of the text
        return f"[{element.get('aria-label') or ''}]"
    text = (element.text or "") + "".join(
        (_inline(child) if isinstance(child.tag, str) else "") + (child.tail or "") for child in element
    )
    return f"[{text}]" if role == "doc-noteref" else text


def _kind(element: etree._Element, around: str) -> str:
    name, role = _name(element), element.get("role") or ""
    classes = class_names(element)
    if role == "doc-footnote" or around == "note":
        return "note"
    if "excerpt" in classes or around == "excerpt":
        return "excerpt"
    if "csl-entry" in classes or around == "entry":
        return "entry"
    if name in ("caption", "figcaption"):
        return "caption"
    if name in ("td", "th"):
        return "cell"
    return "heading" if name in ("h1", "h2", "h3", "h4", "h5", "h6") else around


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
