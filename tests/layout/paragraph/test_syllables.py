"""Patterns of hyphenation that are read when they are asked for are those that Pyphen reads."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pyphen
import pytest

from bookbuilder.layout.paragraph.syllables import _Dictionary, syllables


def test_each_pattern_is_pyphens() -> None:
    (theirs,) = _Dictionary.__bases__
    path = pyphen.LANGUAGES["it"]
    ours, known = _Dictionary(path), theirs(path)
    assert {letters: ours.patterns.get(letters) for letters in ours.patterns} == known.patterns
    assert ours.positions("straordinario") == known.positions("straordinario") != []


def test_a_compound_is_broken_where_its_parts_join_and_then_within_them() -> None:
    broken = {"Mitarbeiter": (3, 5, 8), "Gruppenarbeit": (4, 7, 9), "Obstarbeit": (4,), "Urinstinkt": (2, 4)}
    assert {word: syllables(word, "de", (5, 2, 3)) for word in broken} == broken


def test_a_language_that_changes_letters_at_a_break_is_read_by_pyphen(tmp_path: Path) -> None:
    path = tmp_path / "hyph_hu.dic"
    path.write_text("UTF-8\n.as3szon/sz=sz,2,1\n", encoding="utf-8")
    assert [(at, at.data) for at in _Dictionary(path).positions("asszony")] == [(2, ("sz=sz", -1, 1))]


@pytest.mark.parametrize(
    ("language", "word", "broken"),
    [("fr", "l’environnement", "l’en-vi-ron-ne-ment"), ("it_IT", "dell'amministrazione", "dell'am-mi-ni-stra-zio-ne"),
     ("en_GB", "government’s", "gov-ern-ment’s")],
)  # fmt: skip
def test_a_word_with_an_apostrophe_is_broken_within_its_parts(language: str, word: str, broken: str) -> None:
    places = syllables(word, language, (5, 2, 2))
    assert "-".join(word[begin:end] for begin, end in pairwise((0, *places, len(word)))) == broken
