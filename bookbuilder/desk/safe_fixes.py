"""Rewrites what can be written better in chapters and sources without changing what is meant.

HTML's line breaks, sub and sup become Markdown's, labels of other programs ours, addresses get their scheme, headings
their space, sources the type of CSL that is meant. Code, comments and formulas stay as they are.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bookbuilder.cache import Steps
from bookbuilder.citations import ITEM_TYPES
from bookbuilder.desk.adopt.our_labels import labels_become_ours
from bookbuilder.desk.adopt.text import with_schemes
from bookbuilder.desk.adopt.verbatim import outside_code
from bookbuilder.desk.references.writing import items_of, spliced
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.manuscript.references import REFERENCES_FILE
from bookbuilder.model.other_fields import csl_type
from bookbuilder.saving import write_source
from bookbuilder.source import found_bytes, own_file

_BREAK = re.compile(r"[ \t]*</?br\s*/?>[ \t]*(?:\n(?=[ \t]*\S))?", re.IGNORECASE)
_SMALL = re.compile(r"<(sub|sup)>([^<>~^\n]+)</\1>", re.IGNORECASE)
_HEADING = re.compile(r"(?m)(?<=\n\n)(#{1,6})(?=[^\W\d_][^\n]*$)")
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)(10\.\S+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Fixed:
    """A file whose text can be better."""

    path: Path
    file: str
    """Its path as messages have it."""
    before: str
    after: str

    @property
    def difference(self) -> str:
        """What changes, as a diff."""
        lines = self.before.splitlines(True), self.after.splitlines(True)
        return "".join(difflib.unified_diff(*lines, self.file, self.file, n=0))

    def write(self) -> None:
        """Put the new text in the place of the old one, its line ends and its mark at the beginning as they are."""
        data = found_bytes(self.path)
        mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        text = self.after.replace("\n", "\r\n") if b"\r\n" in data else self.after
        write_source(self.path, mark + text.encode())


def safe_fixes(folder: Path) -> list[Fixed]:
    """Every file of the book that would change; nothing is written."""
    manuscript = read_manuscript(folder, Steps()).value
    if manuscript is None:
        return []
    files = dict.fromkeys(chapter.source.file for chapter in manuscript.chapters.values())
    return [*(it for file in files for it in _fixed(folder, file)), *_fixed(folder, REFERENCES_FILE)]


def _fixed(folder: Path, file: str) -> Iterator[Fixed]:
    path = own_file(folder / file, folder)
    if path is None:
        return
    try:
        before = found_bytes(path).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return
    after = sources_fixed(before) if file == REFERENCES_FILE else chapter_fixed(before)
    if after != before:
        yield Fixed(path, file, before, after)


def chapter_fixed(text: str) -> str:
    """A chapter's text with what is safe to write in the forms of this book builder."""
    return outside_code(labels_become_ours(text, frozenset()), _prose)


def sources_fixed(text: str) -> str:
    """references.yaml with CSL's types, and DOIs without their address; the rest stays byte for byte."""
    changes = []
    for item in items_of(text):
        named = str(item["type"]) if "type" in item else ""
        meant = csl_type(named, item.keys())
        if named and named != meant and meant in ITEM_TYPES:
            changes.append((str(item["id"]), "type", meant))
        doi = _DOI.match(str(item["DOI"])) if "DOI" in item else None
        if doi:
            changes.append((str(item["id"]), "DOI", doi[1]))
    return spliced(text, [], changes) if changes else text


def _prose(part: str) -> str:
    def small(found: re.Match[str]) -> str:
        sign = "~" if found[1].lower() == "sub" else "^"
        return f"{sign}{found[2].replace(' ', chr(92) + ' ')}{sign}"

    part = _SMALL.sub(small, part)
    part = "\n".join(_without_breaks(block) for block in re.split(r"\n(?=[ \t]*\n)", part))
    return with_schemes(_HEADING.sub(r"\1 ", part))


def _without_breaks(block: str) -> str:
    """A paragraph with Markdown's own line breaks; a table keeps HTML's, since its cells have one line."""
    if re.search(r"^[ \t>]*[|+]|^[ \t]*-{3}[- ]*$|<t[dr]\b", block, re.MULTILINE):
        return block
    return _BREAK.sub(lambda it: "\\\n" if it.end() < len(block.rstrip()) else "", block)
