"""The words that the book itself adds ("Chapter", "Figure"), in the book's language: templates/terms/ has a file for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bookbuilder.diagnostics import ALL_FORMATS, Diagnostic, Location, Outcome, did_you_mean
from bookbuilder.languages import language
from bookbuilder.source import Source
from bookbuilder.theme.templates import SHIPPED, Theme
from bookbuilder.yaml_source import YamlValue, read_yaml

TERMS_FILE = "templates/terms.yaml"
"""A book's own words, by language."""
TERMS_FOLDER = "templates/terms"
"""The words that ship."""
BIBLIOGRAPHY_FILE = "templates/bibliography.yaml"
NUMBERED = ("chapter", "section", "appendix", "figure", "table", "equation", "listing")


@dataclass(frozen=True)
class Section:
    """One section of the bibliography."""

    id: str
    title: str
    types: frozenset[str]


def read_terms(theme: Theme, lang: str) -> Outcome[dict[str, str]]:
    """All terms in one language: English where it has no other, over it the language's file, and over all the book's own."""
    own = _tables(theme, TERMS_FILE)
    known = shipped_terms("en")
    primary = lang.split("-")[0]
    terms: dict[str, str] = {}
    faults = list(own.diagnostics)
    for tag in dict.fromkeys(("en", primary, lang)):
        file = _file(lang if tag == primary else tag)
        table = _words(theme, file)
        faults += table.diagnostics
        for name, words in ((file, table.value), (TERMS_FILE, own.value[tag] if tag in own.value else {})):
            terms |= words
            faults += (
                Diagnostic("TRM-002", Location(name), f'"{key}" is not a term.', did_you_mean(key, known))
                for key in words
                if key not in known
            )
    return Outcome(terms, tuple(dict.fromkeys(faults)))


def read_words(theme: Theme, lang: str, blocks: frozenset[str] = ALL_FORMATS) -> Outcome[dict[str, str]]:
    """All terms by the names by which the pages of EPUB and web ask for them, after a dot: `words.skip_to`."""
    terms = read_terms(theme, lang)
    faults = tuple(replace(fault, blocks=blocks) for fault in terms.diagnostics)
    return Outcome({name.replace("-", "_"): text for name, text in terms.value.items()}, faults)


def shipped_terms(lang: str) -> dict[str, str]:
    """The terms that ship in a language, without English ones for those that it lacks."""
    return _words(Theme(SHIPPED), _file(lang)).value


def lacks_terms(theme: Theme, lang: str) -> bool:
    """Whether the book's own words would be English ones in a book of another language."""
    return not any(has_terms(theme, tag) for tag in (lang, lang.split("-")[0]))


def has_terms(theme: Theme, lang: str) -> bool:
    """Whether there are terms in a language, which ship or are the book's own."""
    return theme.path(_file(lang)) is not None or lang in _tables(theme, TERMS_FILE).value


def _file(lang: str) -> str:
    return f"{TERMS_FOLDER}/{language(lang).terms or lang.lower().split('-')[0]}.yaml"


def _words(theme: Theme, name: str) -> Outcome[dict[str, str]]:
    """The file of a language; a kind without a shorter name within a sentence is called there what it is elsewhere."""
    loaded = _load(theme, name)
    if not isinstance(loaded.value, Mapping):
        return Outcome({}, (*loaded.diagnostics, _wrong_form(name, "Write terms, each with its words behind it.")))
    words, faults = _as_words(name, loaded.value)
    return Outcome(
        {f"{it}-within": words[it] for it in NUMBERED if it in words} | words, (*loaded.diagnostics, *faults)
    )


def _tables(theme: Theme, name: str) -> Outcome[dict[str, dict[str, str]]]:
    """The book's own words, by language."""
    loaded = _load(theme, name)
    rows = loaded.value.items() if isinstance(loaded.value, Mapping) else ()
    tables = {str(tag): it for tag, it in rows if isinstance(it, Mapping)}
    read = {tag: _as_words(name, it) for tag, it in tables.items()}
    faults = [fault for _, found in read.values() for fault in found]
    if not isinstance(loaded.value, Mapping) or len(tables) != len(rows):
        faults.append(_wrong_form(name, "Write languages, and words below them."))
    return Outcome({tag: words for tag, (words, _) in read.items()}, (*loaded.diagnostics, *faults))


def _as_words(name: str, rows: Mapping[Any, Any]) -> tuple[dict[str, str], list[Diagnostic]]:
    """Terms with words behind them, and the faults of those that have none, or a list of them."""
    words = {str(key): str(it) for key, it in rows.items() if it is not None and not isinstance(it, (list, Mapping))}
    missing = [str(key) for key in rows if str(key) not in words]
    return words, [_wrong_form(name, f'"{key}" needs one word, or some in one text.') for key in missing]


def _wrong_form(name: str, message: str) -> Diagnostic:
    return Diagnostic("TRM-001", Location(name), message, "Correct this file.")


def read_sections(theme: Theme, lang: str) -> Outcome[tuple[Section, ...]]:
    """The sections of the bibliography in their order."""
    loaded = _load(theme, BIBLIOGRAPHY_FILE)
    rows = loaded.value if isinstance(loaded.value, list) else []
    tag = lang.split("-")[0]
    sections: list[Section] = []
    faults: list[Diagnostic] = []
    for row in rows:
        if not isinstance(row, Mapping) or "id" not in row or "title" not in row:
            remedy = "Write - id: …, title: {en: …}, types: […]"
            faults.append(Diagnostic("TRM-003", Location(BIBLIOGRAPHY_FILE), "A section needs id and title.", remedy))
            continue
        titles = row["title"] if isinstance(row["title"], Mapping) else {tag: row["title"]}
        title = titles[tag] if tag in titles else next(iter(titles.values()), "")
        types = row["types"] if "types" in row and row["types"] else []
        if isinstance(title, (list, dict)) or not isinstance(types, list):
            message = f'The section "{row["id"]}" needs a title in words, and a list of types.'
            remedy = "Write - id: …, title: {en: …}, types: […]"
            faults.append(Diagnostic("TRM-003", Location(BIBLIOGRAPHY_FILE), message, remedy))
            continue
        sections.append(Section(str(row["id"]), str(title), frozenset(str(type) for type in types)))
    return Outcome(tuple(sections), (*loaded.diagnostics, *faults))


def _load(theme: Theme, name: str) -> Outcome[Any]:
    if theme.path(name) is None:
        return Outcome({})
    read = _parsed(name, theme.text(name))
    faults = tuple(Diagnostic("TRM-001", it.location, it.message, "Correct this file.") for it in read.diagnostics)
    return Outcome(read.value.value if read.value is not None else {}, faults)


@lru_cache(maxsize=8)
def _parsed(name: str, text: str) -> Outcome[YamlValue | None]:
    """The same words are read once; nobody changes what comes back."""
    return read_yaml(Source(name, text))
