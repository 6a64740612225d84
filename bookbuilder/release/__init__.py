"""Makes the publisher's folder, whole or not at all, and lists every reason against it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bookbuilder.cache import Steps
from bookbuilder.checks.artefacts import check_artefacts
from bookbuilder.consent.private import Private
from bookbuilder.diagnostics import Diagnostic, Outcome, Severity, Stage, errors, in_reading_order
from bookbuilder.editions.before_output import find_withheld_names
from bookbuilder.editions.writing import Editions, Order
from bookbuilder.model.book import Book as BookYaml
from bookbuilder.model.publication import Artefact, Publication
from bookbuilder.release import gate, git
from bookbuilder.release.authors import author_copies, chosen
from bookbuilder.release.engines import engines
from bookbuilder.release.explained_warnings import Weighed, read_explanations, weigh
from bookbuilder.release.made_editions import (
    SHIPPED,
    Battery,
    Made,
    Maker,
    record_of,
    sources_fingerprint,
    words_of_editions,
)
from bookbuilder.release.manifest import MANIFEST, SUMS, File, Named, Origin, json_file, manifest, sums
from bookbuilder.release.metadata import write_metadata
from bookbuilder.release.metadata.record import Record
from bookbuilder.release.signing import SIGNATURE
from bookbuilder.release.text_record import NO_PAGES, as_json, text_of_book
from bookbuilder.saving import temporary_folder, whole_folder
from bookbuilder.theme.templates import Theme, render
from bookbuilder.theme.terms import read_words

__all__ = ["Book", "State", "book_alone", "read_state", "write_release"]

FOLDER = "release"
TEXT = "checks/text.json"
MASKED = "PRV-005"
PURPOSES = (
    *(purpose for edition in SHIPPED if edition.release is not None for purpose in edition.release.purposes),
    *("chapter-pdf", "onix", "marc", "crossref", "sheet", "citation", "references", "checks", "text"),
)
"""In the order in which README.html lists the files."""


@dataclass(frozen=True)
class State:
    """What git knows of the book's folder."""

    commit: str = ""
    """Empty where it lies in no repository."""
    moment: str = ""
    """When the commit was made: 20210401T120000Z."""
    uncommitted: tuple[str, ...] = ()


def read_state(folder: Path) -> State:
    """The commit that is checked out, and what differs from it."""
    head = git.head(folder)
    return State(head.id, head.moment, tuple(git.uncommitted(folder))) if head is not None else State()


@dataclass(frozen=True)
class Book:
    """A book that was read and composed for release."""

    folder: Path
    theme: Theme
    publication: Publication
    items: tuple[Mapping[str, Any], ...]
    """The sources that it cites, as CSL items."""
    private: Private


def write_release(
    book: Book,
    state: State,
    found: Sequence[Diagnostic],
    output: Path,
    steps: Steps,
    *,
    against: Sequence[Diagnostic] = (),
    stage: Stage = Stage.RELEASE,
    battery: Battery = check_artefacts,
) -> Outcome[Artefact | None]:
    """Make every edition, check it, and write OUTPUT/release/SLUG-VERSION/; None where anything stands against it.

    `against` is what a proof may have, and a release may not: specimens, open queries, words that consent does not cover.
    """
    proof, about = stage is Stage.PROOF, book.publication.book
    label = f"PROOF {about.version}{f' ({state.commit[:7]})' if state.commit else ''}" if proof else ""
    with temporary_folder() as temporary:
        staging = Path(temporary)
        order = Order(SHIPPED, stage, found if proof else (), is_compared=True)
        editions = Editions(book.publication, book.theme, steps, staging, book.private, order)
        maker = Maker(editions, staging, label)
        made = maker.make(battery)
    moment = state.moment or book.publication.modified.replace("-", "").replace(":", "")
    record = record_of(book.publication, book.theme, steps, made, book.items, moment, proof)
    metadata = write_metadata(record)
    explanations = read_explanations(book.folder)
    diagnostics = in_reading_order([*found, *made.diagnostics, *metadata.diagnostics, *explanations.diagnostics])
    weighed = weigh(diagnostics, explanations.value)
    reasons = [*against, *_reasons(book, state, made, weighed)]
    reported = in_reading_order(gate.weighed_for(diagnostics, stage, reasons))
    if errors(reported) and stage is Stage.RELEASE:
        return Outcome(None, tuple(reported))
    reasons += [it for it in errors(reported) if it not in reasons]
    files = dict(made.files)
    files |= {f"metadata/{_named(path, proof)}": File(data, _purpose(path)) for path, data in metadata.value.items()}
    files |= _chapter_files(book, made, steps, maker.stem) if not proof else {}
    files |= _checks(book, made, weighed, reasons, reported)
    stem = maker.stem.removesuffix("-PROOF")
    version = "".join(sign if sign.isalnum() or sign in ".-_+" else "-" for sign in about.version)
    name = f"{stem}-{version}{'-PROOF' if proof else ''}"
    readme = _readme(book, files, name, proof, reasons)
    if errors(readme.diagnostics):
        return Outcome(None, (*reported, *readme.diagnostics))
    files["README.html"] = File(readme.value.encode(), "readme")
    origin = Origin(state.commit, moment, state.uncommitted, sources_fingerprint(book.folder, book.theme), engines())
    named = Named(about.full_title, stem, about.version, proof, book.publication.has_specimens)
    whole = {path: file.data for path, file in files.items()}
    whole[MANIFEST] = manifest(named, origin, files)
    whole[SUMS] = sums(whole)
    searched = {**whole, **_without_public(record, book.private, proof)}
    secret = find_withheld_names("release", searched, book.private, book.publication, steps)
    outcome = _put(about, output / FOLDER / name, whole, proof, secret)
    if outcome.value is None:
        return Outcome(None, (*reported, *outcome.diagnostics))
    return Outcome(Artefact("release", outcome.value, made.printed.pages if made.printed else 0), tuple(reported))


def _put(
    about: BookYaml, target: Path, whole: Mapping[str, bytes], proof: bool, secret: Sequence[Diagnostic]
) -> Outcome[Path | None]:
    """Write the folder, unless it names somebody withheld; one that was released stays, and must be the same."""
    released = target.is_dir() and not proof
    place = about.place("version")
    again = list(gate.released_once(about.version, target, differing_files(target, whole), place)) if released else []
    if secret or again:
        return Outcome(None, (*secret, *again))
    if not released:
        whole_folder(target, whole)
    return Outcome(target)


def _chapter_files(book: Book, made: Made, steps: Steps, stem: str) -> dict[str, File]:
    """A PDF of each chapter with its own title page and metadata, where book.yaml asks for them."""
    if not book.publication.book.metadata.chapters or made.printed is None:
        return {}
    chapters = chosen(book.publication, ()).value
    copies = author_copies(book.publication, chapters, made.printed, book.theme, steps).value
    return {f"chapters/{stem}-{id}.pdf": File(data, "chapter-pdf") for id, data in copies.items()}


def differing_files(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Paths whose bytes in the folder are others, or that only one of the two has.

    What tells of the making is left out: engines and checkers may have newer versions and give the same book.
    """
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return sorted(
        name
        for name in {*there, *files}
        if name not in (MANIFEST, SUMS, SIGNATURE) and not name.startswith("checks/")
        if name not in there
        or name not in files
        or hashlib.sha256(there[name].read_bytes()).digest() != hashlib.sha256(files[name]).digest()
    )


def book_alone(about: BookYaml, state: State) -> list[Diagnostic]:
    """The reasons that can be known of a book before anything is made of it."""
    return [
        *gate.committed(bool(state.commit), state.uncommitted),
        *gate.has_isbns(about),
        *gate.declared(about),
        *gate.is_final(about),
    ]


def _without_public(record: Record, private: Private, proof: bool) -> dict[str, bytes]:
    """Metadata without the works under which somebody may appear as an author, for the search of withheld names alone."""
    public = {key for secret in private.secrets for key in secret.public_as}
    if not public:
        return {}
    rest = tuple(item for item in record.items if str(item["id"]) not in public)
    return {
        f"metadata/{_named(path, proof)}": data
        for path, data in write_metadata(replace(record, items=rest)).value.items()
    }


def _reasons(book: Book, state: State, made: Made, weighed: Weighed) -> list[Diagnostic]:
    about = book.publication.book
    return [
        *book_alone(about, state),
        *(
            gate.fills_signatures(about, made.printed.pages, made.printed_pages)
            if made.printed and made.printed_pages
            else ()
        ),
        *gate.conformance_holds(about, made.contradictions),
        *gate.explained(weighed),
        *made.reasons,
    ]


def _checks(
    book: Book, made: Made, weighed: Weighed, reasons: Sequence[Diagnostic], reported: Sequence[Diagnostic]
) -> dict[str, File]:
    """What was checked and what was found, and the text of the book as it was released."""
    checkers = {"checkers": [report.as_dict() for report in made.reports]}
    explained = [(fault, because) for fault, because in weighed.explained if fault.code != MASKED]
    gate_report = {
        "refused-for": [it.as_dict() for it in _for_receivers(reasons)],
        "explained": [{**fault.as_dict(), "because": because} for fault, because in explained],
        "notes": [it.as_dict() for it in reported if it.severity is Severity.NOTE],
        "withheld-names": "searched for in every file, none found",
    }
    pages = made.printed.map if made.printed is not None else NO_PAGES
    text = text_of_book(book.publication, book.items, pages)
    return {
        "checks/checkers.json": File(json_file(checkers), "checks"),
        "checks/gate.json": File(json_file(gate_report), "checks"),
        TEXT: File(as_json(text), "text"),
    }


def _for_receivers(reasons: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The reasons without those that would say of whom a masked name is."""
    return [it for it in reasons if MASKED not in it.message]


def _readme(
    book: Book, files: Mapping[str, File], name: str, proof: bool, reasons: Sequence[Diagnostic]
) -> Outcome[str]:
    """One page for whoever receives the folder."""
    by_purpose: dict[str, list[str]] = {}
    for path in sorted(files):
        by_purpose.setdefault(files[path].purpose, []).append(path)
    lang = book.publication.book.lang
    values = {
        "book": book.publication.book,
        "words": {**words_of_editions(lang), **read_words(book.theme, lang).value},
        "name": name,
        "proof": proof,
        "has_specimens": book.publication.has_specimens,
        "files": by_purpose,
        "purposes": PURPOSES,
        "isbns": {path: file.isbn for path, file in files.items() if file.isbn},
        "reasons": list(dict.fromkeys(f"{it.location}: {it.message}" for it in _for_receivers(reasons))),
    }
    return render(book.theme, "release/README.html", values)


def _purpose(path: str) -> Any:
    if path.startswith(("book/", "chapters/")):
        return "citation"
    own = {"onix.xml": "onix", "crossref.xml": "crossref", "references.json": "references", "open-access.csv": "sheet"}
    return own.get(path, "marc")


def _named(path: str, proof: bool) -> str:
    """onix.xml, or onix-PROOF.xml."""
    stem, _, ending = path.rpartition(".")
    return f"{stem}-PROOF.{ending}" if proof else path
