"""Writes the files of the web edition: a page a chapter, with contents, notes, search and metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Outcome, Stage, blocking
from bookbuilder.editions.cover.front import as_jpeg, make_cover, small_cover
from bookbuilder.editions.web.citing import citations
from bookbuilder.editions.web.data import about_data
from bookbuilder.editions.web.drawings import turning_colours
from bookbuilder.editions.web.metadata import sitemap
from bookbuilder.editions.web.pages import written_pages
from bookbuilder.editions.web.redirects import moved_pages
from bookbuilder.editions.web.signposts import FEED, feed
from bookbuilder.editions.web.site import OtherEdition, Site, site_addresses
from bookbuilder.model.publication import Publication
from bookbuilder.pages.page_marks import PageMark
from bookbuilder.source import found_bytes
from bookbuilder.theme.fonts import woff2_faces
from bookbuilder.theme.palette import palette
from bookbuilder.theme.stylesheets import first_faces, site_stylesheets
from bookbuilder.theme.templates import Theme, render
from bookbuilder.theme.terms import read_words

FORMAT = frozenset({"html"})
SCRIPTS = "templates/site/scripts"
"""Scripts that every page loads."""
SEARCH_SCRIPT = "search/search.js"
ICON = "site/icon.svg"
"""What a browser shows beside the page's title."""


def write_site(
    publication: Publication,
    theme: Theme,
    steps: Steps,
    *,
    page_breaks: Mapping[str, Sequence[PageMark]] | None = None,
    editions: Sequence[OtherEdition] = (),
    offline: str = "",
) -> Outcome[dict[str, bytes] | None]:
    """Every file of the folder by its path. `page_breaks` holds the print edition's page breaks by document id; `editions`
    names the files of the other editions that will lie beside the first page, `offline` the copy to take away.
    """
    addresses = site_addresses(publication)
    words = read_words(theme, publication.book.lang, FORMAT)
    cover = make_cover(publication, theme, steps, words.value)
    picture = as_jpeg(cover.value, steps) if cover.value else None
    small = small_cover(picture, steps) if picture else None
    fonts = woff2_faces(publication, steps)
    sheets = site_stylesheets(theme, publication.book, fonts)
    scripts = {
        name.rsplit("/", 1)[1]: theme.text(name).encode() for name in theme.names(SCRIPTS) if name.endswith(".js")
    }
    marks = dict(page_breaks or {})
    cited = citations(publication, theme.own, steps, marks, addresses.files)
    site = Site(
        publication,
        addresses,
        words.value,
        tuple(sheets),
        tuple(scripts),
        picture,
        marks,
        cited,
        tuple(editions),
        first_faces(publication.book, fonts),
        theme.own,
        turning_colours(theme),
        offline,
        small,
    )
    pages = written_pages(site, theme, steps)
    moved = moved_pages(publication, addresses, words.value, theme, frozenset(pages.value))
    icon = render(theme, ICON, {"colours": palette(theme)}, FORMAT)
    files: dict[str, bytes] = {**moved.value, **pages.value}
    files |= _beside_pages(site, theme, files)
    files |= {f"styles/{name}": data for name, data in sheets.items()}
    files |= {f"scripts/{name}": data for name, data in scripts.items()}
    files |= {f"fonts/{font.name}": font.data for font in fonts}
    files["media/icon.svg"] = icon.value.strip().encode()
    parts = (words, cover, icon, pages, moved)
    faults = tuple(fault for it in parts for fault in it.diagnostics)
    if blocking(faults, Stage.DRAFT, "html"):
        return Outcome(None, faults)
    return Outcome(dict(sorted(files.items())), faults)


def _beside_pages(site: Site, theme: Theme, pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """What the pages lead to and show: data, citations to take away, search, pictures, and the map and feed of an address."""
    publication, book, cited = site.publication, site.publication.book, site.citations
    about = cited[""].entry_xhtml.striptags() if cited[""].entry_xhtml else book.full_title
    files = about_data(pages, about, book.license.url or book.license.name)
    files |= {path: text.encode() for citation in cited.values() for path, text in citation.texts.items()}
    files[SEARCH_SCRIPT] = theme.text(f"templates/site/{SEARCH_SCRIPT}").encode()
    files |= {site.addresses.pictures[it.name]: found_bytes(it.path) for it in publication.resources}
    files |= {f"media/{it.name}": it.data for it in (site.cover, site.small_cover) if it}
    if book.metadata.web:
        files["sitemap.xml"] = sitemap(book, ["", *(site.addresses.files[document.id] for document in site.documents)])
        files[FEED] = feed(publication)
    return files


__all__ = ["OtherEdition", "write_site"]
