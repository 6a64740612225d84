"""Order of the bibliography, an item's own language, and Cyrillic in Latin letters."""

from __future__ import annotations

import pytest
from small_styles import book, citation, entries

ENTRY = '<names variable="author"><name form="short"/></names>'
SORT = '<sort><key variable="author"/><key variable="issued" sort="descending"/></sort>'
WHOLE = (
    '<group delimiter=", "><names variable="author"><name et-al-min="2" et-al-use-first="1"/></names>'
    '<text variable="title" text-case="title"/><group delimiter=" "><label variable="page" form="short"/>'
    '<text variable="page"/></group></group>'
)


@pytest.mark.parametrize(
    ("locale", "order"),
    [("ru-RU", ["Ёлкин", "Жуков", "Doe", "Émile", "Zorn"]), ("en-GB", ["Doe", "Émile", "Zorn", "Ёлкин", "Жуков"])],
)
def test_cyrillic_first_in_russian(csl, locale, order):
    style = csl('<text variable="title"/>', entry=ENTRY, order=SORT)
    items = [book(name, author=name) for name in ("Zorn", "Жуков", "Doe", "Ёлкин", "Émile")]
    assert entries(style, items, locale=locale) == order


def test_items_without_a_key_stand_last(csl):
    style = csl('<text variable="title"/>', entry='<text variable="title"/>', order=SORT)
    items = [
        book("1", title="nobody"),
        book("2", title="old", author="Doe", issued=1990),
        book("3", title="new", author="Doe", issued=2020),
    ]
    assert entries(style, items) == ["new", "old", "nobody"]


def test_numbers_sort_by_value(csl):
    style = csl(
        '<text variable="title"/>', entry='<text variable="title"/>', order='<sort><key variable="title"/></sort>'
    )
    assert entries(style, [book("1", title="Part 10"), book("2", title="Part 9")]) == ["Part 9", "Part 10"]


def test_an_item_decides_its_own_terms_and_casing(csl):
    russian = book("ru", author="Иванов; Петров", title="энергия степи", page="5-7", language="ru")
    english = book("en", author="Doe; Roe", title="energy of the steppe", page="5-7", language="en")
    own = "Иванов и др., энергия степи, сс. 5–7; Doe et al., Energy of the Steppe, pp. 5–7"
    assert citation(csl(WHOLE), [russian, english], "ru", "en", item_language=True) == own
    one = "Иванов et al., энергия степи, pp. 5–7; Doe et al., Energy of the Steppe, pp. 5–7"
    assert citation(csl(WHOLE), [russian, english], "ru", "en") == one


@pytest.mark.parametrize(
    ("scheme", "original", "printed"),
    [
        ("ala-lc", "bracketed", "Zhukov, Ėnergii͡a stepi [Энергия степи]"),
        ("ala-lc", "omitted", "Zhukov, Ėnergii͡a stepi"),
        ("bgn-pcgn", "omitted", "Zhukov, Energiya stepi"),
    ],
)
def test_cyrillic_in_latin_letters(csl, scheme, original, printed):
    style = csl('<group delimiter=", "><names variable="author"/><text variable="title"/></group>')
    item = book(author="Жуков", title="Энергия степи")
    assert citation(style, [item], "a", romanisation=scheme, original=original) == printed


@pytest.mark.parametrize(
    ("scheme", "printed"),
    [
        ("bgn-pcgn", "Äbdighalī, Ömir, Qazaqstan: elding tarīkhy"),
        ("ala-lc", "Ăbdighali, Ȯmir, Qazaqstan: eldin͡g tarikhy"),
    ],
)
def test_kazakh_has_latin_letters_of_its_own(csl, scheme, printed):
    style = csl(
        '<group delimiter=", "><names variable="author"><name name-as-sort-order="all"/></names><text variable="title"/></group>'
    )
    item = book(author="Әбдіғали, Өмір", title="Қазақстан: елдің тарихы", language="kk")
    assert citation(style, [item], "a", romanisation=scheme, original="omitted") == printed


def test_a_kazakh_word_in_a_russian_title_and_yo(csl):
    item = book(title="Ёлкин и Қасымов", language="ru")
    assert (
        citation(csl('<text variable="title"/>'), [item], "a", romanisation="bgn-pcgn", original="omitted")
        == "Yëlkin i Qasymov"
    )


def test_guillemets_of_a_russian_title_stay(csl):
    item = book(title="Опыт «большой» Евразии", language="ru")
    assert citation(csl('<text variable="title"/>'), [item], "a", locale="en-GB", item_language=True) == item["title"]


def test_latin_text_is_left_alone_by_romanisation(csl):
    assert citation(csl('<text variable="title"/>'), [book(title="Energy")], "a", romanisation="ala-lc") == "Energy"
