"""Reads the variables that an item's note holds as "variable: value", as Zotero users write them.

Lines such as "original-date: 1905" or "reviewed-author: Doe || Jane" at the head of a note fill variables that the item
lacks; one line of free text may stand before them. A type and dates written so win over the item's own.
"""

from __future__ import annotations

import re

RE_LINE = re.compile(r"^([-_a-z]+|[A-Z]+):\s*(.+)$")
RE_BRACES = re.compile(r"\{:((?:[-_a-z]+|[A-Z]+):[^}]+)\}")


def note_fields(note: str) -> tuple[dict[str, list[str]], str]:
    """Variables with the values given for each, and what remains of the note."""
    lines = RE_BRACES.sub(lambda match: f"\n{match.group(1).strip()}\n", note).split("\n")
    found: dict[str, list[str]] = {}
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        match = RE_LINE.match(line)
        if match is None:
            if index == 0:
                continue
            break
        found.setdefault(match.group(1), []).append(match.group(2).strip())
        lines[index] = ""
    return found, "\n".join(lines).strip()
