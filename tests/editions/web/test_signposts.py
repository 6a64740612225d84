"""Addresses that last and read, and what programs find on a page: Highwire, DC, JSON-LD, Signposting, COinS, cards, feed."""

from __future__ import annotations

import json
import urllib.parse
from dataclasses import replace

import pytest
from lxml import etree, html

from bookbuilder.editions.web.writing import write_site
from bookbuilder.model.identity import Redirect, Version
from bookbuilder.model.people import Contributor
from bookbuilder.pages.addresses import slug
from tests.editions.shared import NOWHERE, kept_steps, publication

ANA = Contributor("Ana López", sort_name="López, Ana", affiliation="University of Vigo", orcid="0000-0002-1825-0097")


@pytest.fixture(scope="module")
def written() -> tuple[dict[str, bytes], list[str]]:
    made = publication()
    book = replace(
        made.book,
        metadata=replace(made.book.metadata, web="https://example.org/roads/"),
        redirects=(Redirect("old-trade", "trade"), Redirect("energy", "trade"), Redirect("gone", "nowhere.md")),
        versions=(Version("1.0", "2021-03"), Version("1.1", "2022-01-05", "Corrected <tables>.")),
    )
    documents = tuple(
        replace(it, authors=(ANA,), byline=ANA.name, doi="10.1234/own", abstract="In short.", keywords=("rail",))
        if it.id == "trade" else it
        for it in made.documents
    )  # fmt: skip
    outcome = write_site(replace(made, book=book, documents=documents), NOWHERE, kept_steps())
    assert outcome.value is not None
    return outcome.value, [it.code for it in outcome.diagnostics]


def test_a_name_in_cyrillic_is_read_and_typed() -> None:
    assert [slug(it) for it in ("первая-глава", "жол-қағида", "03-trade")] == [
        "pervaya-glava",
        "zhol-qagida",
        "03-trade",
    ]
    assert slug("Κεφάλαιο").startswith("file-")


@pytest.mark.slow
def test_an_old_address_leads_on_and_one_that_cannot_is_reported(written) -> None:
    files, codes = written
    page = files["old-trade.html"].decode()
    assert 'content="0; url=trade.html"' in page and 'href="https://example.org/roads/trade.html"' in page
    assert codes == ["WEB-002", "WEB-001"] and "gone.html" not in files
    assert b"refresh" not in files["energy.html"]


FIELDS = {
    # what Google Scholar and Zotero read of a chapter; https://scholar.google.com/intl/en/scholar/inclusion.html
    "citation_title": ["Trade and its routes"], "citation_author": ["López, Ana"], "citation_author_institution": ["University of Vigo"],
    "citation_inbook_title": ["Roads of the Steppe"], "citation_doi": ["10.1234/own"], "citation_keywords": ["rail"],
    "citation_fulltext_html_url": ["https://example.org/roads/trade.html"], "DC.creator": ["López, Ana"],
    "DC.identifier": ["https://example.org/roads/trade.html", "https://doi.org/10.1234/own"], "DC.description": ["In short."],
}  # fmt: skip


@pytest.mark.slow
def test_a_chapter_says_by_whom_it_is_and_where(written) -> None:
    page = html.document_fromstring(written[0]["trade.html"].decode())
    reported: dict[str, list[str]] = {}
    for it in page.iter("meta"):
        reported.setdefault(it.get("name") or it.get("property") or "", []).append(it.get("content") or "")
    for name, values in FIELDS.items():
        assert [it.split(":")[0] if name.endswith("book_title") else it for it in reported[name]][
            : len(values)
        ] == values, name
    data = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert (
        data["author"][0]["affiliation"]["name"] == "University of Vigo"
        and data["@id"] == "https://doi.org/10.1234/own"
    )
    links = {it.get("rel"): it.get("href") for it in page.iter("link")}
    assert (
        links["author"] == "https://orcid.org/0000-0002-1825-0097" and links["cite-as"] == "https://doi.org/10.1234/own"
    )
    assert links["collection"] == "index.html" and links["type"] == "https://schema.org/Chapter"
    [coins] = page.find_class("Z3988")
    asked = urllib.parse.parse_qs(coins.get("title") or "")
    assert (
        asked["rft.genre"] == ["bookitem"]
        and asked["rft.au"] == ["Ana López"]
        and asked["rft.atitle"] == ["Trade and its routes"]
    )


@pytest.mark.slow
def test_the_card_is_a_jpeg_and_the_feed_has_every_version(written) -> None:
    files, _ = written
    page = html.document_fromstring(files["index.html"].decode())
    [card] = page.xpath("//meta[@property='og:image']/@content")
    name = card.removeprefix("https://example.org/roads/")
    assert name == "media/cover.jpg" and files[name].startswith(b"\xff\xd8") and len(files[name]) < 200_000
    [shown] = page.xpath("//img[@class='cover']/@srcset")
    assert shown == "media/cover-480.jpg 480w, media/cover.jpg 1600w" and len(files["media/cover-480.jpg"]) < 60_000
    feed = etree.fromstring(files["feed.xml"])
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("//a:entry/a:updated/text()", namespaces=space) == [
        "2022-01-05T00:00:00Z",
        "2021-03-01T00:00:00Z",
    ]
    assert feed.xpath("//a:entry[1]/a:summary/text()", namespaces=space) == ["Corrected <tables>."]


@pytest.mark.slow
def test_without_an_address_there_is_no_feed() -> None:
    made = write_site(publication(), NOWHERE, kept_steps()).value
    assert made is not None and not made.get("feed.xml") and not made.get("sitemap.xml")
