r"""What adopt writes is no fault of the author's: a `\label` anywhere in the source is led to, and no chapter has two titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.citations.styles import find_style
from bookbuilder.verbs import check
from tests.desk.test_adopt import made

OPTIMUM = "\\begin{maxi!}\n{x}{y \\label{eq:best}}\n{}{}\n\\end{maxi!}\n"
BOX = "\\begin{tcolorbox}\\label{box:a}\nSome words in a box.\n\\end{tcolorbox}\n"


def faults(book: Path) -> list[str]:
    """Errors and warnings of chapters and references that a book would be told, by code and place."""
    found = check(book, pages=False).diagnostics
    return [f"{it.code} {it.location} {it.message}" for it in found if it.code.startswith(("CHP-0", "XRF-"))]


def test_a_label_without_a_number_means_the_section_around_it(tmp_path: Path) -> None:
    text = (
        f"# One\n\nWords.\n\n## Models\n\n{OPTIMUM}\n### Boxes {{#boxes}}\n\n{BOX}\n## Here \\label{{here}}\n\n"
        "See [@eq:best], \\ref{box:a}, \\autoref{here}, \\ref{alone}.\n\n\\label{alone}\n"
    )
    manuscript, _ = made(tmp_path, {"one.md": text})
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "## Models {#sec-eq-best}" in one and "### Boxes {#boxes}" in one
    assert "See [@sec-eq-best], [-@boxes], @sec-here, [-@sec-here]." in one
    assert "3 × references to labels without a number" in (manuscript.parent / "adopted.md").read_text(encoding="utf-8")


def test_a_heading_keeps_its_words_and_its_own_label(tmp_path: Path) -> None:
    text = (
        "# One\n\nSee @sec:main, \\ref{eq:none}, \\ref{sec:closing} and @sec:word.\n\n## The function `main()`\n\n\\label{sec:main}\n\n"
        "## Closing marks ##\n\\label{sec:closing}\n\n\\label{eq:none}\n\n## A [Word]{.smallcaps}\n\n\\label{sec:word}\n"
    )
    manuscript, _ = made(tmp_path, {"one.md": text})
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "See @sec-main, [-@sec-closing], [-@sec-closing] and @sec-word." in one
    assert "## The function `main()` {#sec-main}" in one and "## Closing marks {#sec-closing}" in one
    assert "## A [Word]{.smallcaps} {#sec-word}" in one
    assert not faults(manuscript.parent)


def test_an_authors_own_link_leads_where_it_led(tmp_path: Path) -> None:
    """A title's id is Pandoc's, although a figure has the same name; and a reference with a kind means no other kind."""
    text = (
        "# One\n\nSee [the old map](#the-map), [results](#results), @tbl:main-results, \\ref{main-results}, \\ref{the-map}.\n\n"
        "## The map\n\n![A](a.png){#fig:the-map}\n\n![B](a.png){#fig:main-results}\n\n![C](a.png){#fig:results}\n"
    )
    manuscript, _ = made(tmp_path, {"one.md": text, "a.png": b"\x89PNG"})
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert (
        "[the old map](#sec-the-map), [results](#results), @tbl-main-results, [-@fig-main-results], [-@sec-the-map]."
        in one
    )
    assert "say no kind" in (manuscript.parent / "adopted.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- \\begin{figure}\\label{fig:gone}\\end{figure} -->",
        "```latex\n\\label{fig:gone}\n```",
        "Type `\\label{fig:gone}`.",
        "> ## Quoted\n>\n> \\label{fig:gone}",
        "<h2>Of HTML</h2>\n\n\\label{fig:gone}",
    ],
)
def test_a_label_that_is_none_or_below_another_heading_leads_nowhere(tmp_path: Path, hidden: str) -> None:
    manuscript, _ = made(tmp_path, {"one.md": f"# One\n\n## Two\n\nSee @fig:gone.\n\n{hidden}\n"})
    assert "See @fig-gone." in (manuscript / "one.md").read_text(encoding="utf-8")


def test_labels_of_a_main_file_of_latex_are_those_of_its_chapters(tmp_path: Path) -> None:
    main = (
        "\\begin{document}\n\\chapter{Symbols}\\label{chap:signs}\n\\input{signs.tex}\n"
        "\\chapter{Start}\\label{chap:start}\n\\input{build/a}\n\\chapter{End}\n\\label{chap:end}\n\\input{build/b}\n\\end{document}\n"
    )
    words = "Words that fill a paragraph of some length. " * 9
    text = f"{words}See \\ref{{chap:end}} and Chapter \\ref{{chap:signs}}.\n"
    manuscript, _ = made(
        tmp_path, {"main.tex": main, "src/a.md": text, "src/b.md": f"# The end\n\n{words}\\ref{{chap:start}}\n"}
    )
    a, b = ((manuscript / f"{it}.md").read_text(encoding="utf-8") for it in "ab")
    assert a.startswith("# Start {#sec-start}") and "See [-@sec-end] and Chapter [Symbols]{.missing}." in a
    assert b.startswith("# The end {#sec-end}") and "[-@sec-start]" in b and "\\label" not in a + b
    assert not faults(manuscript.parent)


@pytest.mark.parametrize(
    "above",
    [
        "[Two]: #two",
        "\\renewcommand\\thetable{\\thechapter.\\arabic{table}}",
        "---",
        "+---+\n| a |\n+---+",
        "- one\n\n---\n# \\nocite{x} hack.\n---",
    ],
)
def test_a_title_below_what_is_no_paragraph_begins_a_chapter(tmp_path: Path, above: str) -> None:
    manuscript, book = made(tmp_path, {"one.md": f"# One\n\nWords.\n\n{above}\n# Two\n\nWords.\n"})
    assert len(book["chapters"]) == 2  # type: ignore[arg-type]
    assert not [it for it in faults(manuscript.parent) if "CHP-013" not in it]


def test_a_label_that_says_no_kind_is_found_in_a_caption_and_by_the_words_of_a_title(tmp_path: Path) -> None:
    table = "A    B\n---  ---\n1    2\n\n: Two modules\n\\label{modules}\n"
    text = f"# Uno\n\nSee \\ref{{modules}}, \\@ref(sec:metodologia), [\\@ref(eq:x)].\n\n{table}\n## Metodología\n\n$$a$$ {{#eq:}}\n\n$$b$$ {{#eq:x}}\n"
    manuscript, _ = made(tmp_path, {"one.md": text})
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "See [-@tbl-modules], [-@sec-metodologia], \\[[-@eq-x]\\]." in one
    assert "## Metodología {#sec-metodologia}" in one and "{#eq:}" not in one
    assert not faults(manuscript.parent)


def test_what_only_other_programs_need_is_no_fault_of_the_book(tmp_path: Path) -> None:
    """A list of contents is made here, a row of ### is a rule, a remark is for nobody, and a key may be a number."""
    text = (
        "# One\n\n[//]: a remark that is for nobody\n\nSee the [contents](../toc.md), [data](a.csv) and [Two](two.md) [@20122010].\n\n"
        "#####################\n\nWords.\n"
    )
    style = find_style("apa").read_bytes()
    files = {
        "book/one.md": f"---\ntitle: '\\textbf{{\\Huge{{On a \\\\[20pt] Model}}}}'\nbibliography: a.bib\ncsl: own-1.0.csl\n---\n\n{text}",
        "book/two.md": "# Two\n\nWords.\n",
        "toc.md": "- [One](book/one.md)\n",
        "book/a.csv": "a;b\n",
        "book/a.bib": "@misc{20122010, title={Shapes}, year={2012}, publisher={Office}}\n",
        "book/own-1.0.csl": style,
    }
    manuscript, book = made(tmp_path, files)
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert book["title"] == "On a Model" and "remark" not in one and "##" not in one
    assert "See the contents, data and [Two](two.md) [@20122010]." in one
    found = [it.code for it in check(manuscript.parent, pages=False).diagnostics if it.severity.name == "ERROR"]
    assert not found


def test_a_chapter_that_another_file_reads_stands_once_and_a_title_is_called_as_no_file(tmp_path: Path) -> None:
    files = {
        "_bookdown.yml": "book_filename: b\n",
        "index.Rmd": '---\ntitle: B\nbibliography: a.bib\n---\n\n# Start {#chap1}\n\nSee [it](#chap1).\n\n```{r child=here::here("01-chap1.Rmd")}\n```\n',
        "01-chap1.Rmd": "# One\n\nWords [@doe].\n\n$$a$$ {#eq:a}\n",
        "a.bib": "@misc{doe, title={A}, year={2000}, url={<Go to ISI>://WOS:1}}\n",
    }
    manuscript, _ = made(tmp_path, files)
    start = (manuscript / "index.md").read_text(encoding="utf-8")
    assert start.startswith("# Start {#sec-chap1}") and "[it](#sec-chap1)" in start and "Words" not in start
    assert not faults(manuscript.parent) and "ISI" not in (tmp_path / "ours/references.yaml").read_text(
        encoding="utf-8"
    )
