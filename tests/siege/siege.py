"""Runs mutants by their numbers through one process: `python -m tests.siege.siege BEGIN END [editions]`, goes on where it stopped."""

from __future__ import annotations

import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from bookbuilder.cache import Steps
from bookbuilder.desk.references import import_references
from bookbuilder.desk.word_in import import_chapter
from bookbuilder.verbs import build, check
from tests.siege.books import INPUTS, besieged, write
from tests.siege.mutants import SEED, mutant

STATE = Path(tempfile.gettempdir()) / f"bookbuilder-siege-{SEED}"
SECONDS = 20
"""What no mutant of so small a book may take of the processor, Pandoc's part counted."""

HANGING = 300
"""Seconds after which a mutant is given up, and named."""


@dataclass(frozen=True)
class Breach:
    """A mutant that ended in a traceback, or took too long."""

    number: int
    file: str
    what: str


class _HangingError(BaseException):
    """No error that a build catches."""


def besiege(numbers: Iterable[int], *, editions: bool = False, until: float = float("inf")) -> tuple[int, list[Breach]]:
    """How many mutants were tried before the moment `until` (of time.monotonic), and those that broke through."""
    files = besieged()
    breaches: list[Breach] = []
    tried = 0
    signal.signal(signal.SIGALRM, _hang)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "book"
        write(folder, files)
        for number in numbers:
            if time.monotonic() > until:
                break
            file, data = mutant(files, number)
            (folder / file).write_bytes(data)
            begun = processor_seconds()
            signal.alarm(HANGING)
            try:
                if file.startswith(INPUTS):
                    _import(folder, folder / file)
                elif editions:
                    build(folder, ["pdf", "epub", "html"], Path(name) / "output", steps=Steps(Path(name) / "cache"))
                else:
                    check(folder, steps=Steps(Path(name) / "cache"))
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                breaches.append(Breach(number, file, "".join(traceback.format_exception(error)[-6:])))
            finally:
                signal.alarm(0)
            if processor_seconds() - begun > SECONDS:
                breaches.append(Breach(number, file, f"took {processor_seconds() - begun:.0f} s"))
            (folder / file).write_bytes(files[file])
            tried += 1
    return tried, breaches


def _hang(*_: object) -> NoReturn:
    raise _HangingError(f"not done in {HANGING} s")


def processor_seconds() -> float:
    """Of this process, and of those that it started and that have ended."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(it.ru_utime + it.ru_stime for it in used)


def _import(folder: Path, file: Path) -> None:
    """Take a file in, and put the book back as it was."""
    references = folder / "references.yaml"
    before = references.read_bytes()
    if file.suffix == ".docx":
        import_chapter(folder, file, "energy.md", "queries")
        for made in (folder / "manuscript").rglob("energy*"):
            made.unlink()
    else:
        import_references(folder, file, "theirs")
    references.write_bytes(before)


def main(begin: int, end: int, editions: bool) -> int:
    """Go on from the last mutant that was tried, and print what broke through."""
    state = STATE.with_suffix(".editions" if editions else ".check")
    start = max(begin, int(state.read_text()) if state.exists() else begin)
    found = 0
    for first in range(start, end, 50):
        _, breaches = besiege(range(first, min(first + 50, end)), editions=editions)
        for breach in breaches:
            print(f"== {breach.number} {breach.file}\n{breach.what}", flush=True)
        found += len(breaches)
        state.write_text(str(first + 50))
        print(f"{first + 50} tried, {found} broke through", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), "editions" in sys.argv))
