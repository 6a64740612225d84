"""Theorems and callouts have the names and numbers by which the text refers to them."""

from __future__ import annotations

from pathlib import Path

from tests.desk.test_adopt import made


def test_theorems_and_callouts_of_quarto_are_called_as_their_references_say(tmp_path: Path) -> None:
    text = (
        "# One\n\nBy @thm-a, @tip-b, [-@wrn-c], [Hint @tip-b], [@exr-d; @Tip-b], @ex:e, [@knuth; @doe] and @fig-p-2.\n\n"
        "::: {.remark}\nQuiet.\n:::\n\n::: {#thm-a}\n## Line {.x}\n\nWords.\n:::\n\n::: {#tip-b .callout-tip}\n## Take it\nWords.\n:::\n\n"
        "::: {#wrn-c .callout-warning title='Stop'}\nWords.\n:::\n\n::: {.exercise #exr-d}\n### Exercise 7 (Hard)\nWords.\n:::\n\n"
        '::: {.example #ex:e\n  caption="Two lines"}\nWords.\n:::\n\n'
        "```{r}\n#| label: fig-p\n#| fig-cap: Both\n#| fig-subcap: [First, Second]\nplot(1)\n```\n"
        "\n```{r}\n#| fig-cap: !expr names(p)[[1]]\nplot(2)\n```\n"
    )
    manuscript, _ = made(tmp_path, {"_quarto.yml": "book: {chapters: [index.qmd]}\n", "index.qmd": text})
    one = (manuscript / "index.md").read_text(encoding="utf-8")
    assert (
        "By [Theorem 1.1](#thm-a), [Tip 1.1](#tip-b), [1.1](#wrn-c), Hint [1.1](#tip-b), [Exercise 7](#exr-d), "
        "[Tip 1.1](#tip-b), [Example 1.1](#ex-e), [@knuth; @doe] and @fig-p-2.\n"
    ) in one
    assert "**Theorem 1.1** (Line). Words." in one and "## Tip 1.1: Take it\n" in one
    assert '{#wrn-c .callout-warning title="Warning 1.1: Stop"}' in one and "**Exercise 7 (Hard)**. Words." in one
    assert "**Example 1.1** (Two lines). Words." in one and "**Remark**. Quiet." in one
    assert "![Second](figures/fig-p-2.png){#fig-p-2}\n\nBoth\n:::" in one and "names(p)" not in one


def test_blocks_of_mathematicians_and_callouts_are_named_in_the_language_of_the_book(tmp_path: Path) -> None:
    text = (
        "---\nlang: es\n---\n# Uno\n\nSegún @thm-a y @tip-b.\n\n::: {#thm-a}\nUna línea.\n:::\n\n::: {#tip-b .callout-tip}\nX.\n:::\n\n"
        '::: {.solution of="thm-a"}\nY.\n:::\n'
    )
    manuscript, _ = made(tmp_path, {"_quarto.yml": "lang: es\nbook: {chapters: [index.qmd]}\n", "index.qmd": text})
    one = (manuscript / "index.md").read_text(encoding="utf-8")
    assert "Según [Teorema 1.1](#thm-a) y [Consejo 1.1](#tip-b)." in one and "**Teorema 1.1**. Una línea." in one
    assert 'title="Consejo 1.1"' in one and "**Solución** ([Teorema 1.1](#thm-a))." in one
