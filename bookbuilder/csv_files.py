"""Reads CSV that anybody may have written, and writes CSV in which no cell runs when a spreadsheet opens it.

A spreadsheet takes a cell for a formula by its first letter, and parts cells at the sign that its country is used to: what
stands behind a semicolon begins a cell where a comma is the decimal sign. See
https://owasp.org/www-community/attacks/CSV_Injection. What would run gets an apostrophe before it, which makes it words;
a number with its sign, and what stands beside numbers in a table, stays as it is.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Sequence

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # how large a file may be is said by its own budget

_BESIDE = "\\d\\s.,:'’%‰°–−±∞†‡§$€£¥₸()\\[\\]"
_STARS = r"\*(?=\*|\s*$)|(?<=\*)\*(?!\*|\s*$)"
_SIGNED = re.compile(rf"[+-][+/–−±\s-]*$|[+-](?:[{_BESIDE}]|(?<=\d)[eE][+-]?(?=\d)|{_STARS})*$")
"""Signs alone, or a sign and numbers, with an exponent, a unit of money, an error in brackets, stars of significance."""
_UNSEEN = re.compile(r"[\s\x00-\x1f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_FULL_WIDTH = str.maketrans("＝＋－＠｜", "=+-@|")  # noqa: RUF001
_CALLS = re.compile("[(|!（｜！]")  # noqa: RUF001


def read_csv(text: str, separator: str, *, strict: bool = False) -> list[list[str]]:
    """The rows; `strict` raises csv.Error for quotation marks that don't pair."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict))


def is_formula(cell: str, separator: str = ",") -> bool:
    """Whether a spreadsheet would take a cell, or what follows another country's separator in it, for a formula."""
    return _as_words(cell, separator) != cell


def write_csv(rows: Iterable[Sequence[str]], separator: str = ",", line_end: str = "\r\n") -> bytes:
    """Rows as CSV in UTF-8, with an apostrophe before each cell that would run."""
    out = io.StringIO()
    words = ([_as_words(cell, separator) for cell in row] for row in rows)
    csv.writer(out, delimiter=separator, lineterminator=line_end).writerows(words)
    return out.getvalue().encode()


def _as_words(cell: str, separator: str) -> str:
    first, *rest = re.split("([\t;\r\n])" if separator == "," else "([\t;,\r\n])", cell)
    pieces = [f"'{first}" if _runs(cell) else first]
    for number, piece in enumerate(rest):
        within = _CALLS.search(piece) and _runs(piece.lstrip().lstrip('"'))
        pieces.append(f"'{piece}" if number % 2 and within else piece)
    return "".join(pieces)


def _runs(piece: str) -> bool:
    seen = _UNSEEN.sub(" ", piece[:1000]).lstrip().translate(_FULL_WIDTH)
    return seen[:1] in {"=", "@", "|"} or seen[:1] in {"+", "-"} and not (len(piece) < 1000 and _SIGNED.match(seen))
