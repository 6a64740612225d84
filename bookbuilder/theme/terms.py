"""The words that the book itself adds ("Chapter", "Figure"), in the book's language, from templates/terms.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bookbuilder.diagnostics import Diagnostic, Location, Outcome, did_you_mean
from bookbuilder.languages import language
from bookbuilder.source import Source
from bookbuilder.theme.templates import Theme
from bookbuilder.yaml_source import YamlValue, read_yaml

TERMS_FILE = "templates/terms.yaml"
FORMER_FILE = "templates/words.yaml"
BIBLIOGRAPHY_FILE = "templates/bibliography.yaml"
NUMBERED = ("chapter", "section", "appendix", "figure", "table", "equation")


@dataclass(frozen=True)
class Section:
    """One section of the bibliography."""

    id: str
    title: str
    types: frozenset[str]


def read_terms(theme: Theme, lang: str) -> Outcome[dict[str, str]]:
    """All terms in one language: the file's own, those of `languages/`, and English where neither has one."""
    loaded = _load(theme, TERMS_FILE)
    shipped = _load(Theme(theme.shipped, theme.shipped), TERMS_FILE).value
    own = loaded.value if isinstance(loaded.value, Mapping) else {}
    terms: dict[str, str] = {}
    primary = lang.split("-")[0]
    for tag in dict.fromkeys(("en", primary, lang)):
        for table in (shipped, {primary: _of_language(lang)}, own):
            if tag in table and isinstance(table[tag], Mapping):
                terms.update({str(key): str(value) for key, value in table[tag].items()})
    unknown = [key for key in terms if key not in shipped["en"]]
    faults = [
        Diagnostic("TRM-002", Location(TERMS_FILE), f'"{key}" is not a term.', did_you_mean(key, shipped["en"]))
        for key in unknown
    ]
    if (theme.own / FORMER_FILE).is_file():
        message = "This file is not read any more."
        faults.append(Diagnostic("TRM-004", Location(FORMER_FILE), message, f"Put its lines into {TERMS_FILE}."))
    if not isinstance(loaded.value, Mapping) or not all(isinstance(it, Mapping) for it in loaded.value.values()):
        faults.append(
            Diagnostic("TRM-001", Location(TERMS_FILE), "Write languages, and words below them.", "Correct this file.")
        )
    return Outcome(terms, (*loaded.diagnostics, *faults))


def _of_language(tag: str) -> dict[str, str]:
    """The terms of `languages/`; a kind that is not shorter within a sentence is called there what it is called elsewhere."""
    terms = language(tag).terms
    return {f"{kind}-within": terms[kind] for kind in NUMBERED if kind in terms} | dict(terms)


def lacks_terms(theme: Theme, lang: str) -> bool:
    """Whether the book's own words would be English ones in a book of another language."""
    return not any(has_terms(theme, tag) or language(tag).terms for tag in (lang, lang.split("-")[0]))


def has_terms(theme: Theme, lang: str) -> bool:
    """Whether the file that ships, or the book's own, has terms in a language."""
    files = (_load(Theme(theme.shipped, theme.shipped), TERMS_FILE).value, _load(theme, TERMS_FILE).value)
    return any(isinstance(file, Mapping) and lang in file for file in files)


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
    read = _parsed(name, theme.text(name))
    faults = tuple(Diagnostic("TRM-001", it.location, it.message, "Correct this file.") for it in read.diagnostics)
    return Outcome(read.value.value if read.value is not None else {}, faults)


@lru_cache(maxsize=8)
def _parsed(name: str, text: str) -> Outcome[YamlValue | None]:
    """The same words are read once; nobody changes what comes back."""
    return read_yaml(Source(name, text))
