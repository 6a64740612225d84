"""Formulas are drawn on their base line, broken where they are wide, and never silently lost."""

from __future__ import annotations

import pytest
from lxml import etree

from bookbuilder.markdown.pandoc import read_markdown, write_xhtml
from bookbuilder.mathematics.drawing import draw
from bookbuilder.mathematics.mathml import MATH, NAMESPACE, alternative, finish_formulas

FORMULAS = [
    "x", "E = mc^2", r"\alpha_{i}^{2}", r"\sqrt[3]{x+1}", r"\frac{a+b}{c}", r"\hat{\beta}", r"\overline{AB}", r"\vec v",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", r"\begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}",
    r"\sum_{i=1}^{n} x_i", r"\int_0^\infty e^{-x^2}\,dx", r"\lim_{n\to\infty} a_n", r"\binom{n}{k}", r"\underbrace{a+b}_{c}",
    r"\mathbb{E}[X]", r"\mathcal{L}", r"\mathfrak{g}", r"p \land q \lor \lnot r \models s", r"A \cup B", r"a \neq b", r"f'(x)",
    r"\xrightarrow{f}", r"\left(\frac{a}{b}\right)", r"\operatorname{Var}(X)", r"50\%", r"\{1, \dots, n\}", r"\lVert x\rVert",
]  # fmt: skip


def mathml(tex: str, display: bool = False) -> etree._Element:
    mark = "$$" if display else "$"
    section = etree.fromstring(f"<section>{write_xhtml(read_markdown(f'{mark}{tex}{mark}')[0])}</section>")
    finish_formulas(section)
    return next(section.iter(MATH))


def drawn(tex: str, display: bool = False, measure: float = 33.0):
    return draw(etree.tostring(mathml(tex, display), encoding="unicode", with_tail=False), measure).parts


@pytest.mark.slow
def test_what_scholars_write_is_drawn_and_keeps_its_tex():
    made = {tex: draw(etree.tostring(mathml(tex), encoding="unicode", with_tail=False), 33.0).parts for tex in FORMULAS}
    assert [tex for tex, parts in made.items() if not parts or parts[0].width <= 0] == []
    assert alternative(mathml(r"\frac{a}{b}")) == r"\frac{a}{b}"


def test_what_is_empty_in_a_formula_does_not_keep_it_from_being_drawn() -> None:
    for lines in (r"a &= b \\", r"a &= b \\ \\ c &= d", r"a \\ & \\ b"):
        assert len(drawn(rf"\begin{{aligned}}{lines}\end{{aligned}}", display=True)) == 1
    for tex in (r"a \text{ } b", r"\overset{}{x}", r"\underset{}{x}"):
        assert len(drawn(tex, display=True)) == 1
    one, two = (drawn(rf"\begin{{aligned}}a &= b{it}\end{{aligned}}", display=True)[0] for it in ("", r" \\"))
    assert one.height == two.height


def test_a_fraction_reaches_below_the_base_line_and_a_capital_does_not():
    (fraction,), (capital,) = drawn(r"\frac{a}{b}"), drawn("A")
    assert fraction.depth > 0.2 and abs(capital.depth) < 0.02
    assert fraction.height > capital.height


def test_a_wide_formula_on_its_own_line_is_broken_at_its_relations():
    tex = " = ".join(["a + b + c + d + e"] * 4)
    (whole,), (broken,) = drawn(tex, True, 200.0), drawn(tex, True, 25.0)
    assert broken.width <= 25 < whole.width
    assert broken.height > 2 * whole.height
    (long,) = drawn(" + ".join("abcdefghijklmn") + " = 0", True, 25.0)
    assert 15 < long.width <= 25


def test_a_long_formula_within_a_line_comes_in_parts():
    assert len(drawn("a + b + c + d = e")) == 5
    assert len(drawn("a + b")) == 1
    assert len(drawn(r"f(a + b + c, d + e)")) == 1


def test_bold_letters_are_upright_as_in_tex():
    assert "𝐯" in "".join(map(str, mathml(r"\mathbf{v}").itertext()))
    assert "𝒗" in "".join(map(str, mathml(r"\boldsymbol{v}").itertext()))


@pytest.mark.parametrize("tex", FORMULAS[:3])
def test_a_drawing_is_the_same_at_any_time(tex):
    draw.cache_clear()
    first = drawn(tex)
    draw.cache_clear()
    assert drawn(tex) == first


def test_words_in_angle_brackets_are_words_of_a_formula() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mtext>&lt;think&gt;</mtext><mi>x</mi></math>'
    assert draw(math, 30).parts


def test_a_formula_of_white_space_has_no_drawing() -> None:
    for inner in ("<mspace width='1em'/>", "<mrow/>"):
        assert draw(f'<math xmlns="{NAMESPACE}">{inner}</math>', 33.0).parts == ()


def test_brackets_in_one_another_take_no_longer():
    from ziamath.nodes.mrow import Mrow

    rows: list[int] = []
    whole = Mrow._setup
    Mrow._setup = lambda self, **given: (rows.append(1), whole(self, **given))[1]
    try:
        for depth in (3, 7):
            drawn(r"\left(a" * depth + "x" + r"\right)" * depth)
            rows.append(0)
    finally:
        Mrow._setup = whole
    four = rows.index(0)
    assert len(rows) - four < 8 * four  # sixteen times as many without the workaround


def test_an_accent_stands_over_its_letter():
    (plain,), widths = drawn("v"), [drawn(tex)[0].width for tex in (r"\hat v", r"\vec v", r"\tilde v")]
    assert max(widths) < 1.5 * plain.width


def test_brackets_of_given_sizes_grow_and_matrices_have_space():
    heights = [drawn(rf"{size}( x {size})", True)[0].height for size in (r"", r"\big", r"\Big", r"\bigg", r"\Bigg")]
    assert heights == sorted(set(heights))
    (matrix,), (row,) = drawn(r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"), drawn("(ab)")
    assert matrix.width > row.width + 0.8


def test_letters_of_mathbf_are_upright_beside_those_of_boldsymbol():
    assert "".join(mathml(r"\mathbf{Ab} = \boldsymbol{c} + \mathbf x").itertext()) == "𝐀𝐛=𝒄+𝐱"


def test_aligned_lines_that_are_too_wide_go_on_below_and_a_matrix_is_made_smaller():
    long = " + ".join(f"x_{{{number}}}" for number in range(16))
    (lines,) = drawn(rf"\begin{{aligned}} y &= {long} \\ &= z \end{{aligned}}", True, 20.0)
    assert lines.width <= 20 and lines.height > 4.5
    wide = " & ".join("abc" for _ in range(6))
    (matrix,) = drawn(rf"\begin{{pmatrix}} {wide} \end{{pmatrix}}", True, 12.0)
    assert matrix.width == 12


def test_a_sign_is_raised_behind_an_empty_box_too():
    (drawing,) = drawn(r"a\mbox{}^\frown b \text{}^2")
    assert drawing.width > 2
