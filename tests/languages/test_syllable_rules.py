"""Where words of Kazakh, Kyrgyz, Uzbek, Turkmen, Tajik, Armenian and Georgian may be parted."""

from __future__ import annotations

import pytest
from lxml import etree

from bookbuilder.languages.soft_hyphens import add_soft_hyphens
from bookbuilder.languages.syllable_rules import ARMENIAN, GEORGIAN, KAZAKH, KYRGYZ, TAJIK, TURKMEN, UZBEK


@pytest.mark.parametrize(
    "word",
    [
        "Қа-зақ-стан", "мем-ле-кет", "са-я-саты", "эко-но-мика", "дә-уір-дің",
        "сау-да-мыз", "айт-тым", "көр-ші-лері", "аль-бом", "ор-та-лық",
    ],
)  # fmt: skip
def test_words_part_by_syllables(word):
    assert "-".join(KAZAKH.syllables(word.replace("-", ""))) == word


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (KYRGYZ, "би-рөө-нүкү кыз-мат-таш-тык-тын дар-ба-за-нын суу-сун-дук"),
        (UZBEK, "to‘q-so-ninchi yil-lar-ning si-ngil-lar ma’-noli o‘qi-tuvchi пи-чоқ-лар қўл-лаб-қув-ват-лан-моқда"),
        (TURKMEN, "hyz-mat-daş-ly-gyň bir-le-şik-leri we-la-ýaty"),
        (ARMENIAN, "ծա-նո-թագ-րու-թյուն առա-ջին մարդ-կու-թյուն Հա-յաս-տան աղ-բյու-րին բա-ռա-կա-պակ-ցու-թյուն-ներ"),
        (GEORGIAN, "სა-ქარ-თველო წი-ნა-და-დება საფ-რან-გეთი გან-ტო-ლება ბრჭყა-ლე-ბად ავ-ტორი"),
        (TAJIK, "даст-гирӣ ис-ти-фо-да-ба-ран-да-гони То-ҷи-кис-тон"),
    ],
)  # fmt: skip
def test_words_of_its_neighbours_part_by_theirs(rules, words):
    for word in words.split():
        assert rules.with_soft_hyphens(word.replace("-", "")).replace("\u00ad", "-") == word


@pytest.mark.parametrize("word", ["адам", "қант", "ТАШКЕНТ"])
def test_short_words_and_capitals_stay_whole(word):
    assert KAZAKH.syllables(word) == [word]


def test_no_single_letter_is_left_behind():
    for word in ("аналар", "өнеркәсіп", "облысы"):
        pieces = KAZAKH.syllables(word)
        assert len(pieces[0]) >= 2 and len(pieces[-1]) >= 3


def test_only_words_of_such_a_language_are_touched():
    root = etree.fromstring('<p lang="en">Central <i lang="kk">мемлекет</i> мемлекет <i lang="ru">государство</i></p>')
    add_soft_hyphens(root, "en")
    assert etree.tostring(root, encoding="unicode").count("\u00ad") == 2
