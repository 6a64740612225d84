"""What a folder says of its book becomes words of one line, and formulas stay formulas."""

from __future__ import annotations

import pytest

from bookbuilder.desk.adopt.metadata import people, plain


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (r"On $\mathbb{R}^{10}$ and *$x_1$*", r"On $\mathbb{R}^{10}$ and $x_1$"),
        (r"H$_2$O \textbf{of} {Lakes}", "H$_2$O of Lakes"),
        (r"Erd\H{o}s, {\"U}ber M\"uller, Fran\c{c}ois, \'{E}tude, \v Sar", "Erdős, Über Müller, François, Étude, Šar"),
        (r"L\'art, 1\. Don\'t, \"said\", \url{b}", "L'art, 1. Don't, \"said\", b"),
        ("For {$5} and $6", "For $5 and $6"),
        (
            "\\begin{minipage}{\\textwidth}\\protect\\centering\nOne \\\\ two?\\thanks{\\url{a}} \\end{minipage}",
            "One two?",
        ),
        (" ".join(f"$x_{{{number}}}$" for number in range(2)), "$x_{0}$ $x_{1}$"),
    ],
)
def test_a_title_loses_its_marks_and_keeps_its_formulas(typed: str, said: str) -> None:
    assert plain(typed) == said
    assert [it["name"] for it in people({"author": "Ann Doe\\thanks{To A, B and C}"})] == ["Ann Doe"]
