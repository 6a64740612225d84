"""What the engine says of a style sheet is reported at its line, once, however many documents are set in it."""

from __future__ import annotations

from pathlib import Path

from bookbuilder.layout.style_sheets import place_in_sheets
from bookbuilder.verbs import check
from tests.small_book import make_book

SHEETS = (("styles/print.css", "p { color: red }"), ("styles/own.css", "h1 {}\np { color: var(--gone) }"))


def test_a_declaration_and_a_picture_are_found_in_the_sheet_that_has_them() -> None:
    assert str(place_in_sheets("Ignored `color: ` at 2:12, no value.", SHEETS)) == "styles/own.css:2:12"
    assert str(place_in_sheets("Ignored `color: red` at 1:5, no value.", SHEETS)) == "styles/print.css:1:5"
    assert place_in_sheets("Ignored `color: ` at 9:5, no value.", SHEETS) is None
    assert place_in_sheets("No anchor #a for internal URI reference", SHEETS) is None
    picture = place_in_sheets("Failed to load image at 'x.png': gone", (("styles/own.css", "\np {a: url( 'x.png')}"),))
    assert str(picture) == "styles/own.css:2:7"


def test_a_fault_of_a_sheet_is_reported_once_for_all_documents(tmp_path: Path) -> None:
    sheet = "p, h1 { color: var(--gone); background: url(gone.png) }"
    found = check(make_book(tmp_path, {"styles/own-print.css": sheet}), pages=True).diagnostics
    said = [f"{it.code} {it.location}" for it in found if it.location.file.startswith("styles/")]
    assert said == ["PDF-010 styles/own-print.css:1:16", "PDF-010 styles/own-print.css:1:41"]


def test_words_that_an_own_sheet_loses_without_hiding_them_name_the_sheet(tmp_path: Path) -> None:
    files = {"styles/own-print.css": "p::first-letter { font-size: 3em; float: left }"}
    lost = [it for it in check(make_book(tmp_path, files), pages=True).diagnostics if it.code == "PDF-024"]
    assert lost and all("A rule of styles/own-print.css may do it" in it.remedy for it in lost)
