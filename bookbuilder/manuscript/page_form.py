"""What book.yaml may say of the page: its size, in a line, by a name, or as width and height."""

from __future__ import annotations

import re
from typing import Any

from pydantic import AfterValidator, BeforeValidator

from bookbuilder.manuscript.declared import declare
from bookbuilder.model.book import Page
from bookbuilder.model.lengths import millimetres


def _length(value: str) -> str:
    if not re.fullmatch(r"\d+(\.\d+)?(mm|cm|in|pt)", value):
        raise ValueError(f'"{value}" is not a length.|Write a number and its unit: 156mm.')
    if not 80 <= millimetres(value) <= 600:
        raise ValueError(f'"{value}" is not a page of a book.|Write 80 to 600 mm.')
    return value


SIZES = {
    "a4": "210mm 297mm",
    "a5": "148mm 210mm",
    "b5": "176mm 250mm",
    "demy": "138mm 216mm",
    "royal": "156mm 234mm",
    "6x9": "6in 9in",
}
"""Pages that have a name."""


def _one_line(value: Any) -> Any:
    """Width and height of a size that is written in one line, or has a name."""
    if isinstance(value, (str, int, float)):
        value = SIZES[str(value).lower()] if str(value).lower() in SIZES else str(value)
        words = value.replace("×", " ").replace(" x ", " ").split()
        if len(words) == 3 and re.fullmatch(r"\d+(\.\d+)?", words[0]):
            words = [words[0] + words[2], words[1] + words[2]]
        if len(words) == 2:
            words = [words[0] if words[0][-1].isalpha() else words[0] + words[1][-2:], words[1]]
            return {"width": words[0], "height": words[1]}
        raise ValueError(f'"{value}" is not a page size.|Write width and height: 156mm 234mm.')
    return value


declare(Page, short=BeforeValidator(_one_line), width=AfterValidator(_length), height=AfterValidator(_length))
