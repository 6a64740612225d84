"""Chunks print what their author would print: code that is shown, and the pictures and tables that others refer to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.desk.test_adopt import made


def chapter(folder: Path, text: str, files: Mapping[str, str] = {}) -> str:
    """The chapter that becomes of a file of Quarto's."""
    settings = {"_quarto.yml": "book: {title: A, chapters: [index.qmd, one.qmd]}\n", "index.qmd": "# First\n\nWords.\n"}
    manuscript, _ = made(folder, {**settings, **files, "one.qmd": text})
    return (manuscript / "one.md").read_text(encoding="utf-8")


def test_a_picture_that_is_commented_out_is_not_in_the_book(tmp_path: Path) -> None:
    chunk = "```{r echo=FALSE}\n#| label: tbl-a\n#| tbl-cap: Words\ntable\n# knitr::include_graphics('a.png')\n```\n"
    text = chapter(tmp_path, f"# One\n\nSee @tbl-a.\n\n{chunk}")
    assert ": Words {#tbl-a}" in text and "a.png" not in text


def test_only_the_chunk_of_that_label_is_a_figure(tmp_path: Path) -> None:
    chunks = "```{r bank}\nread()\n```\n\n```{r fig-bank}\n#| fig-cap: Bank\nplot()\n```\n"
    own = '```{r fig-rate}\n#| fig.align = "center",\n#| fig.cap = "A: rate", echo = FALSE\nplot()\n```\n'  # as knitr has it
    text = chapter(tmp_path, f"# One\n\nSee @fig-bank and @fig-rate.\n\n{chunks}\n{own}")
    assert text.count("![") == 2 and "![Bank](figures/fig-bank.png){#fig-bank}" in text
    assert "![A: rate](figures/fig-rate.png){#fig-rate}" in text and text.count("plot()") == 1


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("# One\n\n```{r}\n#| include: false\nknitr::opts_chunk$set(fig.width = 5, echo = FALSE)\n```\n", {}),
        ("# One\n\n```{r, include=FALSE}\nsource('_common.R')\n```\n", {"_common.R": "opts_chunk$set(echo = F)\n"}),
        ("---\necho: false\n---\n\n# One\n", {}),
        ("# One\n", {"_quarto.yml": "book: {title: A, chapters: [index.qmd, one.qmd]}\necho: false\n"}),
        ("# One\n", {"_quarto.yml": "book: {title: A, chapters: [one.qmd]}\nknitr: {opts_chunk: {echo: false}}\n"}),
    ],
)
def test_code_that_is_hidden_everywhere_is_not_printed(text: str, files: dict[str, str], tmp_path: Path) -> None:
    code = "\nWords.\n\n```{r}\nhidden(1)\n```\n\n```{r, echo=TRUE}\nshown(2)\n```\n"
    made_text = chapter(tmp_path, text + code, files)
    assert "hidden" not in made_text and "opts_chunk" not in made_text and "shown(2)" in made_text


def test_pictures_of_chunks_without_a_label_are_told_apart(tmp_path: Path) -> None:
    text = chapter(tmp_path, "# One\n\n" + "```{r}\n#| echo: false\n#| fig-cap: Words\nplot(1)\n```\n\n" * 2)
    assert "![Words](figures/one-qmd-3.png)" in text and "![Words](figures/one-qmd-9.png)" in text


def test_tables_of_chunks_without_a_label_have_no_id(tmp_path: Path) -> None:
    text = chapter(tmp_path, "# One\n\n" + "```{r}\n#| echo: false\n#| tbl-cap: Words\nkable(1)\n```\n\n" * 2)
    assert text.count(": Words\n") == 2 and "{#" not in text


def test_a_table_has_the_caption_that_its_code_sets(tmp_path: Path) -> None:
    chunk = '```{r scores}\nft <- flextable(dr)\nft <- set_caption(ft, "Scores of two.")\n```\n'
    manuscript, _ = made(tmp_path, {"index.Rmd": f"# One\n\nTable \\@ref(tab:scores).\n\n{chunk}", "_bookdown.yml": ""})
    assert ": Scores of two. {#tbl-scores}" in (manuscript / "index.md").read_text(encoding="utf-8")


def test_a_table_that_stands_in_the_text_is_not_a_chunk_of_its_name(tmp_path: Path) -> None:
    table = "| a |\n|---|\n| b |\n\nTable: (\\#tab:kinds) Kinds.\n"
    text = chapter(tmp_path, f"# One\n\nSee \\@ref(tab:kinds).\n\n{table}\n```{{r kinds}}\ncount()\n```\n")
    assert text.count("{#tbl-kinds}") == 1


def test_a_label_of_its_own_is_no_part_of_a_figure(tmp_path: Path) -> None:
    parts = "```{r}\n#| label: fig-a\n#| fig-cap: A\n#| fig-subcap: [One, Two]\nplot()\n```\n"
    own = "```{r}\n#| label: fig-a-1\n#| fig-cap: B\nplot()\n```\n"
    text = chapter(tmp_path, f"# One\n\nSee @fig-a, @fig-a-1, @fig-a-2.\n\n{parts}\n{own}")
    assert text.count("{#fig-a-1}") == 1 and "{#fig-a-2}" in text


def test_a_drawn_table_pseudocode_and_raw_pictures_are_found_under_their_labels(tmp_path: Path) -> None:
    table = "```{r}\n#| label: tbl-a\n#| tbl-cap: Kinds\nknitr::include_graphics('a.png')\n```\n"
    code = "```pseudocode\n#| label: alg-m\n\\begin{algorithm}\n\\caption{Main}\n\\State $x$\n\\end{algorithm}\n```\n"
    raw = '```{=html}\n<img src="b.png" alt="B">\n```\n'
    text = chapter(tmp_path, f"# One\n\nBy @alg-m, @tbl-a.\n\n{table}\n{code}\n{raw}", {"a.png": "x", "b.png": "x"})
    assert '![](a.png){alt="Kinds"} |\n\n: Kinds {#tbl-a}' in text
    assert "By [Algorithm 2.1](#alg-m)" in text and "(Main)." in text and "```text\n\\State $x$\n```" in text
    assert (tmp_path / "ours/manuscript/b.png").is_file()


def test_a_line_for_one_format_hides_no_heading(tmp_path: Path) -> None:
    lines = "`r if(knitr:::is_latex_output()) '\\\\appendix'`\n`r if(!knitr:::is_latex_output()) '# (APPENDIX) Appendix {-}'` \n"
    files = {
        "_bookdown.yml": "rmd_files: [index.Rmd, more.Rmd]\n",
        "index.Rmd": "# One\n\nSee \\@ref(more).\n",
        "more.Rmd": f"{lines}# More words {{-#more}}\n\nWords.\n",
    }
    manuscript, book = made(tmp_path, files)
    assert book["backmatter"] == ["more.md"]
    assert (manuscript / "more.md").read_text(encoding="utf-8").startswith("# More words {-#sec-more}\n")


def test_a_block_with_a_label_whose_chunk_has_made_nothing_keeps_the_label(tmp_path: Path) -> None:
    chunk = "```{r}\n#| echo: false\nread() |> kable()\n```\n"
    blocks = f"::: {{#tbl-a style='x'}}\n\\renewcommand{{\\x}}{{0.8}}\n\n{chunk}\nWords of it.\n:::\n\n::: {{#fig-b}}\n{chunk}:::\n"
    text = chapter(tmp_path, f"# One\n\nSee @tbl-a and @fig-b.\n\n{blocks}")
    assert "run.]{.missing} |\n\n: Words of it. {#tbl-a}" in text and "![B](figures/fig-b.png){#fig-b}" in text


def test_a_value_within_a_formula_leaves_a_formula(tmp_path: Path) -> None:
    text = chapter(tmp_path, "# One\n\nThen $r=`r cor(x)`, p=`r p`$ and $`r y`$ for $5 and `r z` for $6.\n")
    assert "Then $r=\\ldots{}, p=\\ldots{}$ and $\\ldots{}$ for $5 and `r z` for $6." in text


def test_a_picture_that_only_the_made_book_has_is_taken_from_there(tmp_path: Path) -> None:
    files = {"docs/_main_files/figure-html/a.png": "x"}
    text = chapter(tmp_path, "# One\n\n![A](_main_files/figure-html/a.png)\n", files)
    assert "(docs/_main_files/figure-html/a.png)" in text


def test_a_picture_of_another_host_in_a_chunk_keeps_its_address(tmp_path: Path) -> None:
    chunk = '```{r}\n#| label: fig-a\n#| fig-cap: A\nknitr::include_graphics("https://x.example/a.png?2015")\n```\n'
    assert "![A](https://x.example/a.png?2015){#fig-a}" in chapter(tmp_path, f"# One\n\n{chunk}")


def test_references_with_a_word_between_them_are_two(tmp_path: Path) -> None:
    text = chapter(tmp_path, "# One\n\nSee [@fig-a and @fig-b], [@fig-a; @fig-b] and [@smith and @jones].\n")
    assert "See @fig-a and @fig-b, [@fig-a; @fig-b] and [@smith and @jones]." in text


def test_a_drawing_of_knitr_has_the_caption_that_its_line_says(tmp_path: Path) -> None:
    chunk = '```{tikz, echo=FALSE, fig.cap="A root"}\n\\begin{tikzpicture}\n\\end{tikzpicture}\n```\n'
    own = '```{algorithm way, fig.cap="A way"}\n\\KwIn{x}\n```\n'
    files = {"_bookdown.yml": "book_filename: b\n", "index.Rmd": f"# One\n\nSee \\@ref(fig:way).\n\n{chunk}\n{own}"}
    text = (made(tmp_path, files)[0] / "index.md").read_text(encoding="utf-8")
    assert "A root" in text and "```algorithm\n\\KwIn{x}\n```" in text
    assert "[-@fig-way]" in text and "![A way](figures/way.png){#fig-way}" in text
