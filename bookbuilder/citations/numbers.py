"""Reads the text of a number variable: which parts are numeric, how they are joined, whether they are many.

"12", "D2", "2nd", "3–5", "1, 2 & 4a" are numeric; "third" and "special issue" are not. A locator or page may name its
own label ("ch. 3"), as reference managers write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LABELS = {
    'vrs.': 'verse', 'sv.': 'sub-verbo', 'op.': 'opus', 'app.': 'appendix', 'art.': 'article', 'bk.': 'book',
    'ch.': 'chapter', 'chap.': 'chapter', 'cl.': 'clause', 'col.': 'column', 'cmt.': 'comment', 'dec.': 'decision',
    'ex.': 'example', 'fig.': 'figure', 'fol.': 'folio', 'n.': 'note', 'l.': 'line', 'no.': 'issue', 'p.': 'page',
    'pp.': 'page', 'para.': 'paragraph', 'pt.': 'part', 'r.': 'rule', 'sched.': 'schedule', 'sec.': 'section',
    'ser.': 'series', 'subpara.': 'subparagraph', 'suppl.': 'supplement', 'tbl.': 'table', 'tit.': 'title',
    'vol.': 'volume',
}  # fmt: skip
ABBREVIATIONS = {label: short for short, label in reversed(LABELS.items())}
RE_LABEL = re.compile(r"^([a-z]{1,5}\.) +(?=\S)")
RE_INNER_LABEL = re.compile(r"^([0-9]+[-;,:a-zA-Z]*) ([a-z]{1,5}\.) *([0-9]+[-;,:a-zA-Z]*)$")
RE_NUMBER = re.compile(r"^([0-9]*[a-zA-Z]+0*)?([0-9]+(?:[a-zA-Z]*|[-,a-zA-Z]+))$")
RE_NUMERIC = re.compile(r"^(?:[0-9]+|[ixv]+)([-,:a-zA-Z]*|-[-0-9]+)$")
RE_ROMAN = re.compile(r"^[ivxlcmIVXLCM]+$")


@dataclass(frozen=True)
class Part:
    """One number with the joiner that follows it."""

    value: str
    particle: str = ""
    joiner: str = ""
    label: str = ""  # a label of its own, printed before it

    @property
    def is_integer(self) -> bool:
        return self.value.isascii() and self.value.isdigit() and len(self.value) < 16


@dataclass(frozen=True)
class NumberField:
    parts: tuple[Part, ...]
    numeric: bool
    plural: bool
    collapsible: bool
    label: str = ""  # the label written in the field itself


@lru_cache(maxsize=4096)
def parse_number(text: str, variable: str, and_term: str = "", ampersand: str = "&") -> NumberField:
    """Take a number variable apart."""
    text = text.strip()
    label = ""
    if variable in ("locator", "page", "number"):
        match = RE_LABEL.match(text)
        if match and match.group(1) in LABELS:
            label = LABELS[match.group(1)]
            text = text[match.end() :]
    parts = tuple(_parts(text, variable, and_term, ampersand))
    first = parts[0]
    numeric = bool(RE_NUMERIC.match(first.value))
    collapsible = first.value[:1].isdigit() or bool(RE_ROMAN.match(first.value))
    # Numbers behind a label of their own ("12, fol. 3") do not make those before them many.
    own = next((index for index, part in enumerate(parts) if part.label), len(parts))
    plural = numeric and own > 1 and collapsible and not _escaped(text)
    if variable.startswith("number-of-") and numeric and first.is_integer and int(first.value) > 1:
        plural = True
    if re.fullmatch(r"[0-9]+(?:/[0-9]+)+", text):
        numeric, plural, collapsible = True, False, False
    return NumberField(parts, numeric, plural, collapsible, label)


def _escaped(text: str) -> bool:
    return "\\-" in text


def _parts(text: str, variable: str, and_term: str, ampersand: str) -> Iterator[Part]:
    words = r",\s+and\s+|\s+and\s+"
    if and_term and and_term != "and":
        escaped = re.escape(and_term)
        words += rf"|,\s+{escaped}\s+|\s+{escaped}\s+"
    if variable == "page":
        text = text.replace("\u2013", "-")
    hyphen = "" if _escaped(text) else "-"
    joiner = re.compile(rf"(\s*&\s*|{words}|;\s+|,\s+|\s*[{hyphen}\u2013]+\s*)")
    pieces = joiner.split(text.replace("\\", "") if _escaped(text) else text)
    for index in range(0, len(pieces), 2):
        joined = pieces[index + 1] if index + 1 < len(pieces) else ""
        if joined.strip() == "&":
            joined = f" {ampersand} "
        elif "-" in joined:
            joined = re.sub(r"\s*-+\s*", "-", joined)
        piece, own_label = pieces[index], ""
        match = RE_LABEL.match(piece) if index else None
        if match and match.group(1) in LABELS:
            piece, own_label = piece[match.end() :], match.group(1)
        match = RE_INNER_LABEL.match(piece)
        if match and match.group(2) in LABELS:
            yield Part(match.group(1), "", " ")
            piece, own_label = match.group(3), match.group(2)
        match = RE_NUMBER.match(piece)
        if match:
            yield Part(match.group(2), match.group(1) or "", joined, own_label)
        else:
            yield Part(piece, "", joined, own_label)


def letters(number: int) -> str:
    """The year suffix of a rank: a, b … z, aa, ab …"""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(97 + rest) + text
    return text
