"""Starts processes beside that of a call, in which the engines get ready while the book is read.

The first is a copy of this process; the others are copies of the first, made when there is work for them, which have ready
what it has. Beside them are copies made later, for what this process itself has ready by then: reading and writing text.
Each is given one function at a time, and answers with its value, or with its exception.
"""

from __future__ import annotations

import atexit
import os
import pickle
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, NoReturn, TypeAlias

Task: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...]]
Pipes: TypeAlias = tuple[int, int, int, int]
"""Where a helper reads its orders and this process writes them, where this process reads the answers, and it writes them."""


class HelperGoneError(Exception):
    """A process beside this one has ended while it worked: most often the system has ended it, for want of memory."""


@dataclass(frozen=True)
class Answer:
    """What became of a task."""

    value: Any = None
    error: Exception | None = None
    where: str = ""
    """The traceback of the error."""

    def get(self) -> Any:
        """The value; raises what the task has raised."""
        if self.error is not None:
            raise self.error from (_Elsewhere(self.where) if self.where else None)
        return self.value


class _Elsewhere(Exception):
    """Where an exception was raised, in a process that is not this one."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


@dataclass(eq=False)
class _Helper:
    process: int
    orders: IO[bytes]
    answers: IO[bytes]
    is_busy: bool = False

    def send(self, task: Task) -> None:
        self.is_busy = True
        with suppress(BrokenPipeError):  # it has ended; to wait for its answer says so
            pickle.dump(task, self.orders, pickle.HIGHEST_PROTOCOL)
            self.orders.flush()

    def receive(self) -> Answer:
        self.is_busy = False
        try:
            return Answer(*pickle.load(self.answers))
        except (EOFError, OSError, pickle.UnpicklingError):
            _drop(self)
            return Answer(None, HelperGoneError("A process beside this one has ended: there may be too little memory."))


_is_allowed = False
_helpers: list[_Helper] = []
_copies: list[_Helper] = []
"""Those that have ready what this process had when there was first text to read."""
_spare: list[Pipes] = []
"""The pipes of those that are not there yet."""
_own: list[int] = []
"""In the first helper, its own."""


def allow() -> None:
    """Let this process have others beside it: it carries out one call, and ends with it."""
    global _is_allowed
    _is_allowed = sys.platform == "linux"  # elsewhere a copy of a process is not a safe place for the engines


def start(count: int, first: Callable[..., Any], *arguments: Any) -> None:
    """Start the first of so many processes, which begins with `first`; none where one process does all the work."""
    if count < 2 or not _is_allowed or _helpers:
        return
    pipes = [(*os.pipe(), *os.pipe()) for _ in range(count)]
    process = _fork()
    if process == 0:
        _close(pipes, 1, 2)
        _spare.extend(pipes[1:])
        _own.extend((pipes[0][0], pipes[0][3]))
        with suppress(Exception):  # what comes after it says so again, where somebody hears it
            first(*arguments)
        _work(pipes[0])
    _spare.extend(pipes[1:])
    _helpers.append(_attached(process, pipes[0]))


def _fork() -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    process = os.fork()
    if process == 0:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with the process that has started it
        atexit._clear()  # what is to be done at the end of that process is not for this one
    return process


def _close(pipes: Iterable[Sequence[int]], *ends: int) -> None:
    """Close some ends of pipes, each by its place."""
    for pipe in pipes:
        for end in ends:
            os.close(pipe[end])


def stop() -> None:
    """End them all; those that do nothing end by themselves, and what they have used is counted as this process's."""
    for copy in _copies[::-1]:
        _drop(copy, at_once=copy.is_busy)
    _close(_spare, 1, 2)
    _spare.clear()
    for helper in _helpers[::-1]:
        helper.orders.close()
        if helper.is_busy:
            _kill(helper)
        helper.answers.close()
    with suppress(ChildProcessError):
        if _helpers:
            os.waitpid(_helpers[0].process, 0)
    _helpers.clear()


def is_free() -> bool:
    """Whether there is one that does nothing."""
    return any(not helper.is_busy for helper in _helpers)


def ask(run: Callable[..., Any], *arguments: Any) -> Any:
    """What one of them answers that is free."""
    ((_, answer),) = completed([(run, arguments)])
    return answer.get()


def ask_all(run: Callable[..., Any], *arguments: Any, copies: bool = False) -> list[Any]:
    """What each of them answers, the later copies of this process as well where that is said."""
    asked = [*_helpers, *(_copies if copies else ())]
    for helper in asked:
        if helper.is_busy:  # with what nobody has waited for
            helper.receive()
        helper.send((run, arguments))
    return [helper.receive().get() for helper in asked]


def completed(tasks: Sequence[Task]) -> Iterator[tuple[int, Answer]]:
    """The number and the answer of each task, as they are done; begun in this order, by those that are free."""
    if len(tasks) > 1 and _spare and _helpers and not _helpers[0].is_busy:  # the first makes copies of itself
        pipes = _spare[:]
        _spare.clear()
        _helpers.extend(map(_attached, ask(_copy), pipes))
    return _done(tasks, _helpers)


def completed_by_copies(tasks: Sequence[Task]) -> Iterator[tuple[int, Answer]]:
    """The same by as many copies of this process, which stay for what comes after; it may have no other thread."""
    while len(_copies) < min(len(_helpers) + len(_spare), len(tasks)):
        _copies.append(_copy_of_this())
    return _done(tasks, _copies)


def begun(run: Callable[[], Any]) -> Callable[[], Any]:
    """Let one more copy of this process, which has what this one has now, do something; what is given waits for its value."""
    copy = _copy_of_this(run)
    copy.is_busy = True
    _copies.append(copy)
    return lambda: copy.receive().get()


def has_copies() -> bool:
    """Whether this process may be copied: it has others beside it."""
    return bool(_helpers)


def _copy_of_this(run: Callable[[], Any] | None = None) -> _Helper:
    pipes = (*os.pipe(), *os.pipe())
    process = _fork()
    if process == 0:  # what it held of the others would seem to live on in it
        for other in (*_helpers, *_copies):
            with suppress(OSError):
                other.orders.close()
            other.answers.close()
        _close([pipes], 1, 2)
        _close(_spare, 0, 1, 2, 3)
        for others in (_helpers, _copies, _spare):
            others.clear()  # it has none beside itself
        _work(pipes, run)
    return _attached(process, pipes)


def _done(tasks: Sequence[Task], helpers: list[_Helper]) -> Iterator[tuple[int, Answer]]:
    waiting = list(range(len(tasks)))[::-1]
    working: dict[int, tuple[_Helper, int]] = {}

    def begin(helper: _Helper) -> None:
        working[helper.answers.fileno()] = helper, waiting.pop()
        helper.send(tasks[working[helper.answers.fileno()][1]])

    try:
        for helper in [it for it in helpers if not it.is_busy][: len(tasks)]:
            begin(helper)
        while working:
            for pipe in select.select(list(working), [], [])[0]:
                helper, number = working.pop(pipe)
                answer = helper.receive()
                if waiting and helper in helpers:
                    begin(helper)
                yield number, answer
        for number in waiting[::-1]:
            yield number, Answer(None, HelperGoneError("No process is left that could do this."))
    finally:
        for helper, _ in working.values():  # nobody wants to know any more
            _drop(helper)


def _attached(process: int, pipes: Pipes) -> _Helper:
    _close([pipes], 0, 3)
    return _Helper(process, os.fdopen(pipes[1], "wb"), os.fdopen(pipes[2], "rb"))


def _drop(helper: _Helper, *, at_once: bool = True) -> None:
    (_copies if helper in _copies else _helpers).remove(helper)
    if at_once:
        _kill(helper)
    with suppress(OSError):
        helper.orders.close()
    helper.answers.close()
    with suppress(ChildProcessError):  # a copy of the first is waited for by it
        os.waitpid(helper.process, 0)


def _kill(helper: _Helper) -> None:
    with suppress(ProcessLookupError):
        os.kill(helper.process, signal.SIGKILL)


def _copy() -> list[int]:
    """In the first helper: make the others."""
    made = []
    for pipes in _spare:
        process = _fork()
        if process == 0:  # what it held of the others would seem to live on in it
            _close([_own], 0, 1)
            _close([it for it in _spare if it != pipes], 0, 3)
            _work(pipes)
        made.append(process)
    _close(_spare, 0, 3)
    _spare.clear()
    return made


def _work(pipes: Pipes, first: Callable[[], Any] | None = None) -> NoReturn:
    """The life of a helper: it ends when nobody can give it orders any more."""
    try:
        with os.fdopen(pipes[0], "rb") as orders, os.fdopen(pipes[3], "wb") as answers:
            run, arguments = (first, ()) if first else pickle.load(orders)
            while True:
                answers.write(_tried(run, arguments))
                answers.flush()
                run, arguments = pickle.load(orders)
    except BaseException:  # the other end has gone
        with suppress(ChildProcessError):
            while True:
                os.wait()
        atexit._run_exitfuncs()
        os._exit(0)


def _tried(run: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    try:
        return pickle.dumps((run(*arguments), None), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        where = traceback.format_exc()
        try:
            pickle.loads(kept := pickle.dumps((None, error, where)))
            return kept
        except Exception:  # it holds what cannot be sent
            return pickle.dumps((None, RuntimeError(repr(error)), where))
