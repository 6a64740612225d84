"""Makes pages in CMYK a PDF/X: boxes, output intent, metadata, and nothing that only screens know.

See ISO 15930-7:2010 (PDF/X-4), which is PDF 1.6; x1a.py makes of it what older presses ask. Shared by the book's pages and
the cover's wrap.
"""

from __future__ import annotations

import copy
import uuid
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from bookbuilder.editions.printer.profile import REGISTRY, Profile
from bookbuilder.editions.printer.x1a import x1a_bytes
from bookbuilder.layout.pdf_bytes import compressed
from bookbuilder.layout.pdf_metadata import pdf_date
from bookbuilder.model.book import Book

NAMESPACE = uuid.UUID("5b1f6f57-3f3c-5c0e-9d0e-6f1a2f8a7c11")
"""Under which the files' own ids are made, the same for the same book, version and pages."""

PDFX = "http://www.npes.org/pdfx/ns/id/"
"""The namespace of PDF/X's one property."""

POINTS = 72 / 25.4
"""Points in a millimetre."""

OF_SCREENS = (
    "/StructTreeRoot", "/MarkInfo", "/Names", "/Dests", "/Outlines", "/OpenAction", "/AA", "/AcroForm",
    "/ViewerPreferences", "/Threads", "/URI", "/Collection", "/OutputIntents", "/Metadata", "/Lang", "/PageMode",
)  # fmt: skip
OF_SCREEN_PAGES = ("/Annots", "/StructParents", "/Tabs", "/AA", "/Trans", "/Dur", "/Metadata", "/PieceInfo")


@dataclass(frozen=True)
class About:
    """What the file says of itself."""

    title: str
    identifier: str
    """urn:isbn:… or another that stays the same."""
    moment: str
    """2021-03-01T00:00:00Z, for all its dates."""
    content: str
    """A digest of what is printed, from which the file's own id is made."""


def strip(book: Pdf) -> None:
    """Take out structure, links, bookmarks and scripts."""
    for key in OF_SCREENS:
        if key in book.Root:
            del book.Root[key]
    for page in book.pages:
        for key in OF_SCREEN_PAGES:
            if key in page.obj:
                del page.obj[key]


def set_boxes(page: pikepdf.Page, width: float, height: float, bleed: float) -> None:
    """Trim of width by height in points, with the bleed round it; nothing lies beyond the bleed, which begins at the origin.

    The page comes with its trim at the origin: what is drawn moves, and the page's own patterns with it, since a pattern
    hangs on the page and not on what it fills. See ISO 32000-1, 8.7.3.1.
    """
    for key in ("/CropBox", "/ArtBox"):
        if key in page.obj:
            del page.obj[key]
    page.obj.TrimBox = _box([bleed, bleed, bleed + width, bleed + height])
    page.obj.BleedBox = page.obj.MediaBox = _box([0, 0, 2 * bleed + width, 2 * bleed + height])
    if bleed and "/Contents" in page.obj:
        page.contents_add(f"q 1 0 0 1 {bleed:.4f} {bleed:.4f} cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")
        page.contents_coalesce()
        _move_patterns(page, round(bleed, 4))


def _move_patterns(page: pikepdf.Page, by: float) -> None:
    resources = page.obj.get("/Resources")
    if resources is None or "/Pattern" not in resources:
        return
    moved = Dictionary()
    for name, pattern in resources.Pattern.items():
        own = copy.copy(pattern)
        a, b, c, d, e, f = (float(it) for it in pattern.get("/Matrix", (1, 0, 0, 1, 0, 0)))
        own.Matrix = Array([a, b, c, d, e + by, f + by])
        moved[name] = own
    page.obj.Resources = copy.copy(resources)
    page.obj.Resources.Pattern = moved


def _box(edges: list[float]) -> Array:
    return Array([round(edge, 4) for edge in edges])


def finish(pdf: Pdf, book: Book, profile: Profile, about: About) -> bytes:
    """Add intent and metadata, and give the bytes, the same for the same pages."""
    pdf.Root.OutputIntents = Array([pdf.make_indirect(_intent(pdf, profile))])
    _write_metadata(pdf, book, about)
    if book.press.standard == "x-1a":
        return x1a_bytes(pdf)
    return compressed(pdf, force_version="1.6")


def _intent(pdf: Pdf, profile: Profile) -> Dictionary:
    stream = pdf.make_stream(profile.data)
    stream.N = 4
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(profile.condition or profile.description),
        Info=String(profile.description),
        DestOutputProfile=stream,
    )
    if profile.condition:
        intent.RegistryName = String(REGISTRY)
    return intent


def _write_metadata(pdf: Pdf, book: Book, about: About) -> None:
    document = uuid.uuid5(NAMESPACE, f"{about.identifier} {book.version} {about.title}")
    version = uuid.uuid5(document, about.content)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = about.title
        xmp["dc:creator"] = [person.name for person in book.creator]
        xmp["dc:publisher"] = [book.publisher.name]
        xmp["dc:language"] = [book.lang]
        xmp["dc:date"] = [book.date]
        xmp["dc:identifier"] = about.identifier
        if book.description:
            xmp["dc:description"] = book.description
        if book.subjects:
            xmp["dc:subject"] = set(book.subjects)
        if book.rights:
            xmp["dc:rights"] = book.rights
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            xmp[key] = about.moment
        xmp["xmpMM:DocumentID"] = f"uuid:{document}"
        xmp["xmpMM:InstanceID"] = f"uuid:{version}"
        xmp["xmpMM:VersionID"] = book.version
        xmp["xmpMM:RenditionClass"] = "default"
        xmp["pdf:Trapped"] = "False"
        xmp.register_xml_namespace(PDFX, "pdfxid")
        xmp["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    info = pdf.docinfo
    info.Title = String(about.title)
    info.CreationDate = info.ModDate = String(pdf_date(about.moment))
    info.Trapped = Name("/False")
