"""What a style prints of a date: its parts, ranges collapsed, and the letter that tells two works of a year apart.

A range prints once what both ends share ("5–7 May 2020", "May–June 2020").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import rich_text
from .dates import DateValue, Day
from .numbers import letters
from .output import Box, Formats
from .page_ranges import format_range
from .text_case import change_case

if TYPE_CHECKING:
    from .cites import Context
    from .locales import LocaleTerms

ORDER = ("year", "month", "day")


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


def date_boxes(ctx: Context, date: DateValue, forms: Sequence[PartForm], delimiter: str) -> list[Box]:
    """The parts of a date that print something, each in a box."""
    if date.begin is None:
        text = rich_text.parse(date.literal, ctx.locale.quote_marks)
        years = [form for form in forms if form.name == "year"]
        return _with_suffix(
            ctx, [Box(text, it.prefix, it.suffix, "", it.style, role="year", data=date.literal) for it in years]
        )
    if date.end is None:
        return _with_suffix(ctx, _day_boxes(ctx, date, date.begin, forms))
    return _with_suffix(ctx, _range(ctx, date, date.begin, date.end, forms, delimiter))


def _with_suffix(ctx: Context, boxes: list[Box]) -> list[Box]:
    """The parts of a date, the year followed by its disambiguating letter."""
    rank = ctx.settings.year_suffix
    if rank is None or ctx.looking or ctx.year_suffix_done or ctx.run.has_year_suffix:
        return boxes
    dated, years = (list(Box(boxes).find(role)) for role in ("dated", "year"))
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
    _without_era(left[-1]).suffix = ""
    right[0].prefix = ""
    shorten = ctx.run.year_range_format
    if shorten and names == ["year"] or (shorten and not begin.month and not end.month):
        _shorten_year(right, begin, end, shorten)
    mark = Box([forms[last].range_delimiter or ctx.locale.year_range_delimiter])
    return [*lead, Box([*_joined(left, delimiter), mark, *_joined(right, delimiter)]), *tail]


def _without_era(box: Box) -> Box:
    """ "476–477 AD": the second year says it for both."""
    first = box.children[0] if box.role == "dated" else box
    return first if isinstance(first, Box) else box


def _shorten_year(boxes: list[Box], begin: Day, end: Day, form: str) -> None:
    if form != "expanded" and begin.year > 0 and end.year > 0:
        for box in Box(boxes).find("year"):
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
    return Box([year, Box([era], role="era")], role="dated") if era else year


def _part_text(ctx: Context, date: DateValue, day: Day, form: PartForm) -> str:
    locale = ctx.locale
    if form.name == "year":
        return _year_text(day.year, form.form)
    if form.name == "month":
        month = _month_text(locale, date, day, form.form)
        declined = ctx.run.options.decline_months and form.beside_day and day.day
        return _beside_day(month, locale.language) if declined else month
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


_MONTHS = {
    "cs": "leden ledna únor února březen března duben dubna květen května červen června červenec července srpen srpna "
    "říjen října listopad listopadu prosinec prosince",
    "el": "Ιανουάριος Ιανουαρίου Φεβρουάριος Φεβρουαρίου Μάρτιος Μαρτίου Απρίλιος Απριλίου Μάιος Μαΐου Ιούνιος Ιουνίου "
    "Ιούλιος Ιουλίου Αύγουστος Αυγούστου Σεπτέμβριος Σεπτεμβρίου Οκτώβριος Οκτωβρίου Νοέμβριος Νοεμβρίου "
    "Δεκέμβριος Δεκεμβρίου",
    "hr": "siječanj siječnja veljača veljače ožujak ožujka travanj travnja svibanj svibnja lipanj lipnja srpanj srpnja "
    "kolovoz kolovoza rujan rujna listopad listopada studeni studenoga prosinac prosinca",
    "ru": "январь января февраль февраля март марта апрель апреля май мая июнь июня июль июля август августа "
    "сентябрь сентября октябрь октября ноябрь ноября декабрь декабря",
    "uk": "січень січня лютий лютого березень березня квітень квітня травень травня червень червня липень липня "
    "серпень серпня вересень вересня жовтень жовтня листопад листопада грудень грудня",
}
_FORMS = {lang: dict(zip(words.split()[::2], words.split()[1::2], strict=True)) for lang, words in _MONTHS.items()}


def _beside_day(month: str, language: str) -> str:
    """The name of a month as it stands beside a day in a language, `ru-RU`; the name itself where it does not change.

    CSL's locales have one form, "март", for all dates; who reads Russian expects "26 марта 2019 г.".
    """
    return _FORMS.get(language.split("-")[0], {}).get(month, month)
