"""Leaves out of a book's faults those that only follow from another: what is missing because a file of it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bookbuilder.diagnostics import Diagnostic

UNREAD = frozenset(("SRC-002", "SRC-005", "SRC-006", "BUD-002"))
"""What is said of a file, or a folder, of which nothing is read."""
BROKEN = "YML-001"
"""What is said of a file of which a part is read at most: it is there."""
MISSING = frozenset(("BOK-004", "CIT-002", "CIT-003", "CVR-001", "EXC-001", "FIG-001", "FIG-011", "PRT-001", "TAB-001"))
"""What is said where a file, or what stands in it, is asked for and is not there; each names it."""
UNNAMED = {"CIT-001": "references.yaml", "EXC-001": "manuscript/interviews"}
"""What follows from a file, or from a folder, that it does not name."""
_NAMES = re.compile(r"[^\s\"“”]+")


def without_consequences(faults: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each cause once: a file that cannot be read is named, and not also missed wherever the book asks for it."""
    found = list(faults)
    unread = {it.location.file for it in found if it.code in UNREAD}
    there = unread | {it.location.file for it in found if it.code == BROKEN}
    return [it for it in found if not _follows(it, unread, there)] if there else found


def _follows(fault: Diagnostic, unread: set[str], there: set[str]) -> bool:
    if fault.code in UNNAMED and UNNAMED[fault.code] in unread:
        return True
    if fault.code not in MISSING:
        return False
    names = {
        re.sub(r"^(?:\.{1,2}/)+", "", it.strip(".,:;")) for it in _NAMES.findall(f"{fault.message} {fault.remedy}")
    }
    quoted = re.findall(r'"([^"]+)"', fault.message)
    return any(_is_within(name, file) for name in names for file in there) or any(
        re.search(rf"(?:^|/){re.escape(name)}(?:\.\w+)?$", file) for name in quoted for file in there
    )


def _is_within(name: str, file: str) -> bool:
    """Whether a path, as a chapter may have written it, is that of the file, or lies in it where it is a folder."""
    places = (file, file.removeprefix("manuscript/"))
    return any(name == it or name.startswith(f"{it}/") for it in places) or "." in name and file.endswith(f"/{name}")
