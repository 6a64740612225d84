"""Ten small manuscripts as strangers write them: each is adopted and printed on the first command, with its faults and no other."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from bookbuilder import verbs
from bookbuilder.cache import Steps
from bookbuilder.desk.adopt import adopt
from bookbuilder.diagnostics import errors


def _png() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (900, 400), "white").save(written, "PNG")
    return written.getvalue()


PNG = _png()
BIB = "@book{doe2019, title={A Title}, author={Doe, Jane}, year={2019}, publisher={Press}}\n"

QUARTO = {
    "_quarto.yml": "book: {title: Q, author: A B, chapters: [index.qmd, one.qmd]}\nbibliography: r.bib\n",
    "r.bib": BIB,
    "index.qmd": "# Preface {.unnumbered}\n\nWords, see @sec-one and [one](one.qmd#sec-part).\n",
    "one.qmd": (
        "---\ntitle: One\n---\n\n## A part {#sec-part}\n\n::: {.callout-tip}\n## Tip\nWords.\n:::\n\n"
        "::: {#fig-two layout-ncol=2}\n![A](a.png){#fig-a}\n\n![B](a.png){#fig-b}\n\nTwo pictures\n:::\n\n"
        "```{r}\n#| label: fig-p\n#| fig-cap: A plot\nplot(1)\n```\n\nSee @fig-two, @fig-p, @sec-one, [@doe2019] and [@missing].\n"
    ),
    "a.png": PNG,
}
BOOKDOWN = {
    "index.Rmd": (
        "---\ntitle: B\nauthor: C D\nsite: bookdown::bookdown_site\nheader-includes: |\n  \\newcommand{\\R}{\\mathbb{R}}\n---\n\n"
        "# Preface {-}\n\nWords `r 1 + 1`.\n\n# (PART) First {-}\n\n# Start {#start}\n\n"
        "```{theorem, line, name='A line'}\n$x \\in \\R$\n```\n\nTheorem \\@ref(thm:line), chapter \\@ref(start), "
        "equation \\@ref(eq:e), section \\@ref(more-words).\n\n\\begin{equation}\nx = y (\\#eq:e)\n\\end{equation}\n\n"
        "## More words\n\n```{r t, echo=FALSE}\nknitr::kable(x, caption = 'A table')\n```\n\nTable \\@ref(tab:t).\n\n"
        "# (APPENDIX) Appendix {-}\n\n# Last\n\n1. An item\n\n   ```r\n   x <-\t1\n   ```\n"
    )
}
MANUBOT = {
    "content/metadata.yaml": "title: M\nauthors: [{name: A B, orcid: 0000-0002-1825-0097, affiliations: [Lab]}]\nlang: en-US\n",
    "content/00.front-matter.md": "{## template ##}\n{{title}}\n",
    "content/01.abstract.md": "## Abstract {.page_break_before}\n\nWords [@doi:10.1000/xyz; @tag:one].\n",
    "content/02.main.md": '## Main\n\nSee {@fig:a}.\n\n![**A picture.** Words.](images/a.png){#fig:a width="50%"}\n\n[@tag:one]: url:https://x.example/\n',
    "content/images/a.png": PNG,
    "content/90.back-matter.md": '## References {.page_break_before}\n\n<div id="refs"></div>\n',
}
MAKEFILE = {
    "Makefile": "CHAPTERS = src/*.md\nbook.pdf: $(CHAPTERS)\n\tpandoc $(CHAPTERS) -F pandoc-crossref --bibliography=r.bib\n",
    "r.bib": BIB,
    "src/1.md": "% The Title\n% A B; C D\n\n# One {#sec:one}\n\nSee [@fig:x; @tbl:t], @sec:one, @lst:c and @doe2019 [p. 3].\n\n![Words](x.png){#fig:x}\n\n| a | b |\n|---|---|\n| 1 |\t2 |\n\n: A table {#tbl:t}\n",
    "src/2.md": 'More.\n\n```{#lst:c .python caption="Code"}\nprint(1)\n```\n\n# Two\n\nA note.[^1]\n\n[^1]: Its words.\n',
    "src/x.png": PNG,
}
ONE_FILE = {
    "thesis.md": (
        "---\ntitle: T\nauthor:\n  - name: A B\n    affiliation: U\nreferences:\n- id: doe\n  type: book\n  title: A Title\n"
        "  author: [{family: Doe, given: Jane}]\n  issued: {year: 2019}\n---\n\n# One\n\nWords [@doe, pp. 3--5; see also -@doe].\n\n"
        "(@ex) An example.\n\nAs (@ex) says.\n\n# Two\n\nTerm\n:   Its words.\n\n# References\n\n::: {#refs}\n:::\n"
    )
}
HUMANITIES = {
    "01-first.md": 'First Chapter\n=============\n\n> Μῆνιν ἄειδε, θεά\n\nWords---and "more"[^a].\n\n[^a]: A note, with *emphasis*.\n\nA Section\n---------\n\n| A line of verse\n|   and another\n',
    "02-second.md": "Second Chapter\n==============\n\n* * *\n\nСлова и слова.^[A note in the line.] *[A]{.smallcaps}* H~2~O, 2^nd^.\n",
    "10-last.md": "Last\n====\n\nSee [above](#second-chapter).\n",
}
LATEX = {
    "preamble.tex": "\\DeclareMathOperator{\\argmin}{argmin}\n",
    "book.md": (
        "# One\n\n\\newpage\n\n\\textbf{Bold} and \\emph{more}\\footnote{A note.} \\citep[p. 3]{doe2019}.\n\n"
        "\\begin{figure}\n\\centering\n\\includegraphics[width=0.5\\textwidth]{pic}\n\\caption{A caption}\\label{fig:p}\n\\end{figure}\n\n"
        "Figure \\ref{fig:p}, $\\argmin_x f(x)$, \\eqref{eq:a}.\n\n$$x = y\\label{eq:a}$$\n\n\\begin{itemize}\n\\item An item\n\\end{itemize}\n"
    ),
    "pic.png": PNG,
    "refs.bib": BIB,
}
HTML = {
    "chapter1.md": (
        '# One\n\n<p align="center"><img src="a.png" alt="A picture" width="300"></p>\n\nOne<br>two</br>three, H<sub>2</sub>O, '
        '<kbd>Ctrl</kbd> <span style="color:red">red</span>.\n\n<table border="1"><tr><th>a</th></tr><tr><td>b</td></tr></table>\n\n'
        "<details><summary>More</summary>\n\nHidden words.\n\n</details>\n\n<script>alert(1)</script>\n\n<!-- a comment -->\n"
    ),
    "chapter2.md": "# Two\n\nWords.\n",
    "a.png": PNG,
}
GITHUB = {
    "README.md": "# A Guide\n\nA repository.\n",
    "SUMMARY.md": "# Summary\n\n- [Intro](b.md)\n- [More](a.md)\n",
    "b.md": "# Intro\n\nSee [more](a.md#a-section), [a page](www.example.org/x) and {{ page.title }} {% raw %}.\n",
    "a.md": "# More\n\n## A section\n\n- [x] done\n\n![far away](https://x.example/a.png)\n\n```yaml\na: {{ b }}\n```\n\nA note[^none].\n",
}
NOTEBOOK = {
    "_quarto.yml": "project: {type: website}\n",
    "index.qmd": '---\ntitle: Start\n---\n\nWords.\n\n# A section\n\n::: {.content-visible when-format="html"}\nWeb.\n:::\n\n::: {.column-margin}\nMargin.\n:::\n\n![](a.png)\n\n::: warning\nNever closed.\n',
    "a.png": PNG,
    "analysis.ipynb": json.dumps(
        {
            "cells": [
                {"cell_type": "markdown", "source": ["# Analysis\n", "\n", "Words."]},
                {"cell_type": "code", "source": "x = 1"},
            ]
        }
    ),
}

STRANGERS: dict[str, tuple[dict[str, str | bytes], set[str]]] = {
    "quarto": (QUARTO, {"FIG-001", "CIT-001"}),
    "bookdown": (BOOKDOWN, set()),
    "manubot": (MANUBOT, set()),
    "makefile": (MAKEFILE, set()),
    "one file": (ONE_FILE, set()),
    "humanities": (HUMANITIES, set()),
    "latex": (LATEX, set()),
    "html": (HTML, set()),
    "github": (GITHUB, {"FIG-003", "CHP-015"}),
    "notebook": (NOTEBOOK, {"FIG-002"}),
}
"""Files, and the codes of the errors that are really in them."""


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.pango
def test_ten_manuscripts_of_strangers_print_with_their_own_faults_alone(tmp_path: Path) -> None:
    reported: dict[str, object] = {}
    for name, (files, faults) in STRANGERS.items():
        folder = tmp_path / name
        for file, content in files.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        book = adopt(folder, tmp_path / f"{name} book").folder
        built = verbs.build(book, ("pdf",), book / "output", steps=Steps(book / ".cache"))
        found = {fault.code for fault in errors(built.diagnostics)}
        if not built.artefacts or found != faults:
            reported[name] = [str(fault) for fault in errors(built.diagnostics)] or "nothing was written"
    assert reported == {}
