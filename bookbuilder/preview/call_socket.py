"""A local socket for other calls of the same user: taken up where code, engines and surroundings are the same."""

from __future__ import annotations

import json
import os
import select
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bookbuilder import unchanged
from bookbuilder.environment import ROOT, SHIPPED
from bookbuilder.preview.memory import begin_build
from bookbuilder.saving import remove

Call = Callable[[list[str]], int]
"""Carries out the words of a call and gives its exit code; prints to sys.stdout and sys.stderr."""
PATIENCE = 1.0
"""Seconds in which another call must have said what it wants."""


class CallSocket:
    """Listens from the start of the process, whose code is that of this moment."""

    def __init__(self, path: str, call: Call) -> None:
        self._call = call
        self._code = _code()
        self._listening: socket.socket | None = None
        if path and hasattr(socket, "AF_UNIX"):
            remove(Path(path))
            before = os.umask(0o177)  # only its owner may connect
            try:
                self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                self._listening.bind(path)
            finally:
                os.umask(before)
            self._listening.listen(8)

    @property
    def sources(self) -> list[Any]:
        """What to wait for."""
        return [self._listening] if self._listening is not None else []

    def has_call(self) -> bool:
        """Whether somebody waits."""
        return bool(self.sources and select.select(self.sources, [], [], 0)[0])

    def answer(self) -> None:
        """Take up one call, or decline it."""
        assert self._listening is not None
        caller, _ = self._listening.accept()
        with caller, suppress(BrokenPipeError, ConnectionResetError, TimeoutError, ValueError, KeyError, TypeError):
            caller.settimeout(PATIENCE)
            asked = json.loads(caller.makefile("rb").readline())
            arguments = [str(word) for word in asked["arguments"]]
            before = os.getcwd()
            try:
                os.chdir(asked["call"]["folder"])
                if unchanged.call(arguments) != asked["call"] or _code() != self._code:
                    _send(caller, {"declined": True})
                    return
                caller.settimeout(None)
                _send(caller, {"taken": True})
                _send(caller, {"exit": self._carry_out(caller, arguments, str(asked["why"]))})
            finally:
                os.chdir(before)

    def _carry_out(self, caller: socket.socket, arguments: list[str], why: str) -> int:
        begin_build()
        streams = sys.stdout, sys.stderr
        unchanged.why = why
        sys.stdout, sys.stderr = _Stream(caller, "out"), _Stream(caller, "err")
        try:
            return self._call(arguments)
        finally:
            sys.stdout, sys.stderr = streams
            unchanged.why = ""


class _Stream:
    """What the caller is to print."""

    encoding = "utf-8"

    def __init__(self, caller: socket.socket, name: str) -> None:
        self._caller = caller
        self._name = name

    def write(self, text: str) -> int:
        """Send it; whoever has gone does not get it, and the build goes on to its end."""
        with suppress(BrokenPipeError, ConnectionResetError):
            _send(self._caller, {self._name: text})
        return len(text)

    def flush(self) -> None:
        """Everything has been sent."""

    def isatty(self) -> bool:
        """No progress is drawn at a distance."""
        return False

    def reconfigure(self, **words: str) -> None:
        """It is UTF-8 already."""


def _send(caller: socket.socket, message: dict[str, Any]) -> None:
    caller.sendall(json.dumps(message).encode() + b"\n")


def _code() -> dict[str, list[int]]:
    """The stamps of our code, and of the folders of all packages."""
    own = [os.path.join(ROOT, "bookbuilder"), os.path.join(SHIPPED, "requirements.lock")]
    code = {path: state for path, state in unchanged.scan(own, []).items() if path.endswith((".py", ".lock", ".conf"))}
    return code | {path: unchanged.stamp(path) for path in sys.path if Path(path).is_dir() and path != ROOT}
