"""Finds the pictures of other hosts that `python build.py pictures` has fetched into the book, and whether they are still what was fetched."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bookbuilder.source import found_bytes, own_file

RECORD = "manuscript/figures/remote/remote.json"
"""Each address with its file, beside it, and the SHA-256 of what was fetched."""
REMOTE = re.compile(r"(?![a-z]:[\\/])(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
"""How the address of a picture begins that is not a file of the book; `C:\\a.png` is one of another machine."""


@dataclass(frozen=True)
class Fetched:
    """One picture that was fetched."""

    path: Path
    """Where it lies in the book."""
    is_whole: bool
    """Whether it is, byte for byte, what was fetched."""


def record_of(folder: Path) -> dict[str, dict[str, str]]:
    """The file and the checksum of each address; empty where nothing was fetched, or the record cannot be read."""
    path = own_file(folder / RECORD, folder)
    try:
        said = json.loads(found_bytes(path)) if path is not None else {}
    except ValueError:
        return {}
    if not isinstance(said, dict):
        return {}
    return {
        str(address): {"file": str(its["file"]), "sha256": str(its["sha256"])}
        for address, its in said.items()
        if isinstance(its, dict) and {"file", "sha256"} <= set(its)
    }


def fetched(address: str, folder: Path) -> Fetched | None:
    """The picture of an address, where it was fetched and lies in the book."""
    its = record_of(folder).get(address)
    path = own_file((folder / RECORD).parent / its["file"], folder) if its else None
    if its is None or path is None:
        return None
    return Fetched(path, sha256(found_bytes(path)).hexdigest() == its["sha256"])
