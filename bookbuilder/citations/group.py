"""cs:group and cs:macro: several elements as one, printed only when a variable they call is printed.

A group that calls variables of which none is printed prints nothing, its terms neither.
See https://docs.citationstyles.org/en/stable/specification.html#group
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citeproc import model

from .cites import Flags
from .output import Box
from .rendering import Rendering

if TYPE_CHECKING:
    from .cites import Context
    from .elements import Style
    from .names import Names


def render_group(element: Rendering, ctx: Context) -> list[Box]:
    """The boxes of an element's children, none when the group is suppressed."""
    outer, printed_before = ctx.flags, ctx.printed_before
    flags = ctx.flags = Flags()
    if element.strips:
        ctx.strip += 1
    boxes = element.render_inner(ctx)
    if element.strips:
        ctx.strip -= 1
    ctx.flags = outer
    if flags.success or (flags.term and not flags.attempt):
        outer.success = True
        return boxes
    ctx.printed_before = printed_before
    outer.attempt = outer.attempt or flags.attempt
    return []


class Group(Rendering, model.Group):
    def render(self, ctx: Context) -> Box | None:
        boxes = render_group(self, ctx)
        if not boxes:
            return None
        box = self.styled(boxes)
        box.delimiter = self.delimiter_text
        return box


class Macro(Rendering, model.Macro):
    def prepare(self, root: Style) -> None:
        super().prepare(root)
        self.styled_names: list[Names] | None = None  # filled by names.py
        self.has_date = self.find(".//cs:date", self.nsmap) is not None

    def render_group(self, ctx: Context) -> list[Box]:
        """The macro's boxes; a macro with a date, called for a sort key, yields that date alone."""
        boxes = render_group(self, ctx)
        if ctx.sorting and self.has_date:
            return [date for date in Box(boxes).find("date")]
        return boxes
