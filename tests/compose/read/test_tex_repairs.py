r"""Plain TeX, and what else MathJax takes and Pandoc does not, in commands that Pandoc knows."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bookbuilder.compose.read.tex_repairs import repaired
from bookbuilder.markdown.pandoc import unreadable_formulas

READ = {
    "x=y % a remark\n+ 50\\%": "x=y \n+ 50\\%",
    r"\begin{bmatrix} 1 & 0 \cr 0 & 1 \cr \end{bmatrix}": r"\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}",
    r"g_{\rm max} + \bf x \rm y": r"g_{\mathrm{max}} + \mathbf{x}\mathrm{y}",
    r"{\bf R}^2 \cal{F}(x)": r"{\mathbf{R}}^2 \mathcal{F}(x)",
    r"\begin{matrix} \bf a & b \end{matrix}": r"\begin{matrix} \mathbf{a}& b \end{matrix}",
    r"\left( a \over b \right)^2": r"\left(\frac{a}{b}\right)^2",
    r"1 + {x \over 1 + {n \choose k}}": r"1 + {\frac{x}{1 + {\binom{n}{k}}}}",
    r"\pmatrix{a & b \cr c & d}^{-1}": r"\begin{pmatrix}a & b \\ c & d\end{pmatrix}^{-1}",
    r"\root 3 \of {x} \kern 2pt \textcolor{red}{y}": r"\sqrt[ 3 ] {x} \; {y}",
    r"\begin{aligned} e &= `r f(y)` \color{#e64173}{+ b} \end{aligned}": r"\begin{aligned} e &= \text{r f(y)} {+ b} \end{aligned}",
    r"\text{over $ {\bf x}$} a": r"\text{over ${\mathbf{x}}$} a",
    r"x = `r f(y_z, 2)`\%": r"x = \text{r f(y\_z, 2)}\%",
    r"\lstinline|y_1| + \text{if \verb+a&b+ is}": r"\text{y\_1} + \text{if a\&b is}",
    r"a &= b \\ c &= d \\": r"\begin{aligned}a &= b \\ c &= d \end{aligned}",
    r'8.5^" - \text{wide "x"}': r"8.5^{\text{”}} - \text{wide " + '"x"}',
    "a \\\\%\\text{b}\n%c}\n&= d": "\\begin{aligned}a \\\\\n\n&= d\\end{aligned}",
    r"a \Big\downarrow b": r"a \downarrow b",
    r"a \hspace{3mm} b \hspace*{1em} c": r"a \; b \; c",
    r"\-\alpha/2": r"\alpha/2",
    r"\unit[27.5\pm 0.1]{ mm}": r"27.5\pm 0.1\,\mathrm{mm}",
    r"\begin{rcases} a \\ b \end{rcases} c": r"\left.\begin{matrix} a \\ b \end{matrix}\right\} c",
}


def test_plain_tex_becomes_latex_that_can_be_read() -> None:
    assert {tex: repaired(tex) for tex in READ} == READ
    before = unreadable_formulas([(tex, True) for tex in READ])
    assert set(before) == set(READ)
    assert not unreadable_formulas([(tex, True) for tex in READ.values()])


@given(
    st.lists(st.sampled_from([*"{}ab^_ ", r"\alpha ", r"\left( ", r"\right)", r"\begin{matrix}", r"\end{matrix}"])).map(
        "".join
    )
)
def test_whatever_braces_are_missing_the_rest_is_left_as_it_stands(tex: str) -> None:
    assert repaired(tex) == tex.strip()


@pytest.mark.parametrize("tex", [r"\left", r"\right", r"\over", "\\", r"\bf", r"\begin{a}", "}", r"\cr"])
def test_a_formula_that_breaks_off_is_no_fault_of_ours(tex: str) -> None:
    assert isinstance(repaired(f"{tex}{tex}"), str)
