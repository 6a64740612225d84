"""Finds each abbreviation that a chapter uses before it has explained it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bookbuilder.checks.house_style.prose import Prose
from bookbuilder.checks.house_style.rules import Breach

_ABBREVIATION = re.compile(r"(?<![\w.(/-])[A-Z]{2,}(?:-[A-Z]+)?s?(?![\w/(-])")


def unexplained(prose: Prose, known: Collection[str]) -> Iterator[Breach]:
    """HSE-005: explained is what stands in brackets after its words, (PCA), or has its words in brackets after it.

    An abbreviation in capitals throughout, such as in a heading set in them, is reported once a chapter.
    """
    text = prose.own
    reported: set[str] = set()
    for match in _ABBREVIATION.finditer(text):
        name = match[0].removesuffix("s")
        if name in known or name in reported or _is_numeral(name):
            continue
        reported.add(name)
        explained = re.search(rf"[(\[]{re.escape(name)}s?[)\],;]|\b{re.escape(name)}s? \(", text[: match.end() + 2])
        if re.match(r"[^\n]*\n:", text[match.end() :]):
            continue  # a line of the list of abbreviations
        if explained is None or explained.start() > match.start() + 1:
            message = f"{name} is not spelled out here."
            yield Breach(
                "HSE-005",
                match.start(),
                match.end(),
                message,
                f"Write the words, then ({name}), at its first place in the chapter.",
            )


def _is_numeral(name: str) -> bool:
    return bool(re.fullmatch(r"[IVXLCDM]+", name))
