"""Makes one PDF a chapter for its authors: title page, the chapter's own pages, its own bibliography.

The chapter's pages are those of the book, with their numbers; what the book does not have is numbered i, ii, iii.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from lxml import etree
from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf, String

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Stage, did_you_mean
from bookbuilder.editions.web.citing import NOT_CITED, Citation, citations
from bookbuilder.layout import PdfEdition, write_pdf
from bookbuilder.layout.pdf_bytes import packed
from bookbuilder.layout.pdf_metadata import pdf_date
from bookbuilder.markdown.inline_citations import entry_id
from bookbuilder.markdown.xhtml_text import parent_of
from bookbuilder.model.publication import ContentDocument, Heading, Publication
from bookbuilder.pages.page_marks import page_breaks
from bookbuilder.theme.templates import Theme, render

TEMPLATE = "release/author-copy.xhtml"
ONLY_PDF = frozenset({"pdf"})


def author_copies(
    publication: Publication, chapters: Sequence[ContentDocument], printed: PdfEdition, theme: Theme, steps: Steps
) -> Outcome[dict[str, bytes]]:
    """By document id, the finished PDF of each."""
    marks = page_breaks(printed.facts, printed.map, publication.documents)
    cited = citations(publication, theme.own, steps, marks)
    copies: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    for chapter in chapters:
        around = _around(publication, chapter, cited[chapter.id], theme, steps)
        diagnostics += around.diagnostics
        if around.value is None:
            continue
        first, count = printed.first_pages[chapter.id] - 1, len(printed.facts[chapter.id])
        inputs = {
            "pages": printed.data,
            "range": (first, count),
            "around": around.value.data,
            "front": around.value.first_pages,
        }
        copies[chapter.id] = steps.step(
            f"bind the author's copy of {chapter.id}",
            inputs,
            partial(_bound, publication, chapter, printed, around.value),
        )
    return Outcome(copies, tuple(diagnostics))


def chosen(publication: Publication, names: Sequence[str]) -> Outcome[list[ContentDocument]]:
    """The chapters of these ids or files; every one that can be cited by itself where none is named."""
    every = {it.id: it for it in publication.documents if it.body and it.source and it.kind not in NOT_CITED}
    by_file = {it.source.rpartition("/")[2].removesuffix(".md"): it.id for it in every.values()}
    found, faults = [], []
    for name in names or every:
        stem = name.rpartition("/")[2].removesuffix(".md")
        id = stem if stem in every else by_file[stem] if stem in by_file else ""
        if id:
            found.append(every[id])
        else:
            remedy = did_you_mean(stem, [*every, *by_file]) or f"There are: {', '.join(every)}."
            faults.append(
                Diagnostic("RLS-030", Location("manuscript/book.yaml"), f'There is no chapter "{name}".', remedy)
            )
    return Outcome(found, tuple(faults))


def _around(
    publication: Publication, chapter: ContentDocument, citation: Citation, theme: Theme, steps: Steps
) -> Outcome[PdfEdition | None]:
    """The pages that the book does not have, laid out in its own styles."""
    values = {
        "book": publication.book,
        "document": chapter,
        "entry_xhtml": citation.entry_xhtml,
        "document_id": "author-copy",
    }
    title = render(theme, TEMPLATE, values, ONLY_PDF)
    if not title.value:
        return Outcome(None, title.diagnostics)
    front = ContentDocument(
        "author-copy", "title", "", "frontmatter", chapter.title, chapter.title_xhtml, body=title.value.strip()
    )
    sources = bibliography_of(publication, chapter)
    documents = (front, sources) if sources is not None else (front,)
    return write_pdf(replace(publication, documents=documents, index=()), theme, steps, draft=True, stage=Stage.PROOF)


def bibliography_of(publication: Publication, chapter: ContentDocument) -> ContentDocument | None:
    """The book's bibliography with the entries that the chapter cites, and no others; None where it cites nothing."""
    whole = next((it for it in publication.documents if it.kind == "bibliography"), None)
    has_own = f'id="{chapter.id}-references"' in chapter.body
    if whole is None or has_own:
        return None
    cited = {
        (link.get("href") or "")[1:] for link in etree.fromstring(chapter.body).iterfind(".//a[@role='doc-biblioref']")
    }
    cited |= {entry_id(it.code) for it in publication.quotations if it.document == chapter.id}
    root = etree.fromstring(whole.body)
    for entry in list(root.iterfind(".//*[@class='csl-entry']")):
        if entry.get("id") not in cited:
            parent_of(entry).remove(entry)
            continue
        for places in entry.findall("span[@class='cited-in']"):
            entry.remove(places)
    for list_ in list(root.iterfind(".//*[@class='csl-bib-body']")):
        if not len(list_):
            heading = list_.getprevious()
            if heading is not None and heading.tag == "h2":
                parent_of(heading).remove(heading)
            parent_of(list_).remove(list_)
    if root.find(".//*[@class='csl-entry']") is None:
        return None
    ids = tuple(element.get("id") or "" for element in root.iter(etree.Element) if element.get("id"))
    headings: tuple[Heading, ...] = tuple(it for it in whole.headings if it.id in ids)
    return replace(
        whole, matter="frontmatter", body=etree.tostring(root, encoding="unicode"), ids=ids, headings=headings
    )


def _bound(publication: Publication, chapter: ContentDocument, printed: PdfEdition, around: PdfEdition) -> bytes:
    book, own = Pdf.open(io.BytesIO(printed.data)), Pdf.open(io.BytesIO(around.data))
    first, count = printed.first_pages[chapter.id] - 1, len(printed.facts[chapter.id])
    sources = next((id for id in around.first_pages if id != "author-copy"), "")
    begins, length = (around.first_pages[sources] - 1, len(around.facts[sources])) if sources else (1, 0)
    front = list(own.pages[:1])
    parts = [(book, list(book.pages[first : first + count])), (own, list(own.pages[begins : begins + length]))]
    target = Pdf.new()
    destinations: dict[str, Array] = {}
    for source, pages in ((own, front), *parts):
        destinations |= _taken(target, source, pages)
    _keep_links(target, destinations)
    names = Array()
    for name in sorted(destinations, key=lambda name: bytes(String(name))):
        names.extend([String(name), destinations[name]])
    target.Root.Names = Dictionary(Dests=Dictionary(Names=names))
    number = printed.map.page(chapter.id)
    style, start = (Name.D, int(number)) if number.isdigit() else (Name.r, 1)
    labels: list[Any] = [0, Dictionary(S=Name.r), 1, Dictionary(S=style, St=start)]
    if len(target.pages) > 1 + count:
        labels += [1 + count, Dictionary(S=Name.r, St=begins + 1)]
    target.Root.PageLabels = Dictionary(Nums=Array(labels))
    with target.open_outline() as outline:
        outline.root.append(OutlineItem(chapter.title, 1))
        if len(target.pages) > 1 + count:
            title = next(it.title for it in publication.documents if it.kind == "bibliography")
            outline.root.append(OutlineItem(title, 1 + count))
    _describe(target, publication, chapter)
    return packed(target)


def _taken(target: Pdf, source: Pdf, pages: Sequence[Page]) -> dict[str, Array]:
    """Put pages behind those that are there; the named places on them, for links."""
    places: dict[tuple[int, int], Page] = {}
    for page in pages:
        for key in ("/StructParents", "/Tabs"):
            if key in page.obj:
                del page.obj[key]
        target.pages.append(page)
        places[page.obj.objgen] = target.pages[-1]
    flat = list(source.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array()))
    return {
        str(name): Array(
            [
                places[place[0].objgen].obj,
                *[float(edge) if not isinstance(edge, Name) else edge for edge in list(place)[1:]],
            ]
        )
        for name, place in zip(flat[::2], flat[1::2], strict=True)
        if place[0].objgen in places
    }


def _keep_links(target: Pdf, destinations: dict[str, Array]) -> None:
    """Links to places that the copy does not have are dropped; their words stay."""
    for page in target.pages:
        links = page.obj.get("/Annots", Array())
        page.obj.Annots = Array([it for it in links if "/Dest" not in it or str(it.Dest) in destinations])
        for link in page.obj.Annots:
            if "/StructParent" in link:
                del link["/StructParent"]


def _describe(target: Pdf, publication: Publication, chapter: ContentDocument) -> None:
    book = publication.book
    target.Root.Lang = String(chapter.lang or book.lang)
    target.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with target.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = chapter.title
        xmp["dc:creator"] = [person.name for person in chapter.authors or book.creator]
        xmp["dc:publisher"] = [book.publisher.name]
        xmp["dc:source"] = book.full_title
        xmp["dc:language"] = [chapter.lang or book.lang]
        xmp["dc:date"] = [book.date]
        if book.rights:
            xmp["dc:rights"] = book.rights
    target.docinfo["/Title"] = String(chapter.title)
    target.docinfo["/Author"] = String(chapter.byline or book.authors)
    target.docinfo["/CreationDate"] = target.docinfo["/ModDate"] = String(pdf_date(publication.modified))
