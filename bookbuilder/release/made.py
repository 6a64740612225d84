"""A composed book in; the files of its editions, and every fault met on the way, out, for release and for proof alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bookbuilder.cache import Steps, fingerprint, whole_file
from bookbuilder.checks.artefacts import Report, refused
from bookbuilder.diagnostics import Diagnostic, Outcome, Severity, errors
from bookbuilder.editions.accessibility import accessibility
from bookbuilder.editions.web.citing import citations
from bookbuilder.editions.web.pages import site_addresses
from bookbuilder.editions.writing import Editions, file_name, whole_folder
from bookbuilder.layout import PdfEdition
from bookbuilder.model.publication import Publication
from bookbuilder.pages.page_marks import PageMark, page_breaks
from bookbuilder.release.conformance import against_pdf_ua
from bookbuilder.release.files import File, zipped
from bookbuilder.release.marked import marked_epub, marked_pdf, marked_picture, marked_site
from bookbuilder.release.metadata.record import PageCount, Record, products
from bookbuilder.theme.edition_words import read_words
from bookbuilder.theme.templates import Theme

Battery = Callable[[Sequence[Path], Sequence[Path], Steps], Outcome[tuple[Report, ...]]]
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
    """Makes one edition after the other; a proof's are marked."""

    def __init__(
        self, publication: Publication, theme: Theme, steps: Steps, editions: Editions, staging: Path, label: str
    ) -> None:
        self._publication = publication
        self._theme = theme
        self._steps = steps
        self._editions = editions
        self._staging = staging
        self._label = label
        self._made = Made()
        self.stem = f"{file_name(publication)}{'-PROOF' if label else ''}"

    def make(self, battery: Battery) -> Made:
        """Every edition, and what the battery of checkers says; an edition that cannot be made is missing, with its errors."""
        self._pdf()
        self._printers()
        self._cover()
        epub, site = self._epub(), self._site()
        checked = battery([epub] if epub else [], [site] if site else [], self._steps)
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

    def _edition(self, format: str) -> bool:
        outcome = self._editions.write(format)
        self._made.diagnostics += outcome.diagnostics
        return outcome.value is not None and not errors(outcome.diagnostics, format)

    def _isbn(self, edition: str) -> str:
        return str(getattr(self._publication.book.identifier, edition))

    def _pdf(self) -> None:
        if not self._edition("pdf"):
            return
        self._made.printed = self._editions.printed.value
        assert self._made.printed is not None, "it has just been written"
        data = self._made.printed.data
        contradictions = against_pdf_ua(data)
        if contradictions:
            self._made.contradictions["pdf"] = contradictions
        self._made.files[f"{self.stem}.pdf"] = File(self._marked(data), "readers-pdf", "pdf", self._isbn("pdf"))

    def _printers(self) -> None:
        if self._made.printed is None:
            return
        outcome = self._editions.write("printer")
        self._made.diagnostics += outcome.diagnostics
        if outcome.value is None:
            return
        data = outcome.value.path.read_bytes()
        self._made.printed_pages = outcome.value.pages
        self._made.files[f"{self.stem}-printer.pdf"] = File(
            self._marked(data), "printers-pdf", "print", self._isbn("print")
        )

    def _cover(self) -> None:
        """The wrap for the printer, and the fronts for shops."""
        if not self._edition("cover"):
            return
        for path in sorted((self._staging / "cover").iterdir()):
            data, name = path.read_bytes(), path.name.removeprefix("cover-")
            if path.suffix == ".pdf":
                file = File(self._marked(data, covered=True), "cover-wrap", "print", self._isbn("print"))
            else:
                file = File(self._marked_front(data), "cover-front")
            self._made.files[f"cover/{self.stem}-{name}"] = file

    def _epub(self) -> Path | None:
        if not self._edition("epub"):
            return None
        data = (self._staging / f"{file_name(self._publication)}.epub").read_bytes()
        data = marked_epub(data, self._label) if self._label else data
        self._made.files[f"{self.stem}.epub"] = File(data, "epub", "epub", self._isbn("epub"))
        path = self._staging / "shipped" / f"{file_name(self._publication)}.epub"
        whole_file(path, data)
        return path

    def _site(self) -> Path | None:
        if not self._edition("html"):
            return None
        folder = self._staging / "site"
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        if self._label:
            plain = file_name(self._publication)
            beside = {f"{plain}{ending}": f"{self.stem}{ending}" for ending in (".pdf", ".epub")}
            files = marked_site(
                files,
                self._label,
                {old: (new, self._made.files[new].data) for old, new in beside.items() if old in files},
            )
        self._made.files[f"{self.stem}-web.zip"] = File(
            zipped(files, f"{self.stem}-web"), "web", "html", self._isbn("html")
        )
        path = self._staging / "shipped" / f"{file_name(self._publication)}-web"
        whole_folder(path, files)
        return path

    def _marked(self, data: bytes, *, covered: bool = False) -> bytes:
        if not self._label:
            return data
        inputs = {"pdf": data, "label": self._label, "covered": covered}
        return self._steps.step("mark a proof", inputs, lambda: marked_pdf(data, self._label, covered=covered))

    def _marked_front(self, data: bytes) -> bytes:
        if not self._label:
            return data
        return self._steps.step(
            "mark a front", {"picture": data, "label": self._label}, lambda: marked_picture(data, self._label)
        )


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
    return Record(
        publication=publication,
        items=tuple(items),
        products=products(publication, sizes),
        pages=pages,
        accessibility=accessibility(publication, words, has_pages=bool(marks)),
        moment=moment,
        proof=proof,
        citing=citations(publication, theme.own, steps, marks, site_addresses(publication).files),
        chapter_pages={id: (its[0].page, its[-1].page) for id, its in marks.items() if its},
    )


def sources_fingerprint(folder: Path, theme: Theme) -> str:
    """SHA-256 over every file of the book and of its looks, names and bytes."""
    files = {path for path in (folder / "manuscript").rglob("*") if path.is_file() and not path.name.startswith(".")}
    files |= {path for path in folder.glob("*.yaml") if path.is_file()}
    listed = [(path.relative_to(folder).as_posix(), path) for path in sorted(files) if path.name != "private.yaml"]
    return fingerprint([listed, theme.fingerprint("templates"), theme.fingerprint("styles")])
