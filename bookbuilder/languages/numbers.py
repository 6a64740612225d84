"""Reads the number in a cell and prints it in a language: "1234.5" is 1,234.5 in English and 1 234,5 in Russian."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

from bookbuilder.languages.registry import language


@dataclass(frozen=True)
class Numeral:
    """A number as it was written: its figures are never more than the source's."""

    negative: bool
    whole: str
    fraction: str
    unit: str = ""
    """A per cent sign, where the cell has one."""

    def rounded(self, digits: int) -> Numeral:
        """The number with so many decimals, half to even."""
        value = Decimal(f"{self.whole}.{self.fraction or '0'}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)
        whole, _, fraction = f"{value:f}".partition(".")
        return replace(self, whole=whole, fraction=fraction)

    def written(self, lang: str, padding: str = "") -> str:
        """With the language's marks and a true minus; figures of five and more, and in English of four, are grouped.

        `padding` stands for figures that the number does not have, before its unit.
        """
        known = language(lang)
        whole = self.whole
        if len(whole) > 4 or known.groups_four_figures and len(whole) > 3:
            whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", known.thousands, whole)
        sign = "\u2212" if self.negative else ""
        return f"{sign}{whole}{known.decimal if self.fraction else ''}{self.fraction}{padding}{self.unit}"


def numeral(text: str) -> Numeral | None:
    """The number that a cell holds, None where it holds words; 1,234.5 and 1 234,5 and 1234.5 are the same."""
    match = re.fullmatch(
        r"([-\u2212\u2013+]?)\s*(\d{1,3}(?:[ \u00a0\u202f,]\d{3})+|\d+)(?:[.,](\d+))?\s*(%?)", text.strip()
    )
    if not match:
        return None
    whole, fraction = re.sub(r"\D", "", match[2]), match[3] or ""
    if len(whole) > 1 and whole.startswith("0"):
        return None  # a code such as 0042
    return Numeral(bool(match[1]) and match[1] != "+", whole, fraction, match[4])
