"""Names what an author typed and Pandoc would not print, or prints differently, at its line in the author's file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.markdown.conservation import losses
from bookbuilder.markdown.places import Places
from bookbuilder.markdown.source_cursor import Loss
from bookbuilder.markdown.typography import Node

_MACRO = re.compile(r"\\(?:(?:(?:re)?new|provide)command|def|DeclareMathOperator)\b")
_BREAK = re.compile(r"<br\s*/?>\s*$", re.IGNORECASE)


def conserved(read: str, typed: str, ast: Node, places: Places) -> Iterator[Diagnostic]:
    """CHP-041 and CHP-042: `read` is the text that Pandoc got, `typed` the author's own before Jinja."""
    has_macros = _MACRO.search(read) is not None
    for loss in losses(read, ast):
        if has_macros and "\\" in loss.words:  # Pandoc fills in the chapter's own macros of TeX
            continue
        if loss.kind == "space" and _BREAK.search(loss.before):  # nobody sees a space beside the end of a line
            continue
        place = _place(loss, read, typed, places)
        around = f"between “{loss.before}” and “{loss.after}”"
        if loss.kind == "number":
            number, printed = loss.words.split()
            message = f"This item is numbered {number} and would print as {printed}."
            remedy = f"Number the items on; a list that begins anew comes after a paragraph; as words write {number}\\."
            yield Diagnostic("CHP-042", place, message, remedy)
        elif loss.kind == "space":
            yield Diagnostic("CHP-041", place, f"A space would be lost here, {around}.", "Write a space or none.")
        elif loss.kind == "lost":
            message = f"“{loss.words[:60]}” behind “{loss.before}” would not be printed."
            remedy = "A sign there is read as markup: put \\ before it if it is to be printed."
            yield Diagnostic("CHP-041", place, message, remedy)
        else:
            message = f"“{loss.words[:60]}” would be printed, though the text does not have it, {around}."
            yield Diagnostic("CHP-041", place, message, "Write it in another way, or take the markup out.")


def _place(loss: Loss, read: str, typed: str, places: Places) -> Location:
    if read == typed:
        return places.at(loss.offset)
    start = read.rfind("\n", 0, loss.offset) + 1
    line = read[start : (read.find("\n", start) + 1 or len(read) + 1) - 1]
    found = typed.find(line) if line.strip() else -1
    return places.at(found + loss.offset - start) if found >= 0 else places.phrase(loss.after or loss.before)
