"""Gathers everything that a citation's printed form depends on, so that an equal state prints the same.

The ground is what all citations of a rendering share: style, language, options and the names that are distinguished. On it
stand the cites with their items, positions, numbers and disambiguation. An edit elsewhere in the book changes the state of
a citation only where its position, its number or its neighbours change.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from .cites import Citation

if TYPE_CHECKING:
    from .run import Run


@dataclass(frozen=True)
class Ground:
    digest: str
    counts_notes: bool  # whether the style prints the number of the note that cites first
    counts_entries: bool  # whether it prints the number of the entry


def ground(run: Run) -> Ground:
    """What all citations share."""
    style = etree.tostring(run.style)
    distinguished = sorted((family, sorted((key, sorted(seen)) for key, seen in by_initials.items()))
                        for family, by_initials in run.register.families.items())  # fmt: skip
    digest = _digest(style, run.language, run.options, distinguished)
    return Ground(digest, b"first-reference-note-number" in style, b"citation-number" in style)


def state(run: Run, citation: Citation, ground: Ground) -> str:
    """The state of one citation, as a digest."""
    cites = [
        (
            cite if ground.counts_notes else replace(cite, first_note=0),
            run.numbers.get(cite.id) if ground.counts_entries else 0,
            run.settings.get(cite.id),
        )
        for cite in citation.cites
    ]
    return _digest(ground.digest, citation.mode, citation.prefix, citation.suffix, citation.missing, cites)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()
