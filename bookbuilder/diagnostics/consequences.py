"""Leaves out of a book's faults those that only follow from another: what is missing because a file of it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bookbuilder.diagnostics import Diagnostic

UNREAD = frozenset(("SRC-002", "SRC-005", "SRC-006", "BUD-002"))
"""What is said of a file, or a folder, of which nothing is read."""
MISSING = frozenset(("BOK-004", "CIT-002", "CIT-003", "CVR-001", "EXC-001", "FIG-001", "FIG-011", "PRT-001", "TAB-001"))
"""What is said where a file, or what stands in it, is asked for and is not there; each names it."""
UNNAMED = {"CIT-001": "references.yaml", "EXC-001": "manuscript/interviews"}
"""What follows from a file, or from a folder, of which nothing is read, and does not name it."""
PLACES = {"CIT-002": "references.yaml", "CIT-003": "styles/csl/{}.csl", "EXC-001": "manuscript/interviews/{}.md"}
"""The one file that is asked for, by the code or the name in the message: with YAML that is broken it is there all the same."""
_NAMES = re.compile(r"[^\s\"“”]+")


def without_consequences(faults: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each cause once: a file that cannot be read is named, and not also missed wherever the book asks for it."""
    found = list(faults)
    unread = {it.location.file for it in found if it.code in UNREAD}
    broken = {it.location.file for it in found if it.code == "YML-001"}
    return [it for it in found if not _follows(it, unread, broken)] if unread | broken else found


def _follows(fault: Diagnostic, unread: set[str], broken: set[str]) -> bool:
    quoted = re.search(r'"([^"]+)"', fault.message)
    if PLACES.get(fault.code, "").format(quoted and quoted[1]) in unread | broken or UNNAMED.get(fault.code) in unread:
        return True
    if fault.code not in MISSING:
        return False
    said = fault.remedy if fault.code == "PRT-001" else fault.message  # others name in a remedy what is there
    names = {re.sub(r"^(?:\.{1,2}/)+", "", it.strip(".,:;")) for it in _NAMES.findall(said)}
    return any(_is_within(name, file) for name in names for file in unread)


def _is_within(name: str, file: str) -> bool:
    """Whether a path, as a chapter may have written it, is that of the file, or lies in it where it is a folder."""
    places = (file, file.removeprefix("manuscript/"))
    return any(name == it or name.startswith(f"{it}/") for it in places) or "." in name and file.endswith(f"/{name}")
