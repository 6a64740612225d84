"""Pandoc's process: started by pypandoc, ended by the system where it uses more than its budget."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pypandoc

from bookbuilder.budgets import in_force

PATIENCE = 10
"""So many times the processor's time may pass by the clock, since other programs run too."""
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
    arguments = ["+RTS", f"-M{in_force().pandoc_megabytes}m", "-RTS", *extra_args]
    try:
        if source is not None:
            return str(pypandoc.convert_file(str(source), to, extra_args=arguments, **options))
        return str(pypandoc.convert_text(text, to, extra_args=arguments, **options))
    except RuntimeError as error:
        died = re.match(r'Pandoc died with exitcode "(-?\d+)"', str(error))
        if died and (int(died[1]) < 0 or int(died[1]) == HEAP_OVERFLOW):
            raise TooMuchError from None
        raise


class _Limited(subprocess.Popen[bytes]):
    """Pandoc's process, which the system ends when it has used its time."""

    def communicate(self, input: bytes | None = None, timeout: float | None = None) -> tuple[bytes, bytes]:
        seconds = in_force().pandoc_seconds
        _limit(self.pid, seconds)
        try:
            return super().communicate(input, PATIENCE * seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return super().communicate()


pypandoc.subprocess = SimpleNamespace(Popen=_Limited, PIPE=subprocess.PIPE)
"""pypandoc lets no caller set a limit, so it starts its process by ours."""


def _limit(process: int, seconds: int) -> None:
    """Let the system end a process that has used so much time of the processor; where it cannot, the clock does."""
    try:
        import resource

        resource.prlimit(process, resource.RLIMIT_CPU, (seconds, seconds))
    except (ImportError, AttributeError, OSError):
        return
