"""An edited volume: four chapters by six authors, through all editions and all metadata."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree, html
from onixcheck import validate

from bookbuilder.diagnostics import Stage
from tests.release.books import commit, git, released
from tests.small_book import check_reports, check_silent, composed, text_of

BOOK = Path(__file__).parents[1] / "books" / "edited"
AUTHORS = ["Ana López", "Bo Lind", "Carla Ferri", "Deniz Kaya", "Elif Kaya", "Femi Adeyemi"]
TWO = "---\nauthor: [A One, B Two]\n---\n\n# Two\n\nMore [@boonstra2018].\n"
BOTH = {
    "manuscript/book.yaml": "title: A\nlang: en-GB\ncsl: ieee\nchapters: [one.md, two.md]\nbibliography: chapter\n",
    "manuscript/two.md": TWO,
}


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = tmp_path_factory.mktemp("volume") / "book"
    shutil.copytree(BOOK, book)
    (book / ".gitignore").write_text("output/\n.cache/\n")
    git(book, "init", "-q")
    commit(book)
    built = released(book, stage=Stage.PROOF)
    assert built.artefacts, [str(it) for it in built.diagnostics]
    return next((book / "output" / "release").iterdir())


@pytest.mark.slow
@pytest.mark.pango
def test_four_chapters_by_six_authors_through_all_editions(volume: Path) -> None:
    [pdf] = [it for it in volume.glob("*.pdf") if "printer" not in it.name]
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    contents = next(page for page in pages if "Contents" in page)
    assert all(name in " ".join(contents.split()) for name in AUTHORS)
    opener = next(page for page in pages if "Canals carried more grain" in page)
    for printed in ("University of Vigo", "0000-0002-1825-0097", "Keywords", "References"):
        assert printed.lower() in opener.lower()
    [epub] = volume.glob("*.epub")
    with zipfile.ZipFile(epub) as packed:
        nav, package = packed.read("EPUB/text/nav.xhtml").decode(), packed.read("EPUB/content.opf").decode()
        assert all(name in nav and name in package for name in AUTHORS)
        assert packed.read("EPUB/text/canals.xhtml").count(b'epub:type="biblioentry"') in (0, 3)
    with zipfile.ZipFile(next(volume.glob("*-web.zip"))) as packed:
        site = {Path(name).name: packed.read(name) for name in packed.namelist()}
    page = html.document_fromstring(site["canals.html"].decode())
    reported = [(it.get("name"), it.get("content")) for it in page.iter("meta") if it.get("name")]
    assert [text for name, text in reported if name == "citation_author"] == ["López, Ana", "Lind, Bo"]
    assert [text for name, text in reported if name == "citation_editor"] == ["Whitfield, Dana"]
    assert ("citation_doi", "10.12345/rivers.c1") in reported and ("citation_keywords", "grain trade") in reported
    cite = text_of(page.find(".//details[@class='cite']/div[@class='csl-entry']"))
    assert re.match(r"López, A\., & Lind, B\. \(2021\)\. Canals before Steam\. In D\. Whitfield \(Ed\.\)", cite), cite
    assert all(name in site["index.html"].decode() for name in AUTHORS)


@pytest.mark.slow
@pytest.mark.pango
def test_their_names_stand_in_crossref_onix_and_marc(volume: Path) -> None:
    metadata = volume / "metadata"
    deposit = etree.fromstring(next(metadata.glob("crossref*.xml")).read_bytes())
    space = {"c": deposit.nsmap[None], "j": "http://www.ncbi.nlm.nih.gov/JATS1"}
    items = deposit.xpath("//c:content_item", namespaces=space)
    chapters = [it for it in items if it.find("c:contributors", space) is not None]
    surnames = [it.xpath("c:contributors/c:person_name/c:surname/text()", namespaces=space) for it in chapters]
    assert surnames == [["López", "Lind"], ["Ferri"], ["Kaya", "Kaya"], ["Adeyemi"]]
    assert chapters[0].xpath("c:doi_data/c:doi/text()", namespaces=space) == ["10.12345/rivers.c1"]
    assert len(chapters[1].xpath("j:abstract/j:p", namespaces=space)) == 2
    data = next(metadata.glob("onix*.xml")).read_bytes()
    file = io.BytesIO(data)
    file.name = "onix.xml"  # type: ignore[misc]
    assert [str(fault) for fault in validate(file)] == []
    onix = etree.fromstring(data)
    first = onix.xpath("(//*[local-name()='ContentDetail'])[1]")[0]
    assert first.xpath(".//*[local-name()='PersonName']/text()") == AUTHORS
    marc = unescape(next(metadata.glob("marc21*.xml")).read_text())
    assert all(name.split()[-1] in marc for name in AUTHORS)


def test_each_chapter_lists_its_own_sources_and_numbers_begin_anew() -> None:
    book = composed("# One\n\nA [@council2019strategy], B [@boonstra2018].\n", BOTH)
    assert [document.id for document in book.documents if document.kind == "bibliography"] == []
    two = etree.fromstring(book.document("two").body)
    [entry] = two.findall(".//div[@class='csl-entry']")
    assert entry.get("id") == "two-ref-boonstra2018" and text_of(entry).startswith("[1]")
    [link] = two.findall(".//a[@role='doc-biblioref']")
    assert link.get("href") == "#two-ref-boonstra2018" and text_of(link) == "[1]"
    assert text_of(two.find(".//div[@class='chapter-authors']")) == "A One B Two"


def test_both_prints_a_list_in_the_chapter_and_one_for_the_book() -> None:
    files = {**BOTH, "manuscript/book.yaml": BOTH["manuscript/book.yaml"].replace("chapter\n", "both\n")}
    book = composed("# One\n\nA [@council2019strategy].\n\n::: {#refs}\n:::\n\nEnd.\n", files)
    assert len(etree.fromstring(book.document("bibliography").body).findall(".//div[@class='csl-entry']")) == 2
    one = etree.fromstring(book.document("one").body)
    [entry] = one.findall(".//div[@id='refs']//div[@class='csl-entry']")
    assert entry.get("id") == "one-ref-council2019strategy" and one.find(".//h2") is None


def test_an_affiliation_or_an_orcid_belongs_to_somebody() -> None:
    check_reports("---\naffiliation: University of Leith\n---\n\n# One\n\nText.\n", "CHP-003 2:1")
    two = "---\nauthor: [A, B]\norcid: 0000-0002-1825-0097\n---\n\n# One\n\nText.\n"
    check_reports(two, "CHP-003 3:1")
    check_silent("---\nauthor: A\norcid: 0000-0002-1825-0097\ndoi: 10.1234/a\n---\n\n# One\n\nText.\n")
