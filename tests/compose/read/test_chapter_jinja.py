"""Jinja's marks in code and formulas are code, and the @ of a bare address is no citation."""

from __future__ import annotations

import time

import pytest

from bookbuilder.compose.read.chapter_jinja import expand
from tests.in_time import in_time
from tests.small_book import body_of, check_reports, check_silent, diagnose, text_of


@pytest.mark.parametrize(
    "typed", ["`{{ x }}`", "```\n{% if x %}\n{{ x }}\n```", "``{{ `x` }}``", "~~~ {.html}\n<!--# x #-->\n~~~"]
)
def test_jinjas_marks_in_code_are_code(typed):
    check_silent(f"# One\n\n{{{{ book.title }}}}\n\n{typed}\n")
    code = body_of(f"# One\n\n{{{{ book.title }}}}\n\n{typed}\n").find(".//code")
    assert "x" in text_of(code) and ("{" in text_of(code) or "#" in text_of(code))


@pytest.mark.parametrize("typed", ["{{< /-a" * 12_000, "{{< " + "-" * 80_000, "<!--#" * 16_000 + "#-->"])
def test_marks_that_nothing_ends_are_looked_at_once(typed):
    """Each looked through the whole line, or the whole chapter, for its end: 60 KB took ten seconds."""
    begun = time.process_time()
    expand(f"{typed}\n", "a.md", {})
    assert in_time(time.process_time() - begun, 2)


def test_remarks_of_rstudios_are_htmls_and_those_of_jinja_go():
    assert expand("a<!--#b -->d<!--# e #-->f", "a.md", {}).value == "a<!-- b -->df"


@pytest.mark.parametrize(
    ("typed", "filled"),
    [
        ("Text.\n\n    code {{ x }}\n\n    {% more\n\nBut {{ 1 + 1 }}.\n", "    code {{ x }}\n\n    {% more\n\nBut 2."),
        ("1. Item\nof two\n\n    {{ 1 + 1 }}\n", "    2"),
        ("[^1]: A note\n\n    {{ 1 + 1 }}\n", "    2"),
        ("Term\n\n:   Words\n\n    {{ 1 + 1 }}\n", "    2"),
    ],
)
def test_jinjas_marks_in_indented_code_are_code_and_in_items_and_notes_are_filled(typed, filled):
    expanded = expand(typed, "a.md", {})
    assert filled in expanded.value and not expanded.diagnostics


def test_braces_in_a_formula_are_the_formulas():
    check_silent("# One\n\n{{ book.title }} has $\\frac{{a}}{b}$ and costs $5.\n")
    check_silent("# One\n\n{{ book.title }}\n\n\\begin{align*}\nx^{{a+1}} &= y\n\\end{align*}\n")


def test_a_fault_behind_code_keeps_its_line():
    from tests.small_book import check_reports

    check_reports("# One\n\n```\n{{ a }}\n{{ b }}\n```\n\n{{ nothing }}\n", "JIN-002 8:4")


def test_the_at_of_an_address_cites_nobody():
    check_silent("# One\n\nSee https://example.org/@user/post and write to a@example.org.\n")


@pytest.mark.parametrize(
    "typed", ["range", "range|string", "[range]", "range ~ 1", "'%s'|format(range)", "'a'|replace('a', range)", "range|replace('0x', '')", "[1]|map('string')", "cycler(1)"]
)  # fmt: skip
def test_no_place_in_the_machines_memory_is_printed(typed):
    (fault,) = expand(f"{{{{ {typed} }}}}", "a.md", {}).diagnostics
    assert fault.code == "JIN-003" and "has no words to print" in fault.message


def test_a_shortcode_is_named_at_its_place_and_the_rest_of_the_chapter_is_filled():
    chapter = "# One\n\n{{< pagebreak >}}\n\nOf {{< meta title >}} and {{ book.title }}.\n\n`{{< code >}}`\n"
    check_reports(chapter, "JIN-001 5:4")
    assert "Of {{< meta title >}} and A Small Book." in text_of(body_of(chapter))


def test_a_private_character_that_was_typed_stands_for_no_code():
    typed = "# One\n\n`{{ x }}` \uf8e80\uf8e9 \uf8e899\uf8e9 \U00100000" + "0\U00100000 {{ 1 }}\n"
    outcome = expand(typed, "a.md", {})
    assert outcome.value == typed.replace("{{ 1 }}", "1") and not outcome.diagnostics


def test_a_value_of_the_book_is_named_with_the_book():
    (fault,) = [it for it in diagnose("# One\n\n{{ title }}\n") if it.code == "JIN-002"]
    assert fault.remedy == "Write {{ book.title }}."


def test_a_call_with_other_values_than_it_takes_shows_how_it_is_called():
    (fault,) = [it for it in diagnose('# One\n\n{{ excerpt("kz-01") }}\n') if it.code == "JIN-003"]
    assert fault.message.startswith("excerpt()") and '{{ excerpt("kz-01", "q3a") }}' in (fault.remedy or "")
