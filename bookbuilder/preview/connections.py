"""Keeps the preview's connections few and short while nothing is asked: whoever says half a request is hung up on."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

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
