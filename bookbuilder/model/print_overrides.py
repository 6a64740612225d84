"""What a typesetter asks of single paragraphs in print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bookbuilder.diagnostics import Location


@dataclass(frozen=True)
class PrintOverride:
    """One paragraph, heading, figure or table, and how print departs from the style sheets there."""

    at: str
    """The id of the place, or the first words of its paragraph."""
    chapter: str = ""
    """The chapter's file or id, where several begin with these words."""
    break_before: Literal["", "page"] = ""
    """`page`: it begins a page."""
    keep: tuple[Literal["together", "with-next"], ...] = ()
    """`together`: no page ends within it; `with-next`: none ends behind it."""
    tracking: int = 0
    """Thousandths of an em between its letters, more or less."""
    hyphens: Literal["", "none"] = ""
    """`none`: no word of it is broken."""
    location: Location = Location("manuscript/remedies.yaml")
    """Where it is written."""
