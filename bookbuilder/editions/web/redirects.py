"""Makes the pages at old addresses: those of book.yaml's `redirects`, and names that chapters had before they were transliterated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from bookbuilder.cleaning import is_safe_address
from bookbuilder.diagnostics import Diagnostic, Outcome, did_you_mean
from bookbuilder.editions.web.site import RESERVED, site_addresses
from bookbuilder.manuscript.chapters import chapter_id
from bookbuilder.model.publication import Publication
from bookbuilder.pages.addresses import Addresses, safe_name, slug
from bookbuilder.theme.templates import Theme, render

FORMAT = frozenset({"html"})
TEMPLATE = "site/moved.html"


def moved_pages(
    publication: Publication, addresses: Addresses, words: Mapping[str, str], theme: Theme, taken: frozenset[str]
) -> Outcome[dict[str, bytes]]:
    """The pages by their old names; WEB-001 where one leads nowhere, WEB-002 where the old name is a page of today."""
    book = publication.book
    files: dict[str, bytes] = {}
    led = redirects(publication, addresses, taken)
    faults = list(led.diagnostics)
    for old, to in led.value.items():
        address = to if "://" in to else f"{book.metadata.web}{to}" if book.metadata.web else ""
        values = {"book": book, "lang": book.lang, "words": words, "href": to, "title": book.title, "address": address}
        page = render(theme, TEMPLATE, values, FORMAT)
        faults += page.diagnostics
        files[old] = page.value.strip().encode()
    return Outcome(files, tuple(faults))


def redirects(publication: Publication, addresses: Addresses, taken: frozenset[str]) -> Outcome[dict[str, str]]:
    """Where each old name leads, and WEB-001 and WEB-002; `taken` are the names of today's pages."""
    book = publication.book
    faults: list[Diagnostic] = []
    known = {name: file for id, file in addresses.files.items() for name in (id, file, file.removesuffix(".html"))}
    former = [(f"{safe_name(id)}.html", file) for id, file in addresses.files.items() if safe_name(id) != slug(id)]
    asked = [(old, file) for old, file in former if old not in taken]
    for number, it in enumerate(book.redirects):
        place = book.place(f"redirects.{number}")
        old, to = f"{safe_name(PurePosixPath(it.old).name.removesuffix('.html'))}.html", it.to
        if "://" in to and not (is_safe_address(to) and to.lower().startswith("http")):
            remedy = "An address elsewhere begins with https://."
            faults.append(Diagnostic("WEB-001", place, f'"{to}" cannot be led to.', remedy))
            continue
        if "://" not in to:
            name, mark, id = to.partition("#")
            name = chapter_id(name) if name.endswith(".md") else name
            if name not in known:
                remedy = (
                    did_you_mean(name, known, 1)
                    or "Name a chapter's file, or the page that the web edition has for it."
                )
                faults.append(Diagnostic("WEB-001", place, f'"{it.to}" is not a page of the web edition.', remedy))
                continue
            to = f"{known[name]}{mark}{id}"
        if old in taken:
            message = f'"{old}" is a page of this book, and cannot lead elsewhere.'
            faults.append(Diagnostic("WEB-002", place, message, "Take this line out of redirects."))
            continue
        asked.append((old, to))
    return Outcome(dict(asked), tuple(faults))


def redirect_faults(publication: Publication) -> tuple[Diagnostic, ...]:
    """What is wrong with the redirects of a book of which no page is written yet."""
    if not publication.book.redirects:
        return ()
    addresses = site_addresses(publication)
    return redirects(publication, addresses, frozenset((*addresses.files.values(), *RESERVED))).diagnostics
