"""Where Kazakh words may be parted."""

from __future__ import annotations

import pytest
from lxml import etree

from bookbuilder.languages.kazakh_syllables import syllables
from bookbuilder.languages.soft_hyphens import add_soft_hyphens


@pytest.mark.parametrize(
    "word",
    [
        "Қа-зақ-стан", "мем-ле-кет", "са-я-саты", "эко-но-мика", "дә-уір-дің",
        "сау-да-мыз", "айт-тым", "көр-ші-лері", "аль-бом", "ор-та-лық",
    ],
)  # fmt: skip
def test_words_part_by_syllables(word):
    assert "-".join(syllables(word.replace("-", ""))) == word


@pytest.mark.parametrize("word", ["адам", "қант", "ТАШКЕНТ"])
def test_short_words_and_capitals_stay_whole(word):
    assert syllables(word) == [word]


def test_no_single_letter_is_left_behind():
    for word in ("аналар", "өнеркәсіп", "облысы"):
        pieces = syllables(word)
        assert len(pieces[0]) >= 2 and len(pieces[-1]) >= 3


def test_only_kazakh_is_touched():
    root = etree.fromstring('<p lang="en">Central <i lang="kk">мемлекет</i> мемлекет <i lang="ru">государство</i></p>')
    add_soft_hyphens(root, "en")
    assert etree.tostring(root, encoding="unicode").count("\u00ad") == 2
