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

![Words](a.png){#fig-plot}

::: {#ex_1 .exercise}
:::

``` {#lst-fr_4 .python lst-cap="Words"}
```
"""
LINKS = MystLinks([(Piece(Path("/b/one.md")), Section("One", ONE)), (Piece(Path("/b/in/two.md")), Section("Two", ""))])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("[sec_a](#sec_a)", "[A *section*](#sec_a)"),
        ("[](sec-a) [here](sec_a)", "[A *section*](#sec_a) [here](#sec_a)"),
        ("[](eq:def_g), [](def_g)", "([-@eq-def_g]), ([-@eq-def_g])"),
        ("[plot](#plot), [](#fig-plot), [Figure %s](#plot), [it](#plot)", "[@fig-plot], [@fig-plot], Figure [-@fig-plot], [it](#fig-plot)"),
        ("[ex_1](#ex_1), @ex_1", "[](#ex_1), [](#ex_1)"),
        ("[fr_4](#fr_4)", "[](#lst-fr_4)"),
        ("[in/two](<in/two.md>) [](in/two.md) [gone](gone.md)", "[Two](in/two.md) [Two](in/two.md) [gone](gone.md)"),
        ("[gone](#gone) @Sec_A [word](gone) ![](plot) `[](plot)`", "[gone](#gone) @Sec_A [word](gone) ![](plot) `[](plot)`"),
    ],
)  # fmt: skip
def test_a_reference_becomes_one_of_ours(typed: str, expected: str) -> None:
    assert LINKS.led(typed, Path("/b/one.md")) == expected
