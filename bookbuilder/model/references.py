"""A source that the book cites: a CSL item with the place where references.yaml has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from bookbuilder.diagnostics import Location

TYPES = frozenset(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection
    dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case
    legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage""".split()
)
"""The types of CSL 1.0.2. See https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types"""

NAMES = frozenset(
    """author chair collection-editor compiler composer container-author contributor curator director editor
    editorial-director editor-translator executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator translator""".split()
)
"""The variables that hold names."""

DATES = frozenset("accessed available-date event-date issued original-date submitted".split())
"""The variables that hold dates."""

NUMBERS = frozenset(
    """chapter-number citation-number collection-number edition first-reference-note-number issue locator number
    number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number version
    volume""".split()
)
"""The variables that hold numbers."""

TEXTS = frozenset(
    """abstract annote archive archive_collection archive_location archive-place authority call-number citation-key
    citation-label collection-title container-title container-title-short dimensions division DOI event event-title
    event-place genre ISBN ISSN jurisdiction keyword language license medium note original-publisher
    original-publisher-place original-title part-title PMCID PMID publisher publisher-place references reviewed-genre
    reviewed-title scale source status title title-short URL volume-title volume-title-short year-suffix""".split()
)
"""The variables that hold text."""

FIELDS = NAMES | DATES | NUMBERS | TEXTS | {"id", "type", "categories", "custom", "shortTitle", "journalAbbreviation"}
"""Every key that a CSL item may have."""


@dataclass(frozen=True)
class Reference:
    """One CSL item: `item` is CSL-JSON with `id` and `type`; places say where each field stands. Nobody changes either."""

    is_never_changed: ClassVar[bool] = True
    id: str
    item: Mapping[str, Any]
    location: Location
    places: Mapping[tuple[str | int, ...], Location] = field(default_factory=dict, compare=False, repr=False)

    def place(self, field: str) -> Location:
        """Where a field stands, or the item where it has none."""
        return self.places[(field,)] if (field,) in self.places else self.location
