"""Shows at a terminal how far a build has come: one line that changes, or a line a step with -v."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from bookbuilder import helper_processes
from bookbuilder.cache import Ran
from bookbuilder.cli import build_outputs
from bookbuilder.cli.arguments import Request
from bookbuilder.cli.call_manifest import aside

if TYPE_CHECKING:
    from rich.live import Live


@contextmanager
def at_work(request: Request) -> Iterator[Progress]:
    """The steps of a call that lays out pages, shown: where more than one process may work, one gets the engine ready."""
    build_outputs.claim_cache(request.cache)
    helper_processes.start(request.jobs, _import_engine)
    with Progress(request.verbose) as progress:
        yield progress


def _import_engine() -> None:
    from bookbuilder.layout.engine import available, engine_version

    if not available():
        engine_version()


class Progress:
    """Listens to steps; on a terminal the line is there from the start and gone at the end, elsewhere nothing shows.

    No thread draws it, because a build starts worker processes, and a fork must not meet a held lock.
    """

    def __init__(self, verbose: bool = False, beginning: str = "reading the book") -> None:
        self._verbose = verbose
        self._beginning = beginning
        self._ended = 0
        self._live: Live | None = None
        self._aside = aside()

    def __enter__(self) -> Progress:
        self._aside.__enter__()
        if sys.stderr.isatty() and not self._verbose:
            from rich.console import Console
            from rich.live import Live

            self._live = Live(console=Console(stderr=True), auto_refresh=False, transient=True)
            self._live.start()
            self._show(f"{self._beginning} …")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()
        self._aside.__exit__(None, None, None)

    def __call__(self, ran: Ran) -> None:
        """One step has ended."""
        self._ended += 1
        if self._verbose:
            print(step_line(ran), file=sys.stderr, flush=True)
        else:
            self._show(f"{ran.name}  ({self._ended})")

    def _show(self, line: str) -> None:
        if self._live:
            from rich.text import Text

            self._live.update(Text(line, no_wrap=True, overflow="ellipsis"), refresh=True)


def step_line(ran: Ran) -> str:
    """One step as --verbose and --explain print it."""
    return f"  kept  {ran.name}" if ran.replayed else f"  done  {ran.name} ({ran.why or 'new'})"
