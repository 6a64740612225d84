"""Jinja for texts of strangers: a sandbox that also weighs what a template makes, and how long and how often it turns.

Each value that a template makes is weighed before or when it is made, so that none becomes larger than a budget; what is
repeated is bounded by the lines that may run and by the processor's time. What goes beyond a budget is a BudgetError in the
template, reported at its line like any other fault of it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from functools import wraps
from typing import Any

import jinja2
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import make_attrgetter
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bookbuilder.budgets import in_force
from bookbuilder.theme.weights import (
    BudgetError,
    check_format,
    check_operands,
    check_text,
    hold,
    is_small,
    too_much,
    weight,
)

MOST_TIMES = 10
"""How many times what it may print a template's filters and its prints, which blocks and macros take in again, may make."""
LOOK_EVERY = 500
"""Lines between two looks at the clock."""
_LEFT_OUT = frozenset(("lipsum", "random", "pprint", "xmlattr", "urlize", "wordwrap"))
"""Functions and filters of Jinja's that no book needs: of chance, for debugging, or that make far more than they are given."""
_UNSAFE = frozenset(("encode", "translate", "maketrans", "to_bytes", "from_bytes"))
"""Methods of texts and numbers that no book needs, and that make large things of small ones."""
_OF_TEXTS = frozenset(
    "capitalize center e escape forceescape format indent lower replace safe string striptags title tojson trim truncate upper urlencode "
    "wordcount".split()
)
"""Filters that take anything for the text that it prints."""


class _Code(CodeGenerator):
    """Python for a template in which texts that are joined, and lists that are written out, are weighed, and turns counted."""

    def blockvisit(self, nodes: Iterable[jinja2.nodes.Node], frame: Frame) -> None:
        inside = list(nodes)
        lines = sum(len(it.nodes) if isinstance(it, jinja2.nodes.Output) else 1 for it in inside)
        self.writeline(f"environment.turn({lines + 1})", inside[0] if inside else None)
        super().blockvisit(inside, frame)

    def visit_For(self, node: jinja2.nodes.For, frame: Frame) -> None:
        if node.test is not None:  # it is asked of each item, of those that it leaves out, too
            counted = jinja2.nodes.EnvironmentAttribute("turned", lineno=node.lineno)
            node.test = jinja2.nodes.And(counted, node.test, lineno=node.lineno)
        super().visit_For(node, frame)

    def visit_Concat(self, node: jinja2.nodes.Concat, frame: Frame) -> None:
        self.write("environment.joined(context.eval_ctx.autoescape, (")
        for it in node.nodes:
            self.visit(it, frame)
            self.write(", ")
        self.write("))")

    def visit_List(self, node: jinja2.nodes.List, frame: Frame) -> None:
        self.write("environment.weighed(")
        super().visit_List(node, frame)
        self.write(")")

    def visit_Dict(self, node: jinja2.nodes.Dict, frame: Frame) -> None:
        self.write("environment.weighed(")
        super().visit_Dict(node, frame)
        self.write(")")

    def visit_Tuple(self, node: jinja2.nodes.Tuple, frame: Frame) -> None:
        is_value = node.ctx == "load"
        self.write("environment.weighed(" if is_value else "")
        super().visit_Tuple(node, frame)
        self.write(")" if is_value else "")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox within the budgets in force."""

    code_generator_class = _Code
    intercepted_binops = frozenset(("*", "**", "%", "+"))

    def __init__(self, finalize: Callable[[Any], Any] | None = None, **options: Any) -> None:
        """`finalize` is given each value before it is printed."""

        @jinja2.pass_eval_context  # so that nothing is worked out while a template is compiled, where no budget counts
        def printed(_: Any, value: Any) -> Any:
            _running.get().made(weight(value, True))
            return value if finalize is None else finalize(value)

        super().__init__(finalize=printed, optimized=False, **options)
        self._safe: dict[tuple[type, str], bool] = {}
        self.globals = {name: it for name, it in self.globals.items() if name not in _LEFT_OUT}
        self.filters = {name: _counted(name, it) for name, it in self.filters.items() if name not in _LEFT_OUT}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja's own answer, which the types of the object and the name alone decide, asked once of each pair."""
        asked = (type(obj), attr)
        if asked not in self._safe:
            self._safe[asked] = attr not in _UNSAFE and super().is_safe_attribute(obj, attr, value)
        return self._safe[asked]

    def concat(self, pieces: Any) -> str:
        """The pieces as one text; they are counted before they are joined."""
        held = list(pieces)
        hold(sum(map(len, held)))
        return "".join(held)

    def joined(self, is_escaped: bool, pieces: Sequence[Any]) -> str:
        """What `~` makes of its operands."""
        hold(sum(weight(it, True) for it in pieces))
        return jinja2.runtime.markup_join(pieces) if is_escaped else jinja2.runtime.str_join(pieces)

    def turn(self, lines: int) -> None:
        """Count the lines of a block that is about to run."""
        _running.get().turn(lines)

    @property
    def turned(self) -> bool:
        """True, and a line counted."""
        _running.get().turn(1)
        return True

    def weighed(self, value: Any) -> Any:
        """A list, tuple or dictionary that stands in a template."""
        hold(weight(value))
        return value

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        check_operands(operator, left, right)
        return self.weighed(super().call_binop(context, operator, left, right))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """The sandbox's own `format`, which is given no large width."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None:
            return None
        text = str(getattr(value, "__self__", ""))

        @wraps(wrapped)
        def checked(*arguments: Any, **options: Any) -> str:
            check_format(text, [*arguments, *options.values()])
            return str(wrapped(*arguments, **options))

        return checked

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: B902, N805
        owner, name = getattr(__obj, "__self__", None), getattr(__obj, "__name__", "")
        if isinstance(owner, str):
            check_text(name, owner, [*args, *kwargs.values()])
        return __self.weighed(super().call(__context, __obj, *args, **kwargs))


class _Clock:
    """How many lines may run, how long, and how much filters may make in all of them."""

    def __init__(self) -> None:
        self.left = in_force().template_steps
        self.look = self.left - LOOK_EVERY
        self.room = MOST_TIMES * in_force().template_characters
        self.end = time.thread_time() + in_force().template_seconds

    def turn(self, lines: int) -> None:
        """Count lines that are about to run."""
        self.left -= lines
        if self.left < 0:
            raise BudgetError(too_much(f"runs more than {in_force().template_steps:,} lines", "template-steps"))
        if self.left < self.look:
            self.look = self.left - LOOK_EVERY
            if time.thread_time() > self.end:
                raise BudgetError(too_much(f"takes more than {in_force().template_seconds} s", "template-seconds"))

    def made(self, length: int) -> None:
        """Count what a filter has made or a block prints, which nothing may hold yet: `map` makes as it is asked."""
        self.room -= length
        hold(length if self.room > 0 else sys.maxsize)


_running: ContextVar[_Clock] = ContextVar("running")


def fill(template: jinja2.Template, values: dict[str, Any]) -> str:
    """What a template prints; a BudgetError where that is too much, or where it turns too often or too long."""
    outer = _running.set(_Clock())
    try:
        return template.render(values)
    finally:
        _running.reset(outer)


def _counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that is given no large number, and whose values are weighed."""
    given_first = 1 if hasattr(function, "jinja_pass_arg") else 0

    @wraps(function)
    def counted(*arguments: Any, **options: Any) -> Any:
        before, (value, *given) = arguments[:given_first], arguments[given_first:]
        rest = [*given, *options.values()]
        if name in _OF_TEXTS:
            hold(sum(weight(it, True) for it in (value, *rest)))
        if name == "join":
            value = _items_to_join(before[0].environment, value, given, options)
            given, options = given[:1], {key: it for key, it in options.items() if key != "attribute"}
        elif isinstance(value, str):
            check_text(name, value, rest)
        elif any(isinstance(it, int) and not is_small(it) for it in rest):
            raise BudgetError("a number for a filter is too large")
        elif name == "sum" and any(isinstance(it, (list, tuple)) for it in rest):
            raise BudgetError("lists are not added by sum()")
        made = function(*before, value, *given, **options)
        _running.get().made(weight(made))
        return made

    return counted


def _items_to_join(environment: Any, value: Any, given: Sequence[Any], options: Mapping[str, Any]) -> Any:
    """What `join` puts together, which with what it puts between is not too much."""
    attribute = given[1] if len(given) > 1 else options.get("attribute")
    between = str(given[0] if given else options.get("d", ""))
    items = list(value) if attribute is None else [*map(make_attrgetter(environment, attribute), value)]
    hold(weight(items, True) + len(items) * len(between))
    return items


def rendered(text: str, values: dict[str, Any], comment: tuple[str, str]) -> str:
    """What a text of another program prints, whose remarks stand between two marks; an error where it lacks a value, or is too much."""
    begins, ends = comment
    environment = Sandbox(
        undefined=jinja2.StrictUndefined,
        comment_start_string=begins,
        comment_end_string=ends,
        keep_trailing_newline=True,
    )
    return fill(environment.from_string(text), values)
