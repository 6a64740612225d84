"""What private.yaml holds of an expert who is not to be named: strings that no artefact may contain."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Secret:
    """One private string."""

    code: str
    """The interview's code."""
    what: str
    """What it is: name, contact …; the only thing about it that a message says."""
    words: tuple[str, ...] = field(repr=False)
    """Its words; of a name they are declined and romanised, of all else they are taken as they stand."""
    is_name: bool = False
    public_as: tuple[str, ...] = ()
    """Citation keys under which the same person is allowed to appear as an author."""
    given: tuple[str, ...] = field(default=(), repr=False)
    """The given names that stand with a family name, whose initials may stand for the person."""
