"""What the library takes and gives besides CSL-JSON: options of the book, rendered citations and entries, faults."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Options:
    """Settings of the book; all are off by default."""

    reset_positions: bool = False
    """First, subsequent and ibid. start again when `properties.section` changes."""
    mark_cites: bool = False
    """Each cite stands in `<span class="cite" data-cites="KEY">`."""
    link_addresses: bool = False
    """URL, DOI, PMID and PMCID become links."""
    item_language: bool = False
    """An item's language decides its terms and casing."""
    romanisation: str | None = None
    """ala-lc or bgn-pcgn, for Cyrillic names, titles and places; Kazakh by its own letters."""
    original: str = "bracketed"
    """What romanisation does with the original title: "bracketed" behind it, or "omitted"."""
    author_in_sentence: bool = False
    """An author-only cite prints a name fit for a sentence, in numeric styles too."""
    uncited: bool = False
    """The bibliography lists items that no citation names, too."""
    decline_months: bool = False
    """The name of a month beside a day has the case that its language asks for: "26 марта", where CSL's locales have "26 март"."""
    language: str = ""
    """The language of the text around, where the locale stands in for one that CSL has no words of: it decides casing and order."""
    quotes: tuple[str, ...] = ()
    """The quotation marks of the text around: outer and inner ones, four; those of the locale where it is empty."""

    def __post_init__(self) -> None:
        for name, known in (("romanisation", (None, "", "ala-lc", "bgn-pcgn")), ("original", ("bracketed", "omitted"))):
            if getattr(self, name) not in known:
                words = ", ".join(word for word in known if word)
                raise ValueError(f"{name} is {getattr(self, name)!r}, and may be: {words}")


@dataclass(frozen=True)
class Fault:
    """What is wrong with an item or a citation, in words for the author."""

    kind: str
    """unknown-item, no-id, no-type, unknown-type, duplicate-item, locator-not-printed, prints-nothing"""
    item: str | None
    """The item's id; None where it has none."""
    message: str
    """What is wrong, without a capital at its head or a stop at its end: 'there is no reference "smith"'."""
    citation: int | None = None
    """The number of the citation, from 0, where the fault lies in one."""


@dataclass(frozen=True)
class Rendered:
    """A book's citations as they stand at its end, and its bibliography."""

    citations: list[str]
    """One HTML string a citation, in the order given."""
    entries: list[tuple[str, str]]
    """Item id and HTML of each entry, in the order of print; empty where the style prints nothing."""
    faults: tuple[Fault, ...] = ()
    """What is wrong with items and citations."""
    style_class: str = "in-text"
    """in-text or note."""
    citation_format: str = ""
    """author, author-date, label, note or numeric; empty where the style does not say."""
    authors: tuple[str | None, ...] = ()
    """For each citation the author's name where it goes into the sentence (mode composite), else None."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The number of each item in the bibliography, from 1."""
