"""Makes the editions that need no layout in a copy of the call, while the printed pages are bound and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from bookbuilder import beside
from bookbuilder.cache import Ran
from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.edition import Edition, Files, WrittenEdition

if TYPE_CHECKING:
    from bookbuilder.editions.writing import Editions


@dataclass(frozen=True)
class Ready:
    """An edition that may be put into output/."""

    written: WrittenEdition
    path: Path
    files: Files
    """As they are put there: marked, where it is a draft."""
    errors: int = 0
    """Those of a draft."""


Made: TypeAlias = dict[str, tuple[list[str], Outcome[Ready | None]]]
"""By the name of an edition: the files of other editions that it names, and itself."""


class BesidePrint:
    """What a copy of this process makes; it is begun when the pages are known, and waited for when it is first asked for."""

    def __init__(self, editions: Editions, printed: Outcome[Any]) -> None:
        self._editions = editions
        others = [it for it in editions.asked if not it.engines]
        can_begin = others and len(others) < len(editions.asked) and printed.value is not None and beside.has_copies()
        self._wait = beside.begun(partial(_make, editions, printed, others)) if can_begin else None

    def made(self, edition: Edition) -> Outcome[Ready | None] | None:
        """An edition; None where the copy has not made it, or had to expect companions that are others now."""
        if edition.engines or edition.name not in self._made:
            return None
        named, made = self._made[edition.name]
        if edition.offers_companions and named != [it.name for it in self._editions.companions]:
            return None
        return made

    @cached_property
    def _made(self) -> Made:
        if self._wait is None:
            return {}
        try:
            made: Made
            made, ran = self._wait()
        except beside.HelperGoneError:
            return {}
        self._editions.steps.hear(ran)
        return made


def _make(editions: Editions, printed: Outcome[Any], others: Sequence[Edition]) -> tuple[Made, Sequence[Ran]]:
    """In the copy: the editions, and the steps that were taken. What is printed is expected to become a file."""
    from bookbuilder.editions.writing import Companion

    editions.printed = printed
    editions.steps = editions.steps.silent()
    made: Made = {}
    names = {
        it.name: editions.path(it, is_draft=bool(editions.standing(it, printed.diagnostics))).name
        for it in editions.asked
        if it not in others
    }
    for edition in others:
        offered = [it for it in editions.asked if it.companion and it.name in names]
        editions.companions = tuple(Companion(it, names[it.name], b"") for it in offered)
        ready = editions.ready(edition)
        made[edition.name] = [names[it.name] for it in offered], ready
        if ready.value is not None:
            names[edition.name] = ready.value.path.name
    return made, editions.steps.ran
