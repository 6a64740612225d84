"""Lets cssselect2 remember of each element what stands above and before it, so that a selector costs what its length deserves.

It looks for the words of `a b c d` among all that is above an element, and for each that fits again among all above that: eleven
names of elements that stand in one another 24 deep took fifteen seconds, and each further name four times as long.
"""

from __future__ import annotations

from typing import Any, cast

import cssselect2.compiler as compiler
from cssselect2 import ElementWrapper
from cssselect2.parser import CombinedSelector

_AT = {" ": "parent", "~": "previous"}
_compile_node = compiler._compile_node
_names = {it: getattr(compiler, it) for it in ("split_whitespace", "ascii_lower", "urlparse")}
_numbers: dict[str, int] = {}
_tests: list[Any] = []
"""What an element is asked, by the number of its words as an expression of Python."""


def _compiled(selector: Any) -> str:
    """A selector as an expression of Python, as the library has it, but for what is above or before an element."""
    if not isinstance(selector, CombinedSelector) or selector.combinator not in _AT:
        return cast("str", _compile_node(selector))
    left = _compiled(selector.left)
    if left in ("0", "1"):
        return cast("str", _compile_node(selector))
    if left not in _numbers:
        _numbers[left] = len(_tests)
        _tests.append(eval(f"lambda el: {left}", _names, {}))
    right, behind = _compiled(selector.right), f"el.bb_is_behind({_numbers[left]}, '{_AT[selector.combinator]}')"
    return right if right == "0" else behind if right == "1" else f"({right}) and {behind}"


def _is_behind(element: Any, test: int, at: str) -> bool:
    """Whether anything above or before an element answers to a test; asked once of each."""
    waiting, key = [], (test, at)
    while element is not None and key not in element.__dict__.setdefault("bb_behind", {}):
        waiting.append(element)
        element = getattr(element, at)
    found = element is not None and element.bb_behind[key]
    for each in reversed(waiting):
        other = getattr(each, at)
        found = each.bb_behind[key] = found or other is not None and _answers(other, test)
    return bool(found)


def _answers(element: Any, test: int) -> bool:
    """What an element says to a test: each that stands in it or behind it asks, and `:has()` looks through all that it holds."""
    answers = element.__dict__.setdefault("bb_answers", {})
    if test not in answers:
        answers[test] = bool(_tests[test](element))
    return bool(answers[test])


def apply() -> None:
    """Let selectors that are compiled from now on be remembered."""
    compiler._compile_node = _compiled
    ElementWrapper.bb_is_behind = _is_behind
