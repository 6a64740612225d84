"""Holds values of steps in memory, in a process that builds again and again and would read them each time."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, cast


class Memory:
    """Values of steps by their names in the cache, in a process that builds again and again: the latest, so many bytes.

    Only what nobody can change is held; and a name says all that its value depends on.
    """

    def __init__(self) -> None:
        self.most = 0
        self._held: dict[str, tuple[Any, int]] = {}
        self._bytes = 0

    def __contains__(self, name: str) -> bool:
        return name in self._held

    def get(self, name: str) -> Any:
        """A value, which is the latest now."""
        self._held[name] = self._held.pop(name)
        return self._held[name][0]

    def hold(self, name: str, value: Any, length: int) -> None:
        """Remember a value whose stored form has so many bytes."""
        if length > self.most or not _is_fixed(value):
            return
        self._held[name] = value, length
        self._bytes += length
        while self._bytes > self.most:
            self._bytes -= self._held.pop(next(iter(self._held)))[1]

    def clear(self) -> None:
        """Forget everything."""
        self._held.clear()
        self._bytes = 0


memory = Memory()
"""What this process holds: nothing, until somebody says how much."""


def _is_fixed(value: object) -> bool:
    """Whether nobody can change a value, nor anything in it."""
    if value is None or isinstance(value, (str, bytes, int, float, Enum)):
        return True
    if isinstance(value, (tuple, frozenset)):
        return all(map(_is_fixed, value))
    if is_dataclass(value) and cast(Any, value).__dataclass_params__.frozen:
        return all(_is_fixed(getattr(value, field.name)) for field in fields(value))
    return False
