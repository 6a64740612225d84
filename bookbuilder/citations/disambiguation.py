"""Distinguishes items whose cites read alike: more names, given names, a year suffix, the condition.

A set of ambiguous cites is split step by step, from the first name to the last: its given name is written out (initials,
then whole) if that distinguishes cites, else the next hidden name is added. A step that distinguishes no cites is not printed. What is
left alike gets year suffixes in bibliography order or, in styles without them, the `disambiguate` condition: the
specification asks for it where all else has failed. With a givenname-disambiguation-rule other than by-cite, given names
are no step: `name_register.py` expands them wherever two people share a family name.
See https://docs.citationstyles.org/en/stable/specification.html#disambiguation
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cites import Settings, reach

if TYPE_CHECKING:
    from .run import Run

WHOLE = 2  # the highest level of a given name: 0 nothing, 1 initials, 2 all


@dataclass(frozen=True)
class Step:
    """So many names of a nameset, and so much of the given name of the last of them that is looked at."""

    nameset: int
    names: int
    place: int
    level: int | None = None

    def taken(self, settings: Settings) -> Settings:
        """The settings after this step."""
        taken = settings.copy()
        reach(taken.names, self.nameset, lambda: 1)
        taken.names[self.nameset] = max(taken.names[self.nameset], self.names)
        row = reach(taken.givens, self.nameset, list)[self.nameset]
        reach(row, max(self.place, taken.names[self.nameset] - 1), int)
        if self.level is not None:
            row[self.place] = max(row[self.place], self.level)
        return taken


def disambiguate(run: Run) -> None:
    """Fill run.settings for all items whose cites cannot be distinguished."""
    by_names = run.add_names or (run.add_givenname and run.givenname_rule == "by-cite")
    if not (by_names or run.add_year_suffix or run.style.has_disambiguate):
        return
    for ids in _alike(run, run.order, Settings(), visible=False):
        if len(ids) > 1:
            base = _as_printed(run, ids)
            if by_names or (len(ids) == 2 and len(_alike(run, ids, base)) == 2):
                _distinguish(run, ids, base, base, list(_steps(run, ids, base)) if by_names else [])
            else:
                _by_letter_or_condition(run, ids, base)


def _alike(run: Run, ids: Sequence[str], settings: Settings, visible: bool = True) -> list[list[str]]:
    """The items in sets of the same cite."""
    sets: dict[str, list[str]] = {}
    for item_id in ids:
        sets.setdefault(run.cite_text(item_id, settings, visible), []).append(item_id)
    return list(sets.values())


def _as_printed(run: Run, ids: Sequence[str]) -> Settings:
    """How many names, and how much of their given names, the cites of a set show by themselves."""
    base = Settings()
    for item_id in ids:
        shown = run.names_shown(item_id)
        for nameset, count in enumerate(shown.counts):
            reach(base.names, nameset, int)
            reach(base.givens, nameset, list)
            if count > base.names[nameset]:
                base.names[nameset] = count
                base.givens[nameset] = shown.levels[nameset][:]
            reach(base.givens[nameset], count - 1, int)
    return base


def _steps(run: Run, ids: Sequence[str], base: Settings) -> Iterator[Step]:
    """Given names from the first to the last name that shows, then one more name and its given name, and so on."""
    expands = run.add_givenname and run.givenname_rule == "by-cite"
    full = [run.names_shown(item_id).full for item_id in ids]
    for nameset, shown in enumerate(base.names):
        most = max(len(names[nameset]) for names in full if nameset < len(names)) if run.add_names else shown
        for place in range(max(most, shown)):
            names = max(shown, place + 1)
            if names > shown:
                yield Step(nameset, names, place)
            if expands:
                first = base.givens[nameset][place] if place < len(base.givens[nameset]) else 0
                yield from (Step(nameset, names, place, level) for level in range(first + 1, WHOLE + 1))


def _distinguish(run: Run, ids: Sequence[str], tried: Settings, kept: Settings, steps: list[Step]) -> bool:
    """Take the steps until each cite of the set stands alone; False if some stay alike when no step is left.

    `tried` holds every step so far, `kept` those that distinguished cites: only these print.
    """
    sets = _alike(run, ids, tried)
    taken = 0
    while len(sets) == 1 and taken < len(steps):
        step = steps[taken]
        taken += 1
        if _adds_the_same(run, ids, step):
            continue
        tried = step.taken(tried)
        sets = _alike(run, ids, tried)
        if len(sets) > 1:
            names, level = tried.names[step.nameset], tried.givens[step.nameset][step.place]
            kept = Step(step.nameset, names, step.place, level).taken(kept)
    if len(sets) == 1:
        _by_letter_or_condition(run, ids, kept)
        return False
    while sets:
        alike, *sets = sets
        rest = [item_id for other in sets for item_id in other]
        if len(alike) == 1:
            run.settings[alike[0]] = kept.copy()
            continue
        if len(rest) == 1:
            run.settings[rest[0]] = kept.copy()
            return _distinguish(run, alike, tried, kept, steps[taken:])
        if not _distinguish(run, alike, tried, kept, steps[taken:]):
            if not rest:
                return False
            # Where names have failed for one author, the others of that name are cited with the condition as well.
            _by_letter_or_condition(run, rest, kept)
            return False
    return True


def _adds_the_same(run: Run, ids: Sequence[str], step: Step) -> bool:
    """Whether a step shows an equal name in every cite and others follow it in each: lists of a thousand are long to render."""
    lists = [it[step.nameset] if step.nameset < len(it) else () for it in (run.names_shown(each).full for each in ids)]
    return min(map(len, lists)) > step.names and len({names[step.place] for names in lists}) == 1


def _by_letter_or_condition(run: Run, ids: Sequence[str], settings: Settings) -> None:
    """Settle a set that names could not split: by year suffix or else by the `disambiguate` condition."""
    if run.style.has_disambiguate and not run.add_year_suffix:
        _by_condition(run, ids, settings)
        return
    for alike in _alike(run, ids, settings):
        for rank, item_id in enumerate(run.in_bibliography_order(alike)):
            run.settings[item_id] = settings.copy()
            if run.add_year_suffix and len(alike) > 1:
                run.settings[item_id].year_suffix = rank


def _by_condition(run: Run, ids: Sequence[str], settings: Settings) -> None:
    """Let one more `disambiguate` condition hold, and another for those that still read alike, while there is one."""
    more = settings.copy()
    more.disambiguate += 1
    holds = run.conditions(ids[-1], more)[0] == more.disambiguate
    for item_id in ids:
        run.settings[item_id] = (more if holds else settings).copy()
    for alike in _alike(run, ids, more) if holds else ():
        if len(alike) > 1:
            _by_condition(run, alike, more)
