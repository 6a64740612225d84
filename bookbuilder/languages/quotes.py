"""The quotation marks of a language."""

from __future__ import annotations

from bookbuilder.languages.registry import language


def quoted(lang: str, single: bool) -> tuple[str, str]:
    """The marks that stand for straight ones in a passage of that language; English ones where it is unknown."""
    marks = language(lang).quotes
    return (marks[2], marks[3]) if single else (marks[0], marks[1])
