"""What TeX and MathJax read in a formula prints, whatever Pandoc's own reader of formulas knows of it."""

from __future__ import annotations

import pytest

from bookbuilder.compose.read.known_tex import by_known_commands
from tests.small_book import check_reports, check_silent

READ = r"""
\symbfit{x} \symup{d} \mathds{1} \nicefrac12 \cancelto{0}{x} \ce{2H2 + O2 ->[heat] 2H2O} \ket{\psi} \unicode{x263a}
\not\exists x a \not\mid b
\sideset{_a}{^b}\sum \argmax_x \fbox{a} \begin{cases*} a & b \\ c & d \end{cases*}
\def\q{b} \q \begin{aligned}[t] a &= b \end{aligned}
"""


def test_formulas_of_ams_unicode_math_and_mathjax_are_read() -> None:
    formulas = "\n\n".join(f"${line}$" for line in READ.strip().split("\n"))
    check_silent(f"# One\n\n{formulas}\n")
    check_reports("# One\n\n$\\nobody{x}$\n", "CHP-014 3:1")


@pytest.mark.parametrize(
    ("tex", "known"),
    [
        (r"\ce{SO4^2- + Fe^{3+}}", r"\mathrm{SO}_{4}^{2-}\ +\ \mathrm{Fe}^{3+}"),
        (r"\underaccent{\bar}{x}", r"\underset{\bar{}}{x}"),
        ("\\scalebox{1.5}{\n$2^{-x}$ }", "{2^{-x}}"),
        (r"\resizebox{.9\hsize}{!}{$\left[a\right]$}", r"{\left[a\right]}"),
        (r"\tbinom nk \nicefrac{\sym{a}}{2}", r"\binom nk {\sym{a}}/{2}"),
        (r"a\space b\negthinspace c", r"a\  b\! c"),
        (r"\def\a#1{b} \unicode{x110000}", r"\newcommand{\a}[1]{b} \unicode{x110000}"),
    ],
)
def test_a_command_is_written_by_what_pandoc_knows(tex: str, known: str) -> None:
    assert by_known_commands(tex) == known
