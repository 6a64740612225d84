"""Lets a call fail, or be killed, at each of its writes and renames: in a process of its own, as a full disk or a power cut does."""

from __future__ import annotations

import builtins
import errno
import io
import os
import shutil
import signal
from collections.abc import Callable
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from bookbuilder.saving import sweep

KILL = 0
FAULTS = (KILL, errno.ENOSPC, errno.EIO, errno.EACCES)
Call = Callable[[Path], object]


def state(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, but for what is only remembered."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def events(call: Call, folder: Path) -> int:
    """How often a call writes or renames in the folder."""
    return _run(call, folder, -1, KILL) // 8


def besiege(
    call: Call, book: Path, points: range | list[int], faults: tuple[int, ...] = FAULTS, sample: int = 0
) -> list[str]:
    """What a call that failed at each point has lost or left half: nothing, where all is well.

    With a `sample`, so many of all points and faults are tried, the same ones each time. A source is as it was or as it becomes; so is each artefact; nothing unfinished is left; and the next call ends the work.
    """
    whole = book.with_name("whole")
    shutil.copytree(book, whole)
    call(whole)
    before, after = state(book), state(whole)
    breaches: list[str] = []
    pairs = list(product(points, faults))
    for point, fault in Random(14).sample(pairs, min(sample, len(pairs))) if sample else pairs:
        folder = book.with_name("tried")
        shutil.copytree(book, folder)
        _run(call, folder, point, fault)
        sweep(folder)
        now = state(folder)
        about = f"event {point}, {errno.errorcode.get(fault, 'killed')}"
        breaches += [f"{about}: {name} is lost" for name in before if name not in now and name in after]
        breaches += [
            f"{about}: {name} is neither as it was nor as it becomes"
            for name, data in now.items()
            if data not in (before.get(name), after.get(name))
        ]
        call(folder)
        breaches += [f"{about}: {name} is not ended" for name in after if state(folder).get(name) != after[name]]
        shutil.rmtree(folder)
    shutil.rmtree(whole)
    return breaches


def _run(call: Call, folder: Path, point: int, fault: int) -> int:
    """Run a call in a process of its own that ends or fails at its event `point`; how many events there were, times 8."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        count = [0]
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        _patch(folder, point, fault, count)
        try:
            call(folder)
        except BaseException:
            pass
        os.write(writing, b"12345678" * min(count[0], 5000))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        length = len(answer.read())
    os.waitpid(child, 0)
    return length


def _patch(folder: Path, point: int, fault: int, count: list[int]) -> None:
    inside = str(folder)

    def event(*paths: Any) -> None:
        if any(isinstance(it, (str, os.PathLike)) and os.fspath(it).startswith(inside) for it in paths):
            count[0] += 1
            if count[0] - 1 == point:
                if fault == KILL:
                    os.kill(os.getpid(), signal.SIGKILL)
                raise OSError(fault, os.strerror(fault), str(paths[0]))

    class Failing(io.FileIO):
        """A file of which half is written when the disk is full."""

        def write(self, data: Any) -> int:
            before = count[0]
            try:
                event(self.name)
            except OSError:
                super().write(bytes(data)[: len(data) // 2])
                raise
            assert count[0] == before + 1
            return super().write(data)

    plain = builtins.open

    def opened(file: Any, mode: str = "r", *rest: Any, **options: Any) -> Any:
        if isinstance(file, (str, os.PathLike)) and set(mode) & set("wax+") and os.fspath(file).startswith(inside):
            event(file)
            raw = Failing(os.fspath(file), mode.replace("b", "").replace("t", ""))
            return (
                raw
                if "b" in mode
                else io.TextIOWrapper(io.BufferedWriter(raw), "utf-8", newline=options.get("newline"))
            )
        return plain(file, mode, *rest, **options)

    builtins.open = io.open = opened
    for name in ("replace", "rename", "mkdir"):
        function = getattr(os, name)
        setattr(os, name, lambda *its, _call=function, **options: (event(*its), _call(*its, **options))[1])
