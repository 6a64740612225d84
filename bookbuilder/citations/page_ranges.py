"""Shortens the last page of a range as a page-range-format prints it ("321–28").

See https://docs.citationstyles.org/en/stable/specification.html#appendix-v-page-range-formats
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

RE_PAGE = re.compile(r"^([0-9]*[a-zA-Z]+0*)?([0-9]+)([a-z]*)$")


def format_range(first: str, last: str, form: str | None) -> tuple[str, str]:
    """Both ends as they print; without a format they stay as they are."""
    begin, end = RE_PAGE.match(first), RE_PAGE.match(last)
    if not begin or not end:
        return first, last
    prefix, start, tail = begin.group(1) or "", begin.group(2), end.group(3)
    if not form or (end.group(1) or "") != prefix:
        return first, last
    stop = end.group(2)
    if len(stop) < len(start):
        stop = start[: len(start) - len(stop)] + stop
    if int(start) >= int(stop):
        return first, last
    shortened = SHORTENED[form](start, stop) if form in SHORTENED else prefix + stop
    return first, shortened + tail


def _minimal(start: str, stop: str, least: int) -> str:
    if len(start) != len(stop):
        return stop
    same = 0
    while same < len(stop) - least and start[same] == stop[same]:
        same += 1
    return stop[same:]


def _chicago_15(start: str, stop: str) -> str:
    begin, end = int(start), int(stop)
    if begin > 100 and begin % 100 and begin // 100 == end // 100:
        return str(end % 100)
    if begin >= 10000:
        return str(end % 1000)
    return stop


def _chicago_16(start: str, stop: str) -> str:
    begin, end = int(start), int(stop)
    if begin > 100 and begin % 100:
        for digits in range(2, len(stop)):
            if begin // 10**digits == end // 10**digits:
                return str(end % 10**digits)
    return stop


SHORTENED: dict[str, Callable[[str, str], str]] = {
    "minimal": partial(_minimal, least=1),
    "minimal-two": partial(_minimal, least=2),
    "chicago": _chicago_15,
    "chicago-15": _chicago_15,
    "chicago-16": _chicago_16,
}
"""What a format prints of the last page; in all others it stays whole."""
