"""The names that citations print, counted, so that a given name can distinguish two people of one family name.

See https://docs.citationstyles.org/en/stable/specification.html#disambiguation (givenname-disambiguation-rule)
"""

from __future__ import annotations

import re

from .initials import initialise
from .items import PersonalName

RE_NAME_TAIL = re.compile(r"[,!]* ([^,]+)$")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace(".", " ")).rstrip()


class NameRegister:
    """Family names, the initials seen with each, the given names seen with each of those."""

    def __init__(self, rule: str, add_givenname: bool, demote: str) -> None:
        self.rule = rule
        self.by_cite = rule == "by-cite"
        self.primary_only = rule.startswith("primary-name")
        self.with_initials = rule.endswith("-with-initials")
        self.add_givenname = add_givenname
        self.demote = demote
        self.families: dict[str, dict[str, set[str]]] = {}
        self.closed = False  # while citations print, so that none of them depends on those printed before
        self._keys: dict[PersonalName, tuple[str, str, str]] = {}

    def keys(self, name: PersonalName) -> tuple[str, str, str]:
        found = self._keys.get(name)
        if found is None:
            family = _plain(name.family)
            if self.demote == "never" and name.non_dropping_particle:
                family += " " + name.non_dropping_particle
            given = _plain(name.given)
            match = RE_NAME_TAIL.search(given)
            if match and match.group(1) == match.group(1).lower():
                given = given[: match.start()]
            found = self._keys[name] = (family, initialise(given, "%") if given else "", given)
        return found

    def add(self, item_id: str, name: PersonalName, index: int) -> None:
        if self.closed or not self.add_givenname or name.literal or (self.primary_only and index > 0):
            return
        family, initials, given = self.keys(name)
        if family:
            seen = self.families.setdefault(item_id + "\0" + family if self.by_cite else family, {})
            if initials:
                seen.setdefault(initials, set()).add(given)

    def level(self, item_id: str, name: PersonalName, index: int, requested: int, default: int, has_mark: bool) -> int:
        """How much of a given name is needed: 0 nothing, 1 initials, 2 all."""
        family, initials, _ = self.keys(name)
        seen = self.families.get(item_id + "\0" + family if self.by_cite else family)
        if seen is None or initials not in seen:
            return default
        if self.by_cite and default <= requested:
            return requested
        if not self.add_givenname or (self.primary_only and index > 0):
            return default
        if self.with_initials:
            return 1 if len(seen) > 1 else 0
        level = default
        if len(seen) > 1:
            level = 1
        if len(seen[initials]) > 1 or (len(seen) > 1 and not has_mark):
            level = 2
        return level
