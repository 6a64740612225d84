"""What `_variables.yml` of Quarto says is said with the variables that its values name."""

from __future__ import annotations

from pathlib import Path

from tests.desk.test_adopt import made


def test_a_variable_within_a_variable_is_filled_and_one_that_holds_itself_ends(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "project: {type: book}\nbook: {title: B, chapters: [index.qmd]}\n",
        "_variables.yml": 'url: "https://a.example"\nissues: "{{< var url >}}/issues"\nloop: "x{{< var loop >}}"\n',
        "index.qmd": "# One\n\n[here]({{< var issues >}}) and {{< var loop >}}.\n",
    }
    manuscript, _ = made(tmp_path, files)
    text = (manuscript / "index.md").read_text(encoding="utf-8")
    assert "[here](https://a.example/issues) and x" in text


def test_macros_before_a_title_are_no_chapter(tmp_path: Path) -> None:
    macros = (
        "\\providecommand{\\kl}[2]{\\mathrm{KL}\\left(#1\\parallel#2\\right)}\n\\providecommand{\\next}{{\\theta'}}\n"
    )
    files = {
        "_quarto.yml": "book: {title: A, chapters: [index.qmd]}\n",
        "_macros.tex": macros,
        "index.qmd": "{{< include _macros.tex >}}\n\n# One\n\n$\\kl{a}{\\next}$.\n",
    }
    manuscript, book = made(tmp_path, files)
    assert book["chapters"] == ["index.md"]
    assert (manuscript / "index.md").read_text(encoding="utf-8").startswith("# One\n\n\\providecommand")


def test_notebooks_of_a_website_are_its_pages_in_the_order_of_its_first_page(tmp_path: Path) -> None:
    notebook = '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# %s\\n"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    files = {
        "_quarto.yml": "project: {type: website}\nwebsite: {title: W}\n",
        "index.qmd": "# Start\n\n[b](content/b.ipynb), [a](content/a.ipynb)\n",
        **{f"content/{it}.ipynb": notebook % it.upper() for it in "abc"},
    }
    _, book = made(tmp_path, files)
    assert book["chapters"] == ["index.md", "content/b.md", "content/a.md", "content/c.md"]


def test_links_to_slides_and_files_beside_the_book_are_words_or_lead_to_its_website(tmp_path: Path) -> None:
    text = "# One\n\n[slides](slides/one.html#a), [pdf](slides/one.pdf), [data](d.zip), [two](two.html), [gone](slides/no.html).\n"
    files = {
        "_quarto.yml": "book: {title: A, chapters: [index.qmd, two.qmd]}\n",
        "index.qmd": text,
        "two.qmd": "# Two\n\nWords [a]({{< foo >}}).\n",
        "slides/one.qmd": "---\nformat: revealjs\n---\n\n# S\n",
        "d.zip": b"PK",
    }
    manuscript, _ = made(tmp_path / "a", files)
    said = (manuscript / "index.md").read_text(encoding="utf-8")
    assert "slides, pdf, data, [two](two.html), [gone](slides/no.html)." in said
    assert "Words a." in (manuscript / "two.md").read_text(encoding="utf-8")
    files["_quarto.yml"] = "book: {title: A, site-url: 'https://x.example/b/', chapters: [index.qmd, two.qmd]}\n"
    manuscript, _ = made(tmp_path / "b", files)
    said = (manuscript / "index.md").read_text(encoding="utf-8")
    assert "[slides](<https://x.example/b/slides/one.html>), [pdf](<https://x.example/b/slides/one.pdf>)" in said


def test_the_title_of_a_part_is_plain_text(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "book:\n  title: A\n  chapters:\n    - index.qmd\n    - part: Basics of `R` and *more*\n      chapters: [one.qmd]\n",
        "index.qmd": "# Preface {-}\n\nWords.\n",
        "one.qmd": "# One\n\nWords.\n",
    }
    _, book = made(tmp_path, files)
    assert "Basics of R and more" in str(book["chapters"]) and "`" not in str(book)


def test_links_to_the_books_own_pdf_are_words_since_nobody_has_made_it(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "book: {title: Politička Analiza, chapters: [index.qmd]}\n",
        "index.qmd": '# One\n\nThe [PDF](Politička-Analiza.pdf), <a href="./Politička-Analiza.epub" class="x">an EPUB</a>, [report](_build/pdf/r.pdf), [other](b.pdf).\n',
    }
    manuscript, _ = made(tmp_path, files)
    assert "The PDF, an EPUB, report, [other](b.pdf)." in (manuscript / "index.md").read_text(encoding="utf-8")


def test_sources_that_only_latex_names_are_taken(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "project: {type: manuscript}\n",
        "index.qmd": "# One\n\nWords [@doe].\n",
        "setup/a.tex": "\\addbibresource{b.bib}\n",
        "b.bib": "@book{doe, title = {A book}, author = {Doe, Jane}, year = 2001}\n",
    }
    manuscript, _ = made(tmp_path, files)
    assert "id: doe" in (manuscript.parent / "references.yaml").read_text(encoding="utf-8")


def test_a_drawing_that_nobody_makes_here_prints_as_its_code_with_its_caption(tmp_path: Path) -> None:
    chunk = "```{mermaid}\n%%| echo: true\n%%| fig-cap: A flow\n%%| label: fig-flow\n\nA --> B\n```\n"
    files = {
        "_quarto.yml": "book: {title: A, chapters: [index.qmd]}\n",
        "index.qmd": f"# One\n\n{chunk}\nSee @fig-flow.\n",
    }
    manuscript, _ = made(tmp_path, files)
    text = (manuscript / "index.md").read_text(encoding="utf-8")
    assert "::: {#fig-flow}\n```mermaid\n" in text and "\n\nA flow\n:::" in text and ".png" not in text


def test_the_pages_of_a_website_come_in_the_order_of_its_menus(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "project: {type: website, render: [/chapters/*.qmd, index.qmd]}\nwebsite:\n  title: A\n  navbar:\n"
        "    left:\n      - href: chapters/two.qmd\n      - text: Practice\n        menu: [{href: chapters/one.qmd}]\n"
        "    right: [{icon: github, menu: [{text: Site, url: 'https://a.example'}]}]\n",
        "index.qmd": "# Home\n\nWords.\n",
        "chapters/one.qmd": "# One\n\nWords.\n",
        "chapters/two.qmd": "# Two\n\nWords.\n",
        "chapters/zoo.qmd": "# Zoo\n\nWords.\n",
    }
    _, book = made(tmp_path, files)
    assert str(book["chapters"]).index("two.md") < str(book["chapters"]).index("one.md")
    assert "Practice" in str(book["chapters"]) and "zoo.md" in str(book["chapters"])


def test_a_block_that_is_open_at_the_end_of_its_file_is_closed_there(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "book: {title: A, chapters: [index.qmd, two.qmd]}\nbibliography: b.bib\n",
        "index.qmd": "# One\n\n```\n::: x\n```\n\n::: {.callout-note}\nWords [@doe].\n\n:::: end-page\n",
        "two.qmd": "# Two\n\n:::\n\n::: a\nWords.\n",
        "b.bib": "@book{doe, title = {A book}, abstract = {"
        + 3000 * "Word "
        + "}, author = {Doe, Jane}, year = 2001}\n",
    }
    manuscript, _ = made(tmp_path, files)
    assert (manuscript / "index.md").read_text(encoding="utf-8").endswith(":::: end-page\n\n:::\n\n:::\n")
    assert ":::\n" not in (manuscript / "two.md").read_text(encoding="utf-8").partition("Words.")[2]
    references = (manuscript.parent / "references.yaml").read_text(encoding="utf-8")
    assert "abstract" not in references and "id: doe" in references


def test_a_picture_of_the_folder_that_is_called_by_its_address_on_github_is_taken(tmp_path: Path) -> None:
    address = "https://github.com/me/x/blob/main/images/a.png?raw=true"
    other = "https://raw.githubusercontent.com/you/x.y/main/images/a.png"
    files = {
        "_quarto.yml": "book: {title: A, chapters: [index.qmd], repo-url: https://github.com/me/x}\n",
        "images/a.png": b"\x89PNG",
        "index.qmd": f"# One\n\n![A]({address})\n\n![B]({address.replace('a.png', 'b.png')})\n\n![C]({other})\n",
    }
    manuscript, _ = made(tmp_path, files)
    text = (manuscript / "index.md").read_text(encoding="utf-8")
    assert "![A](images/a.png)" in text and (manuscript / "images/a.png").is_file()
    assert "![B](https://github.com" in text and f"![C]({other})" in text


def test_what_one_format_says_of_the_book_is_said_of_it_and_a_film_is_its_name(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "book: {chapters: [index.qmd]}\nformat: {html: {title: A Title, author: Jane Doe}}\n",
        "index.qmd": "# One\n\n![Clip](a.mp4){#fig-clip}\n\n{{< video b.webm >}}\n\nSee @fig-clip.\n\n- ![It](c.mp4){#fig-c}\n- Two\n",
    }
    manuscript, book = made(tmp_path, files)
    text = (manuscript / "index.md").read_text(encoding="utf-8")
    assert (book["title"], book["creator"]) == ("A Title", [{"name": "Jane Doe"}])
    assert "::: {#fig-clip}\n`a.mp4`\n\nClip\n:::\n" in text and "\n`b.webm`\n" in text
    assert "- ::: {#fig-c}\n  `c.mp4`\n  \n  It\n  :::\n" in text
    assert "films and messages" in (manuscript.parent / "adopted.md").read_text(encoding="utf-8")


def test_a_picture_whose_caption_holds_a_link_around_brackets_is_taken(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "book: {title: A, chapters: [index.qmd]}\n",
        "images/a.png": b"\x89PNG",
        "index.qmd": "# One\n\n![Of [[e.org]{.x}](https://e.org), 2018](images/a.png){#fig-a}\n",
    }
    manuscript, _ = made(tmp_path, files)
    assert (manuscript / "images/a.png").is_file()
