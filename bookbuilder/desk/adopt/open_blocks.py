"""Closes the blocks between `:::` that a file leaves open at its end, as Pandoc and Quarto do in silence."""

from __future__ import annotations

import re

from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.verbatim import blanked

_MARK = re.compile(r"^ {0,3}:{3,}(?!:)[ \t]*(?P<opens>\{[^}\n]*\}|[\w-]+)?[ \t]*:*[ \t]*$", re.MULTILINE)


def blocks_closed(text: str, file: str, report: Report) -> str:
    """The text with a line of ::: at its end for each block that nothing closes; as it is where a line closes nothing."""
    depth = 0
    for mark in _MARK.finditer(blanked(text)):
        depth += 1 if mark["opens"] else -1
        if depth < 0:
            return text
    if not depth:
        return text
    report.note("changed", "blocks that were open at the end of their file are closed there", file)
    return f"{text.rstrip()}\n{depth * (chr(10) + ':::' + chr(10))}"
