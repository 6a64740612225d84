"""cs:date and cs:date-part: a date in the parts and order of the style or of the locale.

See https://docs.citationstyles.org/en/stable/specification.html#date
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from citeproc import model

from .date_boxes import ORDER, PartForm, date_boxes
from .dates import DateValue
from .output import FORMATS, Box, Formats
from .rendering import Rendering
from .text_case import change_case

if TYPE_CHECKING:
    from .cites import Context
    from .elements import Style
    from .locales import LocaleTerms

SHOWN = {"year": {"year"}, "year-month": {"year", "month"}, "month-day": {"month", "day"}}


DateForm: TypeAlias = "tuple[tuple[PartForm, ...], str, Formats]"
"""The parts of a date in order, what stands between them, and their formatting."""


class DatePart(Rendering, model.Date_Part):
    pass


class Date(Rendering, model.Date):
    def prepare(self, root: Style) -> None:
        super().prepare(root)
        self.variable = self.attributes.get("variable", "")
        self.forms: dict[int, tuple[LocaleTerms, DateForm]] = {}
        own = [child for child in self.inner if isinstance(child, DatePart)]
        self.own_parts = [dict(child.attributes) for child in own]
        self.localized = self.attributes.get("form")

    def part_forms(self, locale: LocaleTerms) -> DateForm:
        """The date's parts in order, its delimiter and its formatting, for one locale."""
        key = id(locale)
        if key not in self.forms or self.forms[key][0] is not locale:
            self.forms[key] = (locale, self._merge_parts(locale))
        return self.forms[key][1]

    def _merge_parts(self, locale: LocaleTerms) -> DateForm:
        delimiter, parts, style = self.delimiter_text, self.own_parts, self.style_format
        template = locale.dates.get(self.localized) if self.localized else None
        if template is not None:
            shown = SHOWN.get(self.attributes.get("date-parts", ""), set(ORDER))
            overrides = {part.get("name"): part for part in self.own_parts}
            parts = []
            for child in template:
                if not isinstance(child.tag, str) or child.get("name") not in shown:
                    continue
                own = overrides.get(child.get("name"), {})
                parts.append({**dict(child.attrib), **own})
            if self.attributes.get("date-parts") == "month-day" and parts:
                parts[-1] = {
                    **parts[-1],
                    "suffix": parts[-1].get("suffix", "") if template[-1].get("name") != "year" else "",
                }
            delimiter = template.get("delimiter", "")
            style = style or tuple((name, template.get(name, "")) for name in FORMATS if template.get(name))
        elif self.localized:
            parts = []
        has_day = any(part.get("name") == "day" for part in parts)
        return tuple(_part_form(part, has_day) for part in parts), delimiter, style

    def render(self, ctx: Context) -> Box | None:
        variable = self.variable
        date = ctx.item.dates.get(variable) if variable not in ctx.done else None
        if ctx.looking and variable == "accessed":
            return None
        forms, delimiter, style = self.part_forms(ctx.locale)
        if date is None or not _has_parts(date, forms):
            ctx.flags.attempt = True
            return None
        ctx.visited(variable)
        ctx.flags.success = True
        if ctx.sorting:
            return Box([date.sort_key({form.name for form in forms})], role="date")
        boxes = date_boxes(ctx, date, forms, delimiter)
        if not boxes:
            return None
        ctx.printed_before = ctx.anything = True
        box = self.styled(boxes, "date")
        box.delimiter, box.style = delimiter, style
        case = self.case_for(ctx)
        if case:
            _apply_case(boxes, case, ctx.language)
        return box


def _apply_case(boxes: list[Box], case: str, language: str) -> None:
    """On all but the letter of a year, which reads the same in the text and in the bibliography."""
    for box in boxes:
        if box.role == "year-suffix":
            continue
        box.children = [
            change_case(child, case, language) if isinstance(child, str) else child for child in box.children
        ]
        _apply_case([child for child in box.children if not isinstance(child, str)], case, language)


def _part_form(part: Mapping[str, str], has_day: bool) -> PartForm:
    return PartForm(
        name=part.get("name", ""),
        form=part.get("form", "long" if part.get("name") != "day" else "numeric"),
        prefix=part.get("prefix", ""),
        suffix=part.get("suffix", ""),
        style=tuple((name, part[name]) for name in FORMATS if name in part),
        text_case=part.get("text-case"),
        strips=part.get("strip-periods") == "true",
        range_delimiter=part.get("range-delimiter"),
        beside_day=has_day,
    )


def _has_parts(date: DateValue, forms: Sequence[PartForm]) -> bool:
    if date.begin is None:
        return bool(date.literal) and any(form.name == "year" for form in forms)
    parts = date.begin.parts
    names = {form.name for form in forms}
    return any(parts[name] for name in names if name in parts) or bool(date.season and "month" in names)
