"""Signs of Markdown that would be printed as they stand, languages that are none, words before the title."""

from __future__ import annotations

import time

import pytest

from tests.in_time import in_time
from tests.small_book import check_reports, check_silent, diagnose


@pytest.mark.parametrize(
    "typed, place",
    [
        ("Text\n::: {.box}\nA.\n:::", "4:1"),
        ("Text.\n\n:::", "5:1"),
        ("::: {.box}\nA.\n:::\n\n:::", "7:1"),
        ("```\ncode", "3:1"),
        ("Text\n## Section", "4:1"),
        ("##Section", "3:1"),
        ("A [word] {.index} here.", "3:10"),
        ("Of [устойчивость{lang=ru} much.", "3:4"),
        ("## A {#sec-a .x", "3:6"),
        ("A.[1^]", "3:1"),
        ("A^[note.", "3:1"),
        ("Good [@boonstra2018, p. 1]. Bad [@boonstra2018, p. 3 more.", "3:33"),
        ("Bad [@boonstra2018; p. 3].", "3:5"),
        ("| a | b |\n| 1 | 2 |", "3:1"),
        ("A **bold word.", "3:3"),
        ("A ***bold word.", "3:3"),
        ("See <https://example.org for it.", "3:5"),
        ("## A {sec-a}", "3:6"),
        ("Good [@boonstra2018].\n\nBad [*so* ; see @boonstra2018].", "5:5"),
        ("See Fig.~3.", "3:5"),
        ("One [@boonstra2018; @boonstra2018].\n\nTwo [@boonstra2018; @boonstra2018; App. 1].", "5:5"),
        ("<!-- one -->\n\nText <!-- a remark.", "5:6"),
        ("Text:\n- a\n- b", "4:1"),
        ("Text:\n1. a\n2. b", "4:1"),
        ("$$\na\n\nb", "3:1"),
        ("\\begin{gather}\na\n\nb", "3:1"),
        ("Of $\\begin{matrix} 1 $ b.", "3:4"),
        ("A \\textbf{b\n\nc.", "3:3"),
        ("+----+--------+\n| a  | words  |\n| b  | - one  |\n|    | - two  |\n+----+--------+", "5:8"),
    ],
)
def test_markdown_that_would_be_printed_is_reported(typed: str, place: str) -> None:
    check_reports(f"# One\n\n{typed}\n", f"CHP-018 {place}")


def test_a_colours_name_is_no_heading() -> None:
    check_silent("# One\n\n| a | b |\n|---|---|\n| red | #E69F00 |\n| grey | #ccc |\n")
    check_silent(
        "# One\n\n+-------------+---+\n| **[Version  | b |\n| \\#]{.mark}**|   |\n+-------------+---+\n"
    )  # a number sign


def test_what_is_meant_is_silent() -> None:
    check_silent(
        "# One\n\n`{.index}` and \\{.index} and \\# and C# and 5 * 3 and \\*\\*, \\$\\$, `$$`, x^2^, [sic], *em*, a_b.\n\n"
        "#1 of them\n\nIn the year\n1867. It was so.\n\n| A verse\n| and a line\n\n::: {.box}\n- a\n- b\n:::\n\n```\n::: {.x}\n```\n"
    )
    check_silent("# One\n\nIn \\mathbb{R}^{n} and^[A note: https://x.example/a.html].\n")
    check_silent(
        "# One\n\n| a | b |\n|---|---|\n| x | 0.45*** |\n| y | (0.3)** |\n\nAt p < .01** and p < .05*, 2 ** 3.\n"
    )
    check_silent("# One\n\nThe word* and the other** have notes.\n\n\\* The first.\n\n** The second, as a * b.\n")
    check_silent("# One\n\nThe word* and the other** have notes.\n\nMore.\n\n| a | b |\n|---|---|\n| Ann* | Bo** |\n")
    check_reports("# One\n\nThe word* has a note.\n\nThis other** has none.\n", "CHP-018 5:6")
    check_silent("# One\n\nIn [b~β~v] əgup~həgup, c++ and ++cc, with an accent (`).\n")


@pytest.mark.parametrize("tag, right", [("kz", "kk"), ("rus", "ru"), ("xyz1234567", "kk"), ('ru"', "ru")])
def test_a_language_that_is_none_is_reported(tag: str, right: str) -> None:
    check_reports(f"# One\n\nThe [көш]{{lang={tag}}}.\n", "CHP-025 3:11")
    check_silent(f"# One\n\nThe [көш]{{lang={right}}}.\n")


def test_words_before_the_title_are_reported() -> None:
    check_reports("Some words.\n\n# One\n\nText.\n", "CHP-023 1:1")
    check_silent("<!-- a remark -->\n\n# One\n\nText.\n")


def test_a_metadata_block_that_is_not_closed_is_reported() -> None:
    check_reports("---\nshort-title: One\n\n# One\n\nText.\n", "CHP-024 1:1", "CHP-023 2:1")
    check_silent("---\nshort-title: One\n---\n\n# One\n\nText.\n")


@pytest.mark.parametrize("between", ["\n", "\n\n", " and more\nof it\n\n"])
def test_a_list_by_letters_with_one_space_is_reported_where_it_begins(between: str) -> None:
    check_reports(f"# One\n\nWords.\n\nA. big thing{between}B. small thing\n", "CHP-018 5:1")


def test_initials_and_a_list_by_letters_with_two_spaces_are_silent() -> None:
    check_silent(
        "# One\n\nA\\. Big met\n\nB. Small.\n\nA. Big came.\n\nWords.\n\nA. Adams,\\\nB. Brown\n\nA.  big\nB.  small\n"
    )


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ("![A map](a.svg){#fig-a alt=“A map”}", "3:16", "straight ones"),
        ("<<<<<<< HEAD\nOne\n=======\nTwo\n>>>>>>> other", "3:1", "Git has left two versions"),
        ("As said [＠boonstra2018, p. 3].", "3:9", "the sign @ of the keyboard"),
    ],
)
def test_what_word_processors_git_and_other_keyboards_leave_is_named(typed: str, place: str, said: str) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    found = [it for it in diagnose(f"# One\n\n{typed}\n", {"manuscript/a.svg": svg}) if it.code == "CHP-018"]
    assert [f"{it.location.line}:{it.location.column}" for it in found] == [place] and said in (found[0].remedy or "")


def test_a_citation_that_an_author_has_escaped_is_meant_so() -> None:
    check_silent("# One\n\nWords \\[\\@boonstra2018\\]\\\n    more.\n\n[@boonstra2018].^[@council2019strategy]\n")
    check_silent("# One\n\nBoonstra et al. \\[[-@boonstra2018], [-@council2019strategy]\\] say so.\n")
    check_silent(
        "# One\n\n> Words of $a$ [$b$] that\n> Boonstra \\[@boonstra2018, S. 65\\] and [-@council2019strategy, p. 3] say.\n"
    )
    check_reports("# One\n\nThey [see; @boonstra2018] say so.\n", "CHP-018 3:6")
    forgotten = "He says [@boonstra2018, p. 3 and on, and [@boonstra2018, p. 4]."
    check_reports(f"# One\n\nAn editor types \\[@boonstra2018\\] for it.\n\n{forgotten}\n", "CHP-018 5:9")


def test_a_sign_for_the_number_of_things_heads_no_cell() -> None:
    check_silent("# One\n\n| Step | Count |\n|:-----|------:|\n|# First authors | 5 |\n| # names | > 6 |\n")


def test_words_before_a_citation_are_found_in_time_that_grows_with_them() -> None:
    """Each of a thousand signs read the chapter to its end twice over: 4 KB took hours."""
    begun = time.process_time()
    assert "CIT-001" in {it.code for it in diagnose("# One\n\n" + "**a" * 1_333 + r"\cite{x}" + "\n")}
    assert in_time(time.process_time() - begun, 5)
