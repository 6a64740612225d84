"""Finds the CSL style and the locale that a book cites in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.model.book import Book
from bookbuilder.saving import cached_file
from bookbuilder.signing_key import signature
from bookbuilder.source import found_bytes, own_file

FALLBACK = "en-GB"
"""The locale of a language that CSL has no words of: its English, which puts commas behind quotation marks and days before months."""


@dataclass(frozen=True)
class CitationStyle:
    """What the book must know of its style; the engine itself comes when something must be formatted."""

    name: str
    """Its name, or the path of the book's own file."""
    locale: str
    """The language of its terms: en-GB."""
    is_note: bool
    is_numeric: bool
    """Whether entries are numbered, so that they stand in one list."""

    @property
    def inputs(self) -> list[object]:
        """What a step that asks the style depends on: its name, and its bytes where the book brings it."""
        return _inputs(self.name)


def style_of(book: Book, folder: Path, steps: Steps | None = None) -> Outcome[CitationStyle | None]:
    """The style that book.yaml names: a file in the book's own styles/csl/, or a name that the engine knows."""
    own = folder / "styles" / "csl" / f"{Path(book.csl).name.removesuffix('.csl')}.csl"
    written = own_file(own, folder)
    style = re.sub(r"[/\\]", "_", book.csl) if written is None else _copied(written, folder)
    inputs = {"style": _inputs(style), "language": book.lang}
    found, fault = (steps or Steps()).step("read the citation style", inputs, lambda: _read(style, book.lang))
    diagnostics: tuple[Diagnostic, ...] = ()
    if found is not None and found.locale != book.lang:
        message = f'CSL has no words for "{book.lang}" yet: citations say “p.” and “ed.” in English.'
        remedy = "Write them into the style's own cs:locale, or leave it so."
        diagnostics = (Diagnostic("CIT-004", book.place("lang"), message, remedy),)
    if found is None:
        name = own.relative_to(folder).as_posix()
        place = book.place("csl") if written is None else Location(name)
        diagnostics = (Diagnostic("CIT-003", place, fault.replace(style, name) if written else fault),)
    return Outcome(found, diagnostics)


def shipped_style(lang: str) -> CitationStyle:
    """The style of a book that names none, which stands in for one that cannot be used."""
    found, fault = _read(Book.csl, lang)
    assert found is not None, fault
    return found


def _copied(path: Path, folder: Path) -> str:
    """A copy of the book's own style in its cache, under a name that only this user can know, for the engine opens it by its path."""
    data = found_bytes(path)
    name = signature(b"style " + sha256(data).digest()).decode()[:32]
    return str(cached_file(folder, "styles", f"{name}.csl", data))


def _inputs(style: str) -> list[object]:
    return [style, Path(style) if style.endswith(".csl") else ""]


def _read(style: str, lang: str) -> tuple[CitationStyle | None, str]:
    """The style, or why there is none."""
    from bookbuilder.citations import StyleError, style_info

    try:
        info = style_info(style)
    except StyleError as error:
        return None, str(error)
    numeric = info.citation_format in ("numeric", "label")
    return CitationStyle(style, _locale(lang), info.style_class == "note", numeric), ""


def _locale(lang: str) -> str:
    """The locale for a language: itself where CSL knows it."""
    from bookbuilder.citations import StyleError, require_locale

    try:
        require_locale(lang)
    except StyleError:
        return FALLBACK
    return lang
