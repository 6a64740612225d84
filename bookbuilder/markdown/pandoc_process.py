"""The one door to Pandoc's program: started by pypandoc, ended by the system where it uses more than its budget."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pypandoc

from bookbuilder.budgets import in_force
from bookbuilder.programs import path_of

LEAST_SECONDS = 10
"""Time of the processor for any text; 100 times what a chapter of a page takes."""
PATIENCE = 10
"""So many times the processor's time may pass by the clock, since other programs run too."""
MEMORY = ("-H1m", "-A16m", "-n4m")
"""It would fill 64 MB before it looks for what is no longer used, and has each page of them cleared by the system first."""
HEAP_OVERFLOW = 251
"""Pandoc's exit code where its memory is used up."""


class TooMuchError(Exception):
    """Pandoc has used more time or memory than a text may need."""


class UnreadableError(Exception):
    """Pandoc cannot read a file; line and column are those of the text it got, 0 where it names none."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


def run(text: str, to: str, *, source: Path | None = None, extra_args: Sequence[str] = (), **options: str) -> str:
    """What Pandoc writes of a text or a file, within its budget; a RuntimeError where it fails, TooMuchError beyond that."""
    arguments = ["+RTS", f"-M{in_force().pandoc_megabytes}m", *MEMORY, "-RTS", *extra_args]
    unasked = {"extra_args": arguments, "verify_format": False}  # to verify is to start Pandoc twice more each time
    try:
        if source is not None:
            return str(pypandoc.convert_file(str(source), to, **unasked, **options))
        return str(pypandoc.convert_text(text, to, **unasked, **options))
    except RuntimeError as error:
        died = re.match(r'Pandoc died with exitcode "(-?\d+)"', str(error))
        if died and (int(died[1]) < 0 or int(died[1]) == HEAP_OVERFLOW):
            raise TooMuchError from None
        raise


def convert(text: str, to: str, format: str, *arguments: str, source: Path | None = None, **options: str) -> str:
    """The same of what comes from outside: UnreadableError, with Pandoc's reason, where it fails or takes too much."""
    try:
        return run(text, to, source=source, format=format, extra_args=["--quiet", *arguments], **options)
    except TooMuchError:
        budget = in_force()
        message = f"it takes more than {budget.pandoc_seconds} seconds or {budget.pandoc_megabytes} MB"
        raise UnreadableError(message) from None
    except RuntimeError as error:
        words = str(error).partition("during conversion: ")[2] or str(error)
        place = re.search(r"line (\d+),? column (\d+)", words)
        if place and "\n" in words.strip():
            words = words.partition("\n")[2]
        words = "; ".join(line.strip() for line in words.splitlines() if line.strip())
        raise UnreadableError(words, int(place[1]) if place else 0, int(place[2]) if place else 0) from None


def _program() -> str:
    """The Pandoc that came with pypandoc, whose version the lock names, unless PYPANDOC_PANDOC names another.

    pypandoc would first run what is called `pandoc` in PATH or, on Windows, in the folder one is in, and take the newest.
    """
    shipped = os.path.join(os.path.dirname(pypandoc.__file__), "files")
    named = os.environ.get("PYPANDOC_PANDOC") or shutil.which("pandoc", path=shipped)
    return named or path_of("pandoc") or os.path.join(shipped, "pandoc")


@cache
def version() -> str:
    """Pandoc's version: 3.9."""
    return str(pypandoc.get_pandoc_version())


def reference_docx() -> bytes:
    """Pandoc's own reference document of Word, the ground for ours."""
    path = pypandoc.get_pandoc_path()
    return subprocess.run([path, "--print-default-data-file=reference.docx"], check=True, capture_output=True).stdout


def seconds_for(size: int) -> int:
    """The processor time that a text of a number of bytes may take: a short one gets less than the budget allows."""
    return min(in_force().pandoc_seconds, LEAST_SECONDS + size // 1_000)


class _Limited(subprocess.Popen[bytes]):
    """Pandoc's process, which the system ends when it has used its time."""

    def communicate(self, input: bytes | None = None, timeout: float | None = None) -> tuple[bytes, bytes]:
        most = in_force().pandoc_seconds
        _limit(self.pid, most if input is None else seconds_for(len(input)))
        try:
            return super().communicate(input, PATIENCE * most)
        except subprocess.TimeoutExpired:
            self.kill()
            return super().communicate()


pypandoc.subprocess = SimpleNamespace(Popen=_Limited, PIPE=subprocess.PIPE)
"""pypandoc lets no caller set a limit, so it starts its process by ours."""
vars(pypandoc)["__pandoc_path"] = _program()
"""Where pypandoc keeps what it has found; it lets nobody say so but by the environment, which other programs would inherit."""


def _limit(process: int, seconds: int) -> None:
    """Let the system end a process that has used so much time of the processor; where it cannot, the clock does."""
    try:
        import resource

        resource.prlimit(process, resource.RLIMIT_CPU, (seconds, seconds))
    except (ImportError, AttributeError, OSError):
        return
