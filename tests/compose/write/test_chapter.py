"""What a reference within the book prints, by the words before it."""

from __future__ import annotations

import pytest

from tests.small_book import BOOK, body_of, text_of

TABLE = "\n\n| a |\n|---|\n| b |\n\n: Trade {#tbl-trade}\n"


@pytest.mark.parametrize(
    ("lang", "typed", "printed"),
    [
        ("en", "Table @tbl-trade shows.", "Table 1.1 shows."),
        ("en", "See (tables @tbl-trade).", "See (tables 1.1)."),
        ("en", "See tab. @tbl-trade.", "See tab. 1.1."),
        ("en", "Table\\ @tbl-trade, **Table** @tbl-trade.", "Table 1.1, Table 1.1."),
        ("en", "Table [@tbl-trade].", "Table 1.1."),
        ("en", "It stands in a table. @tbl-trade shows it.", "in a table. Table 1.1 shows it."),
        ("en", "What a table! @tbl-trade, tablet @tbl-trade.", "What a table! Table 1.1, tablet Table 1.1."),
        ("en", "The tablecloth @tbl-trade.", "The tablecloth Table 1.1."),
        ("en", "It is @tbl-trade.", "It is Table 1.1."),
        ("de", "In den Tabellen @tbl-trade.", "In den Tabellen 1.1."),
        ("de", "ab @tbl-trade.", "ab Tabelle 1.1."),
        ("de", "Das Kapital @sec-one.", "Das Kapital Kapitel 1."),
        ("fr", "les tableaux @tbl-trade.", "les tableaux 1.1."),
        ("en", "Tables @tbl-trade, @tbl-trade and @tbl-trade.", "Tables 1.1, 1.1 and 1.1."),
        ("en", "Table @tbl-trade and @tbl-trade.", "Table 1.1 and Table 1.1."),
        ("en", "Tables @tbl-trade and @sec-one.", "Tables 1.1 and Chapter 1."),
        (
            "en",
            "Two tables [@tbl-trade; @tbl-trade; @sec-one; see @tbl-trade].",
            "tables 1.1; 1.1; Chapter 1; see Table 1.1.",
        ),
        ("de", "Die Tabellen @tbl-trade und @tbl-trade; @tbl-trade.", "Tabellen 1.1 und 1.1; Tabelle 1.1."),
        ("ru", "Главный @sec-one.", "Главный гл. 1."),
        ("ru", "В таблице @tbl-trade.", "В таблице 1.1."),
        ("kk", "Мына кесте @tbl-trade.", "Мына кесте 1.1."),
    ],
)
def test_the_name_of_a_kind_is_not_printed_twice(lang: str, typed: str, printed: str) -> None:
    files = {"manuscript/book.yaml": BOOK.replace("en-GB", lang)}
    assert printed in text_of(body_of(f"# One {{#sec-one}}\n\n{typed}{TABLE}", files))
