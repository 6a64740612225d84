"""The plain text: chapters in reading order with their notes at each one's end, for text mining and for diffs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.edition import Edition, Files, ProofMarking, ReadBack, Release, WrittenEdition

if TYPE_CHECKING:
    from bookbuilder.editions.draft_marks import Mark
    from bookbuilder.editions.writing import Editions
    from bookbuilder.pages.running_text import Passage


def _write(editions: Editions) -> Outcome[WrittenEdition | None]:
    from bookbuilder.editions.txt.writing import plain_text

    return Outcome(WrittenEdition({"": plain_text(editions.publication).encode()}))


def _mark_draft(editions: Editions, files: Files, marks: Sequence[Mark], count: int) -> Files:
    from bookbuilder.editions.draft_marks import statement
    from bookbuilder.editions.txt.writing import plain_text

    return {"": plain_text(editions.publication, statement(count), marks).encode()}


def _mark_proof(files: Files, marking: ProofMarking) -> Files:
    return {"": f"{marking.label}\n\n".encode() + files[""]}


def _read(files: Files, made: frozenset[str], steps: Steps) -> Sequence[Passage]:
    from bookbuilder.editions.txt.read_back import read_text

    return read_text(next(iter(files.values())))


TXT = Edition(
    name="txt",
    title="the plain text",
    label="plain text",
    purpose="the book as plain text, for text mining and for comparing versions",
    file="{stem}.txt",
    write=_write,
    shares_faults=("html",),  # who lets nobody have their words on the web has not let them go as text, either
    mark_draft=_mark_draft,
    read_back=ReadBack(_read, knows="words"),
    release=Release(
        ("plain-text",),
        "{stem}.txt",
        _mark_proof,
        readme={
            "en": "The book as plain text in UTF-8, for text mining and for comparing versions.",
            "ru": "Книга простым текстом в UTF-8: для анализа текста и сравнения версий.",
        },
    ),
)
