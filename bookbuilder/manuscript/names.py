"""Finds the file that is meant by a name: in another Unicode form, with %20 for a space, with backslashes, in other capitals.

One file system distinguishes such names and another does not, so a book that was written on one would lose a chapter on
the other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

_LIKENESS: tuple[Callable[[str], str], ...] = (
    lambda name: unicodedata.normalize("NFC", name),
    lambda name: unicodedata.normalize("NFC", unquote(name)),
    lambda name: unicodedata.normalize("NFC", unquote(name)).casefold(),
)
"""How two names are held against each other, the strictest first."""


def meant_file(base: Path, name: str) -> Path:
    """The path below `base` that a name means; the name as it is written where nothing, or more than one thing, is like it."""
    written = base / name
    try:
        if not name or written.exists():
            return written
    except (OSError, ValueError):  # a name that is too long, a NUL in it
        return written
    for parts in (name.split("/"), name.replace("\\", "/").split("/")):
        found: Path | None = base
        for part in parts:
            found = _entry(found, part) if found is not None else None
        if found is not None and ".." not in parts:
            return found
    return written


def _entry(folder: Path, name: str) -> Path | None:
    if (folder / name).exists():
        return folder / name
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return None
    for alike in _LIKENESS:
        found = [entry for entry in entries if alike(entry.name) == alike(name)]
        if len(found) == 1:
            return found[0]
    return None
