"""What the door takes and gives besides CSL-JSON: options of the book, rendered citations and entries, faults."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Options:
    """Settings of the book; all are off by default."""

    reset_positions: bool = False  # first, subsequent and ibid start again when properties.section changes
    mark_cites: bool = False  # each cite in <span class="cite" data-cites="KEY">
    link_addresses: bool = False  # URL, DOI, PMID and PMCID become links
    item_language: bool = False  # an item's language decides its terms and casing
    romanisation: str | None = None  # "ala-lc" or "bgn-pcgn" for Cyrillic names and titles
    original: str = 'bracketed'  # what romanisation does with the original title: "bracketed" or "omitted"
    author_in_sentence: bool = False  # author-only prints a name fit for a sentence, in numeric styles too
    uncited: bool = False  # the bibliography lists items that no citation names, too


@dataclass(frozen=True)
class Fault:
    """What is wrong with an item or a citation, in words for the author."""

    kind: str  # "unknown-item", "no-type", "unknown-type", "locator-not-printed", "prints-nothing", "duplicate-item"
    item: str | None
    message: str
    citation: int | None = None  # index of the citation, where the fault lies in one


@dataclass(frozen=True)
class BibliographyFormat:
    """How a bibliography is set: cs:bibliography's own attributes."""

    second_field_align: str | None = None
    hanging_indent: bool = False
    entry_spacing: int = 1
    line_spacing: int = 1


@dataclass(frozen=True)
class Rendered:
    """A book's citations as they stand at its end, and its bibliography."""

    citations: list[str]
    entries: list[tuple[str, str]]
    faults: tuple[Fault, ...] = ()
    style_class: str = 'in-text'
    citation_format: str = ''
    bibliography: BibliographyFormat = field(default_factory=BibliographyFormat)
    authors: tuple[str | None, ...] = ()  # for each author-in-text citation the author's name, which goes into the sentence
    numbers: dict[str, int] = field(default_factory=dict)

    def __iter__(self):
        return iter((self.citations, self.entries))
