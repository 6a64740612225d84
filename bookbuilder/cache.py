"""Steps of the build: run once, replayed from `.cache/` while their inputs stay the same, faults included.

What is kept is data in a form that cannot run, signed with this user's own key: a cache not made here is not read.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, cast

from bookbuilder import beside
from bookbuilder.budgets import in_force
from bookbuilder.environment import SHIPPED
from bookbuilder.json_source import read_json
from bookbuilder.own_key import plain_bytes, sealed, unsealed
from bookbuilder.saving import whole_file
from bookbuilder.stored_form import StoredFormError, restored, stored

T = TypeVar("T")


@dataclass(frozen=True)
class Ran:
    """What became of one step: replayed, or run because of a changed input."""

    name: str
    """"lay out 02-trade": the verb, then the part of the book."""
    replayed: bool
    """Whether the value came from the cache."""
    why: str = ""
    """Why it ran: "new", or the names of the inputs that changed."""


@dataclass(frozen=True)
class Step:
    """A step that is not yet run; `run(*arguments)` must be picklable where steps run side by side."""

    name: str
    inputs: Mapping[str, object]
    run: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    weight: int = 0
    """How long it takes, as far as can be guessed, in any unit."""


class Steps:
    """Runs steps and remembers them. Without a folder nothing is kept and every step runs."""

    def __init__(self, folder: Path | None = None, listen: Callable[[Ran], None] = lambda ran: None) -> None:
        self._folder = folder
        self._listen = listen
        self.ran: list[Ran] = []

    def step(self, name: str, inputs: Mapping[str, object], run: Callable[[], T]) -> T:
        """The value of `run()`, replayed where the same step ran on equal inputs before."""
        prints = self._fingerprints(inputs)
        found, value = self._replay(name, prints)
        if found:
            self._note(Ran(name, True))
            return cast(T, value)
        why = self._why(name, prints)
        value = run()
        self._keep(name, prints, value)
        self._note(Ran(name, False, why))
        return value

    def recalled(self, name: str) -> Any:
        """The value of a step when it ran last, whatever its inputs were; None where none is kept."""
        try:
            prints = read_json(plain_bytes(self._last_file(name))) if self._folder else None
        except (OSError, ValueError):
            return None
        return self._replay(name, prints)[1] if isinstance(prints, dict) else None

    def several(
        self,
        steps: Sequence[Step],
        workers: int = 1,
        *,
        threads: bool = False,
        rescue: Callable[[int, Exception], Any] | None = None,
    ) -> list[Any]:
        """The values of independent steps in their order; those that must run do so side by side.

        In processes, so that `run` and its arguments must be picklable; in threads where the work is another program's.
        `rescue` gives the value of a step, by its number, that has raised an exception; nothing of it is kept.
        """
        values: dict[int, Any] = {}
        missing: list[tuple[int, Step, dict[str, str], str]] = []
        for index, step in enumerate(steps):
            prints = self._fingerprints(step.inputs)
            found, value = self._replay(step.name, prints)
            if found:
                values[index] = value
                self._note(Ran(step.name, True))
            else:
                missing.append((index, step, prints, self._why(step.name, prints)))
        if workers > 1 and missing and not threads and beside.is_free():
            self._beside(missing, values, rescue)
        elif workers > 1 and len(missing) > 1:
            from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor  # an edit has one step to run

            kind = ThreadPoolExecutor if threads else ProcessPoolExecutor
            with kind(min(workers, len(missing))) as pool:
                running = {it[0]: pool.submit(it[1].run, *it[1].arguments) for it in _longest_first(missing)}
                for index, step, prints, why in missing:
                    values[index] = self._tried(running[index].result, index, step, prints, why, rescue)
        else:
            for index, step, prints, why in missing:
                run = partial(step.run, *step.arguments)
                values[index] = self._tried(run, index, step, prints, why, rescue)
        return [values[index] for index in range(len(steps))]

    def _beside(
        self,
        missing: list[tuple[int, Step, dict[str, str], str]],
        values: dict[int, Any],
        rescue: Callable[[int, Exception], Any] | None,
    ) -> None:
        """Let the processes that are there already run steps; what they give is kept while they go on."""
        ordered = _longest_first(missing)
        first = len(self.ran)
        for number, answer in beside.completed([(it[1].run, it[1].arguments) for it in ordered]):
            index, step, prints, why = ordered[number]
            values[index] = self._tried(answer.get, index, step, prints, why, rescue)
        place = {it[1].name: it[0] for it in missing}
        self.ran[first:] = sorted(self.ran[first:], key=lambda ran: place[ran.name])

    def _tried(
        self,
        run: Callable[[], Any],
        index: int,
        step: Step,
        prints: dict[str, str],
        why: str,
        rescue: Callable[[int, Exception], Any] | None,
    ) -> Any:
        try:
            value = run()
        except Exception as error:  # the one handler at a chapter's boundary, in drafts only
            if rescue is None:
                raise
            self._note(Ran(step.name, False, "failed"))
            return rescue(index, error)
        return self._kept(step, prints, why, value)

    @property
    def tracebacks(self) -> Path:
        """The folder for what went wrong in us."""
        return (self._folder or Path(tempfile.gettempdir()) / "bookbuilder") / "tracebacks"

    def _kept(self, step: Step, prints: dict[str, str], why: str, value: Any) -> Any:
        self._keep(step.name, prints, value)
        self._note(Ran(step.name, False, why))
        return value

    def _fingerprints(self, inputs: Mapping[str, object]) -> dict[str, str]:
        return {name: fingerprint(value) for name, value in inputs.items()}

    def _note(self, ran: Ran) -> None:
        self.ran.append(ran)
        self._listen(ran)

    def _replay(self, name: str, prints: dict[str, str]) -> tuple[bool, Any]:
        if self._folder is None:
            return False, None
        try:
            data = plain_bytes(self._value_file(name, prints))
        except OSError:
            return False, None
        payload = unsealed(data)
        try:
            return (True, restored(payload)) if payload else (False, None)  # none where it is damaged, or not made here
        except StoredFormError:
            return False, None

    def _keep(self, name: str, prints: dict[str, str], value: Any) -> None:
        if self._folder is None:
            return
        with suppress(
            FileExistsError, NotADirectoryError
        ):  # something of another kind has the name of one of our folders
            whole_file(self._value_file(name, prints), sealed(stored(value)))
            whole_file(self._last_file(name), json.dumps(prints, sort_keys=True).encode())

    def _why(self, name: str, prints: dict[str, str]) -> str:
        if self._folder is None:
            return "new"
        try:
            last = read_json(plain_bytes(self._last_file(name)))
        except (OSError, ValueError):
            return "new"
        if not isinstance(last, dict):
            return "new"
        changed = [key for key in prints if prints[key] != (last[key] if key in last else None)]
        return f"changed: {', '.join(changed)}" if changed else "not kept"

    def _value_file(self, name: str, prints: dict[str, str]) -> Path:
        assert self._folder is not None
        key = fingerprint((name, prints, code_fingerprint(), in_force()))
        return self._folder / "steps" / key[:2] / key

    def _last_file(self, name: str) -> Path:
        assert self._folder is not None
        return self._folder / "last" / fingerprint(name)[:32]


def _longest_first(missing: list[tuple[int, Step, dict[str, str], str]]) -> list[tuple[int, Step, dict[str, str], str]]:
    """So that all processes are busy to the end."""
    return sorted(missing, key=lambda it: -it[1].weight)


LARGE = 8
"""Fields of a frozen dataclass from which on its fingerprint is kept on it, since many steps may be given the value."""


def fingerprint(value: object) -> str:
    """SHA-256, in hexadecimal, of a plain value: dataclasses, mappings, sequences, sets, text, bytes and numbers."""
    pieces: list[bytes] = []
    _gather(pieces.append, value)
    return hashlib.sha256(b"".join(pieces)).hexdigest()


def file_fingerprint(path: Path) -> str:
    """SHA-256 of a plain file's bytes, in hexadecimal; empty where there is none."""
    try:
        return hashlib.sha256(plain_bytes(path)).hexdigest()
    except OSError:
        return ""


@cache
def code_fingerprint() -> str:
    """SHA-256 over the code of bookbuilder and its lock, so that a changed rule replays nothing made by the old one."""
    package = Path(__file__).parent
    files = sorted(package.rglob("*.py")) + [Path(SHIPPED, "requirements.lock")]
    return fingerprint([(path.relative_to(package.parent).as_posix(), file_fingerprint(path)) for path in files])


def _gather(add: Callable[[bytes], None], value: object) -> None:
    """The bytes that stand for a value, each piece with its length; text first, since nearly all is text."""
    kind = type(value)
    if kind is str:
        data = cast(str, value).encode()
        add(b"str:%d:" % len(data))
        add(data)
    elif kind is tuple or kind is list:
        add(b"seq:%d:" % len(cast(Sequence[object], value)))
        for item in cast(Sequence[object], value):
            _gather(add, item)
    elif isinstance(value, Enum):
        _gather(add, value.value)
    elif value is None or isinstance(value, (str, bytes, int, float)):
        data = value if isinstance(value, bytes) else str(value).encode()
        add(f"{kind.__name__}:{len(data)}:".encode())
        add(data)
    elif is_dataclass(value) and not isinstance(value, type):
        head, compared, is_large = _compared(cast(Any, kind))
        if is_large:
            if _KEPT not in value.__dict__:
                object.__setattr__(value, _KEPT, _digest(head, compared, value))
            add(value.__dict__[_KEPT])
            return
        add(head)
        for name, written in compared:
            add(written)
            _gather(add, getattr(value, name))
        add(b")")
    elif isinstance(value, Mapping):
        add(b"map:%d:" % len(value))
        for key in sorted(value, key=str):
            _gather(add, key)
            _gather(add, value[key])
    elif isinstance(value, (set, frozenset)):
        _gather(add, sorted(value, key=str))
    elif isinstance(value, Sequence):
        add(b"seq:%d:" % len(value))
        for item in value:
            _gather(add, item)
    elif isinstance(value, Path):
        _gather(add, file_fingerprint(value))
    else:
        raise TypeError(f"{kind.__name__} has no fingerprint")


_KEPT = "_fingerprint"


def _digest(head: bytes, compared: tuple[tuple[str, bytes], ...], value: object) -> bytes:
    pieces = [head]
    for name, written in compared:
        pieces.append(written)
        _gather(pieces.append, getattr(value, name))
    return hashlib.sha256(b"".join(pieces)).digest()


@cache
def _compared(kind: Any) -> tuple[bytes, tuple[tuple[str, bytes], ...], bool]:
    """How a dataclass begins, the fields by which its values are compared, each with its name as it is written, and
    whether it is frozen and large."""
    names = [field.name for field in fields(kind) if field.compare]
    is_large = kind.__dataclass_params__.frozen and len(names) >= LARGE
    return f"{kind.__name__}(".encode(), tuple((name, f"str:{len(name)}:{name}".encode()) for name in names), is_large
