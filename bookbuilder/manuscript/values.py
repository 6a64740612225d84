"""Brings values of book.yaml into their settled form, or says what is wrong and what to write instead."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass

from pydantic import AfterValidator, BeforeValidator
from stdnum import ean, isbn as isbn_number
from stdnum.exceptions import ValidationError as NumberError

from bookbuilder.diagnostics import did_you_mean
from bookbuilder.languages.tags import language_tag

__all__ = [
    "DAY",
    "DOI",
    "ISBN",
    "WEB_ADDRESS",
    "as_list",
    "date_text",
    "language_tag",
    "one_of",
    "spelled",
    "stands_for",
]

as_list = BeforeValidator(lambda value: [value] if isinstance(value, (str, dict)) else value)
"""Lets one stand for a list of one."""


def stands_for(key: str) -> BeforeValidator:
    """Let a bare word or number stand for a group with one key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, (str, int, float)) else value)


def date_text(value: str) -> str:
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", value)
    if not match or not _is_day(int(match[1]), int(match[2] or 1), int(match[3] or 1)):
        raise ValueError(f'"{value}" is not a date.|Write 2021, 2021-03 or 2021-03-15.')
    return value


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def spelled(pattern: str, what: str, example: str) -> AfterValidator:
    """A text of a certain form: `what` it is, and what to write instead; empty where the pattern allows that."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f'"{value}" is not {what}.|{example}')
        return value

    return AfterValidator(check)


def one_of(known: Collection[str], what: str, otherwise: str) -> AfterValidator:
    """One of the known words: `what` it is, and what is said where none of them can have been meant."""
    return AfterValidator(OneOf(known, what, otherwise))


@dataclass(frozen=True)
class OneOf:
    """The check of `one_of`, whose words the schema offers."""

    known: Collection[str]
    what: str
    otherwise: str

    def __call__(self, value: str) -> str:
        if value not in self.known:
            raise ValueError(f'"{value}" is not {self.what}.|{did_you_mean(value, self.known) or self.otherwise}')
        return value


def _isbn(value: str) -> str:
    if not value:
        return ""
    try:
        isbn_number.validate(value, convert=True)
    except NumberError:
        digits = isbn_number.compact(value)
        remedy = "An ISBN-13 has 13 digits."
        if len(digits) == 13 and digits[:12].isdigit():
            remedy = f"Its last digit would have to be {ean.calc_check_digit(digits[:12])}; compare it with your list."
        raise ValueError(f'"{value}" is not a valid ISBN.|{remedy}') from None
    return isbn_number.format(value, convert=True)


DAY = AfterValidator(lambda value: date_text(value) if value else "")
ISBN = AfterValidator(_isbn)
DOI = spelled(r"(10\.\d{4,9}/\S+)?", "a valid DOI", "Write it without an address before it: 10.1234/abcd.")
WEB_ADDRESS = spelled(r"(https?://[^\s/]+(/\S*)?)?", "a web address", "It begins with https://.")
