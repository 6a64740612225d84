"""Quotation marks of the locale, punctuation that meets, cases that protect what must not change."""

from __future__ import annotations

import pytest
from small_styles import book, citation

QUOTED = '<text variable="title" quotes="true" suffix="."/>'


@pytest.mark.parametrize(
    ("locale", "printed"),
    [("en-US", "“Steppe.”"), ("en-GB", "‘Steppe’."), ("ru-RU", "«Steppe»."), ("de-DE", "„Steppe“.")],
)
def test_quotes_and_their_punctuation_follow_the_locale(csl, locale, printed):
    assert citation(csl(QUOTED), [book(title="Steppe")], "a", locale=locale) == printed


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ('The "inner" sea', "“The ‘inner’ sea.”"),
        ("The peoples' republic", "“The peoples’ republic.”"),
        ("What is a ‘region’? Answers", "“What is a ‘region’? Answers.”"),
        ("O'Brien's diary", "“O’Brien’s diary.”"),
        ('5" guns', '“5" guns.”'),
    ],
)
def test_quotes_within_quotes(csl, title, printed):
    assert citation(csl(QUOTED), [book(title=title)], "a") == printed


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Why?", "Why? Press"),
        ("Inc.", "Inc. Press"),
        ("Stop!", "Stop! Press"),
        ("Plain", "Plain. Press"),
        ("End…", "End…. Press"),
    ],
)
def test_a_mark_swallows_the_full_stop_behind_it(csl, title, printed):
    style = csl('<group delimiter=". "><text variable="title"/><text variable="publisher"/></group>')
    assert citation(style, [book(title=title, publisher="Press")], "a") == printed


def test_marks_that_mean_different_things_both_stay(csl):
    style = csl('<group delimiter=", "><text variable="title"/><text variable="publisher"/></group>')
    assert citation(style, [book(title="Inc.", publisher="Press")], "a") == "Inc., Press"


def test_escaped_affixes_print(csl):
    style = csl('<text variable="URL" prefix="&lt;" suffix="&gt;"/>')
    assert (
        citation(style, [book(URL="https://example.org/?a=1&b=2")], "a") == "&#60;https://example.org/?a=1&#38;b=2&#62;"
    )


def test_addresses_become_links(csl):
    style = csl('<text variable="DOI" prefix="https://doi.org/"/>')
    for doi in ("10.1/x", "doi:10.1/x", "https://doi.org/10.1/x", "http://dx.doi.org/10.1%2Fx"):
        linked = citation(style, [book(DOI=doi)], "a", link_addresses=True)
        assert linked == '<a href="https://doi.org/10.1/x">https://doi.org/10.1/x</a>'


def test_italics_within_italics_stand_upright(csl):
    style = csl('<text variable="title" font-style="italic"/>')
    printed = citation(style, [book(title="The <i>Iliad</i> and CO<sub>2</sub>")], "a")
    assert printed == '<i>The <span style="font-style:normal;">Iliad</span> and CO<sub>2</sub></i>'


def test_brackets_within_brackets_become_square_in_notes(csl):
    style = csl(
        '<group prefix="(" suffix=")"><group prefix="(" suffix=")"><text variable="title"/></group></group>', cls="note"
    )
    assert citation(style, [book(title="Steppe")], "a") == "([Steppe])"


@pytest.mark.parametrize(
    ("case", "title", "printed"),
    [
        (
            "title",
            "the energy of the steppe: an end and a beginning",
            "The Energy of the Steppe: An End and a Beginning",
        ),
        ("title", "what iPhone users of eBay look for", "What iPhone Users of eBay Look For"),
        ("title", 'the <span class="nocase">de facto</span> states', "The de facto States"),
        ("sentence", "The Energy Union", "The energy union"),
        ("capitalize-first", "energy union", "Energy union"),
        ("capitalize-all", "energy of union", "Energy Of Union"),
        ("uppercase", 'energy <span class="nocase">co2</span>', "ENERGY co2"),
        ("lowercase", "Energy UNION", "energy union"),
    ],
)
def test_text_cases(csl, case, title, printed):
    assert citation(csl(f'<text variable="title" text-case="{case}"/>'), [book(title=title)], "a") == printed


def test_title_case_is_for_english(csl):
    style = csl('<text variable="title" text-case="title"/>')
    assert citation(style, [book(title="die neue energie", language="de")], "a") == "die neue energie"
    assert citation(style, [book(title="the new energy", language="en-GB")], "a", locale="ru-RU") == "The New Energy"
    assert citation(style, [book(title="the new energy")], "a", locale="ru-RU") == "the new energy"


def test_a_comma_moves_into_the_quotation_but_not_into_its_italics(csl):
    style = csl('<group delimiter=", "><text variable="title" quotes="true"/><text variable="publisher"/></group>')
    item = book(title="On <i>hashar</i>", publisher="Steppe")
    assert citation(style, [item], "a") == "“On <i>hashar</i>,” Steppe"


def test_a_bracket_closed_by_another_element_stays_round_in_notes(csl):
    style = csl(
        '<text term="accessed" prefix="("/><date variable="accessed" prefix=" " suffix=")"><date-part name="year"/></date>',
        cls="note",
    )
    item = book(accessed={"date-parts": [[2020]]})
    assert citation(style, [item], "a") == "(Accessed 2020)"
