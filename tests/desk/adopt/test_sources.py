"""The sources of a folder are those of the book, and are listed once."""

from __future__ import annotations

from pathlib import Path

from tests.desk.test_adopt import made


def test_a_book_without_sources_has_no_empty_bibliography(tmp_path: Path) -> None:
    _, book = made(tmp_path, {"_quarto.yml": "book: {title: Q, chapters: [a.qmd]}\n", "a.qmd": "# A\n\nWords.\n"})
    assert book["backmatter"] == []


def test_a_list_of_sources_in_yaml_may_begin_with_three_hyphens(tmp_path: Path) -> None:
    item = "---\nreferences:\n- id: doe\n  type: book\n  title: A Title\n...\n"
    files = {"one.md": "---\nbibliography: refs.yaml\n---\n\n# One\n\n[@doe].\n", "refs.yaml": item}
    manuscript, _ = made(tmp_path, files)
    assert "A Title" in (manuscript.parent / "references.yaml").read_text(encoding="utf-8")


def test_a_link_to_the_page_of_references_leads_to_the_list_that_is_made(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "book: {title: A, chapters: [index.qmd, references.qmd]}\nbibliography: refs.bib\n",
        "index.qmd": "# One\n\nSee the [References](references.qmd) [@doe].\n",
        "references.qmd": "# References {.unnumbered}\n\n::: {#refs}\n:::\n",
        "refs.bib": "@book{doe, title={A Title}, author={Doe, A}}\n",
    }
    manuscript, _ = made(tmp_path, files)
    assert "[References](#bibliography)" in (manuscript / "index.md").read_text(encoding="utf-8")


def test_a_page_of_nothing_but_the_sources_that_are_not_cited_is_the_list_that_is_made(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "book: {title: A, chapters: [index.qmd, literatur.qmd]}\n",
        "Index.qmd": "# One\n\nWords.\n\n---\nlang: de\n---\n\nMore.\n",
        "literatur.qmd": "# Literatur {.unnumbered}\n\n\n---\nnocite: '@*'\n---\n",
    }
    manuscript, book = made(tmp_path, files)
    assert book["chapters"] == ["Index.md"]
    assert "lang" not in (manuscript / "Index.md").read_text(encoding="utf-8")


def test_sources_that_are_listed_uncited_stay_listed(tmp_path: Path) -> None:
    bib = {"refs.bib": "@book{doe, title={A Title}, author={Doe, A}}\n@book{roe, title={B}, author={Roe, B}}\n"}
    quarto = {
        "_quarto.yml": "book: {title: A, chapters: [index.qmd, two.qmd]}\nbibliography: refs.bib\nnocite: |\n  @doe\n",
        "index.qmd": "# One\n\nWords.\n",
        "two.qmd": "# Two\n\nWords.\n\n---\nnocite: '@{roe}, @doe'\n---\n",
    }
    assert made(tmp_path / "quarto", {**quarto, **bib})[1]["nocite"] == "@doe, @roe"
    plain = {"one.md": "---\ntitle: A\nbibliography: refs.bib\nnocite: @*\n---\n\n# One\n\nWords.\n"}
    manuscript, book = made(tmp_path / "plain", {**plain, **bib})
    assert book["nocite"] == "@*" and "bibliography" in book["backmatter"]
    assert "nocite" not in (manuscript / "one.md").read_text(encoding="utf-8")


def test_a_folder_of_pandoc_has_its_sources_from_zotero_and_its_numbered_examples(tmp_path: Path) -> None:
    examples = "# One\n\n(@good) Example.\n\nSee (@good) by @somebody. w000 w001 w002 z000 i000 w003 w004.\n"
    manuscript, book = made(tmp_path / "a", {"one.md": examples, "two.md": "# Two\n"})
    text = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "See (@good) by \\@somebody" in text and book["lang"] == "en"
    csl = '[{"id": "doe", "type": "book", "title": "A Title"}, {"id": "doe", "type": "book", "title": "Another"}]'
    manuscript, _ = made(tmp_path / "b", {"one.md": "# One\n\nWords [@doe].\n", "refs.json": csl})
    assert "A Title" in (manuscript.parent / "references.yaml").read_text(encoding="utf-8")
    assert "with one key the first was taken" in (manuscript.parent / "adopted.md").read_text(encoding="utf-8")


def test_an_address_without_its_scheme_names_nobody_who_is_cited(tmp_path: Path) -> None:
    manuscript, _ = made(tmp_path, {"one.md": "# One\n\nSee medium.com/@somebody and https://a.org/@b.\n"})
    assert "See medium.com/\\@somebody and https://a.org/@b." in (manuscript / "one.md").read_text()


def test_an_address_that_can_be_written_as_one_of_the_web_is_kept(tmp_path: Path) -> None:
    addresses = {
        "www.a.example:8080/b": "https://www.a.example:8080/b",
        "arXiv:1234.5678": "https://arxiv.org/abs/1234.5678",
        "hdl:10/x": "https://hdl.handle.net/10/x",
    }
    files = {
        "a.bib": "".join(f"@misc{{k{n}, title={{A}}, url={{{it}}}}}\n" for n, it in enumerate(addresses)),
        "one.md": "---\nbibliography: a.bib\n---\n\n# One\n\nSee @k0, @k1, @k2.\n",
    }
    manuscript, _ = made(tmp_path, files)
    references = (manuscript.parent / "references.yaml").read_text(encoding="utf-8")
    assert all(f"URL: {it}\n" in references for it in addresses.values())


def test_all_sources_of_an_empty_list_are_none(tmp_path: Path) -> None:
    files = {"a.bib": "", "one.md": "---\nbibliography: a.bib\nnocite: '@*'\n---\n\n# One\n\nWords.\n"}
    assert "nocite" not in made(tmp_path, files)[1]
