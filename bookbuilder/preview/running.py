"""Opens a port of this machine alone, runs the preview on it until it is stopped, with few and short connections, and takes everything away again."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from bookbuilder.environment import cache_of
from bookbuilder.preview.serving import Preview
from bookbuilder.preview.worker import Builder
from bookbuilder.saving import remove, temporary_name
from bookbuilder.signing_key import sealed

if TYPE_CHECKING:
    from bookbuilder.preview.call_socket import Call

LONGEST = 100
"""Bytes that a socket's path may have on every system."""


class PortTakenError(Exception):
    """Another program listens there; the message is one sentence."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The preview listens to signals itself, so that it can clear up before it ends."""
        yield


def run(
    folder: Path, output: Path, editor: str, workers: int, port: int, call: Call, on_address: Callable[[str], None]
) -> None:
    """Show the book until somebody stops it; `on_address` is given the address, which nobody can guess.

    `call` carries out the calls of others that reach the builder, as bookbuilder.cli.main does.
    """
    listening = _listen(port)
    port = listening.getsockname()[1]
    token = secrets.token_urlsafe(18)
    address = f"http://127.0.0.1:{port}/{token}/"
    note = Path(cache_of(str(folder)), "preview.json")
    with _call_socket(folder) as call_socket:
        said = {"address": address, "builder": call_socket, "process": os.getpid()}
        _write_private(note, sealed(json.dumps(said).encode()))
        preview = Preview(folder, output, editor, Builder(folder, workers, call_socket, call))
        config = uvicorn.Config(
            preview.app(token, port), log_level="error", access_log=False, lifespan="off", server_header=False,
            timeout_graceful_shutdown=1, ws="none", http=Connection,
        )  # fmt: skip
        on_address(address)
        try:
            with suppress(KeyboardInterrupt):
                asyncio.run(preview.run(_Server(config), listening))
        finally:
            listening.close()
            with suppress(OSError):
                note.unlink()


@contextmanager
def _call_socket(folder: Path) -> Iterator[str]:
    """A path for the builder's socket: in the book's cache, or in a folder of this user's where that path is too long."""
    path = Path(cache_of(str(folder)), "builder.sock")
    own = tempfile.mkdtemp(prefix=temporary_name()) if len(os.fsencode(path)) > LONGEST else ""
    path = Path(own, "builder.sock") if own else path
    try:
        yield str(path)
    finally:
        with suppress(OSError):
            path.unlink()
        if own:
            shutil.rmtree(own, ignore_errors=True)


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError as error:
        listening.close()
        raise PortTakenError(f"Port {port} is taken ({error.strerror}). Choose another with --port, or none.") from None
    listening.listen(64)
    return listening


def _write_private(path: Path, data: bytes) -> None:
    """A file that only its owner reads, since it holds the token."""
    remove(path)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


MOST = 200
"""Connections at a time; a browser opens six, and each other window of the preview one that stays."""
PATIENCE = 10
"""Seconds in which the head of a request must have come."""


class Connection(H11Protocol):
    """One connection, by HTTP/1.1 and no other protocol."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Take a connection; where there are too many, hang up on whoever has kept it waiting longest."""
        super().connection_made(transport)
        self._await_head()
        if len(self.connections) > MOST:
            waiting = [it for it in self.connections if isinstance(it, Connection) and it._late is not None]
            min(waiting, key=lambda it: it._late.when() if it._late else 0).transport.abort()

    def data_received(self, data: bytes) -> None:
        """Read on; the clock runs again where a further request has begun and its head is not there yet."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._hear()
        elif self._late is None and (before is None or before.response_complete):
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clock."""
        self._hear()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._late = self.loop.call_later(PATIENCE, self.transport.abort)

    def _hear(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
