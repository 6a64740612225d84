"""Writes the files of the XML edition: the whole book, each chapter in a wrapper of its own, and the pictures beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree
from lxml.builder import E, ElementMaker

from bookbuilder.editions.bits.about import book_meta, collection_meta, part_meta, with_lang
from bookbuilder.editions.bits.elements import ncname
from bookbuilder.editions.bits.text import Text
from bookbuilder.editions.web.citing import NOT_CITED, doi_of
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.pages.page_marks import PageMark
from bookbuilder.source import found_bytes

NAMES = {"xlink": "http://www.w3.org/1999/xlink", "mml": "http://www.w3.org/1998/Math/MathML"}
DOCTYPE = (
    '<!DOCTYPE {} PUBLIC "-//NLM//DTD BITS Book Interchange DTD v2.1 20220202//EN" '
    '"https://jats.nlm.nih.gov/extensions/bits/2.1/BITS-book2-1.dtd">'
)
Root = ElementMaker(nsmap=NAMES)


def write_bits(publication: Publication, marks: Mapping[str, Sequence[PageMark]]) -> dict[str, bytes]:
    """Every file by its name: book.xml, chapters/ID.xml, and the pictures where these look for them.

    Made pages are left out: title and imprint are metadata, and contents, lists and index follow from the text.
    """
    files = {"book.xml": _file(_book(publication, marks))}
    for document in publication.documents:
        if document.body and document.kind not in NOT_CITED:
            wrapper = Root("book-part-wrapper", *collection_meta(publication.book), book_meta(publication))
            wrapper.append(_part(publication, document, marks, "book-part"))
            files[f"chapters/{document.id}.xml"] = _file(_root(wrapper, publication))
            pictures = {f"chapters/{it.name}": it.path for it in publication.resources if it.name in document.resources}
            files |= {name: found_bytes(path) for name, path in pictures.items()}
    files |= {it.name: found_bytes(it.path) for it in publication.resources}
    return dict(sorted(files.items()))


def _file(root: etree._Element) -> bytes:
    etree.cleanup_namespaces(root, top_nsmap=NAMES)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype=DOCTYPE.format(root.tag)))


def _root(root: etree._Element, publication: Publication) -> etree._Element:
    """The finished root. A heading of a document is its part, and what leads out of the file is words."""
    parts = {ncname(it.headings[0].id): ncname(it.id) for it in publication.documents if it.headings}
    ids = {it.get("id") for it in root.iter("*")}
    for link in root.iter("xref"):
        target = link.get("rid") or ""
        link.set("rid", parts.get(target, target))
        if link.get("rid") not in ids:
            link.tag = "named-content"
            for name in ("rid", "ref-type"):
                del link.attrib[name]
            link.set("content-type", "reference")
    root.set("dtd-version", "2.1")
    meaning = {"tagset-family": "bits", "table-model": "xhtml", "math-representation": "mathml"}
    root.insert(0, E("processing-meta", meaning))
    return with_lang(root, publication.book.lang)


def _book(publication: Publication, marks: Mapping[str, Sequence[PageMark]]) -> etree._Element:
    front, body, back = E("front-matter"), E("book-body"), E("book-back")
    group = body
    for document in publication.documents:
        if not document.body:
            continue
        if document.kind == "part":
            part = _part(publication, document, marks, "book-part")
            group = etree.SubElement(part, "body") if part.find("body") is None else part[-1]
            body.append(part)
        elif document.matter == "bodymatter":
            group = group if document.part else body
            group.append(_part(publication, document, marks, "book-part"))
        elif document.matter == "frontmatter":
            tag = "foreword" if document.kind == "foreword" else "front-matter-part"
            front.append(_part(publication, document, marks, tag))
        elif document.kind == "bibliography":
            back.append(_bibliography(document))
        else:
            back.append(_part(publication, document, marks, "book-app"))
    parts = [it for it in (front, body, back) if len(it)]
    return _root(Root.book(*collection_meta(publication.book), book_meta(publication), *parts), publication)


def _part(
    publication: Publication, document: ContentDocument, marks: Mapping[str, Sequence[PageMark]], tag: str
) -> etree._Element:
    its = marks[document.id] if document.id in marks else ()
    pages = (its[0].page, its[-1].page) if its else None
    doi = document.doi or (doi_of(publication.book, document) if publication.book.metadata.crossref else "")
    made = E(tag, {"id": ncname(document.id)}, part_meta(document, doi, pages))
    if tag in ("book-part", "front-matter-part"):
        made.set("book-part-type", document.kind)
    text, held = Text(), E("body" if tag in ("book-part", "book-app") else "named-book-part-body")
    text.body(etree.fromstring(document.body), held)
    if len(held):
        made.append(held)
    made.extend(text.back())
    return with_lang(made, document.lang)


def _bibliography(document: ContentDocument) -> etree._Element:
    text, rest = Text(), E("held")
    text.body(etree.fromstring(document.body), rest)
    made = E("ref-list", {"id": ncname(document.id)}, E.title(document.title))
    made.extend(rest.iterchildren("p"))
    made.extend(text.sources)
    return made
