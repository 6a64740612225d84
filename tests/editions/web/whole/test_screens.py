"""Screens: notes beside their paragraphs, tables and drawings on a telephone, data with source and licence."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html

from bookbuilder import doctor
from bookbuilder.compose.write.tables import row_heads
from bookbuilder.editions.drawings import least_class, readable_at
from bookbuilder.editions.web.data import about_data, link_data
from bookbuilder.editions.web.writing import write_site
from tests.editions.shared import NOWHERE, kept_steps, publication

TABLE = (
    '<section><table id="tbl-a"><caption>Trade</caption><thead><tr><th>Country</th><th>2020</th></tr></thead>'
    '<tbody><tr><td>Kazakhstan</td><td>=5<a role="doc-noteref">1</a></td></tr><tr><td>Tajikistan, the</td><td>7</td></tr>'
    "</tbody></table></section>"
)


def test_the_first_cell_of_a_row_is_its_head_unless_it_is_a_figure() -> None:
    section = etree.fromstring(TABLE)
    row_heads(section)
    assert [it.text for it in section.iter("th") if it.get("scope") == "row"] == ["Kazakhstan", "Tajikistan, the"]
    figures = etree.fromstring(TABLE.replace("Kazakhstan", "12.5"))
    row_heads(figures)
    assert not figures.xpath("//th[@scope='row']")


@pytest.mark.parametrize("cell", ["=1", "@A1", "+cmd|' /C x'!A0", "-2+3", "|x", "-cmd"])
def test_what_a_spreadsheet_would_run_is_a_word_and_a_number_stays_one(cell: str) -> None:
    files = link_data(etree.fromstring(TABLE.replace("=5", cell)), NOWHERE.own, "Data")
    assert f"'{cell}" in files["data/tbl-a.csv"].decode()
    numbers = ("-5", "+7.5", "-1,000", "− 5", "-", "- 3 %", "a=b")
    for number in numbers:
        files = link_data(etree.fromstring(TABLE.replace("=5", number)), NOWHERE.own, "Data")
        assert "'" not in files["data/tbl-a.csv"].decode()


def test_a_typed_table_is_data_with_source_and_licence() -> None:
    section = etree.fromstring(TABLE)
    files = link_data(section, NOWHERE.own, "Data")
    rows = list(csv.reader(io.StringIO(files["data/tbl-a.csv"].decode())))
    assert rows == [["Country", "2020"], ["Kazakhstan", "'=5"], ["Tajikistan, the", "7"]]
    assert section.xpath("string(//caption/a/@href)") == "data/tbl-a.csv"
    [(name, reported)] = about_data(files, "A Book, 2021", "https://creativecommons.org/licenses/by/4.0/").items()
    assert name == "data/tbl-a.csv-metadata.json"
    assert json.loads(reported) | {"@context": ""} == {
        "@context": "", "url": "tbl-a.csv", "dc:source": "A Book, 2021",
        "dc:license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("size", "expected"),
    [("16", ""), ("10", "least-660"), ("8", "least-840"), ("6pt", "least-840"), ("4", "least-1440")],
)
def test_words_of_a_drawing_stay_readable_in_its_box(size: str, expected: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 300"><text font-size="{size}">A</text></svg>'
    assert least_class(readable_at(etree.fromstring(drawing))) == expected
    styled = drawing.replace("<text", f"<style>.a {{ font: bold {size} serif }}</style><text class='a'").replace(
        f' font-size="{size}"', ""
    )
    assert least_class(readable_at(etree.fromstring(styled))) == expected


def _shown(folder: Path, page: str, width: int) -> etree._Element:
    """The page's tree after its scripts have run in a window of this width."""
    arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=4000",
        f"--window-size={width},900",
    ]
    reported = subprocess.run(
        [doctor.chromium().detail, *arguments,
         f"--user-data-dir={folder / 'profile'}", "--dump-dom", (folder / page).as_uri()],
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    return html.document_fromstring(reported.stdout.decode())


@pytest.mark.slow
@pytest.mark.browser
def test_notes_stand_beside_their_calls_on_a_wide_screen_and_below_on_a_narrow_one(tmp_path: Path) -> None:
    notes = "".join(
        f'<aside role="doc-footnote" class="note" id="n{n}"><p><a role="doc-backlink" class="note-number" href="#c{n}">{n}</a> '
        f"{'Long words. ' * 60}</p></aside>" for n in (1, 2, 3)
    )  # fmt: skip
    calls = "".join(f'<a role="doc-noteref" class="noteref" id="c{n}" href="#n{n}">{n}</a> word ' for n in (1, 2, 3))
    body = (
        f'<section id="trade" role="doc-chapter"><h1 id="t">T</h1><p id="p">{calls}</p>'
        f'<section role="doc-endnotes" class="notes">{notes}</section></section>'
    )
    made = publication()
    ids = ("trade", "t", "p", *(f"{letter}{n}" for letter in "cn" for n in (1, 2, 3)))
    documents = tuple(
        replace(it, body=body, ids=ids, headings=(), captioned=(), descriptions=()) if it.id == "trade" else replace(it, body=_unlinked(it.body))
        for it in made.documents
    )  # fmt: skip
    site = write_site(replace(made, documents=documents, index=(), quotations=()), NOWHERE, kept_steps()).value
    assert site is not None
    for name, data in site.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    wide = _shown(tmp_path, "trade.html", 1280)
    assert "sidenotes" in (wide.get("class") or "")
    tops = [float(re.findall(r"top: ([\d.]+)px", it.get("style") or "")[0]) for it in wide.find_class("note")]
    assert len(tops) == 3 and all(after - before > 100 for before, after in zip(tops, tops[1:], strict=False)), tops
    narrow = _shown(tmp_path, "trade.html", 800)
    assert "sidenotes" not in (narrow.get("class") or "") and not [
        it for it in narrow.find_class("note") if it.get("style")
    ]


def _unlinked(body: str) -> str:
    return re.sub(r'href="#[^"]*"', 'href="#t"', body)
