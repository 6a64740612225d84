"""An author's text file, as they wrote it, with the line and column of any offset or phrase in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bookbuilder.diagnostics import Diagnostic, Location, Outcome

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 does not allow. See https://www.w3.org/TR/xml/#charsets"""


@dataclass(frozen=True)
class Source:
    """The text of one file; `file` is its path relative to the book's folder, with forward slashes."""

    file: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        for offset, character in enumerate(self.text):
            if character == "\n":
                starts.append(offset + 1)
        return starts

    def at(self, offset: int) -> Location:
        """The place of a character offset, counted from 0 into the text."""
        line = bisect_right(self._line_starts, offset)
        return Location(self.file, line, offset - self._line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line end; empty where there is no such line."""
        lines = self.text.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def whole(self) -> Location:
        """The file itself as a place."""
        return Location(self.file, 1, 1)


def read_source(path: Path, root: Path) -> Outcome[Source | None]:
    """Read a UTF-8 file; a missing or undecodable one is a diagnostic, line ends become "\\n" and a BOM is dropped."""
    file = relative(path, root)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Outcome(None, (Diagnostic("SRC-001", Location(file), "This file does not exist."),))
    except OSError as error:
        return Outcome(None, (Diagnostic("SRC-002", Location(file), f"This file cannot be read: {error.strerror}."),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start]
        return Outcome(
            None,
            (
                Diagnostic(
                    "SRC-003",
                    Location(file, line, len(before.decode("utf-8", "replace")) + 1),
                    f"Byte 0x{data[error.start]:02x} is not UTF-8.",
                    "Save the file as UTF-8 in your editor.",
                ),
            ),
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    spaced = _CONTROL.sub(" ", text)
    controls = (
        Diagnostic(
            "SRC-004",
            Source(file, text).at(match.start()),
            f"Here stands a control character, U+{ord(match[0]):04X}, which no edition can hold.",
            "Delete it; it cannot be seen in most editors.",
        )
        for match in _CONTROL.finditer(text)
    )
    return Outcome(Source(file, spaced), tuple(controls))


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that is too long for the system is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def relative(path: Path, root: Path) -> str:
    """`path` as the reader of a message sees it: relative to the book's folder, with forward slashes."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.name
