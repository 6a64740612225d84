"""Says whether a zip file from outside may be unpacked, by how large it would become, and what a damaged one raises."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections import Counter

from bookbuilder.budgets import in_force

MOST_ENTRIES = 20_000
HARMLESS, HARMLESS_MARKUP = 50_000_000, 8_000_000
"""Bytes that may be unpacked from however little; those of markup cost more to read."""
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, KeyError, ValueError,
)  # fmt: skip
"""What `zipfile` raises for a file that is damaged, locked, packed in another way, or no zip file."""


def unfit(archive: zipfile.ZipFile) -> str:
    """A sentence where the entries are too many, too large together, or of one name; nothing where they may be read."""
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if size > in_force().unpacked_megabytes * 1_000_000:
        return f"This file becomes {size // 1_000_000:,} MB when it is unpacked, more than any manuscript."
    markup = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))]
    for group, harmless in ((entries, HARMLESS), (markup, HARMLESS_MARKUP)):
        size, packed = sum(it.file_size for it in group), sum(it.compress_size for it in group)
        if size > harmless and size > in_force().unpacked_times * packed:
            times = f"{size // max(packed, 1):,} times its size (budgets: unpacked-times)"
            return f"This file becomes {size // 1_000_000:,} MB when it is unpacked, {times}, which no office program's does."
    if len(entries) > MOST_ENTRIES:
        return f"This file has {len(entries):,} parts, more than any manuscript."
    doubled = [name for name, count in Counter(entry.filename for entry in entries).items() if count > 1]
    return f"This file has two parts called {doubled[0]}, so that programs read different ones." if doubled else ""
