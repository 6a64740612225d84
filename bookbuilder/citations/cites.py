"""What one rendering knows: the cite, its place in the book, and what has been printed so far.

A `Cite` is one reference within a citation; a `Context` carries one walk over a layout and is thrown away after it, so that
nothing of a rendering stays in the style tree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from .scalars import as_text

if TYPE_CHECKING:
    from .items import Item, PersonalName
    from .locales import LocaleTerms
    from .name_options import KeyOptions
    from .run import Run

T = TypeVar("T")

FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = range(4)
# Variables written in the language of the book where an item does not name its own.
OWN_LANGUAGE = frozenset(
    "title title-short container-title container-title-short collection-title publisher publisher-place event "
    "event-title event-place genre medium archive archive-place authority jurisdiction".split()
)
LABEL_ALIASES = {"sub verbo": "sub-verbo", "s.v.": "sub-verbo", "": "page"}


@dataclass
class Cite:
    """One cite as the author wrote it, and what counting positions found out about it."""

    id: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False
    author_only: bool = False
    fixed_position: int | None = None
    counts_as_first: bool = False
    position: int = FIRST
    near_note: bool = False
    first_note: int = 0
    item: Item | None = None


@dataclass
class Citation:
    """One or more cites at one place."""

    cites: list[Cite]
    note: int = 0
    section: str = ""
    mode: str = ""
    prefix: str = ""
    suffix: str = ""
    unsorted: bool = False
    missing: list[str] = field(default_factory=list)


def read_citation(data: object) -> Citation:
    """A citation in citeproc-js's form; what has a wrong kind is left out."""
    data = data if isinstance(data, dict) else {}
    stated = data.get("properties")
    properties: Mapping[str, Any] = stated if isinstance(stated, dict) else {}
    entries = data.get("citationItems")
    entries = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, (list, tuple)) else []
    cites = [read_cite(entry) for entry in entries]
    mode = as_text(properties.get("mode"))
    citation = Citation(
        cites,
        note=_whole(properties.get("noteIndex")),
        section=as_text(properties.get("section")),
        mode={"author-in-text": "composite"}.get(mode, mode),
        prefix=as_text(properties.get("prefix")),
        suffix=as_text(properties.get("suffix")),
        unsorted=bool(properties.get("unsorted")),
    )
    if any(entry.get("author-in-text") or entry.get("composite") for entry in entries):
        citation.mode = citation.mode or "composite"
    if cites and citation.mode == "author-only":
        cites[0].author_only, cites[0].suppress_author = True, False
        cites[0].counts_as_first = True
    elif cites and citation.mode == "suppress-author":
        cites[0].author_only, cites[0].suppress_author = False, True
    return citation


def read_cite(data: Mapping[str, Any]) -> Cite:
    label = as_text(data.get("label")).strip()
    position = data.get("position")
    return Cite(
        id=as_text(data.get("id")),
        locator=as_text(data.get("locator")).rstrip(),
        label=LABEL_ALIASES.get(label, label),
        prefix=as_text(data.get("prefix")),
        suffix=as_text(data.get("suffix")),
        suppress_author=bool(data.get("suppress-author")),
        author_only=bool(data.get("author-only")),
        fixed_position=position if isinstance(position, int) and 0 <= position <= 3 else None,
        near_note=bool(data.get("near-note")),
        first_note=_whole(data.get("first-reference-note-number")),
    )


def _whole(value: object) -> int:
    if isinstance(value, bool):
        return 0
    if isinstance(value, (int, float)) and abs(value) < 1e9:
        return int(value)
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10 else 0


def reach(row: list[T], place: int, made: Callable[[], T]) -> list[T]:
    """A list with a place of this number: what it lacks up to there is made."""
    row.extend(made() for _ in range(place + 1 - len(row)))
    return row


@dataclass
class Settings:
    """How one item is distinguished from others: names and given names per nameset, year suffix, `disambiguate` condition."""

    names: list[int] = field(default_factory=list)
    givens: list[list[int]] = field(default_factory=list)
    year_suffix: int | None = None
    disambiguate: int = 0

    def copy(self) -> Settings:
        return Settings(self.names[:], [row[:] for row in self.givens], self.year_suffix, self.disambiguate)

    def key(self) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...], int]:
        return (tuple(self.names), tuple(map(tuple, self.givens)), self.disambiguate)


@dataclass(slots=True)
class Flags:
    """What a group has seen: variables called and printed, terms printed."""

    attempt: bool = False
    success: bool = False
    term: bool = False


@dataclass(slots=True, eq=False)
class Context:
    """One walk over a layout for one item."""

    run: Run
    item: Item
    cite: Cite | None
    area: str
    locale: LocaleTerms
    language: str
    settings: Settings = field(default_factory=Settings)
    requested: bool = False
    looking: bool = False
    sorting: bool = False
    flags: Flags = field(default_factory=Flags)
    done: set[str] = field(default_factory=set)
    blocking: bool = False
    printed_before: bool = False
    strip: int = 0
    nameset: int = 0
    names_seen: list[tuple[PersonalName, ...]] = field(default_factory=list)
    names_shown: list[int] = field(default_factory=list)
    givens_shown: list[list[int]] = field(default_factory=list)
    disambiguate_seen: int = 0
    disambiguate_used: int = 0
    year_suffix_done: bool = False
    key_options: KeyOptions | None = None
    anything: bool = False

    @property
    def position(self) -> int:
        return self.cite.position if self.cite is not None else FIRST

    def value(self, variable: str) -> str:
        """A plain field of the item, or of the cite; empty when there is none or it has been substituted already."""
        if variable in self.done:
            return ""
        if variable == "locator":
            return self.cite.locator if self.cite is not None else ""
        if variable == "first-reference-note-number":
            return str(self.cite.first_note) if self.cite is not None and self.cite.first_note else ""
        return self.item.fields.get(variable, "")

    def prints(self, variable: str, value: str) -> bool:
        """Whether a variable is printed, which its group is told; a locator is not where the style is only looked at."""
        if not value or variable == "locator" and self.looking:
            self.flags.attempt = True
            return False
        self.flags.success = True
        self.visited(variable)
        return True

    def visited(self, variable: str) -> None:
        """Within a substitution, what is printed in place of names is not printed again."""
        if self.blocking:
            self.done.add(variable)

    def title_case(self, variable: str | None) -> bool:
        """Title case is for English: the item's language decides, for its main titles else the language of the book."""
        if "jurisdiction" in self.item.fields:
            return False
        language = self.item.language.strip()
        if language:
            return language[:2].lower() == "en"  # "en-GB", "eng" and "English" alike
        return variable not in OWN_LANGUAGE or self.language[:2].lower() == "en"
