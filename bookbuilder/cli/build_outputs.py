"""What builds have put into a book's folder: remembered when it is made, so that `clean` takes that and no more."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bookbuilder.json_source import read_json
from bookbuilder.model.publication import Artefact
from bookbuilder.saving import whole_file
from bookbuilder.signing_key import plain_bytes

TAG = "CACHEDIR.TAG"
SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55\n"
"""The first line by which backup programs know a cache. See https://bford.info/cachedir/"""
OURS = SIGNATURE + b"# What the book builder remembers of its steps; safe to delete.\n"


@dataclass(frozen=True)
class Cleaned:
    """What `clean` did."""

    removed: tuple[Path, ...]
    left: tuple[Path, ...]
    """What lies in the output folder and was not made by a build that is remembered."""


def claim_cache(cache: Path) -> None:
    """Mark a cache folder as ours before anything is put into it; one that is somebody else's is an error of use."""
    if not (cache / TAG).exists():
        whole_file(cache / TAG, OURS)


def remember(cache: Path, artefacts: Sequence[Artefact]) -> None:
    """Add artefacts to the list of those that were made."""
    paths = {str(path) for path in _remembered(cache)} | {str(artefact.path.resolve()) for artefact in artefacts}
    whole_file(cache / "artefacts.json", json.dumps(sorted(paths), ensure_ascii=False, indent=0).encode())


def clean(output: Path, cache: Path) -> Cleaned:
    """Remove the remembered artefacts that lie in `output`, then the cache; everything else stays."""
    removed = []
    for path in _remembered(cache):
        place = Path(os.path.realpath(path.parent))  # the list may be a stranger's, who writes output/../..
        if place.is_relative_to(output.resolve()) and path.name not in ("", "..") and _remove(place / path.name):
            removed.append(path)
    if output.is_dir():
        left = tuple(sorted(output.iterdir()))
        if not left:
            output.rmdir()
    else:
        left = ()
    if _is_ours(cache):
        shutil.rmtree(cache)
        removed.append(cache)
    return Cleaned(tuple(removed), left)


def _remembered(cache: Path) -> list[Path]:
    try:
        listed = read_json(plain_bytes(cache / "artefacts.json"))
    except (OSError, ValueError):
        return []
    return [Path(path) for path in listed if isinstance(path, str)] if isinstance(listed, list) else []


def _is_ours(cache: Path) -> bool:
    try:
        return plain_bytes(cache / TAG) == OURS
    except OSError:
        return False


def _remove(path: Path) -> bool:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
        return True
    if path.exists() or path.is_symlink():
        path.unlink()
        return True
    return False
