"""cs:text: a variable, a macro, a term or verbatim text.

See https://docs.citationstyles.org/en/stable/specification.html#text
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from citeproc import model

from . import addresses
from .citation_label import citation_label
from .number import IN_TEXT, number_box
from .numbers import letters
from .output import Box
from .rendering import Rendering
from .text_case import change_case

if TYPE_CHECKING:
    from .cites import Context
    from .elements import Style


class Text(Rendering, model.Text):
    def prepare(self, root: Style) -> None:
        super().prepare(root)
        get = self.attributes.get
        self.variable = get("variable", "")
        self.term = get("term", "")
        self.render_kind: Callable[[Context], Box | None] = self.render_value
        if "macro" in self.attributes:
            self.macro = root.macro(get("macro", ""))
            self.render_kind = self.render_macro
        elif self.variable:
            self.render_kind = {
                "citation-number": self.render_citation_number,
                "year-suffix": self.render_year_suffix,
                "citation-label": self.render_citation_label,
            }.get(self.variable, self.render_variable)
            if self.variable in ("year-suffix", "citation-label"):
                root.has_year_suffix = True
        elif self.term:
            self.render_kind = self.render_term

    def render(self, ctx: Context) -> Box | None:
        return self.render_kind(ctx)

    def render_macro(self, ctx: Context) -> Box | None:
        if self.strips:
            ctx.strip += 1
        boxes = self.macro.render_group(ctx)
        if self.strips:
            ctx.strip -= 1
        if not boxes:
            return None
        return self.styled(boxes)

    def render_variable(self, ctx: Context) -> Box | None:
        variable = self.variable
        value = ctx.value(variable)
        if self.attributes.get("form") == "short" and not variable.endswith("-short"):
            value = ctx.value(variable + "-short") or value if variable not in ctx.done else ""
        if not ctx.prints(variable, value):
            return None
        if variable in IN_TEXT or variable == "locator":
            return number_box(self, ctx, variable, value)
        if variable in addresses.VARIABLES:
            return addresses.address_box(self, ctx, variable, value)
        if "\\" in value:
            value = value.replace("\\", "")
        return self.field_box(ctx, value, role="field", data=variable)

    def render_term(self, ctx: Context) -> Box | None:
        get = self.attributes.get
        text = ctx.locale.term(self.term, get("form", "long"), get("plural") == "true")
        if not text:
            return None
        ctx.flags.term = True
        if (
            not ctx.printed_before
            and not (ctx.area == "citation" and ctx.run.style_class == "in-text")
            and not ctx.sorting
        ):
            text = change_case(text, "capitalize-first", ctx.language)
        return self.term_box(ctx, text)

    def render_value(self, ctx: Context) -> Box | None:
        value = self.attributes.get("value")
        if not value:
            return None
        ctx.flags.term = True
        return self.field_box(ctx, value, role="field")

    # -- variables that the processor makes

    def render_citation_number(self, ctx: Context) -> Box | None:
        ctx.flags.success = True
        if ctx.looking:
            return None
        number = ctx.run.citation_number(ctx.item.id)
        if ctx.sorting:
            return Box([f"{number:08}"])
        ctx.printed_before = ctx.anything = True
        return self.styled([str(number)], "citation-number", number)

    def render_year_suffix(self, ctx: Context) -> Box | None:
        ctx.flags.success = True  # printed or not: "n.d." in a group with an empty year suffix stays
        rank = ctx.settings.year_suffix
        if rank is None or ctx.looking:
            return None
        ctx.year_suffix_done = True
        return self.styled([letters(rank)], "year-suffix", rank)

    def render_citation_label(self, ctx: Context) -> Box:
        label = ctx.item.fields.get("citation-label") or citation_label(ctx.item)
        if not ctx.looking and ctx.settings.year_suffix is not None:
            label += letters(ctx.settings.year_suffix)
        ctx.flags.success = True
        return self.field_box(ctx, label)
