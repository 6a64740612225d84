"""The web edition: a folder with one page a chapter, search and metadata; users know it by its verb `html`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.edition import (
    Edition,
    Files,
    ProofMarking,
    ReadBack,
    Release,
    Trade,
    WrittenEdition,
    file_name,
)

if TYPE_CHECKING:
    from bookbuilder.editions.draft_marks import Mark
    from bookbuilder.editions.writing import Editions
    from bookbuilder.pages.running_text import Passage


def _write(editions: Editions) -> Outcome[WrittenEdition | None]:
    from bookbuilder.editions.web.site import offline_name
    from bookbuilder.editions.web.writing import OtherEdition, write_site

    breaks = editions.page_breaks(WEB)
    others = [OtherEdition(it.edition.companion, it.name) for it in editions.companions]
    outcome = write_site(
        editions.numbered,
        editions.theme,
        editions.steps,
        page_breaks=breaks.value,
        editions=others,
        offline=offline_name(file_name(editions.publication)),
    )
    diagnostics = (*breaks.diagnostics, *outcome.diagnostics)
    return Outcome(WrittenEdition(outcome.value) if outcome.value is not None else None, diagnostics)


def _beside(stem: str, files: Files) -> Files:
    from bookbuilder.editions.web.site import offline_copy

    return offline_copy(stem, files)


def _mark_draft(editions: Editions, files: Files, marks: Sequence[Mark], count: int) -> Files:
    from bookbuilder.editions.draft_pages import mark_site

    return mark_site(files, marks, count)


def _mark_proof(files: Files, marking: ProofMarking) -> Files:
    from bookbuilder.editions.proof_marks import marked_site

    return marked_site(files, marking.label, marking.companions)


def _read(files: Files, made: frozenset[str], steps: Steps) -> Sequence[Passage]:
    from bookbuilder.editions.web.read_back import read_site

    return read_site(files, made, steps)


WEB = Edition(
    name="html",
    title="the web edition",
    label="web",
    purpose="the book as a web site, one page a chapter",
    file="site",
    write=_write,
    form="folder",
    in_all=True,
    offers_companions=True,
    beside=_beside,
    mark_draft=_mark_draft,
    read_back=ReadBack(_read),
    consent=True,
    trade=Trade(
        name="html",
        title="the web edition",
        onix_form="EC",
        onix_details=("E105", "E200"),
        marc_qualifier="web edition",
        marc_format="HTML",
        marc_relation="Web version:",
        names_features=True,
        takes_doi=True,
    ),
    release=Release(("web",), "{stem}-web", _mark_proof, is_zipped=True, checkers="site"),
)
