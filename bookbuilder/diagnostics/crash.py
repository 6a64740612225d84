"""Turns an exception of ours in one chapter into that chapter's fault, with the traceback in a file."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bookbuilder.diagnostics import Diagnostic, Location, Stage
from bookbuilder.helper_processes import HelperGoneError

T = TypeVar("T")


def attempt(
    run: Callable[[], T],
    otherwise: Callable[[Diagnostic], T],
    stage: Stage,
    place: Location,
    name: str,
    folder: Path,
    where: str = "in this chapter, which is left out",
) -> T:
    """What `run` gives; where it raises an exception, what `otherwise` makes of that fault: one of ours in a draft alone."""
    try:
        return run()
    except Exception as error:
        if not _is_fault(error, stage) or isinstance(error, OSError):
            raise
        return otherwise(crash(error, place, name, folder, where))


def rescuing(rescue: Callable[[int, Exception], T], stage: Stage) -> Callable[[int, Exception], T]:
    """`rescue` for an exception that becomes a fault; outside a draft an exception of ours is raised again."""

    def tried(number: int, error: Exception) -> T:
        if not _is_fault(error, stage):
            raise error
        return rescue(number, error)

    return tried


def _is_fault(error: Exception, stage: Stage) -> bool:
    """Whether a build goes on: what the machine has ended is reported at every stage, a bug of ours in a draft alone."""
    return stage is Stage.DRAFT or isinstance(error, HelperGoneError)


def crash(
    error: Exception, place: Location, name: str, folder: Path, where: str = "in this chapter, which is left out"
) -> Diagnostic:
    """BUG-001 at `place`; the traceback is written to FOLDER/NAME.txt, the same file for the same chapter.

    BUD-006 where the system has ended the process that worked at it, of which there is nothing to read.
    """
    if isinstance(error, HelperGoneError):
        return Diagnostic(
            "BUD-006",
            place,
            f"The system has ended the process that worked {where}: most often there is too little memory.",
            "Close other programs, or divide the chapter. A font of the book's own can do this, too: build once without it.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return Diagnostic(
        "BUG-001",
        place,
        f"The book builder failed {where}: {words[:160]}.".replace("..", "."),
        f"This is not a fault of your book. Please report it, with the file {path}.",
    )
