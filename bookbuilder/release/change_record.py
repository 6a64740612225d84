"""What changed between two text records of a book, as values."""

from __future__ import annotations

from dataclasses import dataclass

from bookbuilder.release.text_record import Chapter, Text


@dataclass(frozen=True)
class Run:
    """Words of a changed paragraph that stand together."""

    kind: str
    """same, added, removed; moved-in and moved-out of a sentence that stands elsewhere now"""
    text: str


@dataclass(frozen=True)
class Change:
    """One paragraph that is not as it was."""

    kind: str
    """added, removed, changed, moved"""
    what: str
    """heading, text, cell, caption, excerpt, note"""
    runs: tuple[Run, ...]
    page_before: str = ""
    page: str = ""


@dataclass(frozen=True)
class ChapterChanges:
    """One chapter."""

    chapter: Chapter
    """As it is now; as it was, where it is gone."""
    fate: str
    """kept, added, removed"""
    changes: tuple[Change, ...] = ()
    added: int = 0
    """Words that came."""
    removed: int = 0
    """Words that went."""
    moved: int = 0
    """Words that stand elsewhere now."""
    references_added: tuple[str, ...] = ()
    references_removed: tuple[str, ...] = ()
    excerpts: tuple[Change, ...] = ()
    figures: tuple[Change, ...] = ()
    page_before: str = ""
    page: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether nothing in it has changed, its page number aside."""
        return self.fate == "kept" and not (
            self.changes or self.references_added or self.references_removed or self.excerpts or self.figures
        )


@dataclass(frozen=True)
class Changes:
    """The whole book."""

    before: Text
    after: Text
    chapters: tuple[ChapterChanges, ...]
    entries: tuple[Change, ...]
    """The bibliography's entries that came, went, or are printed differently."""
    reordered: bool = False
    """Whether chapters that both have stand in another order."""

    @property
    def words_added(self) -> int:
        return sum(it.added for it in self.chapters)

    @property
    def words_removed(self) -> int:
        return sum(it.removed for it in self.chapters)

    @property
    def words_moved(self) -> int:
        return sum(it.moved for it in self.chapters)
