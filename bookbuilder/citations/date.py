"""cs:date and cs:date-part: a date in the parts and order of the style or of the locale, ranges collapsed.

A range prints once what both ends share ("5–7 May 2020", "May–June 2020").
See https://docs.citationstyles.org/en/stable/specification.html#date
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from citeproc import model

from . import rich_text
from .dated_months import beside_day
from .dates import DateValue, Day
from .numbers import letters
from .output import FORMATS, Box, Formats
from .rendering import Rendering
from .text_case import change_case

if TYPE_CHECKING:
    from .cites import Context
    from .elements import Style
    from .locales import LocaleTerms

ORDER = ("year", "month", "day")
SHOWN = {"year": {"year"}, "year-month": {"year", "month"}, "month-day": {"month", "day"}}


@dataclass(frozen=True)
class PartForm:
    """One cs:date-part, its attributes merged from locale and style."""

    name: str
    form: str
    prefix: str
    suffix: str
    style: Formats
    text_case: str | None
    strips: bool
    range_delimiter: str | None
    beside_day: bool
    """Whether the date has a day."""


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
        boxes = _date_boxes(ctx, date, forms, delimiter)
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
    for box in boxes:
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


def _date_boxes(ctx: Context, date: DateValue, forms: Sequence[PartForm], delimiter: str) -> list[Box]:
    if date.begin is None:
        return [
            Box(rich_text.parse(date.literal, ctx.locale.quote_marks), form.prefix, form.suffix, "", form.style)
            for form in forms
            if form.name == "year"
        ]
    if date.end is None:
        return _with_suffix(ctx, _day_boxes(ctx, date, date.begin, forms))
    return _with_suffix(ctx, _range(ctx, date, date.begin, date.end, forms, delimiter))


def _with_suffix(ctx: Context, boxes: list[Box]) -> list[Box]:
    """The parts of a date, the year followed by its disambiguating letter."""
    rank = ctx.settings.year_suffix
    if rank is None or ctx.looking or ctx.year_suffix_done or ctx.run.has_year_suffix:
        return boxes
    dated = [found for box in boxes for found in ([box] if box.role == "dated" else box.find("dated"))]
    years = list(_years(boxes))
    if dated:
        ctx.year_suffix_done = True
        dated[-1].children = [*dated[-1].children, Box([letters(rank)], role="year-suffix", data=rank)]
    elif years:
        ctx.year_suffix_done = True
        year = years[-1]
        letter = Box([letters(rank)], year.prefix, year.suffix, role="year-suffix", data=rank)
        year.children = [
            Box(year.children, year.prefix, year.suffix, "", year.style, role="year", data=year.data),
            letter,
        ]
        year.prefix = year.suffix = ""
        year.style = ()
        year.role = "year-with-suffix"
    return boxes


def _years(boxes: list[Box]) -> Iterator[Box]:
    for box in boxes:
        if box.role == "year":
            yield box
        else:
            yield from box.find("year")


def _range(ctx: Context, date: DateValue, begin: Day, end: Day, forms: Sequence[PartForm], delimiter: str) -> list[Box]:
    if not end.year:
        boxes = _day_boxes(ctx, date, begin, forms)
        if boxes:
            boxes.append(Box([forms[-1].range_delimiter or ctx.locale.year_range_delimiter]))
            return [Box(_joined(boxes[:-1], delimiter) + [boxes[-1]])]
        return boxes
    names = [name for name in ORDER if any(form.name == name for form in forms)]
    differing = next((index for index, name in enumerate(names) if begin.parts[name] != end.parts[name]), None)
    if differing is None:
        return _day_boxes(ctx, date, begin, forms)
    twice = set(names[differing:])
    places = [index for index, form in enumerate(forms) if form.name in twice]
    first, last = places[0], places[-1]
    lead = _day_boxes(ctx, date, begin, forms[:first])
    left = _day_boxes(ctx, date, begin, forms[first : last + 1])
    right = _day_boxes(ctx, date, end, forms[first : last + 1])
    tail = _day_boxes(ctx, date, begin, forms[last + 1 :])
    if not left or not right:
        return [*lead, *left, *right, *tail]
    if _era(ctx.locale, begin.year) == _era(ctx.locale, end.year):
        left = [_without_era(box) for box in left]
    _ends(left[-1]).suffix = ""
    right[0].prefix = ""
    shorten = ctx.run.year_range_format
    if shorten and names == ["year"] or (shorten and not begin.month and not end.month):
        _shorten_year(right, begin, end, shorten)
    mark = Box([forms[last].range_delimiter or ctx.locale.year_range_delimiter])
    return [*lead, Box([*_joined(left, delimiter), mark, *_joined(right, delimiter)]), *tail]


def _without_era(box: Box) -> Box:
    """ "476–477 AD": the second year says it for both."""
    year = box.children[0] if box.role == "dated" else box
    return year if isinstance(year, Box) else box


def _ends(box: Box) -> Box:
    first = box.children[0] if box.role == "dated" else box
    return first if isinstance(first, Box) else box


def _shorten_year(boxes: list[Box], begin: Day, end: Day, form: str) -> None:
    from .page_ranges import format_range

    if form != "expanded" and begin.year > 0 and end.year > 0:
        for box in _years(boxes):
            box.children = [format_range(str(begin.year), str(end.year), form)[1]]


def _joined(boxes: list[Box], delimiter: str) -> list[Box]:
    return [Box(boxes, delimiter=delimiter)] if delimiter and len(boxes) > 1 else boxes


def _day_boxes(ctx: Context, date: DateValue, day: Day, forms: Sequence[PartForm]) -> list[Box]:
    """One end of a date in its parts, those that print something."""
    return [box for form in forms if (box := _part(ctx, date, day, form)) is not None]


def _part(ctx: Context, date: DateValue, day: Day, form: PartForm) -> Box | None:
    text = _part_text(ctx, date, day, form)
    if not text:
        return None
    if form.strips or ctx.strip:
        text = text.replace(".", "") if form.name == "month" else text
    if form.text_case:
        text = change_case(text, form.text_case, ctx.language)
    if form.name != "year":
        return Box([text], form.prefix, form.suffix, "", form.style)
    year = Box([text], form.prefix, form.suffix, "", form.style, role="year", data=day.year)
    era = _era(ctx.locale, day.year)
    return Box([year, Box([era])], role="dated") if era else year


def _part_text(ctx: Context, date: DateValue, day: Day, form: PartForm) -> str:
    locale = ctx.locale
    if form.name == "year":
        return _year_text(day.year, form.form)
    if form.name == "month":
        month = _month_text(locale, date, day, form.form)
        declined = ctx.run.options.decline_months and form.beside_day and day.day
        return beside_day(month, locale.language) if declined else month
    if not day.day:
        return ""
    if form.form == "numeric-leading-zeros":
        return f"{day.day:02}"
    if form.form == "ordinal":
        if locale.options["limit-day-ordinals-to-day-1"] == "true" and day.day > 1:
            return str(day.day)
        return locale.ordinal(day.day, locale.genders.get(f"month-{day.month:02}"))
    return str(day.day)


def _year_text(year: int, form: str) -> str:
    if not year:
        return ""
    text = str(abs(year))
    if form == "short":
        text = text[-2:] if len(text) == 4 else text
    return text


def _era(locale: LocaleTerms, year: int) -> str:
    """What stands behind a year before our era, or so early in it that a reader might err."""
    if year < 0:
        return locale.term("bc")
    return locale.term("ad") if 0 < year < 500 else ""


def _month_text(locale: LocaleTerms, date: DateValue, day: Day, form: str) -> str:
    if not day.month:
        return date.season if date.season and not date.season.isdigit() else ""
    if day.month > 12:
        return locale.term(f"season-{day.month - 12:02}", "long")
    if form == "numeric":
        return str(day.month)
    if form == "numeric-leading-zeros":
        return f"{day.month:02}"
    return locale.term(f"month-{day.month:02}", form)
