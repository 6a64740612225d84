"""Finds the CSL style and the locale that a book cites in."""

from __future__ import annotations

import re
from pathlib import Path

from bookbuilder.citations import StyleError, require_locale, style_info
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Severity
from bookbuilder.model.book import Book
from bookbuilder.source import own_file

FALLBACK = "en-US"
"""The locale that CSL itself falls back to. See https://docs.citationstyles.org/en/stable/specification.html#locale"""


def style_of(book: Book, folder: Path) -> Outcome[str | None]:
    """The style that book.yaml names: a file in the book's own styles/csl/, or a name that the engine knows."""
    own = folder / "styles" / "csl" / f"{Path(book.csl).stem}.csl"
    is_own = own_file(own, folder) is not None
    style = str(own) if is_own else re.sub(r"[/\\]", "_", book.csl)
    diagnostics: tuple[Diagnostic, ...] = ()
    if csl_locale(book.lang) != book.lang:
        message = f'CSL has no words for "{book.lang}" yet: citations say “p.” and “ed.” in English.'
        remedy = "Write them into the style's own cs:locale, or leave it so."
        diagnostics = (Diagnostic("CIT-004", _place(book, "lang"), message, remedy, Severity.WARNING),)
    try:
        style_info(style)
    except StyleError as error:
        message = str(error).replace(f"{folder}/", "")
        place = Location(own.relative_to(folder).as_posix()) if is_own else _place(book, "csl")
        return Outcome(None, (*diagnostics, Diagnostic("CIT-003", place, message)))
    return Outcome(style, diagnostics)


def csl_locale(lang: str) -> str:
    """The locale for a language: itself where CSL knows it."""
    try:
        require_locale(lang)
    except StyleError:
        return FALLBACK
    return lang


def _place(book: Book, key: str) -> Location:
    return book.locations[key] if key in book.locations else Location("manuscript/book.yaml")
