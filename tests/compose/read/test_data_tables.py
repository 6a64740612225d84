"""Tables from CSV and XLSX: chosen, aligned and written in the chapter's language, or one sentence about what is wrong."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from bookbuilder.cache import Steps
from bookbuilder.compose.read.data_files import published
from bookbuilder.languages.numbers import numeral
from bookbuilder.verbs import check
from tests.small_book import BOOK, body_of, check_reports, composed, diagnose, make_book, text_of

TRADE = "# From a customs office.\nyear,imports,exports,partner\n2016,13.7,1208.25,A\n2017,18,-8,B | C\n"
CALL = '{{ table("data/trade.csv", caption="Trade", id="tbl-trade"%s) }}'


def cells(call: str, files: dict[str, str | bytes] | None = None) -> list[list[str]]:
    body = body_of(f"# One\n\n{call}\n", {"manuscript/data/trade.csv": TRADE, **(files or {})})
    return [["".join(cell.itertext()) for cell in row] for row in body.iter("tr")]


def test_numbers_stand_with_their_points_below_each_other() -> None:
    assert cells(CALL % "") == [
        ["year", "imports", "exports", "partner"],
        ["2016", "13.7", "1,208.25", "A"],
        ["2017", "18\u2008\u2007", "−8\u2008\u2007\u2007", "B | C"],
    ]


def test_columns_are_chosen_ordered_and_named_and_rows_picked() -> None:
    call = CALL % ', columns={"partner": "Partner", "imports": "Imports, € *bn*"}, where={"year": 2017}, align="right"'
    assert cells(call) == [["Partner", "Imports, € *bn*"], ["B | C", "18"]]


def test_numbers_are_written_in_the_chapters_language() -> None:
    chapter = f"---\nlang: ru\n---\n\n# One\n\n{CALL % ''}\n"
    body = body_of(chapter, {"manuscript/data/trade.csv": TRADE})
    assert "1208,25" in text_of(body) and "13,7" in text_of(body)


@pytest.mark.parametrize(
    "text, lang, written",
    [("1234.5", "en-GB", "1,234.5"), ("1 234,5", "ru", "1234,5"), ("12345", "ru", "12\u00a0345"), ("-7%", "en", "−7%"),
     ("1,234,567", "de", "1.234.567"), ("0.10", "kk", "0,10"), ("0", "en", "0")],
)  # fmt: skip
def test_a_number_keeps_its_figures_and_changes_its_marks(text: str, lang: str, written: str) -> None:
    number = numeral(text)
    assert number is not None and number.written(lang) == written


@pytest.mark.parametrize("text", ["0042", "12/2019", "KZ", "1.2.3", "", "2016–2018"])
def test_codes_and_words_are_no_numbers(text: str) -> None:
    assert numeral(text) is None


def test_a_table_is_counted_captioned_and_cites_its_source() -> None:
    call = CALL % ', source="@boonstra2018"'
    publication = composed(f"# One\n\nSee @tbl-trade.\n\n{call}\n", {"manuscript/data/trade.csv": TRADE})
    body = publication.document("one").body
    assert "Table\u00a01" in body and "Boonstra" in body


def test_a_spreadsheet_is_read_as_people_see_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Trade"
    for row in (["name", "share", "sum"], ["A", 0.125, 0.1 + 0.2], ["B", 0.5, 3]):
        sheet.append(row)
    sheet["B2"].number_format = sheet["B3"].number_format = "0.0%"
    data = io.BytesIO()
    book.save(data)
    call = '{{ table("data/t.xlsx", sheet="Trade", caption="T") }}'
    assert cells(call, {"manuscript/data/t.xlsx": data.getvalue()})[1:] == [
        ["A", "12.5%", "0.3"],
        ["B", "50\u2008\u2007%", "3\u2008\u2007"],
    ]


@pytest.mark.parametrize(
    "call", [', columns=["jear"]', ', where={"year": 1900}', ', align="middle"', ', sheet="x", align=["left"]']
)
def test_a_mistake_in_the_call_is_reported_at_its_place(call: str) -> None:
    check_reports(f"# One\n\nText.\n\n{CALL % call}\n", "TAB-001 5:4", files={"manuscript/data/trade.csv": TRADE})


@pytest.mark.parametrize(
    "name, data",
    [("data/none.csv", ""), ("../references.yaml", ""), ("data/x.xlsx", "no zip"), ("data/x.csv", "a,b\n1,2,3\n"),
     ("data/x.csv", "a,a\n1,2\n"), ("data/x.csv", "a,b\n")],
)  # fmt: skip
def test_a_file_that_is_no_table_is_reported_in_a_sentence(name: str, data: str) -> None:
    files = {f"manuscript/{name}": data} if data else {}
    check_reports(f'# One\n\n{{{{ table("{name}", caption="T") }}}}\n', "TAB-001 3:4", files=files)


def test_a_change_of_the_data_is_a_change_of_the_chapter(tmp_path) -> None:
    make_book(tmp_path, {"manuscript/data/trade.csv": TRADE, "manuscript/book.yaml": BOOK}, f"# One\n\n{CALL % ''}\n")
    check(tmp_path, steps=Steps(tmp_path / ".cache"))
    (tmp_path / "manuscript/data/trade.csv").write_text(TRADE.replace("13.7", "14.7"))
    again = check(tmp_path, steps=Steps(tmp_path / ".cache"))
    assert [ran.why for ran in again.ran if ran.name == "parse one"] == ["changed: data"]


@pytest.mark.parametrize(
    "call, words",
    [
        ('"data/trade.csv", colums=["a"]', 'table has no option "colums". Did you mean "columns"?'),
        ('"data/trade.csv", columns=5', "columns cannot be 5."),
        ('"data/trade.csv", ["year"]', "table takes one file"),
    ],
)
def test_a_call_that_table_does_not_know_is_reported_at_its_place(call: str, words: str) -> None:
    fault = diagnose(f"# One\n\n{{{{ table({call}) }}}}\n", {"manuscript/data/trade.csv": "year,sum\n2016,1\n"})[0]
    assert str(fault).startswith("manuscript/one.md:3:4: error TAB-001: ") and words in str(fault)


def test_a_quotation_mark_that_does_not_close_is_reported_and_lines_within_a_cell_are_kept() -> None:
    fault = diagnose('# One\n\n{{ table("data/a.csv") }}\n', {"manuscript/data/a.csv": 'a,b\n1,"open\n'})[0]
    assert "quotation mark" in str(fault)
    check_reports(
        '# One\n\n{{ table("data/a.csv") }}\n', files={"manuscript/data/a.csv": 'a,b\n"1\n\n# no remark",2\n'}
    )


def test_a_comma_before_a_fraction_is_known_by_the_semicolons_or_by_its_column() -> None:
    call = '{{ table("data/wool.csv", caption="Wool", id="tbl-wool") }}'

    def wool(data: str) -> list[str]:
        return [row[1] for row in cells(call, {"manuscript/data/wool.csv": data})[1:]]

    assert wool("year;tonnes\n1990;36,125\n2000;12,500\n") == ["36.125", "12.500"]
    assert wool('year,tonnes\n1990,"36,125"\n2000,"104,5"\n') == ["36.125", "104.5\u2007\u2007"]
    assert wool('year,loads\n1851,"1,204"\n1867,"12,345"\n') == ["1,204", "12,345"]


def test_data_that_a_spreadsheet_would_run_is_noted_and_numbers_are_silent() -> None:
    named = {"manuscript/data/trade.csv": "year,link\n2016,-5\n2017,@SUM(A1)\n2018,=cmd|x\n"}
    chapter = f"# One\n\n{CALL % ''}\n"
    (fault,) = (it for it in diagnose(chapter, named) if it.code == "TAB-002")
    assert str(fault.location).endswith("one.md:3:4") and "@SUM(A1)" in fault.message
    numbers = {"manuscript/data/trade.csv": "year,link\n2016,-5\n2017,+3 %\n"}
    assert "TAB-002" not in {it.code for it in diagnose(chapter, numbers)}


def test_data_are_published_as_they_are_or_with_what_would_run_as_words(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.properties.creator = "Erlan Hidden"
    book.active.append(["year", "link"])
    book.active.append([2019, "@SUM(A1)"])
    book.create_sheet("Names")["A1"] = "Erlan Hidden"
    (tmp_path / "manuscript/data").mkdir(parents=True)
    book.save(tmp_path / "manuscript/data/a.xlsx")
    (tmp_path / "manuscript/data/b.csv").write_bytes(b"# As it came.\nyear;n\n2019;-5,5\n")
    (tmp_path / "manuscript/data/c.tsv").write_bytes(b"year\tn\n2019\t=1+1\n")
    made = [published(tmp_path, "manuscript/book.yaml", f"data/{name}") for name in ("a.xlsx", "b.csv", "c.tsv")]
    assert made == [
        (".csv", b"year,link\r\n2019,'@SUM(A1)\r\n"),
        (".csv", b"# As it came.\nyear;n\n2019;-5,5\n"),
        (".tsv", b"year\tn\r\n2019\t'=1+1\r\n"),
    ]
