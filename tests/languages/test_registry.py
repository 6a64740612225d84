"""Each language is one file that is found by its tag."""

from __future__ import annotations

import re

import pytest

from bookbuilder.languages import language
from bookbuilder.languages.no_break import held
from bookbuilder.languages.quotes import quoted
from bookbuilder.languages.registry import known_tags, meant_by


@pytest.mark.parametrize("tag", sorted(known_tags()))
def test_a_file_is_named_by_its_tag_and_its_rules_can_be_read(tag: str) -> None:
    known = language(tag)
    assert known.name
    assert all(re.compile(rule) and re.search(r" |\\s", rule) for rule in known.no_break)
    assert len(known.months) in (0, 12)


def test_a_variety_is_its_language_and_an_unknown_tag_is_as_english() -> None:
    assert language("ru-KZ") is language("ru")
    assert quoted("xx", single=False) == quoted("en-GB", single=False)
    assert language("../secret").name == ""


def test_a_country_is_answered_with_its_language() -> None:
    assert [meant_by(tag) for tag in ("kz", "rus", "kg", "en", "xx")] == ["kk", "ru", "ky", "", ""]


def test_french_holds_its_marks_to_their_words() -> None:
    assert held("Quoi ? Oui ! Vrai ; donc : n° 5, p. 12, le 3 mai", "fr") == (
        "Quoi\u00a0? Oui\u00a0! Vrai\u00a0; donc\u00a0: n°\u00a05, p.\u00a012, le 3\u00a0mai"
    )
