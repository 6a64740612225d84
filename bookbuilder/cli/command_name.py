"""Streams that call the command line by the name that it has here, since messages are written with `python build.py`."""

from __future__ import annotations

from typing import Any, TextIO

from bookbuilder.environment import FRONT

IN_MESSAGES = "python build.py"


class Renaming:
    """A stream in whose words the command is called as it is here."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the words on."""
        self._stream.write(text.replace(IN_MESSAGES, FRONT))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
