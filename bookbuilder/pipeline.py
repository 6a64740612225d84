"""The build as a list that can be read aloud: a book's folder in; its editions in output/, and every fault, out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookbuilder.cache import Ran, Steps, whole_file
from bookbuilder.checks.consent import as_in_release, code_is_no_key, consent_gate, works_are_known
from bookbuilder.checks.ledger import Ledger, ledger
from bookbuilder.checks.references import check_cited, check_references
from bookbuilder.checks.withdrawal import forget_withdrawn
from bookbuilder.compose import compose
from bookbuilder.compose.citing import entry_of
from bookbuilder.compose.consent import fingerprint
from bookbuilder.compose.templates import Theme
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, did_you_mean, errors, in_reading_order
from bookbuilder.manuscript.approval import record
from bookbuilder.manuscript.folder import Manuscript, read_manuscript
from bookbuilder.manuscript.private import Private, read_private
from bookbuilder.model.interview import Interview
from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import Artefact, Publication
from bookbuilder.source import read_source


@dataclass(frozen=True)
class Built:
    """What a build has written, and what it found."""

    artefacts: tuple[Artefact, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    ran: tuple[Ran, ...] = ()


def build(
    folder: Path,
    formats: Sequence[str],
    output: Path,
    *,
    cache: Path | None = None,
    workers: int = 2,
    listen: Callable[[Ran], None] = lambda ran: None,
    release: bool = False,
    proof: bool = False,
) -> Built:
    """Read, compose and write the formats asked for; an error blocks every format that depends on it, and no other.

    A release refuses what consent does not cover, where a draft warns of it; only a proof may quote specimens.
    """
    steps = Steps(cache, listen)
    theme = Theme(folder)
    manuscript, publication, diagnostics = _read(folder, theme, steps, release=release)
    artefacts: list[Artefact] = []
    if manuscript is not None:
        diagnostics += forget_withdrawn(folder, manuscript.interviews, output, cache)
    if manuscript is not None and publication is not None:
        private = read_private(folder, manuscript.interviews)
        diagnostics += private.diagnostics
        diagnostics += consent_gate(publication, private.value, release=release, proof=proof)
    if release:
        diagnostics = as_in_release(diagnostics)
    if manuscript is not None and publication is not None:
        for format in formats:
            if errors(diagnostics, format):
                continue
            outcome = _WRITERS[format](publication, theme, steps, output, workers, private.value)
            diagnostics += outcome.diagnostics
            if outcome.value is not None:
                artefacts.append(outcome.value)
    return Built(tuple(artefacts), tuple(in_reading_order(diagnostics)), tuple(steps.ran))


def check(
    folder: Path,
    *,
    cache: Path | None = None,
    workers: int = 2,
    listen: Callable[[Ran], None] = lambda ran: None,
) -> Built:
    """Read and compose the book and write nothing; besides the faults, tell what an editor wants to know."""
    steps = Steps(cache, listen)
    manuscript, publication, diagnostics = _read(folder, Theme(folder), steps)
    if manuscript is not None and publication is not None:
        private = read_private(folder, manuscript.interviews)
        diagnostics += private.diagnostics
        diagnostics += consent_gate(publication, private.value, release=False, proof=False)
        inputs = {"references": manuscript.references, "cited": publication.cited, "citing": manuscript.book.citing}
        diagnostics += steps.step("check cited sources", inputs, lambda: _cited_sources(manuscript, publication))
    return Built((), tuple(in_reading_order(diagnostics)), tuple(steps.ran))


def _read(
    folder: Path, theme: Theme, steps: Steps, *, release: bool = False
) -> tuple[Manuscript | None, Publication | None, list[Diagnostic]]:
    read = read_manuscript(folder, steps)
    diagnostics = list(read.diagnostics)
    manuscript = read.value
    if manuscript is None:
        return None, None, diagnostics
    diagnostics += check_references(manuscript.references)
    keys = [reference.id for reference in manuscript.references]
    diagnostics += [*code_is_no_key(manuscript.interviews, keys), *works_are_known(manuscript.interviews, keys)]
    composed = compose(manuscript, theme, steps, release=release)
    return manuscript, composed.value, [*diagnostics, *composed.diagnostics]


def approve(
    folder: Path,
    code: str,
    output: Path,
    *,
    cache: Path | None = None,
    workers: int = 2,
    listen: Callable[[Ran], None] = lambda ran: None,
) -> Built:
    """Write what the expert of one interview signs: output/approval/kz-01.pdf and .docx."""
    from bookbuilder.outputs.approval import write_approval
    from bookbuilder.outputs.pdf import write_pdf

    steps = Steps(cache, listen)
    theme = Theme(folder)
    manuscript, publication, diagnostics = _read(folder, theme, steps)
    if manuscript is None or publication is None:
        return Built((), tuple(in_reading_order(diagnostics)), tuple(steps.ran))
    interview = next((interview for interview in publication.interviews if interview.code == code), None)
    if interview is None:
        fault = unknown_interview(code, publication.interviews)
        return Built((), tuple(in_reading_order([*diagnostics, fault])), tuple(steps.ran))
    printed = write_pdf(publication, theme, steps, workers=workers)
    pages = printed.value.map if printed.value is not None else PageMap({})
    outcome = write_approval(publication, interview, pages, theme, steps)
    diagnostics += outcome.diagnostics
    artefacts: list[Artefact] = []
    if outcome.value is not None:
        private = read_private(folder, manuscript.interviews).value
        for ending, data in (("pdf", outcome.value.pdf), ("docx", outcome.value.docx)):
            path = output / "approval" / f"{code}.{ending}"
            betrayed = _betrayed(ending, {path.name: data}, private, publication, steps)
            diagnostics += betrayed
            if not betrayed:
                whole_file(path, data)
                artefacts.append(Artefact(ending, path))
    return Built(tuple(artefacts), tuple(in_reading_order(diagnostics)), tuple(steps.ran))


def record_approval(folder: Path, code: str, date: str, *, cache: Path | None = None) -> Built:
    """Write into a transcript what its expert has approved, and when."""
    steps = Steps(cache)
    _, publication, diagnostics = _read(folder, Theme(folder), steps)
    if publication is None:
        return Built((), tuple(in_reading_order(diagnostics)), tuple(steps.ran))
    interview = next((interview for interview in publication.interviews if interview.code == code), None)
    if interview is None:
        return Built((), (unknown_interview(code, publication.interviews),), tuple(steps.ran))
    path = folder / interview.location.file
    source = read_source(path, folder).value
    assert source is not None, "it has just been read"
    own = [quotation for quotation in publication.quotations if quotation.code == code]
    whole_file(path, record(source, date, fingerprint(interview, own)).encode())
    return Built((Artefact("transcript", path),), (), tuple(steps.ran))


def accounts(folder: Path, *, cache: Path | None = None) -> tuple[Ledger | None, tuple[Diagnostic, ...]]:
    """Who is quoted where, how much, and with whose approval."""
    _, publication, diagnostics = _read(folder, Theme(folder), Steps(cache))
    return (ledger(publication) if publication is not None else None), tuple(in_reading_order(diagnostics))


def unknown_interview(code: str, interviews: Sequence[Interview]) -> Diagnostic:
    """There is no such interview, or it is withdrawn."""
    codes = [interview.code for interview in interviews]
    remedy = did_you_mean(code, codes) or f"There are: {', '.join(codes) or 'none'}."
    return Diagnostic("CON-009", Location("manuscript/interviews"), f'There is no interview "{code}".', remedy)


def _cited_sources(manuscript: Manuscript, publication: Publication) -> list[Diagnostic]:
    def entry(item: Mapping[str, Any]) -> str:
        return entry_of(manuscript.book, manuscript.folder, item)

    return check_cited(manuscript.references, publication.cited, entry)


def _pdf(
    publication: Publication, theme: Theme, steps: Steps, output: Path, workers: int, private: Private
) -> Outcome[Artefact | None]:
    from bookbuilder.outputs.pdf import write_pdf

    outcome = write_pdf(publication, theme, steps, workers=workers)
    if outcome.value is None or errors(outcome.diagnostics, "pdf"):
        return Outcome(None, outcome.diagnostics)
    path = output / f"{file_name(publication)}.pdf"
    betrayed = _betrayed("pdf", {path.name: outcome.value.data}, private, publication, steps)
    if betrayed:
        return Outcome(None, (*outcome.diagnostics, *betrayed))
    whole_file(path, outcome.value.data)
    pages = sum(len(facts) for facts in outcome.value.facts.values())
    return Outcome(Artefact("pdf", path, pages), outcome.diagnostics)


def _epub(
    publication: Publication, theme: Theme, steps: Steps, output: Path, workers: int, private: Private
) -> Outcome[Artefact | None]:
    from bookbuilder.outputs.epub import write_epub

    outcome = write_epub(publication, theme, steps)
    if outcome.value is None or errors(outcome.diagnostics, "epub"):
        return Outcome(None, outcome.diagnostics)
    path = output / f"{file_name(publication)}.epub"
    betrayed = _betrayed("epub", {path.name: outcome.value}, private, publication, steps)
    if betrayed:
        return Outcome(None, (*outcome.diagnostics, *betrayed))
    whole_file(path, outcome.value)
    return Outcome(Artefact("epub", path), outcome.diagnostics)


def _html(
    publication: Publication, theme: Theme, steps: Steps, output: Path, workers: int, private: Private
) -> Outcome[Artefact | None]:
    from bookbuilder.outputs.site import write_site

    outcome = write_site(publication, theme, steps)
    if outcome.value is None or errors(outcome.diagnostics, "html"):
        return Outcome(None, outcome.diagnostics)
    path = output / "site"
    betrayed = _betrayed("html", outcome.value, private, publication, steps)
    if betrayed:
        return Outcome(None, (*outcome.diagnostics, *betrayed))
    whole_folder(path, outcome.value)
    return Outcome(Artefact("html", path), outcome.diagnostics)


def _betrayed(
    format: str, files: Mapping[str, bytes], private: Private, publication: Publication, steps: Steps
) -> tuple[Diagnostic, ...]:
    """The places of a finished artefact that name somebody who is not to be named; nothing is written where there are any."""
    from bookbuilder.checks.privacy import search_artefact

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


_WRITERS = {"pdf": _pdf, "epub": _epub, "html": _html}


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
