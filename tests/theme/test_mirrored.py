"""A shipped style sheet is turned round for a book that is read from right to left."""

from __future__ import annotations

from bookbuilder.languages.tags import direction
from bookbuilder.theme.mirrored import mirrored


def test_left_and_right_are_exchanged_but_in_pages_code_and_rules_that_name_a_direction() -> None:
    for sheet, turned in (
        ("p { margin-left: 1em; float: right }", "p {margin-right: 1em;float: left;}"),
        ("p { padding: 1pt 2pt 3pt 4pt !important }", "p {padding:1pt 4pt 3pt 2pt !important;}"),
        ("p { text-align: left; margin: 0 1em }", "p {text-align: right;margin: 0 1em;}"),
        ("@media (width > 9em) { p { left: 1em } }", "@media (width > 9em) {p {right: 1em;}}"),
    ):
        assert "".join(mirrored(sheet).split()) == "".join(turned.split())
    for kept in ("@page :left { margin-left: 1em }", "pre { text-align: left }", ":lang(fa) p { text-align: right }"):
        assert mirrored(kept) == kept


def test_an_element_names_its_direction_where_it_runs_otherwise_than_what_stands_around_it() -> None:
    assert direction("fa") == direction("he-IL", "ru") == {"dir": "rtl"}
    assert direction("en", "ar") == {"dir": "ltr"} and direction("ru") == direction("ar", "fa") == {}
