"""Frames have room: no loop asks the system for memory at each of its calls."""

import platform
import sys

import pytest

from bookbuilder.roomy_stack import with_room

resource = pytest.importorskip("resource")
CALLS = 300


def _one(a: int, b: int, c: int) -> int:
    return a


def _faults_at(depth: int) -> int:
    """Pages that the system has given while a function was called again and again so deep."""
    if depth:
        return _faults_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        _one(1, 2, 3)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def _most() -> int:
    return max(map(_faults_at, range(50, 400)))


@pytest.mark.skipif(
    platform.python_implementation() != "CPython" or sys.platform != "linux" or sys.version_info < (3, 11),
    reason="frames are kept otherwise",
)
def test_python_alone_asks_for_memory_at_each_call_of_some_loop() -> None:
    assert _most() >= CALLS  # where it does not, bookbuilder/roomy_stack.py may go
    assert with_room(_most) < CALLS / 3


def test_what_is_called_gives_its_value_and_its_exception() -> None:
    assert with_room(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        with_room(divmod, 7, 0)
