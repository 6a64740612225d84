"""The publication in; its editions in output/, each searched for withheld names and read back before it is put there, out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bookbuilder.cache import Steps, whole_file
from bookbuilder.consent.private import Private
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Stage, blocking, errors, in_reading_order, weighed
from bookbuilder.editions.draft_marks import Mark, draft_marks
from bookbuilder.model.publication import Artefact, Publication
from bookbuilder.theme.templates import Theme

if TYPE_CHECKING:
    from bookbuilder.editions.printer import PrintersPdf
    from bookbuilder.layout import PdfEdition
    from bookbuilder.pages.page_marks import PageMark

OF_PRINT = frozenset({"printer", "cover"})
"""What is made from the print edition, and cannot be had without it."""


class Editions:
    """Writes one edition after the other; the print edition is laid out once, since all of them carry its pages."""

    def __init__(
        self,
        publication: Publication,
        theme: Theme,
        steps: Steps,
        output: Path,
        workers: int,
        private: Private,
        *,
        stage: Stage = Stage.DRAFT,
        compared: bool = False,
        found: Sequence[Diagnostic] = (),
        sources: Mapping[int, str] = {},
    ) -> None:
        """A release has the printed pages in every edition; `compared` reads each edition back and holds it against the book.

        `found` are the faults of the book so far: a draft in which errors stand is marked and has a name of its own;
        `sources` are the ids of the bibliography's entries by their line in references.yaml.
        """
        self._publication = publication
        self._theme = theme
        self._steps = steps
        self._output = output
        self._workers = workers
        self._private = private
        self._stage = stage
        self._compared = compared
        self._found = tuple(found)
        self._sources = sources
        self._beside: dict[str, tuple[str, bytes]] = {}
        """What a reader of the web edition may take instead, by its name: the file and its bytes, once it is finished."""

    def write(self, format: str) -> Outcome[Artefact | None]:
        """Write one edition; None, and nothing new in output/, where an error stands against it."""
        return {
            "pdf": self._pdf, "printer": self._printer, "cover": self._cover, "epub": self._epub, "html": self._html
        }[format]()  # fmt: skip

    @cached_property
    def printed(self) -> Outcome[PdfEdition | None]:
        """The print edition as it was laid out, from which all others take their pages."""
        from bookbuilder.layout import write_pdf

        return write_pdf(self._publication, self._theme, self._steps, workers=self._workers, stage=self._stage)

    def _stopped(self, diagnostics: Iterable[Diagnostic], format: str) -> bool:
        """Whether an edition cannot be written at all, for what was found before or with it."""
        return bool(blocking([*self._found, *diagnostics], self._stage, format))

    def _standing(self, diagnostics: Iterable[Diagnostic], format: str) -> list[Diagnostic]:
        """The errors that a draft of this edition has."""
        return errors(in_reading_order(weighed([*self._found, *diagnostics], self._stage)), format)

    @cached_property
    def _numbered(self) -> Publication:
        """The publication with the numbers of the printed pages, where there is a print edition to ask."""
        from bookbuilder.pages.page_refs import numbered

        printed = self.printed
        if printed.value is None or self._stopped(printed.diagnostics, "pdf"):
            return self._publication
        return numbered(self._publication, printed.value.map)

    def _page_breaks(self, format: str) -> Outcome[dict[str, tuple[PageMark, ...]]]:
        """Where the printed pages begin; nothing, and a warning, where there is no print edition to ask: a release refuses."""
        from bookbuilder.pages.page_marks import page_breaks

        printed = self.printed
        if printed.value is not None and not self._stopped(printed.diagnostics, "pdf"):
            return Outcome(page_breaks(printed.value.facts, printed.value.map, self._publication.documents))
        told = Diagnostic(
            "PAG-001",
            Location("manuscript/book.yaml"),
            f"The {'EPUB' if format == 'epub' else 'web edition'} has no page numbers of print: the PDF could not be laid out.",
            "Run: python build.py pdf",
            blocks=frozenset({format}),
        )
        return Outcome({}, (told,))

    def _pdf(self) -> Outcome[Artefact | None]:
        outcome = self.printed
        edition = outcome.value
        if edition is None or self._stopped(outcome.diagnostics, "pdf"):
            return Outcome(None, outcome.diagnostics)
        path = self._output / f"{file_name(self._publication)}.pdf"
        diagnostics = (*outcome.diagnostics, *self._agreement("pdf", {path.name: edition.data}))

        def mark(marks: list[Mark], count: int) -> dict[str, bytes]:
            from bookbuilder.editions.draft_pdf import mark_pdf

            return {"": mark_pdf(edition, marks, count)}

        return self._finished("pdf", path, {"": edition.data}, diagnostics, mark, edition.pages)

    def _press_stops(self, format: str, diagnostics: Iterable[Diagnostic] = ()) -> bool:
        """The printer's file and the cover are never written with an error, at no stage."""
        found = weighed([*self._found, *diagnostics], self._stage)
        return bool(errors(found, "pdf") or errors(found, format))

    @cached_property
    def _pressed(self) -> Outcome[PrintersPdf | None]:
        from bookbuilder.editions.printer import printers_pdf

        printed = self.printed
        if printed.value is None or self._press_stops("printer", printed.diagnostics):
            return Outcome(None, printed.diagnostics)
        return printers_pdf(printed.value, self._publication, self._theme, self._steps)

    def _printer(self) -> Outcome[Artefact | None]:
        outcome = self._pressed
        if outcome.value is None or self._press_stops("printer", outcome.diagnostics):
            return Outcome(None, outcome.diagnostics)
        path = self._output / f"{file_name(self._publication)}-printer.pdf"
        found = betrayed("printer", {path.name: outcome.value.data}, self._private, self._publication, self._steps)
        if found:
            return Outcome(None, (*outcome.diagnostics, *found))
        whole_file(path, outcome.value.data)
        return Outcome(Artefact("printer", path, outcome.value.pages), outcome.diagnostics)

    def _cover(self) -> Outcome[Artefact | None]:
        from bookbuilder.editions.cover import write_cover

        pressed = self._pressed
        if pressed.value is None:
            return Outcome(None, pressed.diagnostics)
        outcome = write_cover(self._publication, pressed.value.pages, self._theme, self._steps)
        diagnostics = (*pressed.diagnostics, *outcome.diagnostics)
        if outcome.value is None or self._press_stops("cover", diagnostics):
            return Outcome(None, diagnostics)
        path = self._output / "cover"
        found = betrayed("cover", outcome.value.files, self._private, self._publication, self._steps)
        if found:
            return Outcome(None, (*diagnostics, *found))
        whole_folder(path, dict(outcome.value.files))
        return Outcome(Artefact("cover", path), diagnostics)

    def _epub(self) -> Outcome[Artefact | None]:
        from bookbuilder.editions.draft_pages import mark_epub
        from bookbuilder.editions.epub import write_epub

        breaks = self._page_breaks("epub")
        outcome = write_epub(self._numbered, self._theme, self._steps, page_breaks=breaks.value)
        data, diagnostics = outcome.value, (*breaks.diagnostics, *outcome.diagnostics)
        if data is None or self._stopped(diagnostics, "epub"):
            return Outcome(None, diagnostics)
        path = self._output / f"{file_name(self._publication)}.epub"
        diagnostics = (*diagnostics, *self._agreement("epub", {path.name: data}))
        return self._finished(
            "epub", path, {"": data}, diagnostics, lambda marks, count: {"": mark_epub(data, marks, count)}
        )

    def _html(self) -> Outcome[Artefact | None]:
        from bookbuilder.editions.draft_pages import mark_site
        from bookbuilder.editions.web import OtherEdition, write_site

        breaks = self._page_breaks("html")
        others = [OtherEdition(name, file) for name, (file, _) in self._beside.items()]
        outcome = write_site(self._numbered, self._theme, self._steps, page_breaks=breaks.value, editions=others)
        files, diagnostics = outcome.value, (*breaks.diagnostics, *outcome.diagnostics)
        if files is None or self._stopped(diagnostics, "html"):
            return Outcome(None, diagnostics)
        diagnostics = (*diagnostics, *self._agreement("html", files))
        return self._finished(
            "html", self._output / "site", files, diagnostics, lambda marks, count: mark_site(files, marks, count)
        )

    def _agreement(self, format: str, files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
        """Whether a finished edition has the words of the book, read out of its own files."""
        return departed(format, files, self._publication, self._steps) if self._compared else ()

    def _finished(
        self,
        format: str,
        path: Path,
        files: dict[str, bytes],
        diagnostics: tuple[Diagnostic, ...],
        mark: Callable[[list[Mark], int], dict[str, bytes]],
        pages: int = 0,
    ) -> Outcome[Artefact | None]:
        """Put an edition into output/, where it betrays nobody: under its name, or marked and under a draft's, with its errors.

        `files` are those of a folder, or one file without a name. A clean edition takes the place of an earlier draft.
        """
        standing = self._standing(diagnostics, format)
        if standing and self._stage is Stage.RELEASE:
            return Outcome(None, diagnostics)
        draft = path.with_name(f"{path.stem}-draft{path.suffix}")
        is_draft = bool(standing) and self._stage is Stage.DRAFT
        if is_draft:
            inputs = {"files": files, "errors": [str(it) for it in standing], "sources": self._sources}
            marks = draft_marks(self._publication, standing, self._sources)
            path, files = (
                draft,
                self._steps.step(f"mark the draft {format}", inputs, lambda: mark(marks, len(standing))),
            )
        named = {path.name: files[""]} if "" in files else files
        found = betrayed(format, named, self._private, self._publication, self._steps)
        if found:
            return Outcome(None, (*diagnostics, *found))
        if "" in files:
            whole_file(path, files[""])
            self._beside[format.upper()] = (path.name, files[""])
        else:
            whole_folder(path, {**files, **dict(self._beside.values())})
        if not is_draft:
            _remove(draft)
        return Outcome(Artefact(format, path, pages, len(standing) if is_draft else 0), diagnostics)


def _remove(path: Path) -> None:
    """Take an earlier draft away: what it had to say is said."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def betrayed(
    format: str, files: Mapping[str, bytes], private: Private, publication: Publication, steps: Steps
) -> tuple[Diagnostic, ...]:
    """The places of a finished artefact that name somebody who is not to be named; nothing is written where there are any."""
    from bookbuilder.consent.withheld import search_artefact

    if not private.secrets:
        return ()
    inputs = {
        "files": files,
        "private": private.secrets,
        "documents": [document.body for document in publication.documents],
    }
    return steps.step(
        f"search the {format} for withheld names",
        inputs,
        lambda: search_artefact(format, files, private.secrets, publication),
    )


def departed(format: str, files: Mapping[str, bytes], publication: Publication, steps: Steps) -> tuple[Diagnostic, ...]:
    """The first place at which a finished edition, read out of its own files, departs from the book."""
    from bookbuilder.editions.agreement import disagreement

    inputs = {"files": files, "documents": publication.documents}
    return steps.step(f"hold the {format} against the book", inputs, lambda: disagreement(publication, format, files))


def file_name(publication: Publication) -> str:
    """The artefacts' stem, from the short title: the-eu-and-central-asia."""
    words = "".join(c if c.isalnum() else " " for c in publication.book.running_title.lower()).split()
    return "-".join(words)[:60].strip("-") or "book"


def whole_folder(path: Path, files: dict[str, bytes]) -> None:
    """Write a folder so that it appears whole or not at all; the folder that stood there before goes last."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    outgoing = path.with_name(f".{path.name}.{os.getpid()}.old")
    for leftover in (unfinished, outgoing):
        shutil.rmtree(leftover, ignore_errors=True)
    for name in sorted(files):
        target = unfinished / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files[name])
    if path.exists():
        os.replace(path, outgoing)
    os.replace(unfinished, path)
    shutil.rmtree(outgoing, ignore_errors=True)
