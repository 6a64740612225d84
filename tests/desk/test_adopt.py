"""A folder that was written for another program becomes a book beside it."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from bookbuilder.desk.adopt import AdoptError, adopt
from tests.in_time import in_time

QUARTO = {
    "_quarto.yml": """\
project: {type: book}
book:
  title: A *Quarto* Book
  author:
    - {name: Anna Müller, orcid: 0000-0002-1825-0097, affiliation: University of Almaty}
  chapters:
    - index.qmd
    - part: part.qmd
      chapters: [one.qmd, sub/two.qmd]
  appendices: [more.qmd]
bibliography: refs.bib
""",
    "index.qmd": "# Preface {.unnumbered}\n\nWords.\n",
    "part.qmd": "# The Part\n",
    "one.qmd": (
        "---\ntitle: One\n---\n\n## A section {#sec-a}\n\n```{r}\n#| label: fig-plot\n#| fig-cap: The plot\nplot(1)\n```\n\n"
        "```{r}\n#| label: fig-prepare\nx <- 1\n```\n\nSee @fig-plot, [@doe2019, p. 3] and @thm-line.\n\n{{< include _more.qmd >}}\n\n{{< video https://x.example/v >}}\n"
    ),
    "_more.qmd": "Included {{< include sub/_words.qmd >}}.\n",
    "sub/_words.qmd": "{{< include sub/_last.qmd >}}",
    "sub/_last.qmd": "words",
    "one_files/figure-html/fig-plot-1.png": b"\x89PNG",
    "sub/two.qmd": "# Two\n\n![A picture](../images/a.png){#fig-a}\n\n::: {#thm-line name=Line}\nA line.\n:::\n",
    "images/a.png": b"\x89PNG",
    "more.qmd": "# More\n\nWords of {{ a template }}.\n",
    "refs.bib": "@book{doe2019, title={A Title}, author={Doe, Jane}, year={2019}, publisher={Press}}\n",
}


def made(folder: Path, files: Mapping[str, str | bytes]) -> tuple[Path, dict[str, object]]:
    """The book that becomes of some files, and its book.yaml."""
    for name, content in files.items():
        path = folder / "theirs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    book = adopt(folder / "theirs", folder / "ours").folder
    return book / "manuscript", yaml.safe_load((book / "manuscript" / "book.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("chunk", "a" * 20_000),  # an option of a chunk that has no value: 10 s
        ("prose", r" \\\[" * 5_000),  # formulas that nothing ends: more than a minute
        ("prose", r"\textsl{ " * 1_000 + " " * 2_000),  # twelve seconds: a row of 1,000 spaces divided in three
        ("prose", r"[\cite" * 4_000),
        (
            "prose",
            "# a {" * 2_000 + "#" * 1_500,
        ),  # the length of the row three times over, in a Quarto book more than a minute
        ("prose", "# Two " + "{" * 40_000),
        ("prose", ":::{\n" * 8_000),
        ("prose", "](#" * 10_000),
        ("prose", r"\begin{a}" * 2_500),
        ("prose", "<p " + "a" * 40_000),  # the attributes of a tag divided at each letter
        ("prose", ":::\n# a\n" * 3_000),  # the blocks above were counted for each heading
    ],
)
def test_what_is_never_closed_is_adopted_in_time_that_grows_with_it(tmp_path: Path, kind: str, typed: str) -> None:
    text = f"```{{r a, {typed}}}\nplot(1)\n```\n" if kind == "chunk" else f"{typed}\n\n```{{note}} {typed}\n```\n"
    book = {"_config.yml": "title: T\n", "_toc.yml": "format: jb-book\nroot: a\n", "a.md": f"# One\n\nWords.\n\n{text}"}
    if kind == "quarto":
        settings = "project: {type: book}\nbook: {title: T, chapters: [index.qmd]}\n"
        book = {"_quarto.yml": settings, "index.qmd": f"# One\n\n{typed}\n"}
    begun = time.process_time()
    made(tmp_path, book)
    assert in_time(time.process_time() - begun, 2)


def test_a_quarto_book_keeps_its_order_parts_people_and_pictures(tmp_path: Path) -> None:
    manuscript, book = made(tmp_path, QUARTO)
    assert book["title"] == "A Quarto Book"
    assert book["creator"] == [
        {"name": "Anna Müller", "affiliation": "University of Almaty", "orcid": "0000-0002-1825-0097"}
    ]
    assert book["frontmatter"] == ["title", "contents", "index.md"]
    assert book["chapters"] == [{"part": "The Part", "chapters": ["one.md", "sub/two.md"]}]
    assert book["backmatter"] == ["more.md", "bibliography"]
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert one.startswith("# One\n") and "```r\nplot(1)\n```" in one and "Included words." in one
    assert "![The plot](one_files/figure-html/fig-plot-1.png){#fig-plot}" in one and one.count("![") == 1
    assert "[Theorem 2.1](#thm-line)" in one and "<https://x.example/v>" in one
    assert (manuscript / "one_files/figure-html/fig-plot-1.png").is_file() and (manuscript / "images/a.png").is_file()
    assert "{{ '{{' }} a template" in (manuscript / "more.md").read_text(encoding="utf-8")
    assert "doe2019" in (manuscript.parent / "references.yaml").read_text(encoding="utf-8")


def test_a_website_of_quarto_is_read_as_its_sidebar_says(tmp_path: Path) -> None:
    bar = "{section: Part, contents: [two.qmd, {section: Inner, contents: [{text: O, href: one.qmd}]}]}"
    files = {
        "_quarto.yml": f"project: {{type: website}}\nwebsite: {{title: The Site, sidebar: {{contents: [{bar}]}}}}\n",
        "index.qmd": "# Home\n\nWords.\n",
        **{f"{it}.qmd": f"# {it.capitalize()}\n\n{{{{< include _in.qmd >}}}}\n" for it in ("one", "two", "three")},
        "_in.qmd": "Included.\n",
    }
    _, book = made(tmp_path, files)
    assert book["title"] == "The Site"
    assert book["chapters"] == ["index.md", {"part": "Part", "chapters": ["two.md", "one.md"]}, "three.md"]


def test_what_quarto_has_kept_of_its_chunks_stands_in_the_text(tmp_path: Path) -> None:
    cells = (
        "---\ntitle: One\n---\n\nTwo and two is 4.\n\n::: {.cell}\n\n```{.r .cell-code}\nplot(1)\n```\n\n::: {.cell-output .cell-output-stdout}\n\n"
        "```\n[1] 4\n```\n\n\n:::\n\n::: {.cell-output-display}\n![The plot](one_files/figure-html/fig-p-1.png){#fig-p}\n:::\n:::\n\n"
        '::: {#tbl-t .cell tbl-cap="A table"}\n::: {.cell-output-display}\n| a |\n|---|\n| b |\n:::\n:::\n\n::: {.callout-note}\nKept.\n:::\n'
    )
    files = {
        "_quarto.yml": "project: {type: book}\nbook: {title: B, chapters: [index.qmd, one.qmd]}\n",
        "index.qmd": "# Home\n\nWords.\n",
        "one.qmd": "---\ntitle: One\n---\n\nTwo and two is `r 2 + 2`.\n\n```{r}\nplot(1)\n```\n",
        "_freeze/one/execute-results/html.json": json.dumps({"hash": "x", "result": {"markdown": cells}}),
        "_freeze/one/figure-html/fig-p-1.png": b"\x89PNG",
    }
    manuscript, _ = made(tmp_path, files)
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert (
        "Two and two is 4." in one and "```r\nplot(1)\n```" in one and "```\n[1] 4\n```" in one and ".cell" not in one
    )
    assert "![The plot](_freeze/one/figure-html/fig-p-1.png){#fig-p}" in one
    assert (manuscript / "_freeze/one/figure-html/fig-p-1.png").is_file() and "::: {.callout-note}\nKept.\n:::" in one
    assert "| b |\n\n\nA table\n\n:::" in one and "::: {#tbl-t}" in one


def test_references_of_bookdown_become_ours(tmp_path: Path) -> None:
    index = (
        "---\ntitle: B\nauthor: [A B, C D]\nsite: bookdown::bookdown_site\n---\n\n# (PART) First {-}\n\n# Start {#start}\n\n"
        "(ref:cap) A *caption*\n\n```{r p, fig.cap='(ref:cap)', echo=FALSE}\nplot(1)\n```\n\nFigure \\@ref(fig:p), "
        "Chapter \\@ref(start), Equation \\@ref(eq:e), Table \\@ref(tab:t).\n\n\\begin{equation}\nx (\\#eq:e)\n\\end{equation}\n\n"
        "| a |\n|---|\n| b |\n\nTable: (\\#tab:t) Words\n\n# (APPENDIX) Appendix {-}\n\n# Last\n\nWords.\n"
    )
    manuscript, book = made(tmp_path, {"index.Rmd": index})
    text = (manuscript / "index.md").read_text(encoding="utf-8")
    assert "# Start {#sec-start}" in text and "![A *caption*](figures/p.png){#fig-p}" in text
    assert "Figure [-@fig-p], Chapter [-@sec-start], Equation [-@eq-e], Table [-@tbl-t]." in text
    assert "\\label{eq:e}" in text and "Table: Words {#tbl-t}" in text
    assert book["chapters"] == [{"part": "First", "chapters": ["index.md"]}]
    assert book["backmatter"] == ["02-last.md"]


def test_a_reference_to_two_labels_leads_to_each_and_a_link_with_words_behind_its_label_to_that(tmp_path: Path) -> None:
    text = "# One {#one}\n\nSee \\cref{fig:a,fig:b}, [it](#one, in words) and [it](#one,%20two).\n\n![A](a.png){#fig:a}\n\n![B](a.png){#fig:b}\n"
    manuscript, _ = made(tmp_path, {"one.md": text, "two.md": "# Two\n\nWords.\n"})
    assert "See @fig-a, @fig-b, [it](#one) and [it](#one)." in (manuscript / "one.md").read_text(encoding="utf-8")


def test_a_manubot_manuscript_cites_by_identifiers(tmp_path: Path) -> None:
    files = {
        "content/metadata.yaml": "title: M\nauthors: [{name: A B, affiliations: [Lab]}]\n",
        "content/00.front-matter.md": "{## template ##}\n",
        "content/01.abstract.md": "## Abstract\n\nAs @tag:deep says, and @doi:10.1000/xyz.\n\nAlso [@doi:10.1016/S22(16)30-7].\n\n[@tag:deep]: doi:10.1000/abc\n",
    }
    manuscript, book = made(tmp_path, files)
    text = (manuscript / "01.abstract.md").read_text(encoding="utf-8")
    assert text.startswith("# Abstract\n") and "As @doi:10.1000/abc says, and @doi:10.1000/xyz." in text
    assert "Also [@{doi:10.1016/S22(16)30-7}]." in text
    assert "DOI: 10.1000/abc" in (manuscript.parent / "references.yaml").read_text(encoding="utf-8")


def test_nothing_outside_the_folder_is_read_and_nothing_in_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("A secret.", encoding="utf-8")
    files = {"_quarto.yml": "book: {title: Q, chapters: [a.qmd]}\n", "a.qmd": "# A\n\n{{< include ../secret.md >}}\n"}
    manuscript, _ = made(tmp_path, files)
    assert "secret." not in (manuscript / "a.md").read_text(encoding="utf-8").replace("secret.md", "")
    with pytest.raises(AdoptError, match="beside it"):
        adopt(tmp_path / "theirs", tmp_path / "theirs" / "book")
    with pytest.raises(AdoptError, match="not empty"):
        adopt(tmp_path / "theirs", tmp_path / "ours")
    assert sorted(it.name for it in (tmp_path / "theirs").iterdir()) == ["_quarto.yml", "a.qmd"]


def test_a_file_that_includes_itself_ends_and_is_named(tmp_path: Path) -> None:
    again = "{{< include one.qmd >}}\n\n" * 10
    manuscript, _ = made(
        tmp_path, {"_quarto.yml": "book: {title: T, chapters: [one.qmd]}\n", "one.qmd": f"# One\n\nWords.\n\n{again}"}
    )
    assert "Words." in (manuscript / "one.md").read_text()
    assert "an include that never ends" in (manuscript.parent / "adopted.md").read_text()


def test_what_r_markdown_takes_for_granted_becomes_ours(tmp_path: Path) -> None:
    words = "Слова и слова о моделях, которых много в этой книге. "
    text = (
        f"# Модели {{#models}}\n\n{words * 3}\n\nПеред рисунком\n```{{r plot, fig.cap='График'}}\nplot(1)\n```\n"
        "и \\@ref(fig:plot)(a), \\@ref(models), [там][Вторая глава] и \\(x\\).\n\\[\ny = 1\n\\]\n\n"
        "## Ещё {#sec:models}\n\nСлова.\n"
    )
    two = "# Вторая глава\n\nТаблица \\@ref(tab:t).\n\n```{r t}\nkable(x)\n```\n"
    files = {"_bookdown.yml": "rmd_files: [index.Rmd, two.Rmd]\n", "index.Rmd": text, "two.Rmd": two}
    manuscript, book = made(tmp_path, files)
    one = (manuscript / "index.md").read_text(encoding="utf-8")
    assert book["lang"] == "ru"
    assert "\n\n![График](figures/plot.png){#fig-plot}\n\n" in one
    assert r"[-@fig-plot]\(a)" in one and "[там](#вторая-глава)" in one and "$x$" in one and "$$y = 1$$" in one
    assert "{#sec-models-2}" in one and "{#sec-models}" in one and "[-@sec-models-2]" in one
    assert "{#tbl-t}" in (manuscript / "two.md").read_text(encoding="utf-8")


def test_labels_of_headings_theorems_and_tables_are_given_once_and_found(tmp_path: Path) -> None:
    one = (
        "# Models\n\nBy \\@ref(thm:line), \\@ref(models), \\@ref(models-1), \\@ref(fit) and \\ref{tab:t}.\n\n"
        "::: {.theorem #line name=Line}\nWords.\n:::\n\n| a |\n|---|\n| b |\n\n: Caption of `code` \\label{tab:t}\n\n"
        "(ref:c) Own `words`.\n\n````markdown\n(ref:c) Stays.\n\n`r ''````{r}\n## Models\n```\n````\n"
    )
    two = "# Fit {#fit}\n\n## Models\n\n## Fit\n\n## Models\n\nWords.\n"
    files = {"_bookdown.yml": "rmd_files: [index.Rmd, two.Rmd]\n", "index.Rmd": one, "two.Rmd": two}
    manuscript, _ = made(tmp_path, files)
    text = "".join((manuscript / it).read_text(encoding="utf-8") for it in ("index.md", "two.md"))
    assert "# Models {#sec-models}\n" in text and "## Models {#sec-models-1}\n\n## Fit\n\n## Models\n" in text
    assert "::: {#thm-line .theorem}\n\n**Theorem 1.1** (Line)." in text and "[1.1](#thm-line)" in text
    assert ": Caption of `code` {#tbl-t}" in text and "[-@tbl-t]" in text
    assert "(ref:c) Stays.\n\n```{r}\n## Models\n```\n````" in text and "Own" not in text


def test_an_mdbook_has_its_title_and_what_it_lists_below_a_chapter_as_sections(tmp_path: Path) -> None:
    files = {
        "book.toml": '[book]\ntitle = "The Crab"\nauthors = ["A B"]\nlanguage = "de"\n[output.html]\n',
        "src/SUMMARY.md": (
            "# Summary\n\n[Hello](hello.md)\n\n- [One](one.md)\n  - [Inner](sub/inner.md)\n\n# Part\n\n- [Two](two.md)\n"
        ),
        "src/hello.md": "# Hello\n\nWords.\n",
        "src/one.md": (
            "# One\n\nA list\n- a\n- b\n\n``` rust\n{{#include ../code.rs:here}}\n```\n\n[There](sub/inner.md).\n\n"
            "In $HOME or `$PATH`[^1] [on][x].\n\n[^1]: A note.\n[x]: a.md\n"
        ),
        "src/sub/inner.md": "# Inner\n\n![P](p.png)\n\nSo[^1][^2] `[^1]` [x] [on][X].\n\n[^1]: Another.\n[^2]: Own.\n[x]: two.md\n",
        "src/sub/p.png": b"\x89PNG",
        "src/two.md": "# Two\n\nBack to [it](sub/inner.html#x), [on](/one.html#y), [off](/no.html).\n",
        "code.rs": "no\n// ANCHOR: here\nfn f() {}\n// ANCHOR_END: here\n",
    }
    manuscript, book = made(tmp_path, files)
    assert (book["title"], book["lang"], book["creator"]) == ("The Crab", "de", [{"name": "A B"}])
    assert book["frontmatter"] == ["title", "contents", "hello.md"]
    assert book["chapters"] == ["one.md", {"part": "Part", "chapters": ["two.md"]}]
    one = (manuscript / "one.md").read_text()
    assert "A list\n\n- a\n- b" in one and "``` rust\nfn f() {}\n```" in one and "[There](#sec-sub-inner)" in one
    assert "## Inner {#sec-sub-inner}\n\n![P](sub/p.png)" in one and (manuscript / "sub/p.png").is_file()
    assert "[it](#x), [on](<one.md#y>), [off](/no.html)." in (manuscript / "two.md").read_text()
    assert r"In \$HOME or `$PATH`[^1] [on][x]." in one and "[^1]: A note.\n[x]: a.md" in one
    assert "So[^1-2][^2] `[^1]` [x][x-2] [on][X-2]." in one and "[^1-2]: Another.\n[^2]: Own.\n[x-2]: two.md" in one


def test_ids_that_pages_of_one_chapter_share_are_told_apart_and_links_lead_to_a_page_with_an_id_of_its_own(
    tmp_path: Path,
) -> None:
    end = "Words.\n\n## End {#end}\n\nSee [end](#end).\n"
    files = {
        "book.toml": '[book]\ntitle = "B"\n',
        "src/SUMMARY.md": "- [One](one.md)\n  - [Two](two.md)\n  - [Three](three.md)\n",
        "src/one.md": "# One\n\nSee [two](two.md) and [end](three.md#end).\n",
        "src/two.md": f"# Two {{#own}}\n\n{end}",
        "src/three.md": f"# Three\n\n{end}",
    }
    one = (made(tmp_path, files)[0] / "one.md").read_text(encoding="utf-8")
    assert "See [two](#sec-two) and [end](#end-three)." in one and "## Two[]{#sec-two} {#own}" in one
    assert "### End {#end}\n\nSee [end](#end)." in one and "### End {#end-three}\n\nSee [end](#end-three)." in one


def test_a_book_of_leanpub_keeps_its_asides_and_the_languages_of_its_code(tmp_path: Path) -> None:
    files = {
        "manuscript/Book.txt": "frontmatter:\n\ntext/hello.md\n\nmainmatter:\n\n  text/My Part/one.md\n",
        "manuscript/text/hello.md": "# Hello\n\nWords.\n",
        "manuscript/text/My Part/one.md": 'T> ## Tip\nT> Use `x`.\n\n# One\n\nSo:\n{:lang="js"}\n~~~~\nA> code\n~~~~\n\n![](images/p.png)\n',
        "manuscript/images/p.png": b"\x89PNG",
    }
    manuscript, book = made(tmp_path, files)
    assert book["frontmatter"] == ["title", "contents", "hello.md"] and book["chapters"] == ["My-Part/one.md"]
    text = (manuscript / "My-Part/one.md").read_text()
    assert "~~~~ js\nA> code\n~~~~" in text and "(figures/manuscript/images/p.png)" in text
    assert '::: {.callout-tip title="Tip"}\nUse `x`.\n:::' in (manuscript / "hello.md").read_text()


def test_a_file_that_r_reads_into_the_metadata_is_front_matter(tmp_path: Path) -> None:
    read = """'`r paste(readLines(here::here("pre", "short.Rmd")), collapse = "x")`'"""
    files = {
        "_bookdown.yml": "rmd_files: [index.Rmd]\n",
        "index.Rmd": f"---\ntitle: T\nabbreviations: {read}\n---\n\n# One\n\nWords.\n",
        "pre/short.Rmd": f"---\nx: y\n---\nEU: Union.\n{'More. ' * 40}\n",
    }
    manuscript, book = made(tmp_path, files)
    assert book["frontmatter"] == ["title", "contents", "abbreviations.md"]
    assert "\n\nEU: Union.\n" in (manuscript / "abbreviations.md").read_text(encoding="utf-8")
    assert "short.Rmd" not in (manuscript.parent / "adopted.md").read_text(encoding="utf-8")


def test_each_chapter_of_quarto_refers_to_its_own_figure_of_a_name(tmp_path: Path) -> None:
    paper = "# {0}\n\nSee @fig-map and [-@eq-one].\n\n![Map {0}](a.png){{#fig-map}}\n\n$$\nx\n$$ {{#eq-one}}\n"
    files = {"_quarto.yml": "book: {title: A, chapters: [one.qmd, two.qmd]}\n", "a.png": b"\x89PNG"}
    manuscript, _ = made(tmp_path, {**files, "one.qmd": paper.format("One"), "two.qmd": paper.format("Two")})
    first, second = ((manuscript / it).read_text(encoding="utf-8") for it in ("one.md", "two.md"))
    assert "See @fig-map and [-@eq-one]" in first and "{#fig-map}" in first
    assert "See @fig-map-two and [-@eq-one-two]" in second and "{#fig-map-two}" in second and "{#eq-one-two}" in second


def test_files_that_quarto_does_not_render_are_no_chapters(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "project: {type: website, render: ['*.qmd', 'a/*.qmd']}\nwebsite: {title: A}\n",
        "index.qmd": "# One\n\nWords.\n",
        "a/two.qmd": "# Two\n\nWords.\n",
        "a/_template.qmd": "# A template\n\nWords.\n",
    }
    manuscript, book = made(tmp_path, files)
    assert book["chapters"] == ["index.md", "a/two.md"] and not (manuscript / "a/_template.md").exists()
