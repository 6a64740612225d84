"""Numbers, labels, conditions, groups and dates: what prints, and what keeps quiet."""

from __future__ import annotations

import pytest
from small_styles import book, citation, cluster, rendered

GROUP = '<group delimiter=" "><text term="volume" form="short"/><text variable="volume"/></group>'
DATE = '<date variable="issued" form="text"/>'


def test_a_group_is_silent_without_its_variables(csl):
    style = csl(f'<text variable="title"/><group prefix=", ">{GROUP}</group>')
    assert citation(style, [book(title="Steppe")], "a") == "Steppe"
    assert citation(style, [book(title="Steppe", volume="2")], "a") == "Steppe, vol. 2"


def test_a_group_of_terms_alone_prints(csl):
    assert citation(csl('<group><text term="in"/></group>'), [book()], "a") == "in"


def test_a_label_without_its_number_is_silent_in_its_group(csl):
    pages = '<group prefix=", " delimiter=" "><label variable="page" form="short"/><text variable="page"/></group>'
    style = csl(f'<text variable="title"/>{pages}')
    assert citation(style, [book(title="Steppe")], "a") == "Steppe"
    assert citation(style, [book(title="Steppe", page="5")], "a") == "Steppe, p. 5"
    assert citation(style, [book(title="Steppe", page="5-7")], "a") == "Steppe, pp. 5–7"


def test_a_label_prints_beside_the_number_of_another_variable(csl):
    style = csl(
        '<group delimiter=" "><text variable="number-of-volumes"/><label variable="volume" form="short"/></group>'
    )
    assert citation(style, [book(**{"number-of-volumes": "3"})], "a") == "3 vol."
    assert citation(style, [book()], "a") == ""


@pytest.mark.parametrize(
    ("volume", "numeric"),
    [
        ("12", True),
        ("2nd", True),
        ("D2", True),
        ("1-3", True),
        ("1, 2 & 4a", True),
        ("third", False),
        ("special issue", False),
    ],
)
def test_is_numeric(csl, volume, numeric):
    style = csl('<choose><if is-numeric="volume"><text value="yes"/></if><else><text value="no"/></else></choose>')
    assert citation(style, [book(volume=volume)], "a") == ("yes" if numeric else "no")


def test_is_numeric_looks_at_locators_too(csl):
    style = csl('<choose><if is-numeric="locator"><text value="yes"/></if><else><text value="no"/></else></choose>')
    assert citation(style, [book()], {"id": "a", "locator": "12"}, {"id": "a", "locator": "end"}) == "yes; no"


def test_locator_labels(csl):
    style = csl('<group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group>')
    cites = [
        {"id": "a", "locator": "3", "label": "chapter"},
        {"id": "a", "locator": "4-5"},
        {"id": "a", "locator": "44 n. 3"},
    ]
    assert citation(style, [book()], *cites) == "chap. 3; pp. 4–5; p. 44 n. 3"


@pytest.mark.parametrize(
    ('form', 'printed'),
    [
        ('', '321–8'), ('page-range-format="expanded"', '321–328'), ('page-range-format="minimal"', '321–8'),
        ('page-range-format="minimal-two"', '321–28'), ('page-range-format="chicago"', '321–28'),
    ],
)  # fmt: skip
def test_page_range_formats(csl, form, printed):
    assert citation(csl('<text variable="page"/>', style=form), [book(page="321-8")], "a") == printed


@pytest.mark.parametrize(
    ("locale", "form", "printed"),
    [
        ("en-US", "ordinal", "2nd"),
        ("en-US", "long-ordinal", "second"),
        ("en-US", "roman", "ii"),
        ("fr-FR", "ordinal", "2<sup>e</sup>"),
    ],
)
def test_number_forms(csl, locale, form, printed):
    assert (
        citation(csl(f'<number variable="edition" form="{form}"/>'), [book(edition="2")], "a", locale=locale) == printed
    )


@pytest.mark.parametrize(
    ("date", "locale", "printed"),
    [
        ({"date-parts": [[2020, 5, 3]]}, "en-US", "May 3, 2020"),
        ({"date-parts": [[2020, 5, 3]]}, "en-GB", "3 May 2020"),
        ({"date-parts": [[2020, 5, 3], [2020, 5, 7]]}, "en-GB", "3–7 May 2020"),
        ({"date-parts": [[2020, 5, 3], [2020, 6, 7]]}, "en-US", "May 3–June 7, 2020"),
        ({"date-parts": [[2019], [2020]]}, "en-US", "2019–2020"),
        ({"date-parts": [[2019], [0]]}, "en-US", "2019–"),
        ({"date-parts": [[476], [477]]}, "en-US", "476–477 AD"),
        ({"date-parts": [[-44], [-40]]}, "en-US", "44–40 BC"),
        ({"date-parts": [[-44], [14]]}, "en-US", "44 BC–14 AD"),
        ({"raw": "2020-05"}, "en-US", "May 2020"),
        ({"raw": "3 May 2020"}, "en-GB", "3 May 2020"),
        ({"date-parts": [[2020]], "season": 3}, "en-US", "Autumn 2020"),
        ({"literal": "forthcoming"}, "en-US", "forthcoming"),
    ],
)
def test_dates_and_their_ranges(csl, date, locale, printed):
    assert citation(csl(DATE), [book(issued=date)], "a", locale=locale) == printed


def test_a_month_beside_a_day_is_declined_where_the_book_asks_for_it(csl):
    def printed(parts, layout=DATE, **options):
        item = book(issued={"date-parts": parts})
        return rendered(csl(layout), [item], [cluster("a")], "ru-RU", **options).citations[0]

    assert printed([[2019, 3, 26]]) == "26 март 2019 г."
    assert printed([[2019, 3, 26]], decline_months=True) == "26 марта 2019 г."
    assert printed([[2019, 3, 26], [2019, 5, 2]], decline_months=True) == "26 марта–2 мая 2019 г."
    assert printed([[2019, 3]], decline_months=True) == "март 2019 г."
    month = '<date variable="issued" form="text" date-parts="year-month"/>'
    assert printed([[2019, 3, 26]], month, decline_months=True) == "март 2019 г."


def test_uncertain_dates(csl):
    style = csl(
        '<choose><if is-uncertain-date="issued"><text value="ca. "/></if></choose><date variable="issued" form="text"/>'
    )
    assert citation(style, [book(issued={"date-parts": [[945]], "circa": True})], "a") == "ca. 945"


def test_variables_written_into_the_note_print(csl):
    style = csl('<date variable="original-date"><date-part name="year"/></date>')
    assert citation(style, [book(note="original-date: 1905\nA remark")], "a") == "1905"


@pytest.mark.parametrize(
    ("number", "printed"), [("C-22/70", "C-22/70"), ("12-15", "12–15"), ("A-7", "A-7"), ("4-е", "4-е")]
)
def test_a_hyphen_is_a_range_only_between_two_numbers(csl, number, printed):
    assert citation(csl('<text variable="number"/>'), [book(number=number)], "a") == printed


def test_a_label_within_a_number_keeps_its_case(csl):
    style = csl('<number variable="volume" text-case="capitalize-first"/>')
    assert citation(style, [book(volume="2, pt. 1")], "a") == "2, pt. 1"


def test_an_edition_that_is_no_whole_number_takes_no_ordinal(csl):
    style = csl('<number variable="edition" form="ordinal"/>')
    assert citation(style, [book(edition="3., revised")], "a") == "3., revised"
    assert citation(style, [book(edition="3")], "a") == "3rd"


LABELLED = '<group delimiter=" "><label variable="locator"{}/><text variable="locator"/></group>'


@pytest.mark.parametrize(
    "label, locator, form, locale, printed",
    [
        ("recital", "4", "long", "en-GB", "recital 4"),
        ("recital", "4-6", "long", "en-US", "recitals 4–6"),
        ("recital", "4", "short", "en-GB", "rec. 4"),
        ("recital", "4-6", "long", "de-DE", "Erwägungsgründe 4–6"),
        ("recital", "4", "short", "fr-FR", "consid. 4"),
        ("recital", "4-6", "short", "ru-RU", "преамб., пп. 4–6"),
        ("point", "3", "short", "ru-RU", "п. 3"),
        ("annex", "II", "long", "uk-UA", "додаток II"),
        ("recital", "4", "long", "fi-FI", "recital 4"),
    ],
)
def test_parts_of_laws_for_which_csl_has_no_term_have_words(csl, label, locator, form, locale, printed) -> None:
    cite = {"id": "a", "label": label, "locator": locator}
    assert citation(csl(LABELLED.format(f' form="{form}"')), [book()], cite, locale=locale) == printed


def test_a_style_that_defines_such_a_term_decides(csl) -> None:
    terms = '<locale><terms><term name="recital">pmbl.</term></terms></locale>'
    cite = {"id": "a", "label": "recital", "locator": "4"}
    assert citation(csl(LABELLED.format(""), locale=terms), [book()], cite) == "pmbl. 4"
