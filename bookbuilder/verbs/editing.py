"""What editors ask for: the editions, a check of all without writing, a proof of the pages, chapters as Word files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Diagnostic, Location, Stage, did_you_mean
from bookbuilder.editions.before_output import find_withheld_names
from bookbuilder.editions.edition import file_name
from bookbuilder.editions.registry import ALL, edition
from bookbuilder.editions.writing import Editions, Order
from bookbuilder.markdown.inline_citations import entry_id
from bookbuilder.model.publication import Artefact, Publication
from bookbuilder.verbs.opening import Built, Opened, check_cited_sources, check_consent, open_book, purge_withdrawn


def build(
    folder: Path, formats: Sequence[str], output: Path, *, steps: Steps | None = None, stage: Stage = Stage.DRAFT
) -> Built:
    """Read, compose and write the formats asked for; a draft always prints, with its faults marked where they stand.

    A release has no edition that an error concerns, and refuses what consent does not cover; only a proof may quote
    specimens. Where all three editions are asked for, each is read back and held against the book.
    """
    opened = open_book(folder, steps, stage=stage)
    purge_withdrawn(opened, output)
    check_consent(opened)
    artefacts: list[Artefact] = []
    if opened.book is not None:
        publication, private = opened.book.publication, opened.book.private
        asked = tuple(edition(format) for format in formats)
        sources = {it.location.line: entry_id(it.id) for it in opened.book.manuscript.references}
        order = Order(asked, stage, tuple(opened.diagnostics), set(ALL) <= set(asked), sources)
        editions = Editions(publication, opened.theme, opened.steps, output, private, order)
        for each in asked:
            outcome = editions.write(each)
            opened.diagnostics += outcome.diagnostics
            artefacts += outcome.value
    return opened.built(artefacts)


def check(folder: Path, *, steps: Steps | None = None, pages: bool = False) -> Built:
    """Read and compose the book and write nothing; besides the faults, report what an editor wants to know.

    With `pages` it is laid out, too, and what `pdf` would say of glyphs, pictures and lines is said.
    """
    opened = open_book(folder, steps)
    check_consent(opened)
    check_cited_sources(opened)
    if opened.book is not None:
        from bookbuilder.editions.presentation.choosing import presentation_faults
        from bookbuilder.editions.web.redirects import redirect_faults

        opened.diagnostics += redirect_faults(opened.book.publication)
        opened.diagnostics += presentation_faults(folder, opened.book.publication)
    if pages and opened.book is not None:
        from bookbuilder.layout import write_pdf

        publication = opened.book.publication
        searched = bool(opened.book.private.secrets)
        printed = write_pdf(publication, opened.theme, opened.steps, stage=Stage.DRAFT, bound=searched)
        opened.diagnostics += printed.diagnostics
        if printed.value is not None and searched:
            files = {f"{file_name(publication)}.pdf": printed.value.data}
            opened.diagnostics += find_withheld_names("pdf", files, opened.book.private, publication, opened.steps)
    return opened.built()


def proof(folder: Path, output: Path, *, steps: Steps | None = None) -> Built:
    """Write the proof of the print edition: the report with every fault of its pages, and the copy that authors correct."""
    from bookbuilder.proof.proofing import Proofread, make_proof

    opened = open_book(folder, steps, stage=Stage.PROOF)
    purge_withdrawn(opened, output)
    check_consent(opened)
    if opened.book is None:
        return opened.built()
    book = Proofread(folder, opened.book.manuscript, opened.book.publication, opened.book.private)
    outcome = make_proof(book, opened.theme, output, opened.steps)
    opened.diagnostics += outcome.diagnostics
    return opened.built(outcome.value)


def word_files(folder: Path, chapters: Sequence[str], output: Path, *, steps: Steps | None = None) -> Built:
    """Chapters (all, where none is named by its id or its file) as OUTPUT/docx/ID.docx, searched like every artefact."""
    from bookbuilder.desk.round_trip.stamps import keep
    from bookbuilder.editions.docx import DOCX

    opened = open_book(folder, steps)
    check_consent(opened)
    if opened.book is None:
        return opened.built()
    publication, private = opened.book.publication, opened.book.private
    before = len(opened.diagnostics)
    chosen = _chosen(opened, publication, chapters)
    if len(opened.diagnostics) > before:
        return opened.built()
    from bookbuilder.compose.decide.draft import draft_book
    from bookbuilder.editions.docx.fields import zotero_citations

    manuscript = opened.book.manuscript
    gathered = draft_book(manuscript, opened.theme, opened.steps, [], opened.stage).gathered
    citations = zotero_citations(gathered, manuscript.references)
    order = Order(found=tuple(opened.diagnostics), chapters=chosen, citations=citations)
    outcome = Editions(publication, opened.theme, opened.steps, output, private, order).write(DOCX)
    opened.diagnostics += outcome.diagnostics
    sources = {it.source.file: it.source.text for it in manuscript.chapters.values()}
    for artefact in outcome.value:
        keep(folder, artefact.path, sources)
    return opened.built(outcome.value)


def _chosen(opened: Opened, publication: Publication, chapters: Sequence[str]) -> list[str]:
    """The ids of the chapters named, or of all; one that is not there is a fault."""
    documents = {document.id: document for document in publication.documents if document.body}
    names = {Path(document.source).stem: id for id, document in documents.items() if document.source}
    stems = [Path(name).stem for name in chapters]
    chosen = [names[stem] if stem in names else stem for stem in stems] or list(documents)
    for name in chosen:
        if name not in documents:
            remedy = did_you_mean(name, [*documents, *names]) or f"There are {', '.join(documents)}."
            opened.diagnostics.append(
                Diagnostic("DSK-012", Location("manuscript"), f'There is no chapter "{name}".', remedy)
            )
    return chosen
