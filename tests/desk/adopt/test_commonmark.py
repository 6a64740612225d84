"""What other readers of Markdown take otherwise than Pandoc is written as Pandoc takes it, for the kinds of books that have it."""

from __future__ import annotations

import pytest

from bookbuilder.desk.adopt.commonmark import in_pandocs_sense
from bookbuilder.desk.adopt.latex_macros import macros_said
from bookbuilder.desk.adopt.text import with_schemes


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        ("mdBook", "A \\\\( x \\\\) and `\\\\(c\\\\)`.\n\n\\\\[ y \\\\]", "A $x$ and `\\\\(c\\\\)`.\n\n$$ y $$"),
        ("GitBook", "A $$y$$ here.\n\n#Heading", "A $y$ here.\n\n# Heading"),
        ("MyST", "A $ y $ here $x$ $z$.", "A $y$ here $x$ $z$."),
        ("MyST", "Let\n\n$$\n\nV\n\n2\n$$\n\nAnd $$c$$.\n", "Let\n\n$$\nV\n2\n$$\n\nAnd $$c$$.\n"),
        ("MyST", "> ```\n> a\n> ```\n\n~~~~py\n~~~\n", "> ```\n> a\n> ```\n\n~~~~py\n~~~\n~~~~\n"),
        ("Leanpub", "#Word\n\n{class: center}\nText", "\\#Word\n\n\nText"),
        ("Leanpub", "{$$}x{/$$} is\n\n{$$}\ny\n{/$$}\n", "$x$ is\n\n$$y\n$$\n"),
        ("Hugo", "One.\n\n---\nTwo.\n\n---\n", "One.\n\n* * *\nTwo.\n\n* * *\n"),
        ("Jekyll", "* TOC\n{:toc}\n\n*a*{: .b} {::nomarkdown}c", "\n\n*a* c"),
        ("mdBook", '<a id="x"></a>\n#### C\n\n<div>\n# d', '<a id="x"></a>\n\n#### C\n\n<div>\n# d'),
        ("MyST", "Here:\n| <div>a</div> | b |\n|--|--|\n| c |d |", "Here:\n\n| a | b |\n|--|--|\n| c |d |"),
        ("mdBook", "```rust, ignore\n``` a b\n```\n\n``` c,d\nx\n```", "```rust\n``` a b\n```\n\n``` c\nx\n```"),
        ("CommonMark", "A.\n \n ### B\n\n* c\n## D\n", "A.\n \n### B\n\n* c\n\n## D\n"),
        ("Hugo", "A.\n    b\n## C\n", "A.\n    b\n\n## C\n"),
        (
            "mdBook",
            "| \\usepackage{x} | \\(a\\) $\\frac{1}{2}$ `\\b{c}` |",
            "| \\\\usepackage{x} | \\(a\\) $\\frac{1}{2}$ `\\b{c}` |",
        ),
        (
            "Jekyll",
            "\\begin{align}x\\text{y}\\end{align} \\eqref{a}",
            "\\begin{align}x\\text{y}\\end{align} \\eqref{a}",
        ),
        ("Jekyll", "| a | b |\n| ---\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"),
        ("Pandoc", "\\x{y}\n\n#Word\n\n---\n", "\\x{y}\n\n#Word\n\n---\n"),
    ],
)
def test_a_form_of_another_reader_is_written_as_pandoc_takes_it(kind: str, typed: str, expected: str) -> None:
    assert in_pandocs_sense(typed, kind) == expected


def test_macros_of_settings_become_those_of_latex() -> None:
    said = {
        "math": {"\\N": {"macro": "\\mathbb{N}"}},
        "sphinx": {"config": {"mathjax3_config": {"tex": {"macros": {"half": ["\\frac{#1}{2}", 1], "x y": "z"}}}}},
    }
    assert macros_said(said) == {
        "N": "\\newcommand{\\N}{\\mathbb{N}}",
        "half": "\\newcommand{\\half}[1]{\\frac{#1}{2}}",
    }


def test_a_link_without_a_scheme_leads_to_its_host() -> None:
    typed = "[a](//b.example/c) [d](www.e.example/f) [g](h//i) [j](//k) [l](m-n.o.edu)"
    led = "[a](https://b.example/c) [d](https://www.e.example/f) [g](h//i) [j](//k) [l](https://m-n.o.edu)"
    assert with_schemes(typed) == led
