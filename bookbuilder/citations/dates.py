"""Reads a CSL-JSON date as `DateValue`: date parts, a range of them, a season, a literal text, or raw text made sense of.

Raw text is read as EDTF level 0 ("2003-06", "2003/2004", "2003-06~") or as a plain date ("June 5, 2003", "5.6.2003").
See https://docs.citationstyles.org/en/stable/specification.html#date-variables
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from .scalars import as_text

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SEASONS = ("spring spr", "summer sum", "autumn aut fall fal", "winter win")
SEASONS = {name: number for number, names in enumerate(_SEASONS, 1) for name in names.split()}
RE_ISO = re.compile(r"^([+-]?\d{1,6})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?$")
RE_CIRCA = re.compile(r"[?~]$|^(?:ca?\.?|circa)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Day:
    """A year with month and day, 0 where unknown; months 13 to 16 are the four seasons."""

    year: int = 0
    month: int = 0
    day: int = 0

    @property
    def parts(self) -> dict[str, int]:
        return {"year": self.year, "month": self.month, "day": self.day}


@dataclass(frozen=True)
class DateValue:
    begin: Day | None = None
    end: Day | None = None  # a Day of year 0 leaves the range open
    circa: bool = False
    literal: str = ""
    season: str = ""

    def sort_key(self, parts: Collection[str]) -> str:
        """Digits that sort as time does, years before our era first; `parts` are those that the style prints."""
        if self.begin is None or not self.begin.year:
            return ""
        key = ""
        for day in (self.begin, self.end or Day()):
            year = day.year if "year" in parts else 0
            key += f"0{9999 + max(year, -9998):04}" if year < 0 else f"1{year:04}"
            key += f"{day.month if 'month' in parts else 0:02}{day.day if 'day' in parts else 0:02}"
        return key


def parse_date(value: object) -> DateValue | None:
    """A date as CSL-JSON, a number, or text; None when there is nothing in it."""
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return parse_raw(as_text(value)) if as_text(value).strip() else None
    if not isinstance(value, dict):
        return None
    circa = value.get("circa") not in (None, 0, False, "", "0", "false")
    literal = value.get("literal") if isinstance(value.get("literal"), (str, int)) else ""
    raw = value.get("raw")
    parts = value.get("date-parts")
    days = [_day(entry) for entry in parts[:2]] if isinstance(parts, (list, tuple)) else []
    season = "" if isinstance(value.get("season"), (list, dict, bool, type(None))) else as_text(value["season"])
    if days and days[0] is not None:
        begin = days[0]
        end = days[1] if len(days) > 1 else None
        return DateValue(_with_season(begin, season), end, circa, "", season if begin.month == 0 else "")
    if literal:
        return DateValue(None, None, circa, as_text(literal))
    if isinstance(raw, (str, int)) and as_text(raw).strip():
        date = parse_raw(as_text(raw))
        return DateValue(date.begin, date.end, circa or date.circa, date.literal, date.season)
    return None


def _with_season(day: Day, season: str) -> Day:
    if day.month == 0 and season in ("1", "2", "3", "4"):
        return Day(day.year, 12 + int(season), 0)
    return day


def _day(entry: object) -> Day | None:
    if not isinstance(entry, (list, tuple)) or not entry:
        return None
    numbers = []
    for part in entry[:3]:
        match = re.match(r"\s*([+-]?\d{1,9})(?!\d)", str(part)) if not isinstance(part, bool) else None
        if match is None:
            break
        numbers.append(int(match.group(1)))
    if not numbers:
        return None
    return _safe_day(*numbers)


def _safe_day(year: int, month: int = 0, day: int = 0) -> Day:
    if not 0 <= month <= 24:
        month = 0
    while month > 16:
        month -= 4
    if not 0 <= day <= 31 or not month:
        day = 0
    return Day(max(min(year, 99999), -99999), month, day)


def parse_raw(text: str) -> DateValue:
    """A date written as text; what cannot be read stays as it stands."""
    stripped = text.strip()
    if stripped[:1] == stripped[-1:] == '"' and len(stripped) > 1:
        return DateValue(literal=stripped[1:-1])
    circa = bool(RE_CIRCA.search(stripped))
    clean = RE_CIRCA.sub("", stripped).strip()
    for separator in ("/", "--", "\u2013", "_", " - ", "-"):
        halves = clean.split(separator)
        if len(halves) == 2:
            begin, end = _single(halves[0].strip(" ?~")), _single(halves[1].strip(" ?~"))
            if begin and not halves[1].strip() and separator in ("/", "\u2013", "--"):
                return DateValue(begin, Day(), circa)
            days = separator == "-" and re.fullmatch(r"\d{1,2}", halves[0].strip())  # 3-5 July 2019
            if begin and end and begin.year and end.year and not days:
                if separator == "-" and not end.year > 31:
                    continue
                return DateValue(begin, end, circa)
            merged = _shared_range(halves[0].strip(), halves[1].strip()) if separator != "/" or begin is None else None
            if merged:
                return DateValue(*merged, circa=circa)
    begin = _single(clean)
    if begin is not None:
        return DateValue(begin, None, circa)
    return DateValue(literal=stripped)


def _shared_range(left: str, right: str) -> tuple[Day, Day] | None:
    """ "4-5 June 2003" and "June-July 2003": the left half takes from the right one what it lacks."""
    end = _single(right)
    if end is None or not end.year:
        return None
    if re.fullmatch(r"\d{1,2}", left) and end.day:
        return Day(end.year, end.month, int(left)), end
    begin = _single(f"{left} {end.year}")
    return (begin, end) if begin is not None and begin.month else None


def _single(text: str) -> Day | None:
    match = RE_ISO.match(text)
    if match:
        return _safe_day(*(int(part) for part in match.groups() if part))
    match = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)
    if match:
        first, second, year = (int(part) for part in match.groups())
        if "/" in text:
            first, second = second, first
        return _safe_day(year, second, first)
    match = re.fullmatch(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?", text)
    if match:
        return _safe_day(*(int(part) for part in match.groups() if part))
    return _words(text)


def _words(text: str) -> Day | None:
    year = month = day = None
    for word in re.split(r"[\s,.]+", text):
        low = word.lower()
        if not word or low in ("ad", "ce"):
            continue
        if low in ("bc", "bce") and year is not None:
            year = -abs(year)
        elif re.fullmatch(r"\d{3,5}", word) and year is None:
            year = int(word)
        elif re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", low):
            number = int(low.rstrip("stndrh"))
            if day is None and number <= 31:
                day = number
            elif year is None:
                year = number
            else:
                return None
        elif low[:3] in MONTHS and month is None and word.isalpha():
            month = MONTHS.index(low[:3]) + 1
        elif low in SEASONS and month is None:
            month = 12 + SEASONS[low]
        else:
            return None
    if year is None:
        if day is not None and month is None:
            year, day = day, None
        else:
            return None
    return _safe_day(year, month or 0, day or 0)
