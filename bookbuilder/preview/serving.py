"""The preview's server: starts the builder, watches the book, and answers one browser page on this machine."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import anyio
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bookbuilder.json_source import read_json
from bookbuilder.preview.drawing import Pictures
from bookbuilder.preview.guard import Guard
from bookbuilder.preview.places import EditedSources, SourceLines
from bookbuilder.preview.shown import Shown
from bookbuilder.preview.watching import Changed, changes
from bookbuilder.preview.worker import Builder
from bookbuilder.source import lenient_text, own_file

OWN_FILES = {
    "": ("preview.html", "text/html; charset=utf-8"),
    "preview.css": ("preview.css", "text/css; charset=utf-8"),
    "preview.js": ("preview.js", "text/javascript; charset=utf-8"),
    "pages.js": ("pages.js", "text/javascript; charset=utf-8"),
    "overlays.js": ("overlays.js", "text/javascript; charset=utf-8"),
}
TYPES = {
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "woff2": "font/woff2", "json": "application/json",
}  # fmt: skip
MOST_ASKED = 10_000
"""Bytes of a question."""
SCALES = (1.0, 1.5, 2.0, 3.0)
PAGE = Path(__file__).with_name("page")


class Preview:
    """One book being shown."""

    def __init__(self, folder: Path, output: Path, editor: str, builder: Builder) -> None:
        self.shown = Shown()
        self.pictures = Pictures()
        self._folder = folder
        self._output = output
        self._editor = editor
        self._builder = builder
        self._listening: set[asyncio.Queue[dict[str, Any]]] = set()
        self._stopping = anyio.Event()
        self._sources = EditedSources(folder)

    def app(self, token: str, port: int) -> Guard:
        """The application, guarded."""
        routes = [
            Route("/state", self._state),
            Route("/events", self._events),
            Route("/document/{id}", self._document),
            Route("/page/{id}/{page}.png", self._picture),
            Route("/site/{path:path}", self._site),
            Route("/show", self._show, methods=["POST"]),
            Route("/{name:path}", self._own_file),
        ]
        return Guard(Starlette(routes=routes), token, port)

    async def run(self, server: uvicorn.Server, socket: Any) -> None:
        """Serve, watch and build until the server is asked to stop; then leave nothing behind."""
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with suppress(NotImplementedError, AttributeError):  # Windows stops by KeyboardInterrupt
                loop.add_signal_handler(getattr(signal, name), self._stop, server)
        try:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(self._watch)
                tasks.start_soon(self._receive_answers)
                await server.serve(sockets=[socket])
                self._stop(server)
                await asyncio.to_thread(self._builder.stop)
                tasks.cancel_scope.cancel()
        finally:
            self._builder.stop()
            self.shown.clear()
            self.pictures.clear()

    def _stop(self, server: uvicorn.Server) -> None:
        server.should_exit = True
        self._stopping.set()
        self._send({"type": "stopped"})

    async def _watch(self) -> None:
        self._builder.order()
        async for changed in changes(self._folder, self._output, self._stopping):
            self.changed(changed)

    def changed(self, changed: Changed) -> None:
        """Build what has changed; where consent may have changed, nothing is seen until the gate has passed it."""
        self.shown.begin()
        if changed.consent:
            self.shown.clear()
            self.pictures.clear()
            self._sources.clear()
            self._send({"type": "clear"})
        if changed.code:
            self._builder.restart()
        sources = {it.source for it in self.shown.outlines}
        files = [name for name in changed.files if name in sources]
        self._sources.changed(files)
        self._send({"type": "changed", "files": files})
        self._builder.order()

    async def _receive_answers(self) -> None:
        while not self._stopping.is_set():
            answer = await asyncio.to_thread(self._builder.receive)
            if answer is not None:
                self.received(*answer)

    def received(self, number: int, message: tuple[Any, ...]) -> None:
        """Hold and send what the builder has answered, unless the book has changed since: what a withdrawal has cleared
        does not come back by an answer that was under way."""
        if self._builder.is_current(number):
            events = self.shown.take(message)
            if message[0] == "outline":
                self._sources.remember([it.source for it in self.shown.outlines if it.source])
            for event in events:
                self._send(event)
            if events and message[0] == "pages":
                self._send_edited(message[1].id)

    def _send_edited(self, id: str) -> None:
        """Where the line that was edited stands now: on which printed page, and in which element."""
        outline = next((it for it in self.shown.outlines if it.id == id), None)
        line = self._sources.edited(outline.source) if outline else 0
        places = self._places(outline.source, outline.lines) if outline and line else None
        if not outline or not places or not (found := places.printed(self.shown.pages[id].facts, line)):
            return
        element = max((it for it in outline.lines if it[1] <= line), key=lambda it: it[1], default=("", 0))[0]
        self._send({"type": "edited", "document": id, "page": found[0], "line": found[1], "element": element})

    def _send(self, event: dict[str, Any]) -> None:
        for queue in self._listening:
            queue.put_nowait(event)

    async def _state(self, _: Request) -> Response:
        return JSONResponse({**self.shown.summary(), "editor": self._editor, "folder": self._folder.as_posix()})

    async def _events(self, _: Request) -> Response:
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._listening.add(queue)

        async def stream() -> AsyncIterator[bytes]:
            try:
                yield b": the preview\n\n"
                while not self._stopping.is_set():
                    event = await queue.get()
                    yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()
            finally:
                self._listening.discard(queue)

        return StreamingResponse(stream(), media_type="text/event-stream")

    async def _document(self, request: Request) -> Response:
        id = request.path_params["id"]
        outline = next((it for it in self.shown.outlines if it.id == id), None)
        if outline is None or id not in self.shown.pages:
            return Response(status_code=404)
        places = self._places(outline.source, outline.lines)
        pages = [
            {
                "width": facts.width, "height": facts.height, "top": facts.top, "bottom": facts.bottom,
                "lines": [
                    [it.x, it.y, it.width, it.height, it.role, it.text,
                     places.line_of(it.block, it.text) if places else 0,
                     round(it.space / it.natural_space, 2) if it.natural_space else 1, it.block]
                    for it in facts.lines
                ],
                "boxes": [[it.kind, it.id, it.x, it.y, it.width, it.height] for it in facts.boxes],
            }
            for facts in self.shown.pages[id].facts
        ]  # fmt: skip
        standing = self.shown.standings[id] if id in self.shown.standings else None
        return JSONResponse(
            {
                "id": id, "source": outline.source, "version": self.shown.version(id), "pages": pages,
                "begins": standing.begins if standing else 0, "folios": standing.folios if standing else [],
                "changed": self.shown.changed[id] if id in self.shown.changed else [], "ids": dict(outline.lines),
            }
        )  # fmt: skip

    def _places(self, source: str, lines: tuple[tuple[str, int], ...]) -> SourceLines | None:
        path = self._folder / source
        return SourceLines(lenient_text(path, self._folder), lines) if own_file(path, self._folder) else None

    async def _picture(self, request: Request) -> Response:
        id, number = request.path_params["id"], request.path_params["page"]
        count = len(self.shown.pages[id].facts) if id in self.shown.pages else 0
        if number not in map(str, range(count)):
            return Response(status_code=404)
        page = int(number)
        heads = self.shown.heads[id].pdf if id in self.shown.heads else b""
        wanted = request.query_params.get("scale", "2")
        scale = float(wanted) if wanted in map(str, SCALES) else 2.0
        version = self.shown.version(id)
        data = await asyncio.to_thread(self.pictures.draw, version, self.shown.pages[id].pdf, heads, page, scale)
        if id not in self.shown.pages:  # cleared while it was drawn
            self.pictures.clear()
            return Response(status_code=404)
        return Response(data, media_type="image/png")

    async def _site(self, request: Request) -> Response:
        name = request.path_params["path"] or "index.html"
        if name not in self.shown.site:
            return Response("This page of the web edition is not there yet.", 404, media_type="text/plain")
        kind = name.rpartition(".")[2]
        return Response(self.shown.site[name], media_type=TYPES.get(kind, "application/octet-stream"))

    async def _show(self, request: Request) -> Response:
        """The cursor stands in a line of a file: show the page that prints it."""
        try:
            asked = read_json(await _body(request))
            file, line = str(asked["file"]), int(asked["line"])
        except (ValueError, KeyError, TypeError, OverflowError, ClientDisconnect):
            return JSONResponse({"shown": False}, 400)
        outline = next((it for it in self.shown.outlines if it.source == file), None)
        if outline is None or outline.id not in self.shown.pages:
            return JSONResponse({"shown": False}, 404)
        places = self._places(outline.source, outline.lines)
        found = places.printed(self.shown.pages[outline.id].facts, line) if places else None
        page, index = found or (0, 0)
        self._send({"type": "show", "document": outline.id, "page": page, "line": index})
        return JSONResponse({"shown": True, "document": outline.id, "page": page})

    async def _own_file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in OWN_FILES:
            return Response(status_code=404)
        file, kind = OWN_FILES[name]
        return Response((PAGE / file).read_bytes(), media_type=kind)


async def _body(request: Request) -> bytes:
    """What a request brings; a ValueError where that is more than a file's name and a line."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_ASKED:
            raise ValueError("too long")
    return body
