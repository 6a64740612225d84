"""Formulas: one MathML for all editions, numbers and references, LaTeX's environments, and what cannot be read."""

from __future__ import annotations

import pytest

from bookbuilder.mathematics.mathml import MATH
from tests.small_book import body_of, check_silent, diagnose, text_of


def maths(body):
    return [math.get("alttext") for math in body.iter(MATH)]


def test_formulas_stand_wherever_text_does():
    body = body_of("# On $x$\n\nIn $a$.^[Note $b$.]\n\n| $c$ |\n|---|\n| $d$ |\n\nTable: With $e$ {#tbl-a}\n")
    assert sorted(maths(body)) == ["a", "b", "c", "d", "e", "x"]


def test_a_labelled_formula_is_numbered_in_its_chapter_and_referred_to():
    body = body_of("# One\n\nSee @eq-a and [-@eq-b].\n\n$$a = b$$\n\n$$c$$ {#eq-a}\n\n$$d$$ {#eq-b}\n")
    assert [text_of(it) for it in body.iter("span") if it.get("class") == "equation-number"] == ["(1.1)", "(1.2)"]
    assert text_of(body.find("p")) == "See Equation 1.1 and 1.2."
    assert [link.get("href") for link in body.iter("a") if link.get("class") == "xref"] == ["#eq-a", "#eq-b"]


def test_environments_and_references_of_latex_are_read():
    body = body_of(
        "# One\n\n\\begin{align}\\label{eq:x}\na &= b \\\\\nc &= d\n\\end{align}\n\nBy \\eqref{eq:x} all is well.\n"
    )
    assert text_of(body.findall("p")[1]) == "By Equation 1.1 all is well."
    assert maths(body)[0].startswith(r"\begin{aligned}")


def test_macros_of_the_chapter_are_used():
    check_silent("# One\n\n\\newcommand{\\R}{\\mathbb{R}}\n\n$x \\in \\R$ costs \\$5.\n")


def test_a_formula_that_cannot_be_read_is_reported_with_its_place_and_reason():
    (fault,) = [it for it in diagnose("# One\n\nAs $\\foo{x}$ says.\n") if it.code == "CHP-014"]
    assert (fault.location.line, fault.location.column) == (3, 4)
    assert r"\foo is not defined" in fault.message and r"\newcommand{\foo}{…}" in (fault.remedy or "")


def test_breaks_of_pages_in_a_formula_and_the_end_of_a_proof_are_left_out():
    rows = r"a &= b \displaybreak[1] \\ &= c \\ \allowdisplaybreaks &= d \qedhere"
    check_silent(f"# One\n\n\\begin{{align*}}\n{rows}\n\\end{{align*}}\n")


def test_prices_are_no_formulas():
    assert maths(body_of("# One\n\nIt costs $5 or $6.\n")) == []


def test_what_tex_takes_is_read_and_each_labelled_row_has_its_number() -> None:
    chapter = (
        "# One {#sec-one}\n\n\\noindent Words. \\noindent and \\minitoc words, [so][The second part].\n\n"
        "$$a = b, \\\\$$\n\n<!--# A remark of RStudio's -->\n\n$\\cfrac{1}{2}$\n\n$$a &= b \\\\ c &= d$$\n\n\\begin{equation}\na = b, \\\\\n\\end{equation}\n\n"
        "1. First\n   \\begin{equation}\n     a = b \\label{eq:x}\n   \\end{equation}\n2. Second @eq-x, @eq-y, @eq-z\n\n"
        "\\begin{align}\na &= b \\label{eq:y}\\\\\n&= \\begin{cases} 1 \\\\ 2 \\end{cases} \\label{eq:z}\n\\end{align}\n\n"
        "| a | b |\n|---|---|\n| + | +\\* |\n\n## The second part\n\nWords.\n"
    )
    check_silent(chapter)
    numbers = [it.text for it in body_of(chapter).iter("span") if it.get("class") == "equation-number"]
    assert numbers == ["(1.1)", "(1.2)", "(1.3)"]


def test_signs_of_formulas_that_stand_in_the_text_are_formulas() -> None:
    body = body_of("# One\n\nIn \\mathsf{R} 3 \\times 4 of $a \\textbackslash b$ \\leq \\mathbb{N}, \\to it.\n")
    assert [it.strip() for it in maths(body)[:2]] == [r"\mathsf{R}", r"\times 4"] and len(maths(body)) == 6
    check_silent("# One\n\nIn \\mathsf{R} 3 \\times 4 of $a \\textbackslash b$ \\leq \\mathbb{N}, \\to it.\n")


def test_a_formula_of_a_caption_or_of_latex_is_reported_once_and_where_it_begins():
    chapter = "# One\n\n![On $\\frac{1}$](a.png)\n\n\\begin{align}\na &= \\frac{b}\n\\end{align}\n"
    found = [str(it.location) for it in diagnose(chapter) if it.code == "CHP-014"]
    assert found == ["manuscript/one.md:3:6", "manuscript/one.md:5:1"]


def test_a_row_has_the_number_of_its_label_whatever_that_is_called():
    rows = r"a &= b \label{line:1}\\ c &= d \label{x y}"
    chapter = f"# One\n\n\\begin{{align}}\n{rows}\n\\end{{align}}\n\nSee \\ref{{line:1}}, \\eqref{{x y}}.\n"
    check_silent(chapter)
    assert text_of(body_of(chapter)).endswith("See 1.1, Equation 1.2.")


def test_a_bold_letter_of_old_latex_in_a_macro_is_read():
    check_silent(
        "# One\n\n\\newcommand{\\bt}{\\mbox{\\boldmath$\\theta$}}\n\nAs $\\bt_1$ and $$\\mbox{\\boldmath $x$} = 1$$ say.\n"
    )


def test_a_formula_names_each_command_that_nothing_defines() -> None:
    chapter = "# One\n\n$\\foo{x} + \\baz$, $\\frac{\\foo}{2}$ and $\\frac{1$.\n"
    first, second, other = (it for it in diagnose(chapter) if it.code == "CHP-014")
    assert "cannot be read: \\foo and \\baz are not defined." in first.message
    assert [it.split()[0] for it in first.causes] == ["\\foo", "\\baz"] and second.causes == first.causes[:1]
    assert not other.causes


@pytest.mark.parametrize("command", ["\\frac", "\\hat", "\\text", "\\mathbf", "\\big"])
def test_a_known_command_with_nothing_behind_it_is_not_said_to_be_undefined(command: str) -> None:
    (fault,) = (it for it in diagnose(f"# One\n\n${command}$ says.\n") if it.code == "CHP-014")
    assert f"what {command} takes is missing behind it." in fault.message
    assert f"{command}{{…}}" in (fault.remedy or "") and "newcommand" not in (fault.remedy or "") and not fault.causes
