"""Half a request is hung up on, and too many of them keep nobody out."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from bookbuilder.preview import running
from bookbuilder.preview.running import Connection

ASKED = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


async def _answer(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


def test_who_never_finishes_a_request_keeps_nobody_out(monkeypatch) -> None:
    monkeypatch.setattr(running, "MOST", 3)
    monkeypatch.setattr(running, "PATIENCE", 0.2)

    async def besiege() -> tuple[list[bytes], list[bytes]]:
        config = uvicorn.Config(_answer, http=Connection, ws="none", lifespan="off", log_level="critical")
        config.load()
        state, loop = ServerState(), asyncio.get_running_loop()
        server = await loop.create_server(lambda: Connection(config, state, {}), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        slow = [await asyncio.open_connection("127.0.0.1", port) for _ in range(6)]
        for _, writer in slow:
            writer.write(b"GET / HT")
        answered = []
        for _ in range(2):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(ASKED)
            answered.append(await reader.read())
            writer.close()
        ends = await asyncio.gather(*(reader.read() for reader, _ in slow), return_exceptions=True)
        for _, writer in slow:
            writer.close()
        server.close()
        return answered, [b"" if isinstance(it, ConnectionError) else it for it in ends]

    answered, ends = asyncio.run(asyncio.wait_for(besiege(), 10))
    assert [it[-2:] for it in answered] == [b"ok", b"ok"] and ends == [b""] * 6
