"""Crossref: book and chapters with their DOIs, in the schema's own order.

No package carries Crossref's schema, so that the order of its elements is held here against the list of its documentation.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from lxml import etree

from bookbuilder.release.metadata.crossref import crossref, lacking
from bookbuilder.release.metadata.crossref_elements import FUNDREF, NAMESPACE
from tests.release.metadata.records import POOR, RICH, record_of

NS = {"c": NAMESPACE, "fr": FUNDREF}

ORDER = {
    "book_series_metadata": "series_metadata contributors titles abstract volume edition_number publication_date isbn noisbn "
    "publisher program doi_data citation_list",
    "book_metadata": "contributors titles abstract edition_number publication_date isbn noisbn publisher program doi_data citation_list",
    "content_item": "contributors titles abstract component_number publication_date pages doi_data citation_list component_list",
    "person_name": "given_name surname affiliations ORCID",
    "titles": "title subtitle original_language_title subtitle",
    "publication_date": "month day year",
    "citation": "journal_title author volume issue first_page cYear doi isbn volume_title article_title unstructured_citation",
    "head": "doi_batch_id timestamp depositor registrant",
}


@cache
def deposit(yaml: str = RICH) -> etree._Element:
    return etree.fromstring(crossref(record_of(yaml)))


def texts(path: str, yaml: str = RICH) -> list[str]:
    return [str(it) for it in deposit(yaml).xpath(path, namespaces=NS)]


@pytest.mark.parametrize("yaml", [RICH, RICH.replace(", issn: 2049-3630", "")])
def test_elements_stand_in_the_schemas_order(yaml: str) -> None:
    for element in deposit(yaml).iter(etree.Element):
        name = etree.QName(element).localname
        if name in ORDER:
            rest = ORDER[name].split()
            for child in element:
                reported = etree.QName(child).localname
                assert reported in rest, f"{reported} in {name}"
                rest = rest[rest.index(reported) :]


def test_book_and_chapters_have_their_dois_and_addresses() -> None:
    assert texts("//c:doi_data/c:doi/text()") == ["10.12345/roads", "10.12345/roads.one", "10.12345/roads.two"]
    assert texts("//c:doi_data/c:resource/text()") == [
        "https://books.example.org/roads/", "https://books.example.org/roads/one.html", "https://books.example.org/roads/two.html",
    ]  # fmt: skip
    assert texts("//c:content_item/c:pages/*/text()") == ["1", "120", "121", "238"]
    assert texts("//c:content_item/c:component_number/text()") == ["1", "2"]


def test_the_funder_has_its_number_in_the_registry() -> None:
    assert texts("//fr:assertion[@name='funder_identifier']/text()") == ["https://doi.org/10.13039/501100000780"]
    assert texts("//fr:assertion[@name='award_number']/text()") == ["RF-12"]


def test_figures_and_institutions_are_deposited_where_they_are_asked_for() -> None:
    asked = RICH.replace("affiliation: Example Institute", "affiliation: Example Institute, ror: 05f82e368")
    asked = asked.replace("email: doi@example.org}", "email: doi@example.org, figures: true}")
    chapter = '# One {#sec-one}\n\n![A road.](figures/road.svg){#fig-a alt="A line"}\n'
    made = etree.fromstring(crossref(record_of(asked, chapter)))
    assert made.xpath("string(//c:institution/c:institution_id[@type='ror'])", namespaces=NS).endswith("/05f82e368")
    (figure,) = made.xpath("//c:content_item/c:component_list/c:component", namespaces=NS)
    assert [it.text for it in figure.iter(f"{{{NS['c']}}}title", f"{{{NS['c']}}}doi", f"{{{NS['c']}}}resource")] == [
        "Figure 1.1 A road.", "10.12345/roads.one.fig-a", "https://books.example.org/roads/one.html#fig-a",
    ]  # fmt: skip
    assert not figure.xpath("c:format", namespaces=NS)  # the schema does not know SVG
    assert not texts("//c:component")


def test_references_with_a_doi_are_identified_by_it() -> None:
    assert texts("//c:content_item[2]/c:citation_list/c:citation/c:doi/text()") == ["10.1234/tests.5"]
    assert texts("//c:content_item[1]/c:citation_list/c:citation/c:volume_title/text()") == [
        "Council Conclusions on the New Strategy on Central Asia"
    ]


def test_a_source_within_another_is_identified_by_both_titles() -> None:
    record = record_of()
    chapter = {
        "id": "lam2003",
        "type": "chapter",
        "title": "Measuring",
        "container-title": "Small Rivers",
        "page": "11–40",
    }
    reported = etree.fromstring(crossref(replace(record, items=(chapter,)))).find(".//c:citation", NS)
    assert [(etree.QName(it).localname, it.text) for it in reported] == [
        ("first_page", "11"), ("volume_title", "Small Rivers"), ("article_title", "Measuring"),
    ]  # fmt: skip


def test_people_titles_and_numbers_are_those_of_the_book() -> None:
    assert texts("//c:book_series_metadata/c:contributors/c:person_name/@contributor_role") == [
        "author",
        "editor",
        "translator",
    ]
    assert texts("//c:isbn/@media_type") == ["print", "electronic"]
    assert texts("//c:original_language_title/text()") == ["Дорога повстанцев"]
    assert texts("//c:timestamp/text()") == ["20210401120000"]
    assert texts("//c:book_series_metadata/c:publication_date/@media_type") == ["print", "online"]


def test_a_foreword_is_no_chapter() -> None:
    publication = record_of().publication
    documents = tuple(replace(it, kind="foreword") if it.id == "one" else it for it in publication.documents)
    made = etree.fromstring(crossref(replace(record_of(), publication=replace(publication, documents=documents))))
    assert made.xpath("//c:content_item/@component_type", namespaces=NS) == ["other", "chapter"]


def test_nothing_is_deposited_where_no_prefix_is_given() -> None:
    assert crossref(record_of(POOR)) == b""
    assert not lacking(record_of(POOR))


@pytest.mark.parametrize(
    ("yaml", "code"),
    [
        (RICH.replace(", doi: 10.12345/roads", ""), "MET-001"),
        (RICH.replace("doi: 10.12345/roads", "doi: 10.99999/roads"), "MET-002"),
        (RICH.replace("  web: https://books.example.org/roads/\n", ""), "MET-003"),
    ],
)
def test_a_deposit_that_lacks_something_is_reported_and_not_made(yaml: str, code: str) -> None:
    record = record_of(yaml)
    [fault] = lacking(record)
    assert (fault.code, crossref(record)) == (code, b"")
    assert fault.location.line
