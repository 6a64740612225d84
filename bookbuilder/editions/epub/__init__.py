"""The EPUB 3.3: the same documents as in print, with navigation, notes, fonts and cover, for reading systems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.edition import Edition, Files, ProofMarking, ReadBack, Release, Trade, WrittenEdition

if TYPE_CHECKING:
    from bookbuilder.editions.draft_marks import Mark
    from bookbuilder.editions.writing import Editions
    from bookbuilder.pages.running_text import Passage


def _write(editions: Editions) -> Outcome[WrittenEdition | None]:
    from bookbuilder.editions.epub.writing import write_epub

    breaks = editions.page_breaks(EPUB)
    outcome = write_epub(editions.numbered, editions.theme, editions.steps, page_breaks=breaks.value)
    diagnostics = (*breaks.diagnostics, *outcome.diagnostics)
    return Outcome(WrittenEdition({"": outcome.value}) if outcome.value is not None else None, diagnostics)


def _mark_draft(editions: Editions, files: Files, marks: Sequence[Mark], count: int) -> Files:
    from bookbuilder.editions.draft_pages import mark_epub

    return {"": mark_epub(files[""], marks, count)}


def _mark_proof(files: Files, marking: ProofMarking) -> Files:
    from bookbuilder.editions.proof_marks import marked_epub

    return {"": marked_epub(files[""], marking.label)}


def _read(files: Files, made: frozenset[str], steps: Steps) -> Sequence[Passage]:
    from bookbuilder.editions.epub.read_back import read_epub

    return read_epub(next(iter(files.values())), made, steps)


EPUB = Edition(
    name="epub",
    title="the EPUB",
    label="EPUB",
    purpose="the book for e-readers and telephones",
    file="{stem}.epub",
    write=_write,
    in_all=True,
    companion="EPUB",
    mark_draft=_mark_draft,
    read_back=ReadBack(_read),
    consent=True,
    trade=Trade(
        name="epub",
        title="the EPUB",
        onix_form="ED",
        onix_details=("E101", "E200"),
        marc_qualifier="EPUB",
        marc_format="EPUB",
        marc_relation="EPUB version:",
        conformance="epub",
        names_features=True,
        is_identified_by_book=True,
    ),
    release=Release(("epub",), "{stem}.epub", _mark_proof, checkers="epub"),
)
