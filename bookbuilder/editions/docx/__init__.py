"""Chapters as Word files, one each, in the typesetter's styles; and the whole book as one, for copy-editing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.edition import Edition, Files, WrittenEdition

if TYPE_CHECKING:
    from bookbuilder.editions.draft_marks import Mark
    from bookbuilder.editions.writing import Editions


def _write(editions: Editions) -> Outcome[WrittenEdition | None]:
    from bookbuilder.editions.docx.writing import write_chapters

    documents = [it for it in editions.publication.documents if it.body]
    if editions.order.chapters:
        documents = [editions.publication.document(id) for id in editions.order.chapters]
    written = write_chapters(editions.publication, editions.theme, documents, editions.order.citations)
    return Outcome(
        WrittenEdition(
            {f"{it.id}.docx": it.data for it in written.value},
            remarks={f"{it.id}.docx": it.remarks for it in written.value},
        ),
        written.diagnostics,
    )


def _mark_draft(editions: Editions, files: Files, marks: Sequence[Mark], count: int) -> Files:
    """Call the file of a chapter that has errors a draft: 03-trade-draft.docx."""
    faulty = {mark.document for mark in marks}
    return {
        f"{(stem := name.removesuffix('.docx'))}{'-draft' if stem in faulty else ''}.docx": data
        for name, data in files.items()
    }


DOCX = Edition(
    name="docx",
    title="the Word files",
    label="Word",
    purpose="chapters as Word files, in output/docx/: python build.py docx 03-trade, or all of them",
    file="docx",
    write=_write,
    form="files",
    shares_faults=("html",),
    mark_draft=_mark_draft,
)
