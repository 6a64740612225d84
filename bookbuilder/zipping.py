"""Packs files into a ZIP whose bytes are the same for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can hold; every file in ours has it."""


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """Files as one ZIP with one folder in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            archive.writestr(_entry(f"{folder}/{name}"), files[name], compresslevel=9)
    return packed.getvalue()


def rezipped(data: bytes, changed: Callable[[str, bytes], bytes], stored: Collection[str] = ()) -> bytes:
    """A ZIP with its files as `changed` makes them of their names and bytes, in their order; those `stored` are not compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for it in old.infolist():
            is_stored = it.filename in stored if stored else it.compress_type == zipfile.ZIP_STORED
            entry = _entry(it.filename, zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED)
            new.writestr(entry, changed(it.filename, old.read(it)), compresslevel=9)
    return packed.getvalue()


def _entry(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """A file's entry with the one time that ours have, and no trace of the machine."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o100644 << 16, method
    return entry
