"""Reads records one by one where Pandoc refuses them together, so that a broken record costs one record."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bookbuilder.markdown.pandoc import UnreadableError, read_references

T = TypeVar("T")


@dataclass(frozen=True)
class Records:
    """What a file holds."""

    items: tuple[tuple[int, dict[str, Any]], ...]
    """CSL items, each with the line of its record, from 1; 0 where it is not known."""
    faults: tuple[tuple[int, str], ...] = ()
    """The line of each record that was left out, and why."""


def read_each(records: Sequence[T], lines: Sequence[int], write: Callable[[Sequence[T]], str], reader: str) -> Records:
    """Each record gives one item; `write` makes a file of some of them, `reader` is Pandoc's word for its format."""
    if not records:
        return Records(())
    try:
        items = json.loads(read_references(write(records), reader))
    except UnreadableError as refused:
        if len(records) == 1:
            return Records((), ((lines[0], refused.message),))
        items = []
    if len(items) == len(records):
        return Records(tuple(zip(lines, items, strict=True)))
    if len(records) == 1:
        reason = "Pandoc reads nothing in it" if not items else "it is more than one record"
        return Records(tuple((lines[0], item) for item in items), () if items else ((lines[0], reason),))
    half = len(records) // 2
    first, second = (read_each(records[part], lines[part], write, reader) for part in (slice(half), slice(half, None)))
    return Records((*first.items, *second.items), (*first.faults, *second.faults))
