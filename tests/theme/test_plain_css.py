"""Style sheets for readers that know little CSS: literal values first, and what is newer apart."""

from __future__ import annotations

import re

from bookbuilder.theme.plain_css import compile_plain
from bookbuilder.theme.templates import SHIPPED


def test_a_property_is_filled_in_through_another_and_with_its_fallback() -> None:
    made = compile_plain([":root { --a: var(--b); --b: 2em }", "p { margin: var(--a) var(--c, 1em) }"])
    assert made.text == "p { margin: 2em 1em; }\n" and made.undeclared == ()


def test_the_last_declaration_of_a_property_counts_wherever_it_is_used() -> None:
    assert compile_plain([":root { --a: 1em }", "p { margin: var(--a) }", ":root { --a: 3em }"]).text == (
        "p { margin: 3em; }\n"
    )


def test_a_property_that_nobody_declares_is_reported_and_one_that_contains_itself_ends() -> None:
    made = compile_plain([":root { --a: var(--a) }", "p { margin: var(--no); color: var(--a); top: 0 }"])
    assert made.text == "p { top: 0; }\n" and made.undeclared == ("--no",)


def test_what_is_newer_stands_in_the_second_sheet_and_the_rest_of_its_rule_in_the_first() -> None:
    made = compile_plain(["p { margin: 0; color: color-mix(in srgb, red, blue); gap: 1em; width: min(1em, 2em) }"])
    assert made.text == "p { margin: 0; }\n"
    assert made.modern == "p { color: color-mix(in srgb, red, blue); gap: 1em; width: min(1em, 2em); }\n"


def test_a_rule_beside_the_text_stays_without_the_colour_that_old_readers_do_not_know() -> None:
    made = compile_plain(["p { border-left: 0.2em solid color-mix(in srgb, currentColor 60%, #b0253f) }"])
    assert made.text == "p { border-left: 0.2em solid; }\n" and "color-mix" in made.modern


def test_a_selector_that_old_readers_do_not_know_takes_no_other_with_it() -> None:
    made = compile_plain(["h1, p:is(.a, .b), h2 { margin: 0 }"])
    assert made.text == "h1, h2 { margin: 0; }\n" and made.modern == "p:is(.a, .b) { margin: 0; }\n"


def test_older_names_of_a_property_stand_before_it() -> None:
    made = compile_plain(["h1 { break-after: avoid; font-variant-caps: all-small-caps }"])
    assert made.text == (
        "h1 { page-break-after: avoid; break-after: avoid; font-variant: small-caps; font-variant-caps: all-small-caps; }\n"
    )


def test_the_epubs_sheets_have_no_direction_which_an_epub_may_not_say_in_css() -> None:
    sheets = [(SHIPPED / "styles" / name).read_text() for name in ("content.css", "epub.css")]
    assert not re.search(r"direction:|unicode-bidi", "".join(sheets))
