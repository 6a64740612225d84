"""Small changes that fit a document's tree to an edition."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from lxml import etree

from bookbuilder.editions.xhtml import as_xhtml, breakable_addresses, point_links, read_section, whole_words
from bookbuilder.model.publication import Publication
from bookbuilder.pages.addresses import Addresses, file_names, picture_names, safe_name, slug
from tests.publication import made


def test_an_address_may_break_after_a_slash_and_before_a_dot() -> None:
    section = read_section('<p><a href="h">https://example.org/a-b.pdf?x=1</a></p>')
    breakable_addresses(section)
    text = etree.tostring(section, encoding="unicode")
    assert text.replace("<wbr/>", "|") == '<p><a href="h">https://|example|.org/|a|-b|.pdf|?x|=1</a></p>'


def test_the_words_of_a_link_are_left_alone() -> None:
    section = read_section('<p><a href="https://example.org/a/long/address">the report/annex of the year 2019</a></p>')
    breakable_addresses(section)
    assert section.find(".//wbr") is None


def test_a_hyphenated_word_of_a_heading_stays_whole() -> None:
    section = read_section("<section><h2>Co-operation and <i>know-how</i> to-day</h2><p>Co-operation</p></section>")
    whole_words(section)
    words = '<span class="whole">{}</span>'.format
    heading = f"<h2>{words('Co-operation')} and <i>{words('know-how')}</i> {words('to-day')}</h2>"
    assert as_xhtml(section) == f"<section>{heading}<p>Co-operation</p></section>"


def test_a_link_within_the_document_stays_and_one_to_another_names_its_file() -> None:
    section = read_section(
        '<section id="a"><p id="p"><a href="#p">1</a><a href="#q">2</a><a href="#b">3</a></p></section>'
    )
    point_links(section, Addresses({"a": "a.xhtml", "b": "b.xhtml"}, {}, {"a": "a", "p": "a", "b": "b", "q": "b"}))
    assert [link.get("href") for link in section.iter("a")] == ["#p", "b.xhtml#q", "b.xhtml"]


def test_an_empty_element_is_closed_in_full_and_a_void_one_short() -> None:
    assert as_xhtml(read_section("<p><span/><br/></p>")) == "<p><span></span><br/></p>"


def test_a_name_that_every_system_takes_stays_as_it_is() -> None:
    assert safe_name("03-trade.svg") == "03-trade.svg" and slug("auxiliary") == "auxiliary"


def test_other_names_are_made_safe_and_stay_different() -> None:
    names = {safe_name(name) for name in ("Торговля.svg", "Границы.svg", "my chart.svg", "my-chart.svg")}
    assert len(names) == 4
    assert all(name.isascii() and " " not in name and name.endswith(".svg") for name in names)


@pytest.mark.parametrize("name", ["con.svg", "AUX.tar.svg", "com1.svg", "x" * 240 + ".svg"])
def test_a_name_that_windows_takes_for_a_device_or_that_is_too_long_is_another(name: str) -> None:
    made = safe_name(name)
    assert made != name and len(made) < 150 and made.endswith(".svg")
    assert slug(name.removesuffix(".svg")) != name.removesuffix(".svg")


def test_no_two_documents_share_a_file_whatever_the_case_of_their_names() -> None:
    documents = [made(id, "bodymatter", id) for id in ("Trade", "trade", "nav")]
    names = file_names(documents, ".xhtml", ("nav.xhtml",))
    assert names == {"Trade": "Trade.xhtml", "trade": "book-trade.xhtml", "nav": "book-nav.xhtml"}


def test_no_picture_has_the_place_of_another_or_of_the_cover() -> None:
    names = ("a.png", "A.png", "cover.png", "Cover-480.JPG", "covers.png", "in/cover.png")
    places = picture_names(cast(Publication, SimpleNamespace(resources=[SimpleNamespace(name=it) for it in names])))
    assert [name for name in names if places[name] == f"media/{name}"] == ["a.png", "covers.png", "in/cover.png"]
    assert len({it.casefold() for it in (*places.values(), "media/cover.png", "media/cover-480.jpg")}) == 8
