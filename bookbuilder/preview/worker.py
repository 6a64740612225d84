"""The builder as the server sees it: a process that takes orders and answers them, started again when it has grown too large or has crashed."""

from __future__ import annotations

import multiprocessing
import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from bookbuilder.programs import keep_to_our_modules
from bookbuilder.roomy_stack import with_room

if TYPE_CHECKING:
    from bookbuilder.preview.call_socket import Call

PATIENCE = 2.0
"""Seconds that a process is given to stop by itself."""


class Builder:
    """Only answers to the last order are passed on."""

    def __init__(self, folder: Path, workers: int, call_socket: str, call: Call) -> None:
        self._pipe: Connection
        self._folder = folder
        self._workers = workers
        self._call_socket = call_socket
        self._call = call
        self._number = 0
        self._lock = Lock()
        self._answered = 0
        self._process_code: int | None = None
        self._stopped = False
        self._start()

    def order(self) -> None:
        """Build the book as it is now."""
        with self._lock:
            self._number += 1
            with suppress(OSError):  # it has just crashed; `receive` starts another, which builds at once
                self._pipe.send(("build", self._number))

    def is_current(self, number: int) -> bool:
        """Whether an answer to the order of this number is still wanted: asked again where it is to be shown, since the
        book may have changed, or consent been withdrawn, between its coming and its showing."""
        return number == self._number

    def receive(self) -> tuple[int, tuple[Any, ...]] | None:
        """The next answer with the number of its order; None where there is none that is still wanted. Waits."""
        pipe = self._pipe
        try:
            number, *message = pipe.recv()
        except (EOFError, OSError):
            crash = self._again(pipe)
            return (self._number, crash) if crash is not None else None
        if message[0] == "ends":
            self._ends = True
            return None
        if message[0] == "done":
            self._answered = number
        return (number, tuple(message)) if self.is_current(number) else None

    def restart(self) -> None:
        """Go on with the code as it is now."""
        with self._lock:
            self._end()
            self._start()

    def stop(self) -> None:
        """End the process, and every process of its own."""
        with self._lock:
            self._stopped = True
            self._end()

    def _again(self, ended: Connection) -> tuple[Any, ...] | None:
        """Start another process for one that has ended; one that crashed is not asked the same again."""
        with self._lock:
            if self._stopped or ended is not self._pipe:
                return None
            ends = self._ends
            self._end()
            self._start()
            if not ends:
                return ("broken", f"The builder has ended with {self._process_code}. The next change starts it again.")
            if self._answered != self._number:
                self._pipe.send(("build", self._number))
            return None

    def _start(self) -> None:
        self._ends = False
        keep_to_our_modules()
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(other, self._folder, self._workers, self._call_socket, self._call), name="book builder"
        )
        self._process.start()
        other.close()

    def _end(self) -> None:
        with suppress(OSError):
            self._pipe.send(("stop",))
        self._process.join(PATIENCE)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process_code = self._process.exitcode
        if hasattr(os, "killpg") and self._process.pid is not None:  # what lays out documents beside it
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._pipe.close()


def _serve(pipe: Connection, folder: Path, workers: int, call_socket: str, call: Call) -> None:
    from bookbuilder.preview.building import serve  # the engines are imported there alone

    with_room(serve, pipe, folder, workers, call_socket, call)
