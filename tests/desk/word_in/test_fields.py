"""Citation fields of EndNote, Mendeley and Mendeley Cite: citations of the book, with their items in references.yaml."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from lxml import etree

from bookbuilder.desk.references.writing import items_of
from bookbuilder.desk.word_in import ImportedChapter, import_chapter
from bookbuilder.desk.word_in.word_sources import sources_of
from bookbuilder.markdown.word_file import repacked
from tests.desk.raw_docx import control, field, paragraph, words, write_raw_docx
from tests.small_book import make_book

RECORD = (
    "<record><rec-number>{0}</rec-number><ref-type name='Journal Article'>17</ref-type>"
    "<contributors><authors><author>{1}</author></authors></contributors>"
    "<titles><title>{2}</title><secondary-title>A Journal</secondary-title></titles>"
    "<pages>1-20</pages><volume>39</volume><number>2</number><dates><year>2021</year></dates>"
    "<electronic-resource-num>https://doi.org/10.5555/{0}</electronic-resource-num></record>"
)
ADAMS, BRANDT = RECORD.format(7, "Adams, Ann", "Border towns"), RECORD.format(8, "Brandt, Bo", "Grain routes")


def taken(tmp_path: Path, *runs: str) -> tuple[str, ImportedChapter]:
    make_book(tmp_path)
    file = write_raw_docx(tmp_path / "a.docx", paragraph("Energy", style="Heading1"), paragraph(*runs))
    imported = import_chapter(tmp_path, file, "energy.md")
    assert imported.written is not None
    return imported.written.read_text(encoding="utf-8").replace("# Energy\n\n", "").strip(), imported


def test_endnote_in_the_instruction(tmp_path: Path) -> None:
    cites = f'<EndNote><Cite><Prefix>see </Prefix><Pages>12</Pages>{ADAMS}</Cite><Cite ExcludeAuth="1">{BRANDT}</Cite></EndNote>'
    text, _ = taken(tmp_path, "It is so ", field(f"ADDIN EN.CITE {cites}", "(see Adams 2021, 12; 2021)"), ".")
    assert text == "It is so [see @adams2021border, p. 12; -@brandt2021grain]."


def test_endnote_in_the_fields_data(tmp_path: Path) -> None:
    text, _ = taken(
        tmp_path, "It is so ", field("ADDIN EN.CITE", "(Adams 2021)", f"<EndNote><Cite>{ADAMS}</Cite></EndNote>"), "."
    )
    assert text == "It is so [@adams2021border]."


def test_endnote_with_the_author_in_the_sentence(tmp_path: Path) -> None:
    cites = f'<EndNote><Cite AuthorYear="1">{ADAMS}</Cite></EndNote>'
    assert (
        taken(tmp_path, field(f"ADDIN EN.CITE {cites}", "Adams (2021)"), " says so.")[0] == "@adams2021border says so."
    )


def test_an_endnote_record_keeps_doi_pages_and_issue(tmp_path: Path) -> None:
    taken(tmp_path, field(f"ADDIN EN.CITE <EndNote><Cite>{ADAMS}</Cite></EndNote>", "(Adams 2021)"))
    item = items_of((tmp_path / "references.yaml").read_text(encoding="utf-8"))[-1]
    assert (item["DOI"], str(item["page"]), str(item["issue"])) == ("10.5555/7", "1-20", "2")


def test_mendeley_cite_in_a_content_control(tmp_path: Path) -> None:
    item = {
        "id": "x",
        "type": "book",
        "title": "Salt",
        "author": [{"family": "Costa", "given": "Cy"}],
        "issued": {"date-parts": [[2014]]},
    }
    cited = {"id": "x", "itemData": item, "locator": "3", "label": "page", "prefix": "see", "suppress-author": False}
    tag = f"MENDELEY_CITATION_v3_{base64.b64encode(json.dumps({'citationItems': [cited]}).encode()).decode()}"
    assert taken(tmp_path, "So ", control(tag, "(see Costa 2014, 3)"), ".")[0] == "So [see @costa2014salt, p. 3]."


CITED = field("ADDIN EN.CITE", "(Adams 2021)", f"<EndNote><Cite>{ADAMS}</Cite></EndNote>")


@pytest.mark.parametrize("entry", ["Adams, Ann. 2021.", "On Border Towns."])
def test_the_list_that_the_program_made_is_taken_out(entry: str, tmp_path: Path) -> None:
    text, imported = taken(tmp_path, CITED, " Last words.", field("ADDIN EN.REFLIST", entry))
    assert text == "[@adams2021border] Last words."
    assert any(kind.startswith("list of references or contents taken out") for kind, _ in imported.lines)


@pytest.mark.parametrize("name", ["EN.REFLIST", "CSL_BIBLIOGRAPHY"])
def test_a_list_with_an_entry_that_no_field_cites_stays(name: str, tmp_path: Path) -> None:
    text, imported = taken(tmp_path, CITED, " Last. ", field(f"ADDIN {name}", "Costa, Cy. Salt. 2014."))
    assert "Costa, Cy. Salt. 2014." in " ".join(text.split())
    assert any(kind.startswith("list of references left") for kind, _ in imported.lines)


@pytest.mark.parametrize(
    "instruction",
    ['HYPERLINK "https://e.org/BIBLIOGRAPHY.html"', r"REF BIBLIOGRAPHY \h", "QUOTE CITATION", "ADDIN Other"],
)
def test_a_field_with_the_word_for_a_list_in_it_keeps_its_words(instruction: str, tmp_path: Path) -> None:
    text, imported = taken(tmp_path, "See ", field(instruction, "the records"), " and more.")
    assert "the records" in text and "and more." in text
    assert not [line for line in imported.lines if "taken out" in line[0]]


@pytest.mark.parametrize(
    "instruction", ["ADDIN Mendeley Bibliography CSL_BIBLIOGRAPHY", "BIBLIOGRAPHY", "ADDIN ZOTERO_BIBL {}"]
)
def test_a_list_goes_whatever_program_made_it(instruction: str, tmp_path: Path) -> None:
    assert taken(tmp_path, CITED, " So. ", field(instruction, "Adams, Ann. 2021."))[0] == "[@adams2021border] So."
    simple = f"<w:fldSimple w:instr={quoteattr(instruction)}>{words('Adams, Ann. 2021.')}</w:fldSimple>"
    assert taken(tmp_path / "b", CITED, " So. ", simple)[0] == "[@adams2021border] So."


def test_a_broken_field_keeps_its_words(tmp_path: Path) -> None:
    assert taken(tmp_path, field("ADDIN EN.CITE <EndNote><Cite>", "(Adams 2021)"), ".")[0] == "(Adams 2021)."
    assert taken(tmp_path / "b", control("MENDELEY_CITATION_v3_!!", "(Costa 2014)"), ".")[0] == "(Costa 2014)."


COSTA = {
    "type": "book",
    "title": "Salt",
    "author": [{"family": "Costa", "given": "Cy"}],
    "issued": {"date-parts": [[2014]]},
}
ZOTERO = "ZOTERO_ITEM CSL_CITATION " + json.dumps(
    {"citationItems": [{"id": 1, "uris": ["http://zotero.org/1"], "itemData": COSTA, "locator": "3", "label": "page"}]}
)
MENDELEY = (
    "MENDELEY_CITATION_v3_"
    + base64.b64encode(
        json.dumps({"citationItems": [{"id": "x", "itemData": COSTA, "locator": "3", "label": "page"}]}).encode()
    ).decode()
)
INSERTED = '<w:ins w:id="1" w:author="A" w:date="2021-01-01T00:00:00Z">'
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"


def with_parts(path: Path, parts: dict[str, str]) -> None:
    path.write_bytes(repacked(path.read_bytes(), {name: text.encode() for name, text in parts.items()}))


def test_a_field_in_one_element_or_inserted_with_changes_tracked_is_one(tmp_path: Path) -> None:
    simple = f"<w:fldSimple w:instr={quoteattr(f' ADDIN {ZOTERO} ')}>{words('(Costa 2014, 3)')}</w:fldSimple>"
    assert taken(tmp_path / "a", "So ", simple, ".")[0] == "So [@costa2014salt, p. 3]."
    inserted = f"{INSERTED}{words('it is ')}{field(f'ADDIN {ZOTERO}', '(Costa 2014, 3)')}</w:ins>"
    assert taken(tmp_path / "b", "So ", inserted, ".")[0] == "So it is [@costa2014salt, p. 3]."
    assert (
        taken(tmp_path / "c", "So ", f"{INSERTED}{control(MENDELEY, '(Costa)')}</w:ins>", ".")[0]
        == "So [@costa2014salt, p. 3]."
    )


def test_a_paragraph_that_is_a_citation_of_mendeley_cite_is_one_and_its_list_goes_with_its_heading(
    tmp_path: Path,
) -> None:
    def around(tag: str, inside: str) -> str:
        return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'

    make_book(tmp_path)
    entry = paragraph("Costa, C. (2014). Salt.")
    blocks = [paragraph("Energy", style="Heading1"), around(MENDELEY, paragraph("(Costa 2014, 3)"))]
    blocks += [paragraph("Works Cited", style="Heading1"), around("MENDELEY_BIBLIOGRAPHY", entry)]
    imported = import_chapter(tmp_path, write_raw_docx(tmp_path / "a.docx", *blocks), "energy.md")
    assert imported.written is not None
    assert imported.written.read_text(encoding="utf-8") == "# Energy\n\n[@costa2014salt, p. 3]\n"
    assert ("heading of that list left out", "Works Cited") in imported.lines
    assert not [line for line in imported.lines if "missing" in line[0]]


def test_only_the_heading_right_before_a_list_goes_with_it(tmp_path: Path) -> None:
    def heading(text: str) -> str:
        return paragraph(text, style="Heading1")

    def imported(*blocks: str) -> str:
        it = import_chapter(tmp_path, write_raw_docx(tmp_path / "a.docx", heading("Energy"), *blocks), "energy.md")
        assert it.written is not None
        return it.written.read_text(encoding="utf-8").removeprefix("# Energy\n").strip()

    make_book(tmp_path)
    contents, listed = paragraph(field("TOC", "Part B 2")), paragraph(field("ADDIN EN.REFLIST", "Adams, Ann. 2021."))
    text = imported(contents, heading("Part A"), heading("Part B"), paragraph("Words."))
    assert text == "# Part A\n\n# Part B\n\nWords."
    assert imported(heading("Part A"), contents, heading("Part B"), paragraph("Words.")) == text
    whole = [paragraph(CITED), heading("Data to come"), heading("7 References"), paragraph(), listed, heading("Maps")]
    assert imported(*whole) == "[@adams2021border]\n\n# Data to come\n\n# Maps"
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    framed = f"<w:sdt>{gallery}<w:sdtContent>{heading('Contents')}{contents}</w:sdtContent></w:sdt>"
    assert imported(framed, heading("Part A"), heading("Part B"), paragraph("Words.")) == text


def test_bookmarks_of_zotero_are_citations(tmp_path: Path) -> None:
    pieces = [ZOTERO[at : at + 255] for at in range(0, len(ZOTERO), 255)]
    properties = "".join(
        f'<property name="ZOTERO_BREF_a1_{number}"><v>{escape(it)}</v></property>'
        for number, it in enumerate(pieces, start=1)
    )
    make_book(tmp_path)
    marked = f'<w:bookmarkStart w:id="3" w:name="ZOTERO_BREF_a1"/>{words("(Costa 2014, 3)")}<w:bookmarkEnd w:id="3"/>'
    file = write_raw_docx(
        tmp_path / "a.docx", paragraph("Energy", style="Heading1"), paragraph("So ", marked, words("."))
    )
    with_parts(file, {"docProps/custom.xml": f'<Properties xmlns="{PROPERTIES}">{properties}</Properties>'})
    imported = import_chapter(tmp_path, file, "energy.md")
    assert imported.written is not None
    assert imported.written.read_text(encoding="utf-8") == "# Energy\n\nSo [@costa2014salt, p. 3].\n"
    assert not [line for line in imported.lines if "missing" in line[0]]


def test_sources_that_word_itself_keeps_are_taken(tmp_path: Path) -> None:
    sources = (
        '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"><b:Source><b:Tag>Cos14</b:Tag>'
        "<b:SourceType>BookSection</b:SourceType><b:Author><b:Author><b:NameList><b:Person><b:Last>Costa</b:Last><b:First>Cy</b:First>"
        "</b:Person></b:NameList></b:Author><b:Editor><b:Corporate>The Board</b:Corporate></b:Editor></b:Author><b:Title>Salt</b:Title>"
        "<b:BookTitle>Minerals</b:BookTitle><b:Year>2014</b:Year><b:Month>May</b:Month><b:Pages>1-9</b:Pages></b:Source></b:Sources>"
    )
    make_book(tmp_path)
    cited = field(r'CITATION Cos14 \f "see " \p 3 \l 1033 \m Cos14 \n', "(see Costa 2014, 3)")
    file = write_raw_docx(
        tmp_path / "a.docx", paragraph("Energy", style="Heading1"), paragraph("So ", cited, words("."))
    )
    with_parts(file, {"customXml/item1.xml": sources})
    imported = import_chapter(tmp_path, file, "energy.md")
    assert imported.written is not None
    assert imported.written.read_text(encoding="utf-8").endswith("So [see @costa2014salt, p. 3; -@costa2014salt].\n")
    item = items_of((tmp_path / "references.yaml").read_text(encoding="utf-8"))[-1]
    assert (item["type"], item["container-title"], str(item["issued"])) == ("chapter", "Minerals", "2014-05")
    assert item["editor"] == [{"literal": "The Board"}]
    for month, day, issued in (
        ("13", "99", "2014"),
        ("²", "①", "2014"),
        ("2", "30", "2014-02"),
        ("2", "3", "2014-02-03"),
    ):
        date = f"<b:Month>{month}</b:Month><b:Day>{day}</b:Day>"
        odd = etree.fromstring(sources.replace("<b:Month>May</b:Month>", date))
        assert "-".join(f"{it:02}" for it in sources_of([odd])["Cos14"]["issued"]["date-parts"][0]) == issued
    simple = f"<w:fldSimple w:instr='CITATION Cos14'>{words('(Costa 2014)')}</w:fldSimple>"
    write_raw_docx(file, paragraph("Energy", style="Heading1"), paragraph("So ", simple, words(".")))
    with_parts(file, {"customXml/item1.xml": sources})
    assert (it := import_chapter(tmp_path, file, "salt.md").written) and "So [@costa2014salt]." in it.read_text("utf-8")


@pytest.mark.parametrize(
    "instruction",
    [
        'ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems": [{"id": 5, "uris": ["http://zotero.org/users/1/items/A"]}]}',
        "ADDIN EN.CITE <EndNote><Cite><Author>Smith</Author><Year>2001</Year></Cite></EndNote>",
        "ADDIN CitaviPlaceholder{eyJFbnRyaWVzIjpbXX0=}",
        "ADDIN ZOTERO_ITEM CSL_CITATION {broken",
    ],
)
def test_a_citation_without_its_source_stays_as_words_and_is_reported(tmp_path: Path, instruction: str) -> None:
    text, imported = taken(tmp_path, "It is so ", field(instruction, "[4, 7]"), ".")
    assert text == r"It is so \[4, 7\]."
    assert ("citation whose source the file does not hold, left as words", "[4, 7]") in imported.lines
