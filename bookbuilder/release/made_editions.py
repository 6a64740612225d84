"""Makes the files of all editions for release and proof alike, with every fault met on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bookbuilder.cache import Steps, fingerprint
from bookbuilder.checks.artefacts import Artefacts, Report, refused
from bookbuilder.diagnostics import Diagnostic, Outcome, Severity, errors
from bookbuilder.editions.accessibility import accessibility
from bookbuilder.editions.cover.front import as_jpeg, make_cover
from bookbuilder.editions.edition import Edition, ProofMarking, file_name
from bookbuilder.editions.pdf import PDF
from bookbuilder.editions.printer import PRINTER
from bookbuilder.editions.registry import EDITIONS
from bookbuilder.editions.web.citing import citations
from bookbuilder.editions.web.site import site_addresses
from bookbuilder.editions.writing import Editions
from bookbuilder.layout import PdfEdition
from bookbuilder.model.publication import Publication
from bookbuilder.pages.page_marks import PageMark, page_breaks
from bookbuilder.release.manifest import File
from bookbuilder.release.metadata.record import PageCount, Record, products
from bookbuilder.saving import whole_file, whole_folder
from bookbuilder.source import own_files
from bookbuilder.theme.templates import Theme
from bookbuilder.theme.terms import read_words
from bookbuilder.zipping import zipped

SHIPPED = tuple(it for it in EDITIONS if it.release is not None)
"""What a publisher receives."""

Battery = Callable[[Artefacts, Steps], Outcome[tuple[Report, ...]]]
"""EPUBs and folders of web editions in; what the field's checkers find in them, out."""


@dataclass
class Made:
    """The editions as they are shipped."""

    files: dict[str, File] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    contradictions: dict[str, list[str]] = field(default_factory=dict)
    """What checks found against a declared conformance, by its key in book.yaml."""
    reports: tuple[Report, ...] = ()
    """What each checker found."""
    reasons: list[Diagnostic] = field(default_factory=list)
    """What a release is refused for, and a proof is not."""
    printed: PdfEdition | None = None
    printed_pages: int = 0
    """Pages of the printer's file."""


class Maker:
    """Makes the editions that a publisher receives, in any order; a proof's are marked."""

    def __init__(self, editions: Editions, staging: Path, label: str) -> None:
        """`staging` is an empty folder to work in; `label` marks a proof and is empty for a release."""
        self._publication = editions.publication
        self._editions = editions
        self._staging = staging
        self._label = label
        self._made = Made()
        self._shipped: dict[str, dict[str, File]] = {}
        self._staged: dict[str, Path] = {}
        self._plain = file_name(self._publication)
        self.stem = f"{self._plain}{'-PROOF' if label else ''}"

    def make(self, battery: Battery) -> Made:
        """Every edition, and what the battery of checkers says; an edition that cannot be made is missing, with its errors."""
        for edition in SHIPPED:
            self._made.files |= self._ship(edition)
        self._made.printed = self._editions.printed.value if self._ship(PDF) else None
        self._made.printed_pages = sum(it.pages for it in self._editions.write(PRINTER).value)
        checked = battery({kind: self._to_check(kind) for kind in ("epub", "site", "pdf")}, self._editions.steps)
        self._made.reports = checked.value
        self._made.reasons += [*refused(checked.value), *errors(checked.diagnostics)]
        self._made.diagnostics += [
            it for it in checked.diagnostics if it.severity is not Severity.ERROR and it.code != "ART-001"
        ]
        failed = [
            f"{it.tool} finds faults in the EPUB"
            for it in checked.value
            if it.outcome == "failed" and it.tool in ("Ace", "EPUBCheck")
        ]
        if self._publication.book.conformance.epub and failed:
            self._made.contradictions["epub"] = failed
        return self._made

    def _ship(self, edition: Edition) -> dict[str, File]:
        """The files of an edition by their paths in the publisher's folder; none where it cannot be made."""
        if edition.name not in self._shipped:
            self._shipped[edition.name] = {}
            self._shipped[edition.name] = self._shipped_files(edition)
        return self._shipped[edition.name]

    def _shipped_files(self, edition: Edition) -> dict[str, File]:
        release = edition.release
        assert release is not None, "only editions that a publisher receives are shipped"
        outcome = self._editions.write(edition)
        self._made.diagnostics += outcome.diagnostics
        is_proof = bool(self._label)
        if not outcome.value or not is_proof and any(errors(outcome.diagnostics, it) for it in edition.concerned_by):
            return {}
        files = self._editions.files(edition)
        if release.contradictions is not None and edition.trade is not None:
            found = release.contradictions(files[""])
            if found:
                self._made.contradictions[edition.trade.conformance] = found
        companions = self._companions() if edition.offers_companions else {}
        if self._label:
            files = release.mark(files, ProofMarking(self._label, self._editions, companions))
        beside = edition.beside(self._plain, files) if edition.beside is not None else {}
        files = {**files, **dict(companions.values()), **beside}
        path = release.path.format(stem=self.stem, name="{name}")
        if release.is_zipped:
            self._stage(edition, f"{self._plain}-{edition.label}", files)
            files = {"": zipped(files, path)}
            path = f"{path}.zip"
        elif release.checkers:
            self._stage(edition, edition.file_name(self._publication), files)
        return {
            path.format(name=name.removeprefix(f"{edition.name}-")): self._file(edition, name, data)
            for name, data in files.items()
        }

    def _companions(self) -> dict[str, tuple[str, bytes]]:
        """The files that the web edition offers beside its pages, by their names: as they are shipped."""
        found = {}
        for companion in self._editions.companions:
            for path, file in self._ship(companion.edition).items():
                found[companion.name] = (path, file.data)
        return found

    def _file(self, edition: Edition, name: str, data: bytes) -> File:
        assert edition.release is not None
        purpose = edition.release.purpose_of(name) if edition.release.purpose_of else edition.release.purposes[0]
        trade = edition.trade or edition.release.trades.get(purpose)
        if trade is None:
            return File(data, purpose)
        return File(data, purpose, trade.name, str(getattr(self._publication.book.identifier, trade.name)))

    def _stage(self, edition: Edition, name: str, files: Mapping[str, bytes]) -> None:
        """Put files where the field's checkers look at them, as they are shipped."""
        path = self._staging / "shipped" / name
        if "" in files:
            whole_file(path, files[""])
        else:
            whole_folder(path, dict(files))
        self._staged[edition.name] = path

    def _to_check(self, checkers: str) -> list[Path]:
        return [
            self._staged[it.name]
            for it in SHIPPED
            if it.release is not None and it.release.checkers == checkers and it.name in self._staged
        ]


def words_of_editions(lang: str) -> dict[str, str]:
    """What editions say of themselves where templates/terms/ has no words for them."""
    texts: dict[str, str] = {}
    for release in (it.release for it in SHIPPED if it.release is not None and it.release.readme):
        text = release.readme[lang] if lang in release.readme else release.readme["en"]
        texts |= {f"readme_{purpose.replace('-', '_')}": text for purpose in release.purposes}
    return texts


def record_of(
    publication: Publication,
    theme: Theme,
    steps: Steps,
    made: Made,
    items: Sequence[Mapping[str, Any]],
    moment: str,
    proof: bool,
) -> Record:
    """What the metadata is made from, with the printed pages and the sizes of the files."""
    marks: dict[str, tuple[PageMark, ...]] = {}
    pages = PageCount()
    if made.printed is not None:
        marks = page_breaks(made.printed.facts, made.printed.map, publication.documents)
        whole, first = made.printed.pages, made.printed.first_pages
        front = next((first[it.id] - 1 for it in publication.documents if it.matter != "frontmatter"), 0)
        back = next((whole - first[it.id] + 1 for it in publication.documents if it.matter == "backmatter"), 0)
        pages = PageCount(front, whole - front, back, made.printed_pages)
    sizes = {it.edition: len(it.data) for it in made.files.values() if it.edition}
    sizes |= {"print": 0} if "print" in sizes else {}
    words = read_words(theme, publication.book.lang).value
    cover = make_cover(publication, theme, steps, words).value
    return Record(
        publication=publication,
        items=tuple(items),
        products=products(publication, sizes),
        pages=pages,
        accessibility=accessibility(publication, words, has_pages=bool(marks)),
        moment=moment,
        proof=proof,
        cover=as_jpeg(cover, steps).name if cover else "",
        citing=citations(publication, theme.own, steps, marks, site_addresses(publication).files),
        chapter_pages={id: (its[0].page, its[-1].page) for id, its in marks.items() if its},
    )


def sources_fingerprint(folder: Path, theme: Theme) -> str:
    """SHA-256 over every file of the book and of its looks, names and bytes."""
    files = {path for path in own_files(folder / "manuscript", folder) if not path.name.startswith(".")}
    files |= set(own_files(folder, folder, ".yaml", deep=False))
    listed = [(path.relative_to(folder).as_posix(), path) for path in sorted(files) if path.name != "private.yaml"]
    return fingerprint([listed, theme.fingerprint("templates"), theme.fingerprint("styles")])
