"""Cites in one citation: sorted where the style sorts, grouped, collapsed, with prefixes, suffixes and authors left out."""

from __future__ import annotations

import pytest
from small_styles import book, citation, cluster, entries, rendered

YEAR = '<date variable="issued"><date-part name="year"/></date>'
AUTHOR_YEAR = f'<group delimiter=" "><names variable="author"><name form="short"/></names>{YEAR}</group>'
NUMBER = '<text variable="citation-number"/>'
SORT = '<sort><key variable="title"/></sort>'
DOES = [book('1', author='Doe', issued=2001, title='One'), book('2', author='Roe', issued=2002, title='Two'),
        book('3', author='Doe', issued=2003, title='Three'), book('4', author='Doe', issued=2001, title='Four'),
        book('5', author='Doe', issued=2001, title='Five')]  # fmt: skip


def test_cites_stand_as_written_where_the_style_does_not_sort(csl):
    assert citation(csl('<text variable="title"/>'), DOES, "2", "1") == "Two; One"
    assert citation(csl('<text variable="title"/>', sort=SORT), DOES, "2", "1") == "One; Two"


@pytest.mark.parametrize(
    ("attributes", "printed"),
    [
        ('collapse="year"', "Doe 2001a, 2001b, 2001c, 2003; Roe 2002"),
        ('collapse="year-suffix" year-suffix-delimiter=","', "Doe 2001a,b,c, 2003; Roe 2002"),
        ('collapse="year-suffix-ranged"', "Doe 2001a–c, 2003; Roe 2002"),
        ('cite-group-delimiter=", "', "Doe 2001a, Doe 2001b, Doe 2001c, Doe 2003; Roe 2002"),
        ('collapse="year" after-collapse-delimiter=". "', "Doe 2001a; 2001b; 2001c; 2003. Roe 2002"),
    ],
)
def test_cites_of_one_author_collapse(csl, attributes, printed):
    style = csl(AUTHOR_YEAR, citation=f'disambiguate-add-year-suffix="true" {attributes}',
                sort='<sort><key variable="author"/><key variable="issued"/></sort>')  # fmt: skip
    assert citation(style, DOES, "1", "2", "3", "4", "5") == printed


@pytest.mark.parametrize(
    ("issued", "printed"),
    [
        ({"date-parts": [[-44]]}, "Doe 44 BCa; b"),
        ({"literal": "ca. 1850"}, "Doe ca. 1850a; b"),
        ({"literal": "forthcoming"}, "Doe forthcominga; b"),
    ],
)
def test_a_year_that_is_more_than_a_number_collapses_whole(csl, issued, printed):
    style = csl(AUTHOR_YEAR, citation='disambiguate-add-year-suffix="true" collapse="year-suffix"')
    works = [{**book(key, author="Doe", title=key), "issued": issued} for key in "12"]
    assert citation(style, works, "1", "2") == printed


def test_a_range_of_years_stays_whole_beside_the_same_one(csl):
    style = csl(AUTHOR_YEAR, citation='collapse="year-suffix"')
    work = {**book("1", author="Doe"), "issued": {"date-parts": [[2010], [2013]]}}
    assert citation(style, [work], "1", "1") == "Doe 2010–2013, 2010–2013"


def test_a_source_without_an_author_does_not_collapse_with_the_one_before(csl):
    style = csl(AUTHOR_YEAR, citation='collapse="year"')
    items = [*DOES, book("year", issued=2004), book("other", issued=2005)]
    assert citation(style, items, "1", "year") == "Doe 2001; 2004"
    assert citation(style, items, "year", "other") == "2004, 2005"


def test_numbers_in_sequence_collapse(csl):
    style = csl(NUMBER, citation='collapse="citation-number"', frame='prefix="[" suffix="]"')
    assert citation(style, DOES, "1", "2", "3", "5", uncited=True) == "[1–3; 5]"
    assert citation(style, DOES, "1", "2", "4", uncited=True) == "[1; 2; 4]"


def test_a_located_number_ends_a_range(csl):
    style = csl(NUMBER + '<text variable="locator" prefix=":"/>', citation='collapse="citation-number"')
    cites = ["1", "2", "3", {"id": "4", "locator": "7"}]
    assert citation(style, DOES, *cites, uncited=True) == "1–3; 4:7"


def test_prefix_and_suffix_keep_their_markup_and_get_spaces(csl):
    cite = {"id": "1", "prefix": "see <i>also</i>", "suffix": "passim"}
    assert citation(csl('<text variable="title"/>'), DOES, cite) == "see <i>also</i> One passim"


def test_suppress_author_leaves_the_year(csl):
    assert citation(csl(AUTHOR_YEAR), DOES, {"id": "1", "suppress-author": True}) == "2001"


def test_a_year_of_another_author_who_is_left_out_does_not_collapse(csl):
    style = csl(AUTHOR_YEAR, citation='collapse="year"')
    assert citation(style, DOES, "1", {"id": "3", "suppress-author": True}) == "Doe 2001, 2003"
    assert citation(style, DOES, "1", {"id": "2", "suppress-author": True}) == "Doe 2001; 2002"


def test_author_only_leaves_the_author(csl):
    assert citation(csl(AUTHOR_YEAR), DOES, {"id": "1", "author-only": True}) == "Doe"


def test_author_in_text_gives_author_and_rest(csl):
    style = csl(f'<group delimiter=", "><names variable="author"/>{YEAR}</group>', frame='prefix="(" suffix=")"')
    result = rendered(style, DOES, [cluster("1", mode="composite")])
    assert (result.citations, result.authors) == (["Doe (2001)"], ("Doe",))


def test_author_in_sentence_works_in_numeric_styles(csl):
    cite = cluster({"id": "1", "author-only": True})
    assert rendered(csl(NUMBER), DOES, [cite], author_in_sentence=True).citations == ["Doe"]


def test_marked_cites_name_their_items(csl):
    marked = citation(csl('<text variable="title"/>'), DOES, "1", "2", mark_cites=True)
    assert marked == '<span class="cite" data-cites="1">One</span>; <span class="cite" data-cites="2">Two</span>'


def test_a_collapsed_range_names_all_its_items(csl):
    style = csl(NUMBER, citation='collapse="citation-number"')
    marked = citation(style, DOES, "1", "2", "3", uncited=True, mark_cites=True)
    assert marked == '<span class="cite" data-cites="1 2 3">1–3</span>'


def test_second_field_is_set_apart(csl):
    style = csl(NUMBER, entry='<text variable="citation-number" suffix=". "/><text variable="title"/>',
                entries='second-field-align="flush"')  # fmt: skip
    assert entries(style, DOES[:1]) == ['<div class="csl-left-margin">1. </div><div class="csl-right-inline">One</div>']


def test_bibliography_in_sections_keeps_numbers(csl):
    from bookbuilder.citations import Options, render

    style = csl(NUMBER, entry=f'{NUMBER}<text variable="title" prefix=" "/>')
    result = render(style, "en-US", DOES, [], Options(uncited=True), sections=[["3", "1"], ["2"]])
    assert [text for _, text in result.entries] == ["1 One", "3 Three", "2 Two"]
