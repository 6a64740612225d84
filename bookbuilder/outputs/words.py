"""A theme and a language -> the words that the pages of EPUB and web add ("Next", "Skip to the text")."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from bookbuilder.compose.templates import Theme
from bookbuilder.diagnostics import (
    ALL_FORMATS,
    Diagnostic,
    Location,
    Outcome,
    did_you_mean,
)

FILE = "templates/words.yaml"


def read_words(theme: Theme, lang: str, blocks: frozenset[str] = ALL_FORMATS) -> Outcome[dict[str, str]]:
    """All words in one language, English where the file has none for it; keys as templates write them, with `_`."""
    shipped = yaml.safe_load((theme.shipped / FILE).read_text(encoding="utf-8"))
    words: dict[str, str] = {}
    own: object = {}
    try:
        own = yaml.safe_load(theme.text(FILE))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Location(FILE, mark.line + 1, mark.column + 1) if mark else Location(FILE)
        return Outcome(_words(shipped, lang), (Diagnostic("WRD-001", place, "Broken YAML.", "Mend this file.", blocks=blocks),))
    if not isinstance(own, Mapping):
        return Outcome(_words(shipped, lang), (Diagnostic("WRD-001", Location(FILE), "Write languages, and words below them.", blocks=blocks),))
    words = _words(shipped, lang) | _words(own, lang)
    known = set(_words(shipped, "en"))
    faults = tuple(
        Diagnostic("WRD-002", Location(FILE), f'"{word}" is not asked for.', did_you_mean(word, known), blocks=blocks)
        for word in words
        if word not in known
    )
    return Outcome(words, faults)


def _words(tables: Mapping[object, object], lang: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in dict.fromkeys(("en", lang.split("-")[0], lang)):
        table = tables[language] if language in tables else None
        if isinstance(table, Mapping):
            found.update({str(word).replace("-", "_"): str(text) for word, text in table.items()})
    return found
