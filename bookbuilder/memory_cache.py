"""Holds values of steps in memory, in a process that builds again and again and would read them each time."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, cast


class Memory:
    """Values of steps by their names in the cache, in a process that builds again and again: so many bytes.

    Only what nobody can change is held; and a name says all that its value depends on. What this build has used stays, since
    the next one asks for the same in the same order: were the oldest of them to go, each would have gone when it is asked for.
    """

    def __init__(self) -> None:
        self.most = 0
        self._held: dict[str, tuple[Any, int, int]] = {}
        """By its name: a value, the bytes of its stored form, and the build that used it last; the latest used at the end."""
        self._bytes = 0
        self._build = 0

    def begin_build(self) -> None:
        """From now on, what earlier builds have used may go."""
        self._build += 1

    def __contains__(self, name: str) -> bool:
        return name in self._held

    def get(self, name: str) -> Any:
        """A value, which is the latest now."""
        value, length, _ = self._held.pop(name)
        self._held[name] = value, length, self._build
        return value

    def hold(self, name: str, value: Any, length: int) -> None:
        """Remember a value whose stored form has so many bytes, if there is room for it."""
        if length > self.most - self._needed(length) or not _is_fixed(value):
            return
        self._held[name] = value, length, self._build
        self._bytes += length

    def _needed(self, length: int) -> int:
        """Make room for so many more bytes by dropping the oldest that may go; the bytes of what must stay."""
        while self._held and self._bytes + length > self.most:
            first = next(iter(self._held))
            if self._held[first][2] == self._build:
                break
            self._bytes -= self._held.pop(first)[1]
        return self._bytes

    def clear(self) -> None:
        """Forget everything."""
        self._held.clear()
        self._bytes = 0


memory = Memory()
"""What this process holds: nothing, until somebody says how much."""


def _is_fixed(value: object) -> bool:
    """Whether nobody can change a value, nor anything in it, or its class says that nobody does."""
    if value is None or isinstance(value, (str, bytes, int, float, Enum)):
        return True
    if isinstance(value, (tuple, frozenset)):
        return all(map(_is_fixed, value))
    if is_dataclass(value) and cast(Any, value).__dataclass_params__.frozen:
        return hasattr(value, "is_never_changed") or all(_is_fixed(getattr(value, it.name)) for it in fields(value))
    return False
