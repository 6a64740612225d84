"""The records that a reader of any format gives: what was read, and what was left out, each with its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Records:
    """What a file holds."""

    items: tuple[tuple[int, dict[str, Any]], ...]
    """CSL items, each with the line of its record, from 1; 0 where it is not known."""
    faults: tuple[tuple[int, str], ...] = ()
    """The line of each record that was left out, and why."""
