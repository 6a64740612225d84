"""Items whose cites read alike in, their `Settings` out: more names, given names, year suffixes, the condition.

The steps go one at a time, as little as tells the items apart: a given name, a name, the next list of names; then year
suffixes in bibliography order, or the `disambiguate` condition.
See https://docs.citationstyles.org/en/stable/specification.html#disambiguation
"""

from __future__ import annotations

from .cites import Settings

STEP_LIMIT = 5000


def disambiguate(run) -> None:
    """Fill run.settings for all items whose cites cannot be told apart."""
    steps = []
    if run.add_names or (run.add_givenname and run.givenname_rule == 'by-cite'):
        steps.append('names')
    if run.add_year_suffix:
        steps.append('years')
    if run.style.has_disambiguate:
        steps.append('condition')
    if not steps:
        return
    groups: dict[str, list[str]] = {}
    for item_id in run.order:
        groups.setdefault(run.cite_text(item_id, Settings()), []).append(item_id)
    for ids in groups.values():
        if len(ids) > 1:
            _Ambiguity(run, ids, steps).resolve()


class _Ambiguity:
    """One group of items with the same cite, split until its items differ or no step is left."""

    def __init__(self, run, ids, steps):
        self.run = run
        self.ids = ids
        self.steps = steps
        self.step = 0
        self.full: dict[str, list[int]] = {}
        self.base: Settings | None = None
        self.better: Settings | None = None
        for item_id in ids:
            self._take_measure(item_id)
        self.base.year_suffix = self.better.year_suffix = None
        self.base.disambiguate = self.better.disambiguate = 0
        ordered = sorted(ids, key=lambda item_id: (self.full[item_id], item_id))
        first = self.full[ordered[0]]
        self.names_max = first[0] if first else None
        self.givens_max = 2 if run.givenname_rule == 'by-cite' and run.add_givenname else None
        self.lists = [[self.base, ordered]]

    def _take_measure(self, item_id):
        """How many names the item has, and how many of them its cite shows by itself."""
        shown = self.run.names_shown(item_id)
        self.full[item_id] = shown.full
        settings = Settings(list(shown.counts), [list(row) for row in shown.levels])
        self.namesets_max = len(settings.names) - 1
        if self.base is None:
            self.base, self.better = settings.copy(), settings.copy()
        if len(settings.names) < len(self.base.names):
            self.base = settings.copy()
        for index, count in enumerate(settings.names):
            if index < len(self.base.names) and count > self.base.names[index]:
                self.base.names[index] = count
                self.base.givens[index] = settings.givens[index][:]
        _pad(self.base)
        self.better = self.base.copy()

    # -- the walk

    def resolve(self):
        self.fresh = True
        taken = 0
        while self.lists:
            self.nameset = self.name = 0
            self.clashes = [1, 0]
            while self.lists[0][1]:
                taken += 1
                if taken > STEP_LIMIT:
                    for item_id in self.lists[0][1]:
                        self._register(item_id, self.better)
                    return
                maxed = self._advance()
                self._compare(self.lists[0][1])
                getattr(self, '_try_' + self.steps[self.step])(maxed)
                if maxed:
                    if self.step < len(self.steps) - 1:
                        self.step += 1
                    else:
                        self.lists[1:2] = [[self.base, []]]
            del self.lists[0]

    def _register(self, item_id, settings):
        self.run.settings[item_id] = settings.copy()

    def _compare(self, ids):
        first = self.run.cite_text(ids[0], self.base, visible=True)
        self.partners, self.others = [ids[0]], []
        for item_id in ids[1:]:
            same = self.run.cite_text(item_id, self.base, visible=True) == first
            (self.partners if same else self.others).append(item_id)
        self.clashes = [self.clashes[1], len(self.partners) - 1]

    def _advance(self) -> bool:
        """Take the smallest next step on the base settings; True when no further one is possible."""
        if self.fresh:
            self.fresh = False
            return False
        if self.steps[self.step] == 'condition':
            self.base.disambiguate += 1
            self.better.disambiguate += 1
            return False
        if self.steps[self.step] != 'names':
            return False
        base = self.base
        add_name, next_list = self.givens_max is None, self.names_max is None
        if self.givens_max is not None:
            level = self._level()
            if level is not None and level < self.givens_max:
                base.givens[self.nameset][self.name] += 1
            else:
                add_name = True
        if self.names_max is not None and add_name:
            if self.run.add_names and self.name < self.names_max and base.names:
                base.names[self.nameset] += 1
                self.name += 1
            else:
                next_list = True
        if next_list and self.nameset < self.namesets_max and self.nameset + 1 < len(base.names):
            self.nameset += 1
            base.names[self.nameset] = 1
            self.name = 0
        _pad(base)
        level = self._level()
        return (
            (self.namesets_max < 0 or self.nameset >= min(self.namesets_max, len(base.names) - 1))
            and (not self.run.add_names or self.names_max is None or self.name >= self.names_max)
            and (self.givens_max is None or level is None or level >= self.givens_max)
        )

    def _level(self) -> int | None:
        givens = self.base.givens
        if self.nameset < len(givens) and self.name < len(givens[self.nameset]):
            return givens[self.nameset][self.name]
        return None

    def _keep_step(self):
        """The last step helped: it becomes part of the settings."""
        if self.run.givenname_rule == 'by-cite' and self._level() is not None:
            while len(self.better.givens) <= self.nameset:
                self.better.givens.append([])
            row = self.better.givens[self.nameset]
            while len(row) <= self.name:
                row.append(0)
            row[self.name] = self._level()
        if self.nameset < len(self.base.names):
            while len(self.better.names) <= self.nameset:
                self.better.names.append(0)
            self.better.names[self.nameset] = self.base.names[self.nameset]

    def _try_names(self, maxed):
        clashes = self.clashes[1]
        if clashes == 0:
            self._keep_step()
            self._register(self.partners[0], self.better)
            if len(self.others) == 1:
                self._register(self.others[0], self.better)
                self.lists[0] = [self.better, []]
            else:
                self.lists[0] = [self.better, self.others]
                if self.others:
                    self.fresh = True
        elif len(self.others) == 1:
            self._keep_step()
            self._register(self.others[0], self.better)
            self.lists[0] = [self.better, self.partners]
        elif clashes < self.clashes[0]:
            self._keep_step()
            self.lists[0] = [self.better, self.partners]
            self.lists.append([self.better, self.others])
        elif maxed:
            self.lists[0] = [self.better, self.others]
            self.lists.append([self.better, self.partners])
            if self.step == len(self.steps) - 1:
                for item_id in self.partners:
                    self._register(item_id, self.better)
                self.lists[0] = [self.better, []]

    def _try_years(self, _maxed):
        base, ids = self.lists[0]
        if self.clashes[1]:
            for rank, item_id in enumerate(self.run.in_bibliography_order(ids)):
                settings = base.copy()
                settings.year_suffix = rank
                self._register(item_id, settings)
        self.lists[0] = [self.better, []]

    def _try_condition(self, _maxed):
        done = self.clashes[1] == 0 and len(self.others) < 2
        met, asked = self.run.conditions(self.lists[0][1][-1], self.base)
        if not done and (not self.base.disambiguate or met != asked):
            self.step = 0
            self.base.disambiguate = self.better.disambiguate = met
            if met:
                self._try_names(False)
            else:
                self.fresh = True
                self.base.disambiguate = 1
            return
        for item_id in self.lists[0][1]:
            self._register(item_id, self.lists[0][0])
        self.lists[0] = [self.better, []]


def _pad(settings: Settings) -> None:
    for index, count in enumerate(settings.names):
        while len(settings.givens) <= index:
            settings.givens.append([])
        row = settings.givens[index]
        while len(row) < count:
            row.append(0)
