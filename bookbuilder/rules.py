"""What a rule is: one function that finds one fault, known by its code, whose docstring is its documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from bookbuilder.diagnostics import Diagnostic

Rule = Callable[..., Iterator[Diagnostic]]
R = TypeVar("R", bound=Callable[..., Any])

RULES: dict[str, Rule] = {}
"""Every rule by its code; codes are never reused."""


def check(code: str) -> Callable[[R], R]:
    """Enter a rule under its code."""

    def enter(rule: R) -> R:
        assert code not in RULES or RULES[code].__qualname__ == rule.__qualname__, f"{code} is taken"
        RULES[code] = rule
        return rule

    return enter
