"""cs:choose: the first branch whose conditions hold is rendered, as if it stood in the place of the choice.

See https://docs.citationstyles.org/en/stable/specification.html#choose
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from citeproc import model

from .cites import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT
from .numbers import parse_number
from .rendering import Rendering
from .variables import NUMBERED_VARIABLES

if TYPE_CHECKING:
    from .cites import Context
    from .elements import Style
    from .output import Box

POSITIONS = {"subsequent": SUBSEQUENT, "ibid": IBID, "ibid-with-locator": IBID_WITH_LOCATOR}
CITE_VARIABLES = ("locator", "first-reference-note-number")


class Choose(Rendering, model.Choose):
    def branch(self, ctx: Context) -> If | Else | None:
        """The branch that is chosen, None where no condition holds."""
        return next((branch for branch in self.inner if isinstance(branch, (If, Else)) and branch.holds(ctx)), None)

    def render(self, ctx: Context) -> list[Box] | None:
        branch = self.branch(ctx)
        return branch.render_inner(ctx) or None if branch is not None else None


class If(Rendering, model.If):
    def prepare(self, root: Style) -> None:
        super().prepare(root)
        get = self.attributes.get
        tests: list[Callable[[Context], bool]] = []
        types = frozenset(get("type", "").split())
        if types:
            tests.append(lambda ctx: ctx.item.type in types)
        for name, test in (
            ('variable', _variable), ('is-numeric', _is_numeric), ('is-uncertain-date', _is_uncertain_date),
            ('locator', _locator), ('position', _position),
        ):  # fmt: skip
            for value in get(name, "").replace("sub verbo", "sub-verbo").split():
                tests.append(partial(test, value))
        if get("disambiguate") == "true":
            tests.append(_disambiguate)
            root.has_disambiguate = True
        if get("position"):
            root.uses_positions = True
        self.tests = tests
        self.negates = get("match") == "none"
        self.combine = any if get("match") in ("any", "none") else all

    def holds(self, ctx: Context) -> bool:
        return self.combine(test(ctx) for test in self.tests) != self.negates


class ElseIf(If, model.Else_If):
    pass


class Else(Rendering, model.Else):
    def holds(self, ctx: Context) -> bool:
        return True


def _variable(variable: str, ctx: Context) -> bool:
    if variable in CITE_VARIABLES:
        if ctx.looking and variable == "locator" and (ctx.cite is None or not ctx.cite.locator):
            return False
        return bool(ctx.cite is not None and (ctx.cite.locator if variable == "locator" else ctx.cite.first_note))
    return ctx.item.has(variable)


def _is_numeric(variable: str, ctx: Context) -> bool:
    value = ctx.cite.locator if variable == "locator" and ctx.cite is not None else ctx.item.fields.get(variable, "")
    if not value:
        return False
    if variable in NUMBERED_VARIABLES:
        return parse_number(value, variable, ctx.locale.term("and")).numeric
    return variable == "title" and value[-1:].isdigit()


def _is_uncertain_date(variable: str, ctx: Context) -> bool:
    date = ctx.item.dates.get(variable)
    return date is not None and date.circa


def _locator(label: str, ctx: Context) -> bool:
    if ctx.cite is None or not ctx.cite.locator:
        return False
    return label == (parse_number(ctx.cite.locator, "locator").label or ctx.cite.label)


def _position(position: str, ctx: Context) -> bool:
    if ctx.area == "bibliography" and not ctx.sorting:
        return False
    cite = ctx.cite
    if cite is None:
        return position == "first"
    if position == "near-note":
        return cite.position >= SUBSEQUENT and cite.near_note
    if position == "far-note":
        return cite.position == SUBSEQUENT and not cite.near_note
    if position == "first":
        return cite.position == FIRST
    return position in POSITIONS and cite.position >= POSITIONS[position]


def _disambiguate(ctx: Context) -> bool:
    """True as often within a layout as disambiguation asked for."""
    if ctx.area == "citation":
        ctx.disambiguate_seen += 1
    if ctx.disambiguate_used < ctx.settings.disambiguate:
        ctx.disambiguate_used += 1
        return True
    return False
