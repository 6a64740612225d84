"""Makes the editions that need no layout in copies of the call, while the printed pages are bound and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from bookbuilder import helper_processes
from bookbuilder.cache import Ran
from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.edition import Edition, Files, WrittenEdition

if TYPE_CHECKING:
    from bookbuilder.editions.writing import Editions


@dataclass(frozen=True)
class Companion:
    """The finished file of another edition, which a web edition offers beside its pages."""

    edition: Edition
    name: str
    data: bytes


@dataclass(frozen=True)
class Ready:
    """An edition that may be put into output/."""

    written: WrittenEdition
    path: Path
    files: Files
    """As they are put there: marked, where it is a draft."""
    errors: int = 0
    """Those of a draft."""


class ParallelEditions:
    """What copies of this process make, one an edition; they are begun when the pages are known, and waited for one by one."""

    def __init__(self, editions: Editions, printed: Outcome[Any]) -> None:
        self._editions = editions
        others = [it for it in editions.asked if not it.engines]
        can_begin = len(others) < len(editions.asked) and printed.value is not None and helper_processes.has_copies()
        self._expected = [
            Companion(it, editions.path(it, is_draft=bool(editions.standing(it, printed.diagnostics))).name, b"")
            for it in editions.asked
            if can_begin and it.companion
        ]
        self._begun = {
            it.name: helper_processes.begun(partial(_make, it, editions, printed, tuple(self._expected)))
            for it in others
            if can_begin
        }

    def made(self, edition: Edition) -> Outcome[Ready | None] | None:
        """An edition; None where no copy has made it, or it had to expect companions that are others now."""
        if edition.name not in self._begun:
            return None
        try:
            made, ran = self._begun.pop(edition.name)()
        except helper_processes.HelperGoneError:
            return None
        self._editions.steps.hear(ran)
        expected = [(it.edition, it.name) for it in self._expected]
        if edition.offers_companions and expected != [(it.edition, it.name) for it in self._editions.companions]:
            return None
        return cast("Outcome[Ready | None]", made)


def _make(
    edition: Edition, editions: Editions, printed: Outcome[Any], companions: tuple[Companion, ...]
) -> tuple[Outcome[Ready | None], Sequence[Ran]]:
    """In a copy: one edition, and the steps that were taken."""
    editions.printed, editions.companions, editions.steps = printed, companions, editions.steps.silent()
    return editions.ready(edition), editions.steps.ran
