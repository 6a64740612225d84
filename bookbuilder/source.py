"""An author's text file, as they wrote it, with the line and column of any offset or phrase in it."""

from __future__ import annotations

import errno
import os
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bookbuilder.budgets import in_force
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.encodings import decoded
from bookbuilder.rows_of_signs import shortened
from bookbuilder.signing_key import plain_file

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 and HTML do not allow, signs that programs keep for themselves, and those two that turn letters round, so that a
page shows another word than the file has. See https://www.w3.org/TR/xml/#charsets and https://www.unicode.org/reports/tr36/"""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Bytes that are not UTF-8 stand in Python's names of files as surrogates."""


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
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    def whole(self) -> Location:
        """The file itself as a place."""
        return Location(self.file, 1, 1)


def read_source(path: Path, root: Path, guess: bool = False) -> Outcome[Source | None]:
    """Read a UTF-8 file; a missing or undecodable one is a diagnostic, line ends become "\\n" and a BOM is dropped.

    With `guess`, a file in an older encoding is read in the one that suits its words, so that a draft has them.
    """
    data = _bytes_of(path, root)
    if isinstance(data, Diagnostic):
        return Outcome(None, (data,))
    file = relative(path, root)
    read = _decoded(data, file, guess)
    if read.value is None:
        return Outcome(None, read.diagnostics)
    text = read.value.replace("\r\n", "\n").replace("\r", "\n")
    text, rows = shortened(text, Source(file, text).at)
    source = Source(file, text)
    controls = (
        Diagnostic(
            "SRC-004",
            source.at(match.start()),
            f"This is a control character, U+{ord(match[0]):04X}, which no edition can contain.",
            "Delete it; it cannot be seen in most editors.",
        )
        for match in CONTROL.finditer(text)
    )
    return Outcome(Source(file, CONTROL.sub(" ", text)), (*read.diagnostics, *rows, *controls))


def _bytes_of(path: Path, root: Path) -> bytes | Diagnostic:
    """The bytes of a plain file of the book within the budget, or why they cannot be read."""
    if leads_out(path, root):
        return outside(path, root)
    if not is_text(path.name):
        return unnamed(path, root)
    file = relative(path, root)
    try:
        if path.exists() and not path.is_file():  # a pipe never ends
            return not_plain(file)
        if path.stat().st_size > in_force().file_megabytes * 1_000_000:
            message = f"This file is larger than {in_force().file_megabytes} MB."
            remedy = "Divide it, or set another limit in book.yaml, under budgets: file-megabytes."
            return Diagnostic("BUD-002", Location(file), message, remedy)
        return own_bytes(path, root)
    except LedOutError:
        return outside(path, root)
    except FileNotFoundError:
        return Diagnostic("SRC-001", Location(file), "This file does not exist.")
    except PermissionError:
        return locked(file)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be that of a file"
        return Diagnostic("SRC-002", Location(file), f"This file cannot be read: {reason}.")


def _decoded(data: bytes, file: str, guess: bool) -> Outcome[str | None]:
    """The text of bytes that should be UTF-8; SRC-003 where they are not, with the text in an older encoding if that may be guessed."""
    try:
        return Outcome(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start]
        place = Location(file, line, len(before.decode("utf-8", "replace")) + 1)
        fault = f"Byte 0x{data[error.start]:02x} is not UTF-8"
    read = decoded(data) if guess else None
    message = f"{fault}; a draft has the text as {read.encoding}." if read else f"{fault}."
    return Outcome(
        read.text if read else None, (Diagnostic("SRC-003", place, message, "Save the file as UTF-8 in your editor."),)
    )


class LedOutError(OSError):
    """A path that led elsewhere when it was opened than when one has looked."""


TRIES = 3
"""An editor may put a new file in a file's place just when it is opened."""


def own_bytes(path: Path, root: Path, most: int = -1) -> bytes:
    """The bytes of a plain file that lies in the folder `root` when it is open, though a link may have taken its place since one has looked."""
    within = _within(root)
    return _opened(path, lambda led: led.startswith(within), most)


def found_bytes(path: Path, most: int = -1) -> bytes:
    """The bytes of a plain file at a path that has no link in it, as `own_file` gives it: none where a link has come into it since."""
    return _opened(path, lambda led: led == os.fspath(path), most)


def _opened(path: Path, is_fit: Callable[[str], bool], most: int) -> bytes:
    """What stands in a file, if it is the one that lies at its path with all links followed, and that path fits."""
    for _ in range(TRIES):
        with plain_file(path) as file:
            led = os.path.realpath(path)
            if not is_fit(led):
                break
            if os.path.exists(led) and os.path.samestat(os.fstat(file.fileno()), os.lstat(led)):
                return file.read(most)
    raise LedOutError(
        f"A link has taken the place of {path.name} since the book was read, and where it leads nothing is read."
    )


def lenient_text(path: Path, root: Path) -> str:
    """What can be read of a text file in the folder `root` whose faults are reported elsewhere: a sign for each byte that is not UTF-8.

    Of one that is larger than a file may be, nothing.
    """
    most = in_force().file_megabytes * 1_000_000
    data = own_bytes(path, root, most + 1)
    text = data.decode("utf-8-sig", "replace") if len(data) <= most else ""
    return CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that is too long for the system is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def may_be_read(path: Path) -> bool:
    """Whether there is such a file, and it is not somebody else's alone."""
    return is_file(path) and os.access(path, os.R_OK)


def own_file(path: Path, root: Path) -> Path | None:
    """The plain file to which a path leads, links followed, where that lies in the book's folder `root` and may be read; else None.

    Everything that opens a file which an author or a typesetter has named, or put there, asks here first, and reads it by
    `found_bytes`.
    """
    led = _led(path)
    return Path(led) if led and led.startswith(_within(root)) else None


def own_files(folder: Path, root: Path, *endings: str, deep: bool = True) -> list[Path]:
    """The files in a folder (and in those below it), by their names in order, that lead to plain files in the book's folder `root`.

    Every list of a book's files is made here: none leads out, is a pipe, which never ends, or has a name that is not text.
    With `endings` such as ".csv", in small letters, only those.
    """
    within = _within(root)
    found: list[Path] = []
    for here, folders, files in os.walk(
        folder
    ):  # what cannot be opened is passed over, and no link to a folder is entered
        is_within = _within(Path(here)).startswith(within)
        named = [Path(here, name) for name in files if not endings or name.lower().endswith(endings)]
        links = [path for path in named if os.path.islink(path)]
        found += (path for path in links if _led(path).startswith(within))
        found += (
            path for path in named if is_within and path not in links and is_text(path.name) and may_be_read(path)
        )
        folders[:] = (name for name in folders if is_text(name)) if deep else ()
    return sorted(found)


def is_text(name: str) -> bool:
    """Whether a file's name can stand in a message and in an edition: UTF-8, without what moves or hides other signs."""
    return not _UNPRINTABLE.search(name)


def _within(root: Path) -> str:
    """How the path of everything in a folder begins."""
    return os.path.join(os.path.realpath(root), "")


def _led(path: Path) -> str:
    """The plain file to which a path leads, links followed; empty where there is none, or its name is not text."""
    try:
        led = os.path.realpath(path, strict=True)
        return led if may_be_read(Path(led)) and is_text(path.name) else ""
    except (OSError, ValueError, RuntimeError):  # a name that is too long, a NUL in it, a link to itself
        return ""


def is_plain(path: Path) -> bool:
    """Whether a path leads to a plain file: no pipe, which never ends, no link to itself, no name that is not text."""
    return bool(_led(path))


def leads_out(path: Path, root: Path) -> bool:
    """Whether there is something at a path which does not lie in the book's folder once links are followed."""
    try:
        return path.exists() and not path.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def outside(path: Path, root: Path) -> Diagnostic:
    """SRC-005, a link that leads out of the book's folder."""
    message = "This is a link that leads out of the book's folder, where nothing is read."
    return Diagnostic("SRC-005", Location(written(path, root)), message, "Put the file itself there.")


def unnamed(path: Path, root: Path) -> Diagnostic:
    """SRC-006, a file whose name is not text."""
    message = "A file whose name is not UTF-8, or has signs in it that cannot be seen, is not read."
    return Diagnostic("SRC-006", Location(written(path, root)), message, "Give it another name.")


def locked(file: str) -> Diagnostic:
    """SRC-002, a file or a folder that is somebody else's alone."""
    reason = os.strerror(errno.EACCES)
    return Diagnostic(
        "SRC-002",
        Location(file),
        f"This cannot be read: {reason}.",
        "Give yourself permission to read it, and run the command again.",
    )


def not_plain(file: str) -> Diagnostic:
    """SRC-002, something that is not a plain file."""
    return Diagnostic("SRC-002", Location(file), "This is not a plain file.")


def written(path: Path, root: Path) -> str:
    """`path` relative to the book's folder as it is written, links not followed."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return _UNPRINTABLE.sub("\ufffd", name)


def relative(path: Path, root: Path) -> str:
    """`path` as the reader of a message sees it: relative to the book's folder, with forward slashes."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except RuntimeError:  # a link to itself
        return written(path, root)
    except ValueError:
        return path.name
