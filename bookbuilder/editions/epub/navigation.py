"""Writes the navigation document (contents, landmarks, page list) and the NCX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.epub.container import File
from bookbuilder.editions.epub.documents import COVER, FORMAT, MEDIA_TYPE, NAV, xml_file
from bookbuilder.editions.epub.semantics import LANDMARKS
from bookbuilder.model.publication import Publication
from bookbuilder.pages.addresses import Addresses
from bookbuilder.pages.page_marks import PageMark
from bookbuilder.pages.points import Point, points
from bookbuilder.theme.templates import Theme, render

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


def navigation_files(
    publication: Publication,
    theme: Theme,
    addresses: Addresses,
    words: Mapping[str, str],
    sheets: Sequence[str],
    documents: Sequence[File],
    marks: Mapping[str, Sequence[PageMark]],
) -> Outcome[list[File]]:
    """nav.xhtml for today's reading systems and toc.ncx for old ones, from templates/epub/."""
    tree = points(publication, addresses)
    own_marks = _own_marks(publication, tree, marks)
    title = next((it.title for it in publication.documents if it.template == "contents"), words["contents"])
    values = {
        "book": publication.book,
        "publication": publication,
        "words": words,
        "sheets": sheets,
        "title": title,
        "points": tree,
        "landmarks": list(_landmarks(publication, addresses, words, documents)),
        "pages": list(_pages(publication, addresses, marks, own_marks)),
        "page_marks": own_marks[:1],
        "depth": _depth(tree),
    }
    nav, ncx = render(theme, "epub/nav.xhtml", values, FORMAT), render(theme, "epub/toc.ncx", values, FORMAT)
    files = [
        File(f"text/{NAV}", MEDIA_TYPE, xml_file(nav.value), ("nav",)),
        File(f"text/{NCX}", "application/x-dtbncx+xml", xml_file(ncx.value)),
    ]
    return Outcome(files, (*nav.diagnostics, *ncx.diagnostics))


def _pages(
    publication: Publication,
    addresses: Addresses,
    marks: Mapping[str, Sequence[PageMark]],
    own_marks: Sequence[PageMark],
) -> Iterator[PageLink]:
    """Every page that begins in the EPUB, in the order of the book."""
    for document in publication.documents:
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


def _landmarks(
    publication: Publication, addresses: Addresses, words: Mapping[str, str], documents: Sequence[File]
) -> Iterator[Landmark]:
    if any(file.name == f"text/{COVER}" for file in documents):
        yield Landmark("cover", COVER, words["cover"])
    yield Landmark("toc", f"{NAV}#toc", words["contents"])
    begun = False
    for document in publication.documents:
        if document.matter == "bodymatter" and not begun:
            begun = True
            yield Landmark("bodymatter", addresses.files[document.id], words["start"])
        if document.kind in LANDMARKS:
            yield Landmark(LANDMARKS[document.kind], addresses.files[document.id], document.title)
