"""The book as BITS 2.1, the XML of the JATS family for books, whole and by chapters, with its pictures: for archives and mining.

See https://jats.nlm.nih.gov/extensions/bits/2.1/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.edition import Edition, Files, ProofMarking, Release, WrittenEdition

if TYPE_CHECKING:
    from bookbuilder.editions.writing import Editions


def _write(editions: Editions) -> Outcome[WrittenEdition | None]:
    from bookbuilder.editions.bits.writing import write_bits

    breaks = editions.page_breaks(BITS)
    return Outcome(WrittenEdition(write_bits(editions.numbered, breaks.value)), breaks.diagnostics)


def _mark_proof(files: Files, marking: ProofMarking) -> Files:
    note = f'<notes notes-type="proof"><p>{marking.label}</p></notes></book-meta>'.encode()
    return {name: data.replace(b"</book-meta>", note, 1) for name, data in files.items()}


BITS = Edition(
    name="bits",
    title="the XML edition",
    label="BITS",
    purpose="the book and each chapter as BITS 2.1, the archives' XML, in output/bits/",
    file="bits",
    write=_write,
    form="folder",
    shares_faults=("html",),  # words that may not stand on the web may not stand in an archive's open file, either
    release=Release(
        ("bits",),
        "{stem}-bits",
        _mark_proof,
        is_zipped=True,
        readme={
            "en": "The book and each chapter as BITS 2.1 with its pictures, for archives, repositories and text mining.",
            "ru": "Книга и каждая глава в BITS 2.1 с рисунками: для архивов, репозиториев и анализа текста.",
        },
    ),
)
