"""Writes the PDF's metadata, XMP and information dictionary, with no date but the publication's."""

from __future__ import annotations

from pikepdf import Dictionary, Name, Pdf, String

from bookbuilder.languages.tags import is_right_to_left
from bookbuilder.model.publication import Publication


def write_metadata(book: Pdf, publication: Publication, tagged: bool) -> None:
    """Write what the file says of itself; PDF/UA-1 is claimed where book.yaml does and the pages are tagged."""
    about = publication.book
    specimens = publication.has_specimens and "specimens-notice" in publication.terms
    description = " ".join(
        filter(None, (about.description, publication.terms["specimens-notice"] if specimens else ""))
    )
    book.Root.Lang = String(about.lang)
    book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if is_right_to_left(about.lang):
        book.Root.ViewerPreferences.Direction = Name.R2L
    book.Root.PageLayout = Name.TwoPageRight
    with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = about.full_title
        xmp["dc:creator"] = [person.name for person in about.creator]
        xmp["dc:publisher"] = [about.publisher.name]
        xmp["dc:language"] = [about.lang]
        if description:
            xmp["dc:description"] = description
        if about.subjects:
            xmp["dc:subject"] = set(about.subjects)
            xmp["pdf:Keywords"] = ", ".join(about.subjects)
        if about.rights:
            xmp["dc:rights"] = about.rights
        identifier = (
            f"urn:isbn:{about.identifier.pdf.replace('-', '')}" if about.identifier.pdf else publication.identifier
        )
        if identifier:
            xmp["dc:identifier"] = identifier
        xmp["dc:date"] = [about.date]
        if publication.modified:
            xmp["xmp:CreateDate"] = publication.modified
            xmp["xmp:ModifyDate"] = publication.modified
        if tagged and about.conformance.pdf == "PDF/UA-1":
            xmp["pdfuaid:part"] = "1"
    info = {"/Title": about.full_title, "/Author": about.authors, "/Subject": description}
    info["/Keywords"] = ", ".join(about.subjects)
    if publication.modified:
        info["/CreationDate"] = info["/ModDate"] = pdf_date(publication.modified)
    for key, value in info.items():
        if value:
            book.docinfo[key] = String(value)


def pdf_date(moment: str) -> str:
    """2021-03-01T00:00:00Z as PDF writes it: D:20210301000000Z."""
    digits = "".join(character for character in moment if character.isdigit())
    return f"D:{digits[:14].ljust(14, '0')}Z"
