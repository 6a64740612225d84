"""A source that the book cites: a CSL item with the place where references.yaml has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from bookbuilder.citations import VARIABLES
from bookbuilder.diagnostics import Location

FIELDS = VARIABLES | {"id", "type", "categories", "custom", "shortTitle", "journalAbbreviation"}
"""Every key that a CSL item may have."""


EVERY = "*"
"""What `nocite` names for every source of references.yaml."""
BARE_KEY = r"\w(?:\w|[:.#$%&+?<>~/-](?=[\w/]))*"
"""A citation's key as Pandoc reads it without braces, as a pattern: marks stand within it and none at its end."""
BRACED_KEY = r"\{([^{}\s]+)\}"
"""One in braces, which may have any sign but a space."""
_PIECE = re.compile(r"(?:@\{[^{}\s]*\}|[^,;\n])+")
_KEY = re.compile(rf"(?<!\w)@(?:{BRACED_KEY}|(\*|{BARE_KEY}))")


@dataclass(frozen=True)
class Uncited:
    """What a list of sources has though nothing cites it, as Pandoc's `nocite` says it."""

    text: str
    """The keys as a citation has them, "@boonstra2018, @council2019", or "@*" for every source."""
    location: Location = Location("manuscript/book.yaml")
    """Where book.yaml or the chapter says it."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, without their signs; a single word between commas is one, too."""
        pieces = [it.strip() for it in _PIECE.findall(self.text)] if "@" in self.text else []
        found = [[braced or bare for braced, bare in _KEY.findall(it)] or [it][: len(it.split()) == 1] for it in pieces]
        return tuple(key for keys in found for key in keys)


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

    def text(self, field: str) -> str:
        """What a field says, empty where the item has none."""
        return str(self.item[field]).strip() if field in self.item else ""


def year_of(item: Mapping[str, Any]) -> str:
    """The year of issue of a CSL item, empty where it has none in numbers."""
    issued = item["issued"] if "issued" in item else {}
    parts = issued["date-parts"] if isinstance(issued, Mapping) and "date-parts" in issued else []
    return str(parts[0][0]) if parts and parts[0] else ""


def first_name_of(item: Mapping[str, Any], *roles: str) -> str:
    """The family name, or the organisation's, that comes first in the first of these roles that the item has."""
    names: Any = next((item[role] for role in roles if role in item), [])
    first = names[0] if isinstance(names, list) and names and isinstance(names[0], Mapping) else {}
    return str(first["family"] if "family" in first else first["literal"] if "literal" in first else "")


def letters_of(text: str) -> str:
    """The letters and digits alone, without case: by these two writings of one title or name are compared."""
    return "".join(character for character in text.casefold() if character.isalnum())
