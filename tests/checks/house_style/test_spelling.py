"""Spelling by Hunspell dictionaries: words are looked up in the language they are in, names and own words left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.checks.house_style import house_style
from tests.small_book import make_book

pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed file:ResourceWarning"
)  # spylls 0.1.7 leaves them to the collector

AFF = "SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n"
DICTIONARIES: dict[str, str | bytes] = {
    "manuscript/dictionaries/en_GB.aff": AFF,
    "manuscript/dictionaries/en_GB.dic": "6\none\nword/S\nthe\nstands\nhere\nof\n",
    "manuscript/dictionaries/ru_RU.aff": "SET UTF-8\n",
    "manuscript/dictionaries/ru_RU.dic": "1\nслово\n",
    "manuscript/dictionaries/kk_KZ.aff": "SET UTF-8\n",
    "manuscript/dictionaries/kk_KZ.dic": "1\nқала\n",
}


def found(folder: Path, text: str, files: dict[str, str | bytes] | None = None) -> list[str]:
    make_book(folder, {**DICTIONARIES, **(files or {})}, f"# One\n\n{text}\n")
    return [f"{it.code} {it.message.split('”')[0]}" for it in house_style(folder, Steps(), spelling=True).diagnostics]


@pytest.mark.parametrize("text", ["The words of the word’s stands.", "The Zamfir of the Zamfir. Zamfir stands.", "The слово stands, the қала here.", "The `wrod` stands <https://wrod.org> here of 12."])  # fmt: skip
def test_words_that_are_known_and_names_are_silent(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    "text, word",
    [
        ("The wrod stands.", "wrod"),
        ("Wrods stands here.", "Wrods"),
        ("The слвоо here.", "слвоо"),
        ("The қалаа here.", "қалаа"),
    ],
)
def test_a_word_that_no_dictionary_has_is_reported_once(tmp_path: Path, text: str, word: str) -> None:
    assert found(tmp_path, f"{text}\n{text}") == [f"SPL-001 “{word}"]


def test_the_books_own_words_are_known(tmp_path: Path) -> None:
    assert found(tmp_path, "The wrod stands.", {"manuscript/words.txt": "# ours\nwrod\n"}) == []


def test_a_suggestion_is_made(tmp_path: Path) -> None:
    make_book(tmp_path, DICTIONARIES, "# One\n\nThe wrod stands.\n")
    diagnostics = house_style(tmp_path, Steps(), spelling=True).diagnostics
    assert [str(it.location) for it in diagnostics] == ["manuscript/one.md:3:5"] and "“word”?" in diagnostics[0].remedy
