"""MyST's references lead to what they name, in whatever chapter it stands and of whatever kind it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.desk.adopt.myst_links import MystLinks
from bookbuilder.desk.adopt.plan import Piece
from bookbuilder.desk.adopt.sections import Section

ONE = """\
## A *section* {#sec_a}

$$x$$ {#eq-def_g}

$$\\label{eq:law} y$$

![Words](a.png){#fig-plot}

::: {#ex_1 .exercise}
:::

``` {#lst-fr_4 .python lst-cap="Words"}
```
"""
LINKS = MystLinks(
    [
        (Piece(Path("/b/one.md")), Section("One", ONE)),
        (Piece(Path("/b/in/two.md")), Section("Two", "")),
        (Piece(Path("/b/do.ipynb")), Section("Do", "")),
    ]
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("[sec_a](#sec_a)", "[A *section*](#sec_a)"),
        ("[](sec-a) [here](sec_a)", "[A *section*](#sec_a) [here](#sec_a)"),
        ("[](eq:def_g), [](def_g)", "([-@eq-def_g]), ([-@eq-def_g])"),
        ("[](#law)", "([-@eq-law])"),
        ("[plot](#plot), [](#fig-plot), [Figure %s](#plot), [it](#plot)", "[@fig-plot], [@fig-plot], Figure [-@fig-plot], [it](#fig-plot)"),
        ("[ex_1](#ex_1), @ex_1", "[](#ex_1), [](#ex_1)"),
        ("[fr_4](#fr_4)", "[@lst-fr_4]"),
        ("[in/two](<in/two.md>) [](in/two.md) [gone](gone.md)", "[Two](in/two.md) [Two](in/two.md) [gone](gone.md)"),
        ("[do](do.md) [words](do.md)", "[Do](do.ipynb) [words](do.ipynb)"),
        ("[gone](#gone) @Sec_A [word](gone) ![](plot) `[](plot)`", "[gone](#gone) @Sec_A [word](gone) ![](plot) `[](plot)`"),
    ],
)  # fmt: skip
def test_a_reference_becomes_one_of_ours(typed: str, expected: str) -> None:
    assert LINKS.led(typed, Path("/b/one.md")) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("<wiki:big_bang>, [it](wiki:Big_Bang_(band)), [](wiki:a)",
         "[big bang](https://en.wikipedia.org/wiki/big_bang), [it](https://en.wikipedia.org/wiki/Big_Bang_(band)), [a](https://en.wikipedia.org/wiki/a)"),
        ("<rrid:SCR_1> [](ror:03)", "[RRID:SCR_1](https://scicrunch.org/resolver/RRID:SCR_1) [03](https://ror.org/03)"),
        ("<xref:spec/tables#x> [w](xref:py) [](xref:gone/y)", "[x](https://myst.org/spec/tables#x) [w](https://py.org) y"),
        ("[](doi:10.1/x) <doi:10.1/x>", "[doi:10.1/x](https://doi.org/10.1/x) [doi:10.1/x](https://doi.org/10.1/x)"),
        ("![](#plot) ![](#gone) [](in/one.md#plot)", "[@fig-plot] ![](#gone) [@fig-plot]"),
        ("`<wiki:a>`", "`<wiki:a>`"),
    ],
)  # fmt: skip
def test_what_an_address_names_is_a_link_with_words(typed: str, expected: str) -> None:
    pieces = [(Piece(Path("/b/one.md")), Section("One", ONE))]
    links = MystLinks(pieces, {"spec": "https://myst.org/spec", "py": {"url": "https://py.org/"}})
    assert links.led(typed, Path("/b/one.md")) == expected
