"""What experts sign, what they have approved, and who is quoted where."""

from __future__ import annotations

from pathlib import Path

from bookbuilder.cache import Steps
from bookbuilder.consent.approval import record
from bookbuilder.consent.ledger import Ledger, ledger
from bookbuilder.consent.obstacles import fingerprint
from bookbuilder.diagnostics import Diagnostic, Stage
from bookbuilder.editions.before_output import find_withheld_names
from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import Artefact
from bookbuilder.saving import whole_file, write_source
from bookbuilder.source import read_source
from bookbuilder.verbs.opening import Built, interview_of, open_book


def approve(folder: Path, code: str, output: Path, *, steps: Steps | None = None) -> Built:
    """Write what the expert of one interview signs: output/approval/kz-01.pdf and .docx."""
    from bookbuilder.layout import write_pdf
    from bookbuilder.release.approval import write_approval

    opened = open_book(folder, steps, stage=Stage.PROOF)
    interview = interview_of(opened, code)
    if opened.book is None or interview is None:
        return opened.built()
    publication, private = opened.book.publication, opened.book.private
    printed = write_pdf(publication, opened.theme, opened.steps, stage=Stage.PROOF)
    pages = printed.value.map if printed.value is not None else PageMap({})
    outcome = write_approval(publication, interview, pages, opened.theme, opened.steps)
    opened.diagnostics += outcome.diagnostics
    artefacts: list[Artefact] = []
    if outcome.value is not None:
        for ending, data in (("pdf", outcome.value.pdf), ("docx", outcome.value.docx)):
            path = output / "approval" / f"{code}.{ending}"
            found = find_withheld_names(ending, {path.name: data}, private, publication, opened.steps)
            opened.diagnostics += found
            if not found:
                whole_file(path, data)
                artefacts.append(Artefact(ending, path))
    return opened.built(artefacts)


def record_approval(folder: Path, code: str, date: str, *, steps: Steps | None = None) -> Built:
    """Write into a transcript what its expert has approved, and when."""
    opened = open_book(folder, steps)
    interview = interview_of(opened, code)
    if opened.book is None or interview is None:
        return opened.built()
    path = folder / interview.location.file
    source = read_source(path, folder).value
    assert source is not None, "it has just been read"
    own = [quotation for quotation in opened.book.publication.quotations if quotation.code == code]
    write_source(path, record(source, date, fingerprint(interview, own)).encode())
    return Built((Artefact("transcript", path),), (), tuple(opened.steps.ran))


def accounts(folder: Path, *, steps: Steps | None = None) -> tuple[Ledger | None, tuple[Diagnostic, ...]]:
    """Who is quoted where, how much, and with whose approval."""
    opened = open_book(folder, steps)
    return (ledger(opened.book.publication) if opened.book is not None else None), opened.built().diagnostics
