"""What a browser finds in the web edition."""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from bookbuilder.editions.web.writing import OtherEdition, write_site
from bookbuilder.model.metadata import Deposit, Metadata
from bookbuilder.model.people import Contributor
from bookbuilder.pages.page_marks import PageMark
from bookbuilder.theme.templates import Theme
from tests.editions.shared import NOWHERE, publication
from tests.publication import document, with_document


def page(site: dict[str, bytes], name: str) -> html.HtmlElement:
    return html.document_fromstring(site[name].decode())


def pages(site: dict[str, bytes]) -> list[str]:
    return [name for name in site if name.endswith(".html")]


def test_every_link_leads_to_a_place_of_the_book(site) -> None:
    ids = {name: {e.get("id") for e in page(site, name).iter() if e.get("id")} for name in pages(site)}
    for name in ids:
        for element in page(site, name).iter("a", "link", "script", "img"):
            target = element.get("href") or element.get("src") or ""
            if not target or target.startswith(("http:", "https:")):
                continue
            file, _, fragment = target.partition("#")
            path = posixpath.normpath(file) if file else name
            assert path in site, (name, target)
            assert not fragment or fragment in ids[path], (name, target)


def test_no_page_asks_another_host_for_anything(site) -> None:
    for name in pages(site):
        for element in page(site, name).iter("link", "script", "img", "source", "iframe"):
            if element.get("rel") in ("canonical", "cite-as", "author", "license", "type"):
                continue
            assert not (element.get("src") or element.get("href") or "").startswith(("http:", "https:", "//")), name
    for name in site:
        if name.startswith("styles/"):
            assert "url(http" not in site[name].decode() and "@import" not in site[name].decode()


def test_every_page_says_what_it_is_about(site) -> None:
    for name in pages(site):
        said = page(site, name).xpath("string(//meta[@name='description']/@content)")
        assert 0 < len(said) and (len(said) <= 160 or name == "index.html"), name


def test_every_page_keeps_its_own_policy(site) -> None:
    for name in pages(site):
        tree = page(site, name)
        policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert "unsafe" not in policy and "default-src 'none'" in policy
        assert not tree.xpath("//*[@style] | //style | //*[@onclick]"), name
        (data,) = tree.xpath("//script[not(@src)]")
        digest = base64.b64encode(hashlib.sha256(data.text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_each_page_has_one_main_one_first_heading_and_its_language(site) -> None:
    for name in pages(site):
        tree = page(site, name)
        assert len(tree.xpath("//main")) == len(tree.xpath("//h1")) == 1, name
        assert tree.get("lang") == "en-GB"
        assert tree.xpath("//a[@class='skip']/@href") == ["#text"]


def test_previous_and_next_go_through_the_book_in_reading_order(site) -> None:
    name, way = "index.html", []
    name = page(site, name).xpath("//a[@class='begin']/@href")[0]
    while True:
        way.append(name)
        following = page(site, name).xpath("//a[@rel='next']/@href")
        if not following:
            break
        assert page(site, following[0]).xpath("//a[@rel='prev']/@href") == [name]
        name = following[0]
    assert way == [
        "foreword.html",
        "introduction.html",
        "part-fields.html",
        "trade.html",
        "energy.html",
        "bibliography.html",
        "colophon.html",
    ]


def test_the_contents_mark_the_page_and_open_its_sections(site) -> None:
    contents = page(site, "trade.html").xpath("//nav[@id='contents']")[0]
    assert contents.xpath(".//a[@aria-current]/@href") == ["trade.html"]
    assert "trade.html#trade-goods" in contents.xpath(".//a/@href")
    assert "energy.html#energy-gas" not in contents.xpath(".//a/@href")


def test_notes_stand_at_the_foot_with_their_way_back(site) -> None:
    tree = page(site, "trade.html")
    calls = tree.xpath("//a[@role='doc-noteref']")
    notes = {note.get("id"): note for note in tree.xpath("//*[@role='doc-footnote']")}
    assert len(calls) == len(notes) == 7
    for call in calls:
        back = notes[call.get("href")[1:]].xpath(".//a[@role='doc-backlink']")[0]
        assert back.get("href") == f"#{call.get('id')}"


def test_a_wide_table_scrolls_in_a_named_box_that_the_keyboard_reaches(site) -> None:
    (box,) = page(site, "trade.html").xpath("//div[@class='table-box']")
    assert (box.get("role"), box.get("tabindex")) == ("region", "0")
    name = page(site, "trade.html").xpath(f"//*[@id='{box.get('aria-labelledby')}']")[0]
    assert name.text_content().startswith("Table 1.1")


def test_a_heading_has_a_link_to_itself_that_adds_no_text(site) -> None:
    heading = page(site, "trade.html").xpath("//h2[@id='trade-goods']")[0]
    assert heading.text_content() == "1.1 Goods and their routes"
    assert heading.xpath("a[@class='permalink']/@href") == ["#trade-goods"]
    assert heading.get("aria-label") == "1.1 Goods and their routes"


def test_scholars_tools_find_the_chapter_and_its_book(site) -> None:
    tree = page(site, "trade.html")
    said = {meta.get("name"): meta.get("content") for meta in tree.xpath("//meta[@name]")}
    assert said["citation_title"] == "Trade and its routes"
    assert said["citation_inbook_title"] == "Roads of the Steppe: The European Union and Central Asia"
    assert said["citation_publication_date"] == "2021/03/01"
    data = json.loads(tree.xpath("//script[@type='application/ld+json']")[0].text)
    assert (data["@type"], data["isPartOf"]["@type"], data["isPartOf"]["isbn"][0]) == (
        "Chapter",
        "Book",
        "9783161484100",
    )


def test_with_an_address_pages_say_where_they_stand_and_a_sitemap_lists_them(steps) -> None:
    book = publication()
    assert "sitemap.xml" not in write_site(book, NOWHERE, steps).value
    placed = replace(book, book=replace(book.book, metadata=Metadata(web="https://example.org/roads/")))
    marks = {"trade": (PageMark("5", "trade", 0), PageMark("9", "trade", 40))}
    files = write_site(placed, NOWHERE, steps, page_breaks=marks, editions=(OtherEdition("PDF", "roads.pdf"),)).value
    listed = re.findall(r"<loc>(.*?)</loc>", files["sitemap.xml"].decode())
    assert listed[0] == "https://example.org/roads/" and "https://example.org/roads/trade.html" in listed
    assert len(listed) == len(pages(files)) - 1, "all but the search page"
    first, chapter = page(files, "index.html"), page(files, "trade.html")
    assert first.xpath("//meta[@name='citation_pdf_url']/@content") == ["https://example.org/roads/roads.pdf"]
    assert chapter.xpath("//link[@rel='canonical']/@href") == ["https://example.org/roads/trade.html"]
    said = {meta.get("name"): meta.get("content") for meta in chapter.xpath("//meta[@name]")}
    assert (said["citation_firstpage"], said["citation_lastpage"]) == ("5", "9")
    data = json.loads(first.xpath("//script[@type='application/ld+json']")[0].text)
    assert "https://example.org/roads/trade.html" in [part["url"] for part in data["hasPart"]]


def test_a_date_is_given_to_the_day_or_as_a_year(steps) -> None:
    book = publication()
    month = replace(book, book=replace(book.book, date="2021-03"))
    tree = page(write_site(month, NOWHERE, steps).value, "trade.html")
    assert tree.xpath("//meta[@name='citation_publication_date']/@content") == ["2021"]


def test_where_dois_are_deposited_a_chapter_has_its_own(steps) -> None:
    book = publication()
    deposit = Metadata(
        web="https://example.org/roads/", crossref=Deposit("10.12345", "Example Press", "doi@example.org")
    )
    own = replace(
        book, book=replace(book.book, metadata=deposit, identifier=replace(book.book.identifier, doi="10.12345/roads"))
    )
    files = write_site(own, NOWHERE, steps).value
    first, chapter = page(files, "index.html"), page(files, "trade.html")
    assert first.xpath("//meta[@name='citation_doi']/@content") == ["10.12345/roads"]
    assert first.xpath("//link[@rel='cite-as']/@href") == ["https://doi.org/10.12345/roads"]
    assert chapter.xpath("//meta[@name='citation_doi']/@content") == ["10.12345/roads.trade"]
    assert json.loads(files["cite/trade.json"])[0]["DOI"] == "10.12345/roads.trade"


def test_programs_are_led_to_the_citation_of_the_page(site) -> None:
    described = page(site, "trade.html").xpath("//link[@rel='describedby']")
    assert [(link.get("type"), link.get("href")) for link in described] == [
        ("application/x-bibtex", "cite/trade.bib"),
        ("application/x-research-info-systems", "cite/trade.ris"),
        ("application/vnd.citationstyles.csl+json", "cite/trade.json"),
    ]


def test_the_site_claims_the_accessibility_that_the_epub_claims(site) -> None:
    data = json.loads(page(site, "index.html").xpath("//script[@type='application/ld+json']")[0].text)
    assert data["accessMode"] == ["textual", "visual"]
    assert data["accessibilityHazard"] == ["none"]
    assert {"alternativeText", "tableOfContents"} <= set(data["accessibilityFeature"]) and data["accessibilitySummary"]


def test_an_editor_is_described_as_an_editor(steps) -> None:
    book = publication()
    edited = replace(book, book=replace(book.book, creator=(Contributor("Anna Müller", ("edt",), "Müller, Anna"),)))
    tree = page(write_site(edited, NOWHERE, steps).value, "trade.html")
    assert tree.xpath("//meta[@name='citation_editor']/@content") == ["Müller, Anna"]
    assert tree.xpath("//meta[@name='citation_author']") == []


def test_text_cannot_end_the_data_of_a_page(steps) -> None:
    book = publication()
    nasty = replace(book, book=replace(book.book, description="</script><b>"))
    outcome = write_site(nasty, NOWHERE, steps)
    data = page(outcome.value, "index.html").xpath("//script[@type='application/ld+json']")[0].text
    assert json.loads(data)["description"] == "</script><b>"


def test_specimens_are_mentioned_on_every_page(site) -> None:
    for name in pages(site):
        assert "The interviews in this edition are specimens." in page(site, name).text_content(), name


def test_a_page_weighs_less_than_300_kilobytes_without_pictures(site) -> None:
    shared = sum(len(data) for name, data in site.items() if name.startswith(("styles/", "scripts/", "fonts/")))
    heaviest = max(len(site[name]) for name in pages(site))
    assert shared + heaviest < 300_000


def test_a_document_named_index_does_not_take_the_first_page(steps) -> None:
    index = document(
        '<section id="index" role="doc-index"><h1 id="i">Index</h1></section>',
        "index",
        "doc-index",
        "backmatter",
        "Index",
    )
    outcome = write_site(replace(publication(), documents=(*publication().documents, index)), NOWHERE, steps)
    assert '<h1 id="i">Index</h1>' in outcome.value["book-index.html"].decode()
    assert "book-index.html" in page(outcome.value, "index.html").xpath("//nav[@id='contents']//a/@href")


def test_the_same_publication_gives_the_same_bytes_in_any_folder(site, steps, tmp_path: Path) -> None:
    assert write_site(publication(), Theme(tmp_path), steps).value == site


@pytest.mark.parametrize("name", ["styles/content.css", "styles/site.css", "styles/epub.css"])
def test_every_colour_of_a_stylesheet_is_a_token(name: str) -> None:
    css = (Path(__file__).parents[3] / name).read_text(encoding="utf-8")
    rules = re.sub(r"--colour-[\w-]+:[^;]+;", "", css)
    assert re.findall(r"(?<!&)#[0-9a-f]{3,6}\b", rules.replace("light-dark(#000, #fff)", "")) == []


def test_a_paragraph_has_a_number_that_adds_no_text_and_no_stop_for_the_keyboard(steps) -> None:
    body = '<section id="trade" role="doc-chapter"><h1 id="t">T</h1><p id="p1">One.</p><p id="p2">Two.</p></section>'
    book = publication()
    changed = with_document(
        book, replace(book.document("trade"), body=body, ids=("trade", "t", "p1", "p2"), headings=())
    )
    outcome = write_site(changed, NOWHERE, steps)
    second = page(outcome.value, "trade.html").xpath("//p[@id='p2']")[0]
    assert second.text_content() == "Two."
    link = second[0]
    assert (link.get("href"), link.get("data-number"), link.get("tabindex")) == ("#p2", "2", "-1")


def test_the_first_page_leads_to_the_other_editions(steps, monkeypatch) -> None:
    monkeypatch.setattr("mimetypes.types_map", {})  # a machine that knows no EPUB
    outcome = write_site(publication(), NOWHERE, steps, editions=(OtherEdition("EPUB", "book.epub"),))
    links = page(outcome.value, "index.html").xpath("//p[@class='editions']/a")
    assert [(link.text, link.get("href")) for link in links] == [("EPUB", "book.epub")]
    assert b'href="book.epub" type="application/epub+zip"' in outcome.value["index.html"]


def test_a_font_that_comes_late_moves_no_line(site) -> None:
    css = site["styles/fonts.css"].decode()
    assert css.count("font-display: optional") == css.count("@font-face") >= 4


def test_a_page_asks_for_its_first_fonts_before_it_is_drawn(site) -> None:
    (script,) = page(site, "trade.html").xpath("//script[@src='scripts/fonts.js']")
    assert script.get("defer") is None
    faces = script.get("data-faces").split()
    assert len(faces) == 3 and all(face in site for face in faces)


def test_a_code_that_fills_a_cell_is_not_broken(steps) -> None:
    book = publication()
    trade = book.document("trade")
    body = '<section id="trade" role="doc-chapter"><h1 id="t">Trade</h1><table><tr><td>kz-01</td><td>well-known words</td></tr></table></section>'
    files = write_site(
        with_document(book, replace(trade, body=body, ids=("trade", "t"), headings=trade.headings[:1])), NOWHERE, steps
    ).value
    assert [span.text for span in page(files, "trade.html").xpath("//td//span[@class='whole']")] == ["kz-01"]
