"""Writes each ContentDocument's XHTML file for the EPUB, from `templates/epub/document.xhtml`, and the cover's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from lxml import etree

from bookbuilder.cache import Steps, fingerprint
from bookbuilder.diagnostics import Diagnostic, Outcome
from bookbuilder.editions import xhtml
from bookbuilder.editions.cover.front import Cover
from bookbuilder.editions.epub.container import File
from bookbuilder.editions.epub.passages import fit_for_epub
from bookbuilder.model.publication import ContentDocument, Edition, Publication
from bookbuilder.pages.addresses import Addresses, file_names, picture_names
from bookbuilder.pages.made_pages import write_made_page
from bookbuilder.pages.page_marks import PageMark
from bookbuilder.theme.templates import Theme, render

COVER = "cover.xhtml"
NAV = "nav.xhtml"
MEDIA_TYPE = "application/xhtml+xml"
FORMAT = frozenset({"epub"})


def edition(publication: Publication) -> Edition:
    """The EPUB, as templates see it."""
    return Edition("epub", "EPUB edition", publication.book.identifier.epub)


def epub_addresses(publication: Publication) -> Addresses:
    """All documents lie in text/; the contents are the navigation document, and a half-title is print's alone."""
    files = file_names([it for it in publication.documents if not _elsewhere(it)], ".xhtml", (COVER, NAV))
    title = next((files[it.id] for it in publication.documents if it.kind == "title"), NAV)
    for document in publication.documents:
        if _elsewhere(document):
            files[document.id] = NAV if document.template == "contents" else title
    pictures = {name: f"../{path}" for name, path in picture_names(publication).items()}
    own_pages = frozenset(it.id for it in publication.documents if _elsewhere(it))
    return Addresses(files, pictures, publication.document_of, own_pages)


@dataclass(frozen=True)
class Rendition:
    """What every file of the EPUB is made with."""

    publication: Publication
    theme: Theme
    addresses: Addresses
    words: Mapping[str, str]
    sheets: Sequence[str]
    """The names of the style sheets."""
    marks: Mapping[str, Sequence[PageMark]]
    """Where the printed pages begin, by document id."""

    def values(self, **own: object) -> dict[str, object]:
        """What every template is given, and what one is given besides."""
        return {"book": self.publication.book, "words": self.words, "sheets": self.sheets, **own}


def written_documents(rendition: Rendition, cover: Cover | None, steps: Steps) -> Outcome[list[File]]:
    """The files of all documents in reading order, the cover's first."""
    publication, theme, addresses = rendition.publication, rendition.theme, rendition.addresses
    files: list[File] = []
    faults: list[Diagnostic] = []
    if cover:
        made = _render(theme, "epub/cover.xhtml", rendition.values(cover=cover))
        faults += made.diagnostics
        files.append(File(f"text/{COVER}", MEDIA_TYPE, made.value))
    templates = theme.fingerprint("templates")
    places = addresses.files, addresses.pictures, addresses.own_pages
    shared = fingerprint(
        [publication.book, publication.resources, rendition.words, rendition.sheets, places, templates]
    )
    for document in publication.documents:
        if _elsewhere(document):
            continue
        body = document.body
        if document.template:
            page = write_made_page(document, publication, edition(publication), theme, steps=steps, templates=templates)
            faults += page.diagnostics
            body = page.value
        if not body.strip():
            continue
        own = tuple(rendition.marks[document.id]) if document.id in rendition.marks else None
        inputs = {"body": body, "document": document, "marks": own, "book": shared, "leads": addresses.leading(body)}
        run = partial(_written, rendition, document, body)
        written = steps.step(f"write {document.id} for the EPUB", inputs, run)
        faults += written.diagnostics
        files.append(written.value)
    return Outcome(files, tuple(faults))


def _written(rendition: Rendition, document: ContentDocument, body: str) -> Outcome[File]:
    section, publication = xhtml.read_section(body), rendition.publication
    properties = fit_for_epub(section, document, rendition)
    values = rendition.values(
        document=document,
        edition=edition(publication),
        lang=document.lang or publication.book.lang,
        body=xhtml.as_xhtml(section),
    )
    made = _render(rendition.theme, "epub/document.xhtml", values)
    name = f"text/{rendition.addresses.files[document.id]}"
    return Outcome(File(name, MEDIA_TYPE, made.value, properties), made.diagnostics)


def _elsewhere(document: ContentDocument) -> bool:
    return document.template in ("contents", "half-title")


def _render(theme: Theme, name: str, values: dict[str, object]) -> Outcome[bytes]:
    """A whole XHTML file from its template, read again so that it is well-formed and free of needless namespaces."""
    made = render(theme, name, values, FORMAT)
    return Outcome(xml_file(made.value), made.diagnostics)


def xml_file(text: str) -> bytes:
    """The bytes of an XML file from the text that a template makes; none of no text."""
    if not text.strip():
        return b""
    root = etree.fromstring(text.strip().encode())
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    doctype = None
    if etree.QName(root).localname == "html":
        doctype = "<!DOCTYPE html>"
        xhtml.close_in_full(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype=doctype)) + b"\n"
