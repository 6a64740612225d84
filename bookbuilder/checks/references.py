"""Reports each inconsistency of references.yaml, and each source that is cited and lacks something."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from stdnum import isbn, issn
from stdnum.exceptions import ValidationError

from bookbuilder.citations import bare_doi
from bookbuilder.diagnostics import Diagnostic
from bookbuilder.model.references import Reference, first_name_of, letters_of, year_of
from bookbuilder.rules import check

ESSENTIAL: dict[str, tuple[str, ...]] = {
    "article-journal": ("author", "title", "container-title", "issued", "page"),
    "article-magazine": ("title", "container-title", "issued"),
    "article-newspaper": ("title", "container-title", "issued"),
    "book": ("title", "publisher", "issued"),
    "chapter": ("author", "title", "container-title", "publisher", "issued", "page"),
    "dataset": ("title", "publisher", "issued", "URL"),
    "legislation": ("title", "issued"),
    "paper-conference": ("author", "title", "container-title", "issued"),
    "report": ("title", "issued"),
    "thesis": ("author", "title", "publisher", "issued"),
    "treaty": ("title", "issued"),
    "webpage": ("title", "URL"),
}
"""What a source of each type is expected to have, where the style prints it."""

PLACEHOLDERS: dict[str, Any] = {
    "author": [{"family": "Placeholder", "given": "Name"}],
    "issued": {"date-parts": [[1999, 12, 31]]},
    "page": "98765-98799",
    "URL": "https://placeholder.example/",
}

Print = Callable[[dict[str, Any]], str]
"""A CSL item in, its entry in the bibliography as the book's style prints it, out."""


def check_references(references: Sequence[Reference]) -> list[Diagnostic]:
    """What is wrong with the sources themselves, cited or not."""
    rules = (
        same_doi,
        same_work,
        page_range_runs_backwards,
        doi_is_a_doi,
        address_is_an_address,
        isbn_is_valid,
        issn_is_valid,
    )
    return [fault for rule in rules for fault in rule(references)]


def check_cited(references: Sequence[Reference], cited: Collection[str], entry: Print) -> list[Diagnostic]:
    """What an editor wants to know of the sources that the book cites, and of those that it does not."""
    found = list(source_is_cited(references, cited))
    return found + list(source_has_what_the_style_prints(references, cited, entry))


@check("REF-010")
def same_doi(references: Sequence[Reference]) -> Iterator[Diagnostic]:
    """Two sources with one DOI are the same work.

    Bad:  two entries with DOI: 10.1080/02634937.2011.554056
    Good: one entry, cited under one key.
    """
    first: dict[str, Reference] = {}
    for reference in references:
        doi = bare_doi(reference.text("DOI")).lower()
        if not doi:
            continue
        if doi in first:
            other = first[doi]
            message = f'"{reference.id}" has the same DOI as "{other.id}" in line {other.location.line}.'
            yield _diagnostic("REF-010", reference, "DOI", message, "Keep one, and cite it everywhere.")
        else:
            first[doi] = reference


@check("REF-011")
def same_work(references: Sequence[Reference]) -> Iterator[Diagnostic]:
    """Two sources with the same title, year and first author are the same work.

    Bad:  two entries “The New Silk Road”, Smith, 2019, of the same type
    Good: one entry; or different years or volumes; or a chapter and the book of the same name.
    """
    first: dict[tuple[str, ...], Reference] = {}
    for reference in references:
        title = letters_of(reference.text("title"))
        if not title:
            continue
        apart = (letters_of(reference.text(name)) for name in ("volume", "edition", "number", "page"))
        key = (
            str(reference.item["type"]),
            title,
            year_of(reference.item),
            letters_of(first_name_of(reference.item, "author")),
            *apart,
        )
        if key in first:
            other = first[key]
            message = (
                f'"{reference.id}" looks like "{other.id}" in line {other.location.line}: same title, year and author.'
            )
            yield _diagnostic("REF-011", reference, "title", message, "Keep one, or make them different.")
        else:
            first[key] = reference


@check("REF-012")
def page_range_runs_backwards(references: Sequence[Reference]) -> Iterator[Diagnostic]:
    """A range of pages goes up.

    Bad:  page: 92-78
    Good: page: 78-92, or 321-8 (an abbreviated range)
    """
    for reference in references:
        for match in re.finditer(r"(?<![\w.])(\d{1,9})\s*[-–—]{1,2}\s*(\d{1,9})(?![\w.])", reference.text("page")):
            start, end = match[1], match[2]
            whole = start[: len(start) - len(end)] + end if len(end) < len(start) else end
            if int(whole) < int(start):
                message = f'The pages {match[0]} of "{reference.id}" run backwards.'
                yield _diagnostic("REF-012", reference, "page", message, "Compare them with the source.")


@check("REF-013")
def doi_is_a_doi(references: Sequence[Reference]) -> Iterator[Diagnostic]:
    """A DOI begins with 10., a registrant and a slash.

    Bad:  DOI: doi.org/1080/02634937
    Good: DOI: 10.1080/02634937.2011.554056
    """
    for reference in references:
        doi = reference.text("DOI")
        if doi and not re.fullmatch(r"10\.\d{4,9}(\.\d+)*/\S+|10/[a-z0-9]+", doi):
            remedy = "Write it without an address before it: 10.1234/abcd."
            yield _diagnostic("REF-013", reference, "DOI", f'"{doi}" is not a valid DOI.', remedy)


@check("REF-018")
def address_is_an_address(references: Sequence[Reference]) -> Iterator[Diagnostic]:
    """An address says how it is reached, or it leads nowhere from EPUB, web and PDF.

    Bad:  URL: www.example.org/report
    Good: URL: https://www.example.org/report
    """
    for reference in references:
        address = reference.text("URL")
        if address and not re.match(r"(https?|ftp)://[^\s/]+\S*$", address):
            remedy = (
                f"Write https://{address}" if re.match(r"[\w-]+\.[\w-]\S*$", address) else "Copy it from the browser."
            )
            yield _diagnostic("REF-018", reference, "URL", f'"{address}" is not a web address.', remedy)


@check("REF-014")
def isbn_is_valid(references: Sequence[Reference]) -> Iterator[Diagnostic]:
    """The last digit of an ISBN checks the others.

    Bad:  ISBN: 978-3-16-148410-1
    Good: ISBN: 978-3-16-148410-0; several have spaces between them
    """
    for reference in references:
        for number in re.findall(r"[\dXx-]{10,}", reference.text("ISBN")):
            if not isbn.is_valid(number):
                yield _diagnostic(
                    "REF-014", reference, "ISBN", f'"{number}" is not a valid ISBN.', "Compare it with the book."
                )


@check("REF-015")
def issn_is_valid(references: Sequence[Reference]) -> Iterator[Diagnostic]:
    """The last digit of an ISSN checks the others.

    Bad:  ISSN: 0263-4938
    Good: ISSN: 0263-4937
    """
    for reference in references:
        for number in re.findall(r"\d{4}-?\d{3}[\dXx]", reference.text("ISSN")):
            try:
                issn.validate(number)
            except ValidationError:
                yield _diagnostic(
                    "REF-015", reference, "ISSN", f'"{number}" is not a valid ISSN.', "Compare it with the journal."
                )


@check("REF-016")
def source_is_cited(references: Sequence[Reference], cited: Collection[str]) -> Iterator[Diagnostic]:
    """A source that no chapter cites is not printed.

    Bad:  an entry in references.yaml that no chapter names
    Good: [@council2019strategy] somewhere in the book
    """
    for reference in references:
        if reference.id not in cited:
            message = f'"{reference.id}" is never cited, and is not printed.'
            yield Diagnostic("REF-016", reference.location, message, "")


@check("REF-017")
def source_has_what_the_style_prints(
    references: Sequence[Reference], cited: Collection[str], entry: Print
) -> Iterator[Diagnostic]:
    """A cited source has what its type needs, as far as the book's style prints it.

    Bad:  a journal article without container-title
    Good: the field filled; or a style that does not print it
    """
    for reference in references:
        kind = str(reference.item["type"])
        if reference.id not in cited or kind not in ESSENTIAL:
            continue
        missing = [name for name in ESSENTIAL[kind] if name not in reference.item and not _stands_in(name, reference)]
        if not missing:
            continue
        item = dict(reference.item)
        plain = entry(item)
        for name in missing:
            stand_in = PLACEHOLDERS[name] if name in PLACEHOLDERS else "Placeholder"
            if entry({**item, name: stand_in}) != plain:
                message = f'"{reference.id}" has no {name}, which the style prints for {kind}.'
                yield Diagnostic("REF-017", reference.location, message, f"Add {name}: … if you can confirm it.")


def _stands_in(name: str, reference: Reference) -> bool:
    """Whether another field does the missing one's work."""
    others = {"author": ("editor", "translator"), "page": ("number", "DOI"), "publisher": ("author", "event-title")}
    return name in others and any(other in reference.item for other in others[name])


def _diagnostic(code: str, reference: Reference, field: str, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(code, reference.place(field), message, remedy)
