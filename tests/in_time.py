"""How long a test may take: a guard against minutes and hours, as good on a slow machine as on a quick one."""

from __future__ import annotations

import time


def in_time(took: float, seconds: float) -> bool:
    """Whether something took less than `seconds` of a quick machine's processor; what this one is slower now, is allowed for."""
    return took < seconds or took < seconds * max(_a_million_steps() for _ in range(3)) / _QUICK


_QUICK = 0.04
"""The seconds that a million steps take on a quick machine."""


def _a_million_steps() -> float:
    begun = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number * number
    return time.process_time() - begun
