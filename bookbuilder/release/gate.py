"""Lists every reason against a release, all at once.

A proof goes to authors and reviewers: it is refused for errors alone, and says what a release would be refused for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bookbuilder.diagnostics import ALL_FORMATS, Diagnostic, Location, Severity, Stage, counted
from bookbuilder.editions.registry import TRADES
from bookbuilder.model.book import Book
from bookbuilder.release.explained_warnings import Weighed
from bookbuilder.rules import check

BOOK_FILE = "manuscript/book.yaml"


@check("RLS-010")
@check("RLS-011")
def committed(is_repository: bool, uncommitted: Sequence[str]) -> Iterator[Diagnostic]:
    """A release is made from a commit, so that it can be made again.

    Bad:  a chapter was changed after the last commit, or the book lies in no repository.
    Good: `git status` has nothing to say.
    """
    if not is_repository:
        message = "The book is not in a git repository, so that nobody could make this release again."
        yield Diagnostic("RLS-010", Location(BOOK_FILE), message, "Run: git init, git add -A, git commit")
    for path in uncommitted:
        yield Diagnostic(
            "RLS-011", Location(path), "This file is not as the last commit has it.", "Commit it, or put it back."
        )


@check("RLS-012")
def has_isbns(book: Book) -> Iterator[Diagnostic]:
    """Every edition has an ISBN of its own.

    Bad:  `identifier: {print: …}` alone.
    Good: `identifier: {print: …, pdf: …, epub: …}`; the web edition may go by the book's DOI.
    """
    for trade in TRADES:
        if getattr(book.identifier, trade.name) or trade.takes_doi and book.identifier.doi:
            continue
        remedy = f"Add identifier: {trade.name}: ISBN" + (", or the book's doi." if trade.takes_doi else ".")
        yield Diagnostic("RLS-012", book.place("identifier"), f"There is no ISBN for {trade.title}.", remedy)


@check("RLS-013")
@check("RLS-014")
def declared(book: Book) -> Iterator[Diagnostic]:
    """The book says whose it is, and who paid for it.

    Bad:  no `rights`, no `funding`.
    Good: `rights: © 2021 Example Press`, `funding: This book was published without outside funding.`
    """
    if not book.rights:
        yield Diagnostic(
            "RLS-013", book.place("title"), "The book does not say whose rights these are.", "Add rights: © YEAR NAME"
        )
    if not any(funding.funder or funding.statement for funding in book.funding):
        remedy = "Add funding: with funder and statement, or one sentence that there was none."
        yield Diagnostic("RLS-014", book.place("title"), "The book does not say who funded it.", remedy)


@check("RLS-015")
def is_final(book: Book) -> Iterator[Diagnostic]:
    """A release is not a working edition.

    Bad:  `status: working`.
    Good: `status: final`.
    """
    if book.status == "working":
        yield Diagnostic(
            "RLS-015",
            book.place("status"),
            "The book calls itself a working edition.",
            "Write status: final, or make a proof with --proof.",
        )


@check("RLS-016")
def fills_signatures(book: Book, pages: int, printed: int) -> Iterator[Diagnostic]:
    """The book fills whole sheets with no more blank pages than the printer takes.

    Bad:  244 pages, and `press: {signature: 16, blanks: 4}`: 12 blank pages would fill the last sheet.
    Good: 252 pages.
    """
    signature, most = book.press.signature, book.press.blanks
    if printed - pages > most:
        sheets = f"{printed // signature} sheets of {signature} pages"
        message = f"The book has {pages} pages; {sheets} would end in {printed - pages} blank ones, and press.blanks allows {most}."
        remedy = f"Take away {counted(pages - (printed - signature), 'page')} or add {printed - pages - most}, or ask the printer for another sheet."
        yield Diagnostic("RLS-016", book.place("press.blanks", "press.signature", "press"), message, remedy)


@check("RLS-017")
def conformance_holds(book: Book, contradictions: Mapping[str, Sequence[str]]) -> Iterator[Diagnostic]:
    """What a file claims of itself, no check contradicts. `contradictions` has findings by the key under `conformance:`.

    Bad:  `conformance: {pdf: PDF/UA-1}` and a picture without words that say what it shows.
    Good: the same with words, or no claim.
    """
    for key, findings in contradictions.items():
        for finding in findings:
            claim = getattr(book.conformance, key)
            message = f'book.yaml claims "{claim}", but {finding}.'
            yield Diagnostic(
                "RLS-017",
                book.place(f"conformance.{key}", "conformance"),
                message,
                "Correct it, or take the claim away.",
            )


@check("RLS-020")
@check("RLS-021")
def explained(weighed: Weighed) -> Iterator[Diagnostic]:
    """Every warning is fixed, or explained in release.yaml; every explanation explains a warning.

    Bad:  a page that ends short, and no word about it.
    Good: `explained: [{code: PDF-020, file: manuscript/03-trade.md, because: The table must not be divided.}]`.
    """
    for fault in weighed.unexplained:
        remedy = f"{fault.remedy} Or explain it in release.yaml: code: {fault.code}, file: {fault.location.file}, because: …".strip()
        yield Diagnostic(
            "RLS-020", fault.location, f"This warning is not explained: {fault.code}: {fault.message}", remedy
        )
    yield from weighed.idle


@check("RLS-022")
def released_once(version: str, folder: Path, differing: Sequence[str], place: Location) -> Iterator[Diagnostic]:
    """A version is released once: the same version never has other bytes.

    Bad:  a word is changed, `version: "1.0"` stays, and 1.0 was released.
    Good: `version: "1.1"`.
    """
    if differing:
        files = ", ".join(differing[:3]) + (f" and {len(differing) - 3} more" if len(differing) > 3 else "")
        message = f"Version {version} is released already, in {folder.name}/, with other bytes: {files}."
        yield Diagnostic("RLS-022", place, message, "Give the book a new version.")


def weighed_for(diagnostics: Iterable[Diagnostic], stage: Stage, reasons: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Faults and reasons with the weight that they have here: a proof reports its reasons as warnings."""
    severity = Severity.ERROR if stage is Stage.RELEASE else Severity.WARNING
    return [*diagnostics, *(replace(it, blocks=ALL_FORMATS, severity=severity) for it in reasons)]
