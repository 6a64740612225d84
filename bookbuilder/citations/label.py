"""cs:label: the term for a number variable, in the plural when the variable holds several numbers.

Whether a label prints beside a variable that the item lacks is the group's affair, as with any term: styles rely on it
("3 vols" from number-of-volumes and the label of volume), since citeproc-js prints it.
See https://docs.citationstyles.org/en/stable/specification.html#label
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citeproc import model

from .numbers import ABBREVIATIONS, parse_number
from .rendering import Rendering

if TYPE_CHECKING:
    from .cites import Context
    from .output import Box


class Label(Rendering, model.Label):
    def render(self, ctx: Context) -> Box | None:
        variable = self.attributes.get("variable", "")
        if ctx.looking and variable == "locator":
            return None
        value = ctx.item.fields.get(variable) or ctx.value(variable) or "1"
        number = parse_number(value, variable, ctx.locale.term("and"))
        name = variable
        if variable == "locator":
            name = number.label or (ctx.cite.label if ctx.cite is not None else "page")
        elif variable in ("page", "number") and number.label:
            name = number.label
        text = self.term_text(ctx, name, number.plural)
        if variable == "locator" and name not in ctx.locale.terms:
            text = ABBREVIATIONS.get(name, "")  # a label that the locale has no word for
        if not text:
            return None
        ctx.flags.term = True
        box = self.term_box(ctx, text)
        box.role = "label"
        return box

    def term_text(self, ctx: Context, name: str, plural: bool) -> str:
        wanted = self.attributes.get("plural", "contextual")
        many = plural if wanted == "contextual" else wanted == "always"
        return ctx.locale.term(name, self.attributes.get("form", "long"), many)
