"""Gets the layout engine ready beside a call, while the book is read."""

from __future__ import annotations

from pathlib import Path

from bookbuilder import beside
from bookbuilder.cli.arguments import Request


def begin(request: Request) -> None:
    """Start what will lay out the pages, where more than one process may work."""
    beside.start(request.jobs, _ready, request.cache)


def _ready(cache: Path) -> None:
    from bookbuilder.layout.rehearsal import rehearse

    rehearse(cache)
