"""Writes each ContentDocument's HTML page, from `templates/site/page.html`, and the first page of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from bookbuilder.cache import Steps, fingerprint
from bookbuilder.diagnostics import Diagnostic, Outcome
from bookbuilder.editions.web.citing import FOLDER, entries_of, entries_script
from bookbuilder.editions.web.data import shows_data
from bookbuilder.editions.web.html import as_html
from bookbuilder.editions.web.metadata import book_metadata, chapter_metadata
from bookbuilder.editions.web.passages import fit_for_web
from bookbuilder.editions.web.search import search_scripts
from bookbuilder.editions.web.site import INDEX, SEARCH, Site, edition
from bookbuilder.editions.xhtml import read_section, whole_title
from bookbuilder.model.publication import ContentDocument
from bookbuilder.pages.made_pages import credits, isbns, write_made_page
from bookbuilder.theme.templates import Theme, render

FORMAT = frozenset({"html"})


@dataclass(frozen=True)
class Neighbour:
    """The page before or after this one."""

    href: str
    title: str


def written_pages(site: Site, theme: Theme, steps: Steps) -> Outcome[dict[str, bytes]]:
    """All pages by their file names, and the text that the search page loads."""
    files: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    sections: dict[str, etree._Element] = {}
    titles: list[tuple[str, str]] = []
    templates = theme.fingerprint("templates")
    look = fingerprint([site.fingerprint, templates])
    for number, document in enumerate(site.documents):
        file = site.addresses.files[document.id]
        made = _section(site, theme, document, files, steps, templates)
        faults += made.diagnostics
        if made.value is None:
            continue
        page = _page(site, theme, document, number, made.value, look, steps)
        faults += page.diagnostics
        files[file] = page.value.encode()
        if not document.template:
            sections[file] = made.value
            titles.append((file, f"{document.number} {document.title}".strip()))
    entries = entries_of(sections.values())
    for file, section in sections.items():
        if _cites(section):
            files[_entries_file(file)] = entries_script(entries, section).encode()
    files |= search_scripts(titles, sections, site.publication.book.lang, steps)
    for name, template in ((INDEX, "site/index.html"), (SEARCH, "site/search.html")):
        front = _rendered(site, theme, template, name, _front(site), None, look, steps)
        faults += front.diagnostics
        files[name] = front.value.encode()
    return Outcome(files, tuple(faults))


def _section(
    site: Site, theme: Theme, document: ContentDocument, files: dict[str, bytes], steps: Steps, templates: str
) -> Outcome[etree._Element | None]:
    """The document's tree, fit for the web; what it leads to is added to the files."""
    body, faults = document.body, tuple[Diagnostic, ...]()
    if document.template:
        made = write_made_page(
            document, site.publication, edition(site.publication), theme, steps=steps, templates=templates
        )
        body, faults = made.value, made.diagnostics
    if not body.strip():
        return Outcome(None, faults)

    def run() -> tuple[bytes, dict[str, bytes]]:
        tree = read_section(body)
        own = fit_for_web(tree, document, site)
        return etree.tostring(tree, encoding="utf-8"), own

    inputs = {"body": body, "document": document, "marks": site.marks_of(document), "site": site.within}
    inputs["leads"] = site.addresses.leading(body)
    fitted = run() if shows_data(body) else steps.step(f"fit {document.id} for the web", inputs, run)
    files |= fitted[1]
    return Outcome(etree.fromstring(fitted[0]), faults)


def _page(
    site: Site, theme: Theme, document: ContentDocument, number: int, section: etree._Element, look: str, steps: Steps
) -> Outcome[str]:
    values = {
        "document": document,
        "lang": document.lang or site.publication.book.lang,
        "entries": _entries_file(site.addresses.files[document.id])
        if _cites(section) and not document.template
        else "",
        "has_heading": section.find(".//h1") is not None,
        "has_notes": section.find(".//*[@class='notes']") is not None,
        "metadata": chapter_metadata(
            site.publication, document, site.addresses.files[document.id], site.marks_of(document), site.cover
        ),
        "citation": site.citations[document.id] if document.id in site.citations else None,
        "previous": _neighbour(site, number - 1),
        "next": _neighbour(site, number + 1),
    }
    return _rendered(site, theme, "site/page.html", site.addresses.files[document.id], values, section, look, steps)


def _rendered(
    site: Site,
    theme: Theme,
    template: str,
    file: str,
    values: dict[str, Any],
    section: etree._Element | None,
    look: str,
    steps: Steps,
) -> Outcome[str]:
    def run() -> Outcome[str]:
        body = {"body": as_html(section)} if section is not None else {}
        return render(theme, template, site.shared(file) | values | body, FORMAT)

    return steps.step(
        f"write the page {file}",
        {
            "site": look,
            "file": file,
            "values": values,
            "section": etree.tostring(section) if section is not None else b"",
        },
        run,
    )


def _cites(section: etree._Element) -> bool:
    return any(link.get("role") == "doc-biblioref" for link in section.iter("a"))


def _entries_file(page: str) -> str:
    """Where the entries that a page cites stand as a script."""
    return f"{FOLDER}/entries/{page.removesuffix('.html')}.js"


def _front(site: Site) -> dict[str, Any]:
    return {
        "lang": site.publication.book.lang,
        "metadata": book_metadata(
            site.publication,
            site.addresses.files,
            site.words,
            pdf=site.pdf,
            has_pages=bool(site.marks),
            cover=site.cover,
            editions=[(it.href, it.media_type) for it in site.editions],
        ),
        "citation": site.citations[""],
        "title_xhtml": whole_title(site.publication.book.title),
        "subtitle_xhtml": whole_title(site.publication.book.subtitle),
        "first": _neighbour(site, _first_to_read(site)),
        "credits": credits(site.publication.book, site.publication.terms),
        "isbns": isbns(site.publication.book),
        "editions": site.editions,
        "offline": site.offline,
        "small_cover": site.small_cover,
    }


def _neighbour(site: Site, number: int) -> Neighbour | None:
    if number == -1:
        return Neighbour(INDEX, site.publication.book.title)
    if number >= len(site.documents):
        return None
    document = site.documents[number]
    title = f"{document.number} {document.title}" if document.number and document.kind != "part" else document.title
    return Neighbour(site.addresses.files[document.id], title)


def _first_to_read(site: Site) -> int:
    """Where reading begins: the foreword, the preface or the introduction, else the first chapter."""
    for number, document in enumerate(site.documents):
        if document.kind in ("foreword", "preface", "introduction") or document.matter == "bodymatter":
            return number
    return 0
