"""Jinja for texts of strangers: a sandbox that also counts what a template prints, how often it turns, and how much it makes.

What goes beyond a budget is a BudgetError in the template, reported at its line like any other fault of it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from types import FrameType
from typing import Any

import jinja2
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bookbuilder.budgets import in_force

LARGEST_NUMBER = 100_000
"""No width, count or exponent in a template is larger."""
_WIDE = re.compile(r"\d{6}")


class BudgetError(Exception):
    """A template that makes more than any book needs."""


class _Code(CodeGenerator):
    """Python for a template in which texts that are joined are counted."""

    def visit_Concat(self, node: jinja2.nodes.Concat, frame: Frame) -> None:
        self.write("environment.joined(")
        super().visit_Concat(node, frame)
        self.write(")")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox within the budgets in force."""

    code_generator_class = _Code
    intercepted_binops = frozenset(("*", "**", "%", "+"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}
        self.filters = {name: _counted(function) for name, function in self.filters.items()}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja's own answer, which the types of the object and the name alone decide, asked once of each pair."""
        asked = (type(obj), attr)
        if asked not in self._safe:
            self._safe[asked] = super().is_safe_attribute(obj, attr, value)
        return self._safe[asked]

    def concat(self, pieces: Any) -> str:
        """The pieces as one text; they are counted before they are joined."""
        held = list(pieces)
        _hold(sum(map(len, held)))
        return "".join(held)

    def joined(self, text: Any) -> Any:
        """A text that `~` has made."""
        _hold(len(text))
        return text

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        _check_operands(operator, left, right)
        value = super().call_binop(context, operator, left, right)
        if operator == "+" and hasattr(value, "__len__"):
            _hold(len(value))
        return value

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """The sandbox's own `format`, which is given no large width."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None:
            return None
        text = str(getattr(value, "__self__", ""))

        @wraps(wrapped)
        def checked(*arguments: Any, **options: Any) -> str:
            _check_widths(text, [*arguments, *options.values()])
            return str(wrapped(*arguments, **options))

        return checked

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: B902, N805
        _check_call(__obj, args, kwargs)
        return super().call(__context, __obj, *args, **kwargs)


def fill(template: jinja2.Template, values: dict[str, Any]) -> str:
    """What a template prints; a BudgetError where that is too much, or where it turns too often."""
    left = in_force().template_steps

    def turn(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if event == "line":
            left -= 1
            if left < 0:
                raise BudgetError(_too_much(f"runs more than {in_force().template_steps:,} lines", "template-steps"))
        return turn

    def enter(frame: FrameType, event: str, _: Any) -> Any:
        return turn if "__jinja_template__" in frame.f_globals or frame.f_code.co_name in ("root", "macro") else None

    before = sys.gettrace()
    sys.settrace(enter if before is None else before)
    try:
        return template.render(values)
    finally:
        sys.settrace(before)


def _too_much(what: str, key: str) -> str:
    return f"this {what}; budgets: {key} in book.yaml sets another limit"


def _hold(length: int) -> None:
    if length > in_force().template_characters:
        raise BudgetError(_too_much(f"makes a text of {length:,} characters", "template-characters"))


def _check_operands(operator: str, left: Any, right: Any) -> None:
    if operator == "*":
        for one, other in ((left, right), (right, left)):
            if isinstance(one, (str, Sequence)) and isinstance(other, int):
                _hold(len(one) * max(other, 0))
    elif operator == "**" and isinstance(right, int) and abs(right) > LARGEST_NUMBER // 100:
        raise BudgetError(f"the exponent {right} is too large")
    elif operator == "%" and isinstance(left, str):
        _check_widths(left, right if isinstance(right, tuple) else (right,))


def _check_widths(text: str, values: Sequence[Any]) -> None:
    wide = _WIDE.search(text) or next((it for it in values if _is_large(it)), None)
    if wide is not None and re.search(r"%|\{", text):
        raise BudgetError("a width or a number in a format is too large")


def _is_large(value: Any) -> bool:
    return isinstance(value, int) and abs(value) > LARGEST_NUMBER


def _check_call(function: Any, arguments: Sequence[Any], options: dict[str, Any]) -> None:
    owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
    if isinstance(owner, str):
        _check_text_method(owner, name, [*arguments, *options.values()])


def _check_text_method(text: str, name: str, arguments: Sequence[Any]) -> None:
    if name in ("format", "format_map"):
        _check_widths(text, arguments)
    elif any(_is_large(it) for it in arguments):
        raise BudgetError(f"a number for {name}() is too large")
    texts = [it for it in arguments if isinstance(it, str)]
    if name == "replace" and len(texts) == 2:
        _hold(text.count(texts[0]) * len(texts[1]))
    if name == "join" and arguments and isinstance(arguments[0], Sequence):
        _hold(len(arguments[0]) * len(text))
    if name in ("expandtabs", "translate"):
        _hold(len(text) * 1000 if name == "expandtabs" and "\t" in text else len(text))


def _counted(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that is given no large number, and whose text is counted."""

    @wraps(function)
    def counted(*arguments: Any, **options: Any) -> Any:
        given = [*arguments, *options.values()]
        texts = [it for it in given if isinstance(it, str)]
        if len(texts) >= 3 and function.__name__ == "do_replace":
            _hold(texts[0].count(texts[1]) * len(texts[2]))
        if function.__name__ == "do_format" and texts:
            _check_widths(texts[0], given[1:])
        elif texts and any(_is_large(it) for it in given):
            raise BudgetError("a number for a filter is too large")
        value = function(*arguments, **options)
        if isinstance(value, str):
            _hold(len(value))
        return value

    return counted
