"""Writes a made page of the book (title, imprint, contents …) for an edition, from its template in `templates/pages/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree
from stdnum import isbn as isbn_numbers

from bookbuilder.cache import Steps
from bookbuilder.cleaning import clean_tree
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.languages import language
from bookbuilder.markdown.xhtml_text import serialise
from bookbuilder.model.book import Book, name_list
from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import ContentDocument, Edition, Heading, Publication, chapter_authors
from bookbuilder.model.relators import RELATORS
from bookbuilder.pages.index_pages import index_letters
from bookbuilder.pages.page_values import ContentsEntry, Credit, FigureCredit, InterviewEntry, Isbn, ListEntry
from bookbuilder.theme.filled import document_of
from bookbuilder.theme.templates import Theme, render

CONTENTS_DEPTH = 2
"""The deepest level of heading that the contents name: 1 a chapter, 2 a section."""


def write_made_page(
    document: ContentDocument,
    publication: Publication,
    edition: Edition,
    theme: Theme,
    *,
    page_map: PageMap | None = None,
    steps: Steps | None = None,
    templates: str = "",
) -> Outcome[str]:
    """Fill the template of a made page: one XHTML <section>, by the conventions of `ContentDocument.body`.

    `templates` is the digest of the theme's; with `steps`, which need it, a page of the same values is not made again.
    """
    values = page_values(document, publication, edition, page_map)
    name = f"pages/{document.template}.xhtml"

    def run() -> Outcome[str]:
        return _cleaned(render(theme, name, values, frozenset({edition.format})), name)

    if steps is None:
        return run()
    return steps.step(
        f"fill the page {document.id} of the {edition.format}", {"values": values, "templates": templates}, run
    )


def _cleaned(made: Outcome[str], template: str) -> Outcome[str]:
    """The page without what no edition may have, whether it came by the template or by a value in it."""
    try:
        section, text = etree.fromstring(made.value), made.value
    except etree.XMLSyntaxError:  # several elements, or words beside one
        around = document_of(made.value)
        if around is None:
            return made
        section, text = around, serialise(around)
    found = dict.fromkeys(clean_tree(section))
    place = Location(f"templates/{template}")
    faults = [
        Diagnostic("CLN-003", place, f"{what} is left out of every edition.", "Take it out of the template.")
        for what in found
    ]
    return Outcome(serialise(section) if found else text, (*made.diagnostics, *faults))


def page_values(
    document: ContentDocument, publication: Publication, edition: Edition, page_map: PageMap | None = None
) -> dict[str, Any]:
    """Every value that a template under templates/pages/ may use."""
    pages = page_map or PageMap({})
    printed = page_map or publication.pages
    return {
        "book": publication.book,
        "document": document,
        "edition": edition,
        "contents": contents(publication, pages),
        "figures": captioned(publication, "figure", pages),
        "tables": captioned(publication, "table", pages),
        "contributors": [
            person
            for person in (
                *publication.book.creator,
                *publication.book.contributor,
                *chapter_authors(publication.book, publication.documents),
            )
            if person.is_introduced
        ],
        "figure_credits": figure_credits(publication),
        "printing": printing(publication.book, publication.terms),
        "credits": credits(publication.book, publication.terms),
        "isbns": isbns(publication.book),
        "interviews": interviews(publication, printed),
        "index": index_letters(publication, document.kind, printed) if document.template == "index" else [],
        "printed_pages": bool(printed.pages),
        "has_specimens": publication.has_specimens,
        "terms": publication.terms,
    }


def contents(publication: Publication, pages: PageMap) -> list[ContentsEntry]:
    """The contents as a tree: parts over their chapters, chapters over their sections."""
    top: list[ContentsEntry] = []
    part: ContentsEntry | None = None
    for document in publication.documents:
        if not document.listed or not document.headings:
            continue
        own, *below = document.headings
        entry = _entry(own, document, pages)
        if own.level == 0:
            part = entry
            top.append(entry)
        else:
            (part.entries if part and document.part else top).append(entry)
        for heading in below:
            if heading.level == own.level:  # a list that is printed within another
                (part.entries if part and document.part else top).append(_entry(heading, document, pages))
            if heading.listed and own.level < heading.level <= CONTENTS_DEPTH:
                child = _entry(heading, document, pages)
                entry.entries.append(child)
    return top


def captioned(publication: Publication, kind: str, pages: PageMap) -> list[ListEntry]:
    """All figures or all tables with a caption, in order."""
    return [
        ListEntry(item.label, item.title_xhtml, f"#{item.id}", pages.page(item.id))
        for document in publication.documents
        for item in document.captioned
        if item.kind == kind
    ]


def interviews(publication: Publication, pages: PageMap) -> list[InterviewEntry]:
    """Every interview in the order of its code, as its expert's consent lets print speak of it."""
    return [
        InterviewEntry(
            interview,
            _language_name(publication, interview.language),
            _quoted(publication, interview.code, pages),
            _date(interview.date, publication.book.lang),
        )
        for interview in publication.interviews
    ]


def _quoted(publication: Publication, code: str, pages: PageMap) -> list[ListEntry]:
    """Where an interview is quoted: each printed page once, by the first of its places."""
    places = [
        ListEntry(quotation.turn, "", f"#{quotation.id}", pages.page(quotation.id))
        for quotation in publication.quotations
        if quotation.code == code
    ]
    return [
        place
        for index, place in enumerate(places)
        if not place.page or place.page not in [it.page for it in places[:index]]
    ]


def _language_name(publication: Publication, tag: str) -> str:
    name = f"language-{tag.split('-')[0]}"
    return publication.terms[name] if name in publication.terms else tag


def figure_credits(publication: Publication) -> list[FigureCredit]:
    """Whose the figures are, in order; those of the book itself say nothing."""
    return [
        FigureCredit(item.label, f"#{item.id}", item.credit)
        for document in publication.documents
        for item in document.captioned
        if item.credit
    ]


def printing(book: Book, terms: Mapping[str, str]) -> list[str]:
    """What the last page says about the printing, line by line."""
    imprint = book.printing
    lines = (
        (imprint.signed, "passed-for-printing", "{date}", _date(imprint.signed, book.lang)),
        (imprint.paper, "", "", imprint.paper),
        (imprint.sheets, "printing-sheets", "{count}", imprint.sheets),
        (imprint.run, "print-run", "{count}", imprint.run),
        (imprint.order, "printing-order", "{number}", imprint.order),
        (imprint.printer, "printed-by", "{printer}", imprint.printer),
    )
    return [terms[term].replace(place, text) if term else text for given, term, place, text in lines if given]


def _date(date: str, lang: str) -> str:
    """A date in figures: by days in languages that write it so in imprints, else as ISO 8601 has it."""
    return ".".join(reversed(date.split("-"))) if language(lang).dates_begin_with_the_day else date


def credits(book: Book, terms: Mapping[str, str]) -> list[Credit]:
    """Everybody named in book.yaml, those of one role together, in the order in which the roles first stand there."""
    lines: dict[str, list[str]] = {}
    for person in book.people:
        for role in person.roles:
            term = f"credit-{role}"
            line = person.credit or (terms[term] if term in terms else RELATORS[role])
            lines.setdefault(line, []).append(person.name)
    return [Credit(line, name_list(names, book.lang)) for line, names in lines.items()]


def isbns(book: Book) -> list[Isbn]:
    """The numbers that the book has, one for each edition."""
    numbers = book.identifier
    named = (("Print", numbers.print), ("PDF", numbers.pdf), ("EPUB", numbers.epub), ("HTML", numbers.html))
    return [Isbn(name, isbn_numbers.format(number)) for name, number in named if number]


def _entry(heading: Heading, document: ContentDocument, pages: PageMap) -> ContentsEntry:
    first = heading is document.headings[0]
    return ContentsEntry(
        level=heading.level,
        kind=document.kind if first else "section",
        matter=document.matter,
        label=document.label if first else "",
        number=heading.number,
        title_xhtml=heading.title_xhtml,
        href=f"#{heading.id}",
        page=pages.page(heading.id),
        authors=document.byline if first else "",
    )
