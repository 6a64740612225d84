"""Builds a change of the book, and sends its faults, each laid-out document and its web edition through a pipe.

Runs in a process of its own, so that the server answers while a book is laid out. Nothing leaves it that the search for
withheld names has not passed.
"""

from __future__ import annotations

import gc
import os
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from bookbuilder import unchanged
from bookbuilder.cache import Ran, Step, Steps, fingerprint, keep_later, keep_now
from bookbuilder.consent.secret import Secret
from bookbuilder.consent.withheld import search_artefact
from bookbuilder.diagnostics import Diagnostic, Stage, blocking, in_reading_order, weighed
from bookbuilder.editions.before_output import find_withheld_names
from bookbuilder.editions.web.site import site_addresses
from bookbuilder.editions.web.writing import write_site
from bookbuilder.environment import cache_of
from bookbuilder.layout import write_pdf
from bookbuilder.layout.engine import free, keep_documents
from bookbuilder.layout.joined_lists import join_lists
from bookbuilder.layout.laid_out import LaidOut
from bookbuilder.layout.page_numbers import Place, standing
from bookbuilder.layout.warm_up import warm_up
from bookbuilder.memory_cache import memory
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.preview.call_socket import Call, CallSocket
from bookbuilder.preview.memory import begin_build, consent_files, is_too_much
from bookbuilder.preview.messages import Pages, Standing, outlines
from bookbuilder.verbs.opening import Opened, check_consent, open_book, purge_withdrawn

HELD = 40_000_000
"""Bytes of kept values that are held in memory, where they take some eight times as much."""
KEPT_PAGES = 120
"""Pages whose boxes are kept, so that their document is laid out from the page where it has changed."""
IDLE = 0.4
"""Seconds after which somebody who has changed something is not about to change more."""
LAID_OUT, HEADS = "lay out ", "set running heads of "


class Superseded(BaseException):
    """Somebody waits for something newer than what is being built."""


def serve(pipe: Connection, folder: Path, workers: int, call_socket: str, call: Call) -> None:
    """Build whenever the pipe says so, and carry out the calls of others, until the pipe says `stop` or closes.

    A process that holds too much memory says so, and ends; so does one that may remember words of an expert who has
    withdrawn since, or a name that is withheld since.
    """
    if hasattr(os, "setpgid"):  # a group of its own, which the server ends as a whole
        os.setpgid(0, 0)
    server = _Server(pipe, CallSocket(call_socket, call))
    memory.most = HELD
    keep_documents(KEPT_PAGES)
    _warm()
    began_with = consent_files(folder)
    known: frozenset[object] | None = None  # all that any build has found withheld
    try:
        while server.wait_for_order():
            if server.order is not None and _build(server, folder, workers):
                server.order = None
            remembers = False
            if server.withheld is not None:
                remembers = consent_files(folder) != began_with if known is None else bool(server.withheld - known)
                known = server.withheld | (known or frozenset())
            if remembers or server.order is None and is_too_much():
                server.send(("ends",))
                return
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _warm() -> None:
    """Keep the collector from looking again at what was imported."""
    gc.collect()
    gc.freeze()


class _Server:
    """The server at the other end of the pipe: what it orders, one build at a time, and what is sent to it in answer."""

    def __init__(self, pipe: Connection, calls: CallSocket) -> None:
        self._pipe = pipe
        self._calls = calls
        self._number = 0
        self._is_tidy = False
        self.order: tuple[Any, ...] | None = None
        """What is to be built still; None when all that was ordered is done."""
        self.is_ready = False
        """Whether this process has laid out something, so that the next is quick."""
        self.latest = ""
        """The id of the document whose file was changed last."""
        self.withheld: frozenset[object] | None = None
        """The experts who have withdrawn and the private strings, as the build found them; None while they are not known."""

    def wait_for_order(self) -> bool:
        """Wait until there is something to do, and answer the calls of others; False when the pipe says `stop`.

        Only the last order counts. While nobody asks for anything, what is no longer used is freed once.
        """
        sources = [self._pipe, *self._calls.sources]
        if self.order is None and not self._is_tidy and not wait(sources, IDLE):
            free()
            self._is_tidy = True
        if self.order is None:
            wait(sources)
        if self._calls.has_call():
            self._calls.answer()
            self._is_tidy = False
        while self._pipe.poll():
            self.order = self._pipe.recv()
        if self.order is None:
            return True
        if self.order[0] == "stop":
            return False
        self._number, self.withheld, self._is_tidy = self.order[1], None, False
        return True

    def send(self, message: tuple[Any, ...]) -> None:
        self._pipe.send((self._number, *message))

    def is_superseded(self) -> bool:
        """Whether there is something newer to build, or another call waits."""
        return self._pipe.poll() or self._calls.has_call()


def _build(server: _Server, folder: Path, workers: int) -> bool:
    """Whether the build came to its end.

    Where this process is not ready yet for the next one, it lays out the document whose file is the latest, when all is
    shown: most likely that is the next to be changed.
    """
    began = time.monotonic()
    begin_build()
    try:
        keep_later()
        try:
            show(server, folder, workers)
        finally:
            keep_now()
        if not server.is_ready and not server.is_superseded():
            server.is_ready = True
            server.send(("step", "get ready for changes"))
            with suppress(Exception):  # what fails there fails in the next build, too, and is reported
                warm_up(Path(cache_of(str(folder))), server.latest)
    except Superseded:
        return False
    except Exception:  # a fault of ours costs one build, and is shown on the page as such
        server.send(("broken", traceback.format_exc()))
    server.send(("done", round(time.monotonic() - began, 2)))
    return True


def show(server: _Server, folder: Path, workers: int) -> None:
    """Open the book and send what may be seen of it."""
    cache = Path(cache_of(str(folder)))
    opened = open_book(folder, Steps(cache, _listener(server), workers))
    purge_withdrawn(opened, folder / "output")
    check_consent(opened)
    _send_faults(server, opened.diagnostics)
    interviews = opened.manuscript.interviews if opened.manuscript else ()
    server.withheld = frozenset(it.code for it in interviews if it.withdrawn)
    if opened.book is None:
        return
    publication, private = opened.book.publication, opened.book.private
    server.withheld = server.withheld | frozenset(private.secrets)
    server.send(("outline", publication.book.title, publication.book.lang, tuple(outlines(publication.documents))))
    server.latest = _latest(publication.documents, folder)
    steps = _Delivering(cache, workers, server, _Gate(private.secrets, publication, opened.steps))
    if not blocking(opened.diagnostics, Stage.DRAFT, "pdf"):
        outcome = write_pdf(publication, opened.theme, steps, stage=Stage.DRAFT, bound=False)
        opened.diagnostics += outcome.diagnostics
        if outcome.value is not None:
            places = standing(join_lists(publication)[0], steps.laid_out)
            server.send(("places", [_standing(place, steps.laid_out) for place in places]))
    _send_faults(server, [*opened.diagnostics, *steps.held_back])
    if not blocking(opened.diagnostics, Stage.DRAFT, "html"):
        _send_site(server, opened, steps)
    _send_faults(server, [*opened.diagnostics, *steps.held_back])


def _standing(place: Place, laid_out: dict[str, LaidOut]) -> Standing:
    pages = len(laid_out[place.document].facts) if place.document in laid_out else 0
    return Standing(place.document, place.begins, tuple(place.folio(page) for page in range(pages)))


def _send_site(server: _Server, opened: Opened, steps: _Delivering) -> None:
    assert opened.book is not None
    publication = opened.book.publication
    site = write_site(publication, opened.theme, steps)
    opened.diagnostics += site.diagnostics
    if site.value is None:
        return
    found = find_withheld_names("html", site.value, opened.book.private, publication, steps)
    opened.diagnostics += found
    if not found:
        server.send(("site", dict(site.value), dict(site_addresses(publication).files)))


def _send_faults(server: _Server, faults: Iterable[Diagnostic]) -> None:
    server.send(("faults", [fault.as_dict() for fault in in_reading_order(weighed(faults, Stage.DRAFT))]))


def _latest(documents: Iterable[ContentDocument], folder: Path) -> str:
    files = {it.id: unchanged.stamp(str(folder / it.source)) for it in documents if it.source}
    return max((id for id, state in files.items() if state), key=lambda id: files[id][1], default="")


class _Gate:
    """Searches each document for withheld names before it may be seen."""

    def __init__(self, secrets: tuple[Secret, ...], publication: Publication, steps: Steps) -> None:
        self._secrets = secrets
        self._publication = publication
        self._steps = steps

    def __call__(self, id: str, pdf: bytes) -> tuple[Diagnostic, ...]:
        if not self._secrets:
            return ()
        inputs = {"file": pdf, "private": self._secrets, "documents": self._bodies}
        return self._steps.step(
            f"search the pages of {id} for withheld names",
            inputs,
            lambda: search_artefact("pdf", {f"{id}.pdf": pdf}, self._secrets, self._publication),
        )

    @cached_property
    def _bodies(self) -> str:
        return fingerprint([document.body for document in self._publication.documents])


class _Delivering(Steps):
    """Steps that give each laid-out document away as soon as it is there."""

    def __init__(self, folder: Path, workers: int, server: _Server, gate: _Gate) -> None:
        super().__init__(folder, _listener(server), workers)
        self._server = server
        self._gate = gate
        self.held_back: list[Diagnostic] = []
        self.laid_out: dict[str, LaidOut] = {}
        self._given: set[str] = set()
        """The names of the steps whose values have been given away before they were kept."""

    def several(self, steps: Any, *words: Any, **named: Any) -> list[Any]:
        """As everywhere; and each is given away, those that are new as soon as they are there: somebody waits for them."""
        self._given.clear()
        values = super().several(steps, *words, **named)
        keep_now()
        for step, value in zip(steps, values, strict=True):
            if step.name not in self._given:
                self._deliver(step, value)
        return values

    def _kept(self, step: Step, prints: dict[str, str], why: str, value: Any) -> Any:
        self._given.add(step.name)
        try:
            self._deliver(step, value)
        finally:  # whoever is interrupted here need not lay it out again
            value = super()._kept(step, prints, why, value)
        return value

    def _deliver(self, step: Step, value: Any) -> None:
        for kind, prefix in (("pages", LAID_OUT), ("heads", HEADS)):
            if step.name.startswith(prefix):
                id = step.name.removeprefix(prefix)
                if kind == "pages":
                    self.laid_out[id] = value
                found = self._gate(id, value.pdf)
                self.held_back += found
                if not found:
                    self._server.send((kind, Pages(id, value.pdf, value.facts if kind == "pages" else ())))


def _listener(server: _Server) -> Callable[[Ran], None]:
    def listen(ran: Ran) -> None:
        if server.is_superseded():
            raise Superseded
        if not ran.replayed:
            server.send(("step", ran.name))

    return listen
