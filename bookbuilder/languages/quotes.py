"""The quotation marks of a language."""

from __future__ import annotations

from typing import Literal

from bookbuilder.languages.registry import language

Quotes = Literal["", "double", "single"]
"""Which marks are the outer ones; those of the language where it is empty."""


def marks_of(lang: str, first: Quotes = "") -> tuple[str, str, str, str]:
    """Outer and inner marks of a language; where it has double and single ones, those that are asked for come first."""
    marks = language(lang).quotes
    if first and {marks[0], marks[2]} == {"“", "‘"} and marks[0] != {"double": "“", "single": "‘"}[first]:
        return marks[2], marks[3], marks[0], marks[1]
    return marks


def takes_signs_in(lang: str) -> bool:
    """Whether a full stop or a comma stands within the closing quotation mark: American English, as CSL's en-US has it."""
    return lang.lower() in ("en", "en-us")


def quoted(lang: str, single: bool, first: Quotes = "") -> tuple[str, str]:
    """The marks that stand for straight ones in a passage of that language; English ones where it is unknown."""
    marks = marks_of(lang, first)
    return (marks[2], marks[3]) if single else (marks[0], marks[1])
