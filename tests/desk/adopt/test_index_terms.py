"""LaTeX's commands for the index become marks in the paragraph or heading beside them."""

from __future__ import annotations

import pytest

from bookbuilder.desk.adopt.index_terms import index_terms_become_marks
from bookbuilder.desk.adopt.plan import Report

MACROS = {"indexc": r"\newcommand{\indexc}[1]{\index{#1@\texttt{#1}}}", "mean": r"\newcommand{\mean}[1]{\bar{#1}}"}


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        (r"A word\index{word!of two} here.", 'A word[]{.index entry="word!of two"} here.'),
        ("## Head {#x}\n\\index{a}\n\\indexc{b_c()}\n\nText.", '## Head {#x}\n\n[]{.index entry="a"}[]{.index entry="b_c()"}Text.'),
        ("## Head {#x}\n\\index{a}\n\n- Item.", '## Head[]{.index entry="a"} {#x}\n\n- Item.'),
        ("Text.\n\n\\index{a}\n\n- Item.", 'Text.\n\n\n[]{.index entry="a"}\n\n- Item.'),
        (r"\index{NA@\emph{N/A}|see{`missing`}}X", '[]{.index entry="N/A" see="missing"}X'),
        (r"\index{long|(}X\index{long|)}", '[]{.index entry="long" range="start"}X[]{.index entry="long" range="end"}'),
        (r"X\index{\"!\"!} and `\index{code}` and $\mean{x}$", r"X and `\index{code}` and $\mean{x}$"),
        (r"See [@key]\index{x}.", 'See [@key]<!-- -->[]{.index entry="x"}.'),
        (r"\index{not closed", r"\index{not closed"),
    ],
)  # fmt: skip
def test_a_command_for_the_index_becomes_a_mark(text: str, becomes: str) -> None:
    assert index_terms_become_marks(text, "one.Rmd", MACROS, Report()) == becomes
