"""Writes an EPUB 3.3: the same documents as in print, with navigation, notes, fonts and cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Outcome, Stage, blocking
from bookbuilder.editions.cover.front import make_cover
from bookbuilder.editions.epub.container import File, pack
from bookbuilder.editions.epub.documents import COVER, NAV, Rendition, epub_addresses, written_documents
from bookbuilder.editions.epub.navigation import navigation_files
from bookbuilder.editions.epub.package import package_file
from bookbuilder.model.publication import Publication
from bookbuilder.pages.page_marks import PageMark
from bookbuilder.source import found_bytes
from bookbuilder.theme.fonts import truetype_faces
from bookbuilder.theme.stylesheets import epub_stylesheets
from bookbuilder.theme.templates import Theme
from bookbuilder.theme.terms import read_words

FORMAT = frozenset({"epub"})


def write_epub(
    publication: Publication, theme: Theme, steps: Steps, *, page_breaks: Mapping[str, Sequence[PageMark]] | None = None
) -> Outcome[bytes | None]:
    """The EPUB as it stands in a file. `page_breaks` holds the print edition's page breaks by document id."""
    marks = _with_half_title(publication, page_breaks or {})
    words = read_words(theme, publication.book.lang, FORMAT)
    cover = make_cover(publication, theme, steps, words.value)
    fonts = truetype_faces(publication, steps)
    styled = epub_stylesheets(theme, publication.book, fonts)
    sheets, addresses = styled.value, epub_addresses(publication)
    rendition = Rendition(publication, theme, addresses, words.value, list(sheets), marks)
    documents = written_documents(rendition, cover.value, steps)
    navigation = navigation_files(rendition, documents.value)
    pictures = [
        File(addresses.pictures[it.name].removeprefix("../"), it.media_type, found_bytes(it.path))
        for it in publication.resources
        if _is_named(addresses.pictures[it.name], documents.value)
    ]
    files = [
        *documents.value,
        *navigation.value,
        *(File(f"styles/{name}", "text/css", data) for name, data in sheets.items()),
        *(File(f"fonts/{font.name}", "font/ttf", font.data) for font in fonts),
        *(
            [File(f"media/{cover.value.name}", cover.value.media_type, cover.value.data, ("cover-image",))]
            if cover.value
            else []
        ),
        *pictures,
    ]
    spine = _in_reading_order(publication, addresses.files, bool(cover.value))
    package = package_file(rendition, files, spine)
    parts = (words, styled, cover, documents, navigation, package)
    faults = tuple(fault for it in parts for fault in it.diagnostics)
    if blocking(faults, Stage.DRAFT, "epub"):
        return Outcome(None, faults)
    return Outcome(pack(files, package.value), faults)


def _with_half_title(
    publication: Publication, marks: Mapping[str, Sequence[PageMark]]
) -> dict[str, Sequence[PageMark]]:
    """The half-title is print's alone: its page is marked where the title page begins, which is its place in the EPUB."""
    half = next((it.id for it in publication.documents if it.template == "half-title"), "")
    title = next((it.id for it in publication.documents if it.kind == "title"), "")
    made = dict(marks)
    if half in made and title in made:
        made[title] = [*(replace(mark, block=title, offset=0) for mark in made[half]), *made[title]]
    return made


def _is_named(picture: str, documents: Sequence[File]) -> bool:
    """Whether a document shows a picture from its file; a drawing that stands in the text needs none."""
    return any(f'src="{picture}"'.encode() in document.data for document in documents)


def _in_reading_order(publication: Publication, files: Mapping[str, str], has_cover: bool) -> list[str]:
    """The files of the spine: each once, in the order of the book, after the cover."""
    order = [f"text/{COVER}"] if has_cover else []
    order += [f"text/{files[document.id]}" for document in publication.documents]
    if f"text/{NAV}" not in order:
        order.insert(1 if has_cover else 0, f"text/{NAV}")
    return list(dict.fromkeys(order))
