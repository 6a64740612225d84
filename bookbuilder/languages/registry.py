"""What a language file may say, and the language of a tag: `language("ru-RU").quotes`.

A language is one file beside this one, named by its primary subtag (`fr.py`), that sets `LANGUAGE`, and where it is written in
another script too one by both (`zh_hant.py`). Nothing else has to be added anywhere. What a file leaves out is as below, which is
mostly as in English.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Language:
    """One language, in the words of BCP 47 and CLDR where they have one."""

    name: str
    """Its name in English."""
    quotes: tuple[str, str, str, str] = ("“", "”", "‘", "’")
    """Outer opening and closing, inner opening and closing quotation mark."""
    thousands: str = ","
    """What separates groups of three figures."""
    decimal: str = "."
    """What stands before the fraction."""
    marks: tuple[str, str] = (",", ";")
    """The comma and the semicolon."""
    groups_four_figures: bool = False
    """Whether 1234 is grouped too, and not only numbers of five figures and more."""
    conjunction: str = "&"
    """The word before the last of several names."""
    months: tuple[str, ...] = ()
    """The names of the months as they stand in a date."""
    terms: str = ""
    """Whose file of templates/terms/ has the words that the book itself adds; that of its primary subtag where empty."""
    locators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The words that a citation has before the number of a page, a chapter and the like, by CSL's name of it."""
    no_break: tuple[str, ...] = ()
    """Regular expressions that end with a space at which no line may end."""
    soft_hyphens: Callable[[str], str] | None = None
    """Puts soft hyphens into a text, where no free hyphenation patterns exist."""
    dates_begin_with_the_day: bool = False
    """Whether an imprint writes 21.03.2021 and not 2021-03-21."""
    spine_reads_down: bool = False
    """Whether a spine is read from head to foot, by custom and ISO 6357."""
    articles: tuple[str, ...] = ()
    """Initial articles that filing passes over; see https://www.loc.gov/marc/bibliographic/bdapndxf.html."""
    joining_words: tuple[str, ...] = ()
    """Frequent small words by which a text in it is known, where it has no articles or shares them."""
    small_words: frozenset[str] = frozenset()
    """Words with which a sub-heading of the index may begin, and under which nobody looks."""
    letters_after: Mapping[str, str] = field(default_factory=dict)
    """Letters that stand elsewhere than in Unicode's default order: right after which letter."""
    dictionaries: tuple[str, ...] = ()
    """File names of its spelling dictionaries, without their endings."""
    stemmer: str = ""
    """Snowball's name of it; empty where Snowball has no stemmer."""
    babel: str = ""
    """Babel's name of it, which biblatex uses."""
    babel_varieties: Mapping[str, str] = field(default_factory=dict)
    """Babel's names of its varieties, by their tags."""
    mistaken_tags: tuple[str, ...] = ()
    """What people write instead of its tag: a country's code, or three letters where it has two (RFC 5646)."""
    charts: Mapping[str, Any] = field(default_factory=dict)
    """d3's locales for numbers (`format`) and times (`time`): a name, or the definition itself."""


SCRIPTS = {("zh", region): "hant" for region in ("tw", "hk", "mo")}
"""The script of a region whose readers have another one than the file of the primary subtag."""


@cache
def language(tag: str) -> Language:
    """What is known about the language of a BCP 47 tag; the defaults of `Language` where there is no file for it."""
    primary, *others = tag.lower().split("-")
    if primary not in known_tags():
        return Language("")
    scripts = [
        it for part in others for it in (part, SCRIPTS.get((primary, part), "")) if f"{primary}_{it}" in _modules()
    ]
    module = importlib.import_module(f"{__package__}.{'_'.join([primary, *scripts[:1]])}")
    found: Language = module.LANGUAGE
    return found


@cache
def known_tags() -> frozenset[str]:
    """The primary subtags of all languages that have a file."""
    return frozenset(name for name in _modules() if len(name) in (2, 3))


@cache
def _modules() -> frozenset[str]:
    return frozenset(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))


@cache
def meant_by(mistaken: str) -> str:
    """The tag that somebody meant who wrote a country's code or three letters: "kk" for kz; empty where none is known."""
    return next((tag for tag in sorted(known_tags()) if mistaken in language(tag).mistaken_tags), "")
