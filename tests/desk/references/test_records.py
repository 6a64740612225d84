"""Exports as they really are: what is broken costs itself, what TeX and databases write comes in as CSL has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bookbuilder.desk.references.reading import read_entries
from bookbuilder.diagnostics import Severity

BIB = r"""
@string{ep = "Example Press"}
@book{chem, title={CO$_2$ in H\textsubscript{2}O}, publisher=ep, year=1999}
@book{others, author={First, Anna and Second, Ben and others}, title={A}, year=2001}
@article{soon, title={B}, journal={J}, year={in press}, doi={10.1/a\_b}}
@misc{web, title={Page}, howpublished={\url{https://e.org/x_y}}, year=2019, langid={kazakh}}
@jurisdiction{case, title={Commission v Council}, date={2016}, url="{http://e.org/a}"}
@inproceedings{conf, title={Talk}, booktitle={Proc. of the 5th Conf.}, year=2012}
@periodical{per, title={Journal of Steppe Law}, date={2016}}
@book{open, title={Never {closed}, year=2000}
@book{quote, title="A "quote" in it", year=2000}
@book{last, doi={10.1/x}, title={Last}, year=2002, doi={10.1/y}}
@suppbook{pref, author="King, Martin, Jr.", title={Preface}, booktitle={B}, series={Salt Routes of the North}, year={c. 1850}}
"""


@pytest.fixture(scope="module")
def bib(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("bib") / "a.bib"
    path.write_text(BIB.replace("\\\\", "\\"))
    return read_entries(path)


def test_each_record_that_is_whole_comes_in_and_the_others_are_named_at_their_lines(bib: Any) -> None:
    assert [each.key for each in bib.value] == "chem others soon web case conf per last pref".split()
    assert [each.line for each in bib.value] == [3, 4, 5, 6, 7, 8, 9, 12, 13]
    lost = [fault for fault in bib.diagnostics if fault.code == "DSK-008"]
    assert [fault.location.line for fault in lost] == [10, 11]
    assert all(fault.severity is Severity.WARNING for fault in lost) and "not closed" in lost[0].message


def test_what_tex_writes_comes_in_as_csl_has_it(bib: Any) -> None:
    items = {each.key: each.item for each in bib.value}
    assert items["chem"]["title"] == "CO<sub>2</sub> in H<sub>2</sub>O"
    assert items["others"]["author"][-1] == {"family": "Second", "given": "Ben, et al."}
    assert (items["soon"]["status"], items["soon"]["DOI"]) == ("in press", "10.1/a_b")
    assert (items["web"]["type"], items["web"]["URL"], items["web"]["language"]) == (
        "webpage",
        "https://e.org/x_y",
        "kk",
    )
    assert (items["case"]["title"], items["case"]["URL"]) == ("Commission v Council", "http://e.org/a")
    assert items["conf"]["container-title"] == "Proc. of the 5th Conf."
    assert (items["per"]["type"], items["per"]["title"]) == ("periodical", "Journal of Steppe Law")
    assert items["last"]["DOI"] == "10.1/y"  # of a field that is there twice, as Pandoc has it
    assert items["pref"]["author"] == [{"family": "King", "given": "Martin", "suffix": "Jr."}]
    assert (items["pref"]["container-title"], items["pref"]["collection-title"]) == ("B", "Salt Routes of the North")
    assert items["pref"]["issued"] == {"date-parts": [[1850]], "circa": True}


def test_a_record_of_ris_ends_where_the_next_begins_and_a_value_goes_on_over_lines(tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text(
        "TY  - JOUR\nTI  - One title\nof two lines\nAB  - First\nsecond line\nPY  - 2018\n"
        "TY  - BOOK\nTI  - Another\nPY  - 2019\nER  -\n"
    )
    read = read_entries(tmp_path / "a.ris")
    assert [(each.item["type"], each.item["title"], each.line) for each in read.value] == [
        ("article-journal", "One title of two lines", 1),
        ("book", "Another", 7),
    ]
    assert read.value[0].item["abstract"] == "First second line" and not read.diagnostics


def test_crossrefs_types_are_those_of_csl_and_a_broken_item_costs_itself(tmp_path: Path) -> None:
    items = [
        {"id": "a", "type": "journal-article", "title": "A"},
        {"id": "b", "type": "book-chapter", "title": "B"},
        {"id": "c", "type": "book", "title": "C", "author": "not a list of names at all"},
        {"id": "d", "type": "proceedings-article", "title": "D"},
    ]
    (tmp_path / "a.json").write_text(json.dumps(items, indent=1))
    read = read_entries(tmp_path / "a.json")
    found = {each.key: each.item["type"] for each in read.value}
    assert found.items() >= {"a": "article-journal", "b": "chapter", "d": "paper-conference"}.items()
    assert "c" in found or [fault.code for fault in read.diagnostics] == ["DSK-008"]


def test_a_byte_of_another_encoding_costs_no_letter(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_bytes(
        "@book{a, title={Städte}}\n".encode() + "@book{b, title={Müller}}\n".encode("cp1252")
    )
    read = read_entries(tmp_path / "a.bib")
    assert [each.item["title"] for each in read.value] == ["Städte", "Müller"]
    assert [(fault.code, fault.location.line) for fault in read.diagnostics] == [("DSK-009", 2)]


def test_a_reason_that_many_titles_share_is_said_once(tmp_path: Path) -> None:
    file = tmp_path / "a.bib"
    file.write_text(
        "".join(f"@book{{k{n}, title={{The Kazakh Steppe {n}}}, year=2001}}\n" for n in range(34)), encoding="utf-8"
    )
    [note] = read_entries(file).diagnostics
    assert (
        note.message == "34 titles were set in sentence case, as CSL requires."
        and "kazakh (34), steppe (34)" in note.remedy
    )


def test_a_doi_and_an_isbn_are_found_within_what_stands_around_them(tmp_path: Path) -> None:
    written = [
        "doi:10.1000/a",
        "https://doi.org/10.1000/a",
        "DOI 10.1000/a.",
        "https://doi-org.library.example/10.1000/a",
    ]
    items = [{"id": f"k{n}", "type": "book", "title": str(n), "DOI": doi} for n, doi in enumerate(written)]
    items[0]["ISBN"] = "http://id.crossref.org/isbn/9783161484100"
    (tmp_path / "a.json").write_text(json.dumps(items))
    read = read_entries(tmp_path / "a.json").value
    assert {each.item["DOI"] for each in read} == {"10.1000/a"} and read[0].item["ISBN"] == "9783161484100"


def test_crossrefs_own_keys_lists_and_markup_become_what_csl_has(tmp_path: Path) -> None:
    formula = '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math>'
    work = {"DOI": "10.1000/A", "type": "journal-article", "title": [f"On <i>Stipa</i>, {formula} &amp; p < 0.05"], "subtitle": ["A study"], "member": "1",
            "container-title": ["Journal", "J."], "author": [{"name": "Team", "sequence": "first"}, {"family": "Null", "given": None, "affiliation": []}],
            "issued": {"date-parts": [[None]]}, "published-online": {"date-parts": [[2019, 3]]}, "ISSN": ["01234567"], "event": {"name": "Talks", "location": "Riga"},
            "abstract": "<jats:title>Abstract</jats:title><jats:p>First <jats:italic>x</jats:italic>.</jats:p><jats:p>Second.</jats:p>", "archive": ["Portico"]}  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps({"status": "ok", "message": work}))
    read = read_entries(tmp_path / "a.json")
    assert not read.diagnostics and read.value[0].item == {
        "type": "article-journal", "DOI": "10.1000/A", "title": "On <i>Stipa</i>, x<sup>2</sup> & p < 0.05: A study", "container-title": "Journal",
        "author": [{"literal": "Team"}, {"family": "Null"}], "issued": {"date-parts": [[2019, 3]]}, "ISSN": "0123-4567",
        "event-title": "Talks", "event-place": "Riga", "abstract": "Abstract First x. Second.",
    }  # fmt: skip


def test_a_broken_record_of_json_costs_itself(tmp_path: Path) -> None:
    whole = '{"id": "%s", "type": "book", "title": "T%s"}'
    (tmp_path / "a.json").write_text(
        f'[\n{whole % ("a", "a")},\n{{"id": "b", "title": "never closed, "x": 1}},\n{whole % ("c", "c")}\n'
    )
    read = read_entries(tmp_path / "a.json")
    assert [each.key for each in read.value] == ["a", "c"] and [each.line for each in read.value] == [2, 4]
    assert [(fault.code, fault.location.line) for fault in read.diagnostics] == [("DSK-008", 3)]


def test_ris_of_databases_is_read_as_they_write_it(tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text(
        "AU  - Петров П.П.\nTI  - No type\nJO  - Вестник\nSP  - 5-17\nEP  - 17\nPY  - 2018\nER  - \n\n"
        "TY  - JOUR\nAU  - Adams, A\n   Berg, B\nTI  - CO<inf>2</inf>\nT2  - JOURNAL\nDA  - DEC 15\nPY  - 2019\nAR  - 123\nSN  - 01234567 (ISSN)\n"
        "LA  - English\nN1  - Export Date: 5 May 2020; Cited By: 4\nPB  - [A, B]\nER  -\n"
        "TY  - CPAPER\nTI  - Talk\nT2  - Conf 2019\nBT  - Proceedings\nY1  - 3-5 July 2019\nAU  - Smith, J., Jr.\nA2  - Ed, E.\nER  - \n"
        "TY  - BOOK\nPY  - 2019\nER  - \nA stray line\n",
        encoding="utf-8",
    )
    read = read_entries(tmp_path / "a.ris")
    assert [(fault.code, fault.location.line) for fault in read.diagnostics] == [
        ("DSK-008", 30),
        ("DSK-008", 33),
        ("DSK-004", 1),
    ]
    first, second, third = (each.item for each in read.value)
    assert (first["author"], first["page"]) == ([{"family": "Петров", "given": "П.П."}], "5-17")
    assert second == {
        "type": "article-journal", "author": [{"family": "Adams", "given": "A"}, {"family": "Berg", "given": "B"}], "title": "CO<sub>2</sub>", "ISSN": "0123-4567",
        "container-title": "JOURNAL", "issued": {"date-parts": [[2019, 12, 15]]}, "number": "123", "language": "en", "publisher": "A, B",
    }  # fmt: skip
    assert (third["container-title"], third["event-title"], third["issued"]["date-parts"][0][:2]) == (
        "Proceedings",
        "Conf 2019",
        [2019, 7],
    )
    assert (
        third["author"] == [{"family": "Smith", "given": "J.", "suffix": "Jr."}]
        and third["editor"][0]["family"] == "Ed"
    )


def test_formulas_and_notes_of_zotero_come_in_as_a_style_can_print_them(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(
        "@article{a, title={Growth in {CO}$_{\\textrm{2}}$ at $\\alpha$-level, 5 of $x^{n}$}, year={2019a}, note={Publisher: Test Press \\_eprint: https://e.org/x}}\n"
        "@article{b, title={A price of 5$ a day}, year={2019}}\n"
        "@book{c, title={\\begin{x} Unread}}\n"
    )
    a, b, c = (each.item for each in read_entries(tmp_path / "a.bib").value)
    assert a["title"] == "Growth in CO<sub>2</sub> at <i>α</i>-level, 5 of <i>x</i><sup><i>n</i></sup>"
    assert (a["issued"], a["publisher"]) == ({"date-parts": [[2019]]}, "Test Press") and "note" not in a
    assert (b["title"], c["title"]) == ("A price of 5$ a day", "x Unread")
