"""Writes the navigation document (contents, landmarks, page list) and the NCX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.epub.container import File
from bookbuilder.editions.epub.documents import COVER, FORMAT, MEDIA_TYPE, NAV, Rendition, xml_file
from bookbuilder.editions.epub.semantics import LANDMARKS, properties_of
from bookbuilder.model.publication import Publication
from bookbuilder.pages.page_marks import PageMark
from bookbuilder.pages.points import Point, points
from bookbuilder.theme.templates import render

NCX = "toc.ncx"


@dataclass(frozen=True)
class Landmark:
    """A place of the book that reading systems offer by itself."""

    type: str
    """Its `epub:type`."""
    href: str
    title: str


@dataclass(frozen=True)
class PageLink:
    """One line of the page list."""

    page: str
    href: str


def navigation_files(rendition: Rendition, documents: Sequence[File]) -> Outcome[list[File]]:
    """nav.xhtml for today's reading systems and toc.ncx for old ones, from templates/epub/."""
    publication = rendition.publication
    tree = points(publication, rendition.addresses)
    own_marks = _own_marks(publication, tree, rendition.marks)
    contents = (it.title for it in publication.documents if it.template == "contents")
    values = rendition.values(
        publication=publication,
        title=next(contents, rendition.words["contents"]),
        points=tree,
        landmarks=list(_landmarks(rendition, documents)),
        pages=list(_pages(rendition, own_marks)),
        page_marks=own_marks[:1],
        depth=_depth(tree),
    )
    nav, ncx = (render(rendition.theme, f"epub/{name}", values, FORMAT) for name in (NAV, NCX))
    properties = properties_of(etree.fromstring(nav.value.encode())) if nav.value else ()
    files = [
        File(f"text/{NAV}", MEDIA_TYPE, xml_file(nav.value), ("nav", *properties)),
        File(f"text/{NCX}", "application/x-dtbncx+xml", xml_file(ncx.value)),
    ]
    return Outcome(files, (*nav.diagnostics, *ncx.diagnostics))


def _pages(rendition: Rendition, own_marks: Sequence[PageMark]) -> Iterator[PageLink]:
    """Every page that begins in the EPUB, in the order of the book."""
    addresses, marks = rendition.addresses, rendition.marks
    for document in rendition.publication.documents:
        if document.id in addresses.own_pages:
            found = own_marks if document.template == "contents" else ()
        else:
            found = marks[document.id] if document.id in marks else ()
        for mark in found:
            yield PageLink(mark.page, f"{addresses.files[document.id]}#{mark.id}")


def _own_marks(
    publication: Publication, tree: Sequence[Point], marks: Mapping[str, Sequence[PageMark]]
) -> list[PageMark]:
    """The printed pages of the contents: the first before the list, each other at the line with which it begins."""
    contents = next((it.id for it in publication.documents if it.template == "contents"), "")
    if contents not in marks:
        return []
    first, *others = marks[contents]
    lines = {f"{contents}-{point.target}": point for point in _all_points(tree)}
    begun = [mark for mark in others if mark.block in lines]
    for mark in begun:
        lines[mark.block].page = mark
    return [first, *begun]


def _all_points(tree: Sequence[Point]) -> Iterator[Point]:
    for point in tree:
        yield point
        yield from _all_points(point.points)


def _depth(tree: Sequence[Point]) -> int:
    return 1 + max((_depth(point.points) for point in tree), default=0) if tree else 0


def _landmarks(rendition: Rendition, documents: Sequence[File]) -> Iterator[Landmark]:
    words, files = rendition.words, rendition.addresses.files
    if any(file.name == f"text/{COVER}" for file in documents):
        yield Landmark("cover", COVER, words["cover"])
    yield Landmark("toc", f"{NAV}#toc", words["contents"])
    begun = False
    for document in rendition.publication.documents:
        if document.matter == "bodymatter" and not begun:
            begun = True
            yield Landmark("bodymatter", files[document.id], words["start"])
        if document.kind in LANDMARKS:
            yield Landmark(LANDMARKS[document.kind], files[document.id], document.title)
