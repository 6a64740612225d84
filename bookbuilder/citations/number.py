"""cs:number and number variables of cs:text: each number in its form, joined as the author joined them.

Ranges get the locale's range delimiter and the style's page-range-format; "2nd" and "special issue" stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from citeproc import model
from citeproc.model import romanize

from .numbers import LABELS, NumberField, parse_number
from .output import Box
from .page_ranges import format_range
from .rendering import Rendering
from .text_case import change_case

if TYPE_CHECKING:
    from .cites import Context
    from .numbers import Part

# Variables whose numbers are looked at even when cs:text prints them.
RE_DIGITS = re.compile("[0-9]{1,15}")
RE_RANGED = re.compile("^(?:[0-9]+[a-z]*|[ivxlcmIVXLCM]+)$")
IN_TEXT = frozenset(
    "page page-first chapter-number collection-number edition issue number number-of-pages number-of-volumes volume".split()
)
DASHED = ("locator", "issue", "volume", "edition", "number", "page")


class Number(Rendering, model.Number):
    def render(self, ctx: Context) -> Box | None:
        variable = self.attributes.get("variable", "")
        value = ctx.value(variable)
        if not ctx.prints(variable, value):
            return None
        return number_box(self, ctx, variable, value, self.attributes.get("form", "numeric"))


def number_box(element: Rendering, ctx: Context, variable: str, value: str, form: str = "numeric") -> Box:
    """A number variable printed by an element."""
    locale = ctx.locale
    ampersand = locale.term("and", "symbol")
    if not ampersand or ampersand == locale.term("and"):
        ampersand = "&"
    number = parse_number(value, "page" if variable == "page-first" else variable, locale.term("and"), ampersand)
    text = _printed(element, ctx, variable, number, form)
    if variable == "locator":
        ctx.done.add(variable)  # a cite prints its locator once
    role = "locator" if variable == "locator" else "number"
    return element.field_box(ctx, text, role, plain=number.collapsible, cased=True)


def _printed(element: Rendering, ctx: Context, variable: str, number: NumberField, form: str) -> str:
    parts = number.parts
    texts = []
    case = element.case_for(ctx, variable)
    for index, part in enumerate(parts):
        form = "numeric" if part.label else form
        text = _form(ctx, variable, part, form, number)
        if case:
            text = change_case(text, case, ctx.item.language or ctx.language)
        texts.append(_inner_label(ctx, parts, index) + text)  # labels keep their case: "Vol. 2, pt. 1"
    label = number.label or (ctx.cite.label if variable == "locator" and ctx.cite else "")
    is_page = variable == "page" or (variable == "locator" and label == "page")
    joiners = [part.joiner for part in parts]
    for index in range(len(parts) - 1):
        same_particle = parts[index].particle == parts[index + 1].particle and _both_numbers(parts[index : index + 2])
        if joiners[index] == "-" and (same_particle or not number.collapsible):
            if is_page and form == "numeric" and number.collapsible:
                texts[index], texts[index + 1] = format_range(texts[index], texts[index + 1], ctx.run.page_range_format)
            joiners[index] = _range_delimiter(ctx, variable, number, joiners[index], is_page)
    return "".join(text + joiner for text, joiner in zip(texts, joiners, strict=True))


def _both_numbers(parts: Sequence[Part]) -> bool:
    """Only between two numbers is a hyphen a range: in "C-22/70" it stays a hyphen."""
    return all(RE_RANGED.match(part.value) for part in parts)


def _inner_label(ctx: Context, parts: Sequence[Part], index: int) -> str:
    """A label within a locator ("44 n. 3"), in the words of the locale."""
    label = parts[index].label
    if not label:
        return ""
    many = index + 1 < len(parts) and not parts[index + 1].label
    return f"{ctx.locale.term(LABELS[label], 'short', many) or label} "


def _range_delimiter(ctx: Context, variable: str, number: NumberField, joiner: str, is_page: bool) -> str:
    if number.numeric or number.collapsible:
        if is_page or variable in DASHED:
            return ctx.locale.page_range_delimiter
        if variable == "collection-number":
            return ctx.locale.year_range_delimiter
    return joiner


def _form(ctx: Context, variable: str, part: Part, form: str, number: NumberField) -> str:
    digits = RE_DIGITS.match(part.value)
    if form != "numeric" and not part.is_integer:  # "2nd", "3., revised"
        return part.particle + part.value
    if form == "numeric" or part.particle or not digits or not number.collapsible:
        return part.particle + part.value
    value = int(digits.group())
    gender = ctx.locale.genders.get(variable)
    if form == "ordinal":
        return ctx.locale.ordinal(value, gender)
    if form == "long-ordinal":
        text = ctx.locale.term(f"long-ordinal-{value:02}", gender=gender) if 0 < value <= 10 else ""
        return text or ctx.locale.ordinal(value, gender)
    if form == "roman":
        return romanize(value).lower() if 0 < value < 6000 else str(value)
    return str(value)
