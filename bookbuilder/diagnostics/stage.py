"""The stages of a book, and how much a fault can weigh."""

from __future__ import annotations

from enum import Enum


class Stage(Enum):
    """What an artefact is made for: a draft always prints, a proof says all, a release never forgives."""

    DRAFT = "draft"
    """For those who write: every fault prints as well as it can, and is marked where it stands."""
    PROOF = "proof"
    """For authors and reviewers: always written, with all that a release would be refused for; specimens may stand in it."""
    RELEASE = "release"
    """For readers: never written with an error."""


class Severity(str, Enum):
    """How much a fault weighs: an error is refused by a release, and makes a file a draft."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
