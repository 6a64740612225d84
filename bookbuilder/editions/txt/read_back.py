"""Reads the plain text back out of its own bytes, passage by passage; of the book it knows the words and their order."""

from __future__ import annotations

import re

from bookbuilder.editions.txt.writing import CODE
from bookbuilder.pages.running_text import Passage

_NUMBER = re.compile(r"^(?:\w+\.\u2002)+")
"""The numbers of an item and of the lists around it, which other editions draw."""

_JOINED = re.compile(rf"^{CODE}.*(?:\n{CODE}.*)*", re.MULTILINE)
"""The lines of a listing."""


def read_text(data: bytes) -> list[Passage]:
    """Every passage; what stands before the first chapter is the edition's own."""
    _, *chapters = data.decode().split("\f\n")
    words = (
        words
        for chapter in chapters
        for line in _JOINED.sub(lambda it: " ".join(it[0].split()), chapter).split("\n")
        for cell in line.split("\t")
        for words in cell.split("\u2028")
    )
    return [Passage("", "", "text", _NUMBER.sub("", it)) for it in words if it]
