"""Calls a function with room for all the frames of its calls, so that none lies across two pieces of Python's stack.

From 3.11 on Python keeps frames in pieces of 16 kilobytes: a loop whose calls just begin a new piece has it from the system and
gives it back at each of them, in eight times the time of a call. A layout hit upon this 90,000 times in a book of 194 pages.
A frame that seems to need a large piece is given one, and those of all calls within it stand in the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

WORDS = 66_000
"""Just over half a megabyte, so that the piece has one, and the frames within have nearly half of it."""


def _call(run: Callable[..., Any], *arguments: Any) -> Any:
    return run(*arguments)


with_room: Callable[..., Any] = FunctionType(_call.__code__.replace(co_stacksize=WORDS), globals())
"""`with_room(run, *arguments)` is `run(*arguments)`."""
