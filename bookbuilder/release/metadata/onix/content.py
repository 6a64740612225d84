"""Makes ONIX's ContentDetail (block 3) of a record: the chapters of a book whose chapters have authors of their own."""

from __future__ import annotations

from lxml import etree

from bookbuilder.editions.web.citing import doi_of
from bookbuilder.model.publication import ContentDocument
from bookbuilder.release.metadata.onix.descriptive import contributor
from bookbuilder.release.metadata.onix.elements import E, optional
from bookbuilder.release.metadata.record import Record

FRONT, BODY, BACK = "02", "03", "04"
"""List 42: what kind of text an item is."""
TEXTS = {"frontmatter": FRONT, "bodymatter": BODY, "backmatter": BACK}
ABSTRACT = "30"
"""List 153."""


def content_detail(record: Record) -> etree._Element | None:
    """One ContentItem a chapter; None where no chapter names its authors, since the table of contents then says it all."""
    chapters = [it for it in record.chapters if it.listed]
    if not any(it.authors for it in chapters):
        return None
    return E.ContentDetail(*[_item(record, number, it) for number, it in enumerate(chapters, 1)])


def _item(record: Record, number: int, chapter: ContentDocument) -> etree._Element:
    pages = record.chapter_pages[chapter.id] if chapter.id in record.chapter_pages else None
    run = [E.PageRun(E.FirstPageNumber(pages[0]), E.LastPageNumber(pages[1]))] if pages else []
    own = chapter.doi or record.book.metadata.crossref
    doi = doi_of(record.book, chapter) if own else ""
    identifier = [E.TextItemIdentifier(E.TextItemIDType("06"), E.IDValue(doi))] if doi else []
    return E.ContentItem(
        E.LevelSequenceNumber(str(number)),
        E.TextItem(E.TextItemType(TEXTS[chapter.matter]), *identifier, *run),
        *optional("ComponentNumber", chapter.number),
        E.TitleDetail(E.TitleType("01"), E.TitleElement(E.TitleElementLevel("04"), E.TitleText(chapter.title))),
        *[contributor(record, position, it, ["A01"]) for position, it in enumerate(chapter.authors, 1)],
        *_subjects(chapter),
        *_abstract(chapter),
    )


def _subjects(chapter: ContentDocument) -> list[etree._Element]:
    if not chapter.keywords:
        return []
    return [E.Subject(E.SubjectSchemeIdentifier("20"), E.SubjectHeadingText("; ".join(chapter.keywords)))]


def _abstract(chapter: ContentDocument) -> list[etree._Element]:
    if not chapter.abstract:
        return []
    text = E.Text(" ".join(chapter.abstract.split()))
    return [E.TextContent(E.TextType(ABSTRACT), E.ContentAudience("00"), text)]
