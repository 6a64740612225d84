"""Citation fields of EndNote, Mendeley and Mendeley Cite: citations of the book, with their items in references.yaml."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from bookbuilder.desk.references.writing import items_of
from bookbuilder.desk.word_in import ImportedChapter, import_chapter
from tests.desk.raw_docx import control, field, paragraph, write_raw_docx
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


def test_a_broken_field_keeps_its_words(tmp_path: Path) -> None:
    assert taken(tmp_path, field("ADDIN EN.CITE <EndNote><Cite>", "(Adams 2021)"), ".")[0] == "(Adams 2021)."
    assert taken(tmp_path / "b", control("MENDELEY_CITATION_v3_!!", "(Costa 2014)"), ".")[0] == "(Costa 2014)."
