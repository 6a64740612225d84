"""A folder of Pandoc's Markdown is read in the order of its Makefile, of a list, or of the names of its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.desk.adopt import AdoptError, adopt
from tests.desk.test_adopt import QUARTO, made


def test_a_folder_with_nothing_but_an_appendix_is_a_book(tmp_path: Path) -> None:
    _, book = made(tmp_path, {"appendix.md": "# Appendix\n\nWords.\n", "README.md": "# The Book\n"})
    assert len(book["chapters"]) >= 1  # type: ignore[arg-type]


def test_of_two_lists_the_one_nearest_to_the_top_is_the_book(tmp_path: Path) -> None:
    """A repository keeps an old edition, a translation or an example with a list of its own, and its name may come first."""
    files = {f"{place}/{name}.md": f"# {name}\n" for place in ("2018/src", "src", "a/b") for name in ("one", "two")}
    listed = "- [One](one.md)\n- [Two](two.md)\n"
    manuscript, _ = made(
        tmp_path,
        {**files, **{f"{it}/SUMMARY.md": listed for it in ("2018/src", "src", "a/b")}, "src/one.md": "# New\n"},
    )
    assert (manuscript / "one.md").read_text().startswith("# New")


def test_a_folder_without_a_list_is_read_in_the_order_of_reading_and_what_is_left_is_named(tmp_path: Path) -> None:
    words = "Les mots de la langue sont dans le texte, et le lecteur les lit avec des yeux pour que rien ne se perde. "
    files = {
        "book/01 Front/Preface.md": f"# Préface {{-}}\n\n{words}\n",
        "book/02 Main/conclusion.md": f"# Fin\n\n{words}\n",
        "book/02 Main/chapter 2.md": f"# Livre\n\n# Deux\n\n{words * 9}\n",
        "book/02 Main/chapter 10.md": f"# Livre\n\n# Dix\n\n{words}\n",
        "book/02 Main/introduction.md": f"# Livre\n\n# Intro\n\n{words}\n",
        "metadata.json": '{"title": "Un livre", "author": "A B"}',
        "book/02 Main/notes/one.md": f"# A note\n\n{words * 2}\n",
        "drafts/old.md": f"# Old\n\n{words * 3}\n",
        "book/02 Main/chapter 11.md": "# Onze\r\n\r\nLe prix df$price et df$cost, $x$ et $a + b$.\r\n".encode("utf-16"),
    }
    manuscript, book = made(tmp_path, files)
    assert (book["title"], book["lang"], book["frontmatter"]) == (
        "Un livre",
        "fr",
        ["title", "contents", "01-Front/Preface.md"],
    )
    names = ["introduction.md", "chapter-2.md", "chapter-10.md", "chapter-11.md", "conclusion.md"]
    wide = (manuscript / "02-Main/chapter-11.md").read_text(encoding="utf-8")
    assert wide == "# Onze\n\nLe prix df\\$price et df\\$cost, $x$ et $a + b$.\n"
    assert book["chapters"] == [f"02-Main/{name}" for name in names]
    report = (manuscript.parent / "adopted.md").read_text(encoding="utf-8")
    assert "drafts/old.md" in report and "02 Main/notes/one.md" in report
    persian = "این کتاب درباره‌ی چیزهای گوناگون است و پژوهش‌های گذشته را می‌شمارد. " * 9
    assert made(tmp_path / "fa", {"a.md": f"# کتاب\n\n{persian}\n"})[1]["lang"] == "fa"


def test_files_that_a_text_includes_are_its_chapters(tmp_path: Path) -> None:
    files = {"book.md": "% The Book\n% A B\n\n<<[a/one.md]\n\n<<[two.md]\n", "a/one.md": "# One\n\nWords.\n"}
    _, book = made(tmp_path, {**files, "two.md": "# Two\n\nWords.\n", "zz.md": "# Not\n\nit\n"})
    assert book["chapters"] == ["a/one.md", "two.md"] and book["title"] == "The Book"


def test_a_book_in_one_text_has_the_titles_below_its_own_as_chapters_and_verse_in_lines(tmp_path: Path) -> None:
    verse = "Lo! the glory of kings\nWe have heard in the days\nOf yore, how they fought\nWith honour and praise.\n\n"
    prose = (
        "Words that go on and on, in lines that end\nwherever the editor of the text has ended them, as\nin prose.\n\n"
        * 200
    )
    text = f"# Old Songs\n\n## I. One\n\n{verse * 3}## II\n\n{prose}## III\n\n{prose}"
    manuscript, book = made(tmp_path, {"old.md": text})
    assert (book["title"], len(book["chapters"])) == ("Old Songs", 3)  # type: ignore[arg-type]
    assert (manuscript / "old.md").read_text().startswith("# I. One\n\n| Lo! the glory of kings\n| We have")
    assert "|" not in (manuscript / "02-ii.md").read_text()


def test_an_article_has_the_title_that_it_begins_with(tmp_path: Path) -> None:
    words = "Words of the article go on and on. " * 30 + "\n\n"
    sections = f"## First\n\n{words}## Second\n\n{words}"
    for number, text in enumerate(
        (
            f"# The Title[^1]\n\n{sections}# References\n\nDoe, A. 2010.\n\n[^1]: Thanks.\n",
            f"[![badge](https://x.example/a.svg)](https://x.example)\n\n# The Title\n\n{sections}",
            f"<!-- a draft -->\n\nThe Title\n=========\n\n{sections}",
            f"# The Title\n\nJane Doe\n\n{sections.replace(chr(35) * 2, chr(35))}",
            f'<h1 align="center">The Title</h1>\n\n{sections}',
            f"**The Title**\n\n{sections}",
        )
    ):
        manuscript, book = made(tmp_path / str(number), {"paper-v2.md": text})
        assert (book["title"], book["chapters"]) == ("The Title", ["paper-v2.md"]), text[:60]
        assert (manuscript / "paper-v2.md").read_text().count("\n## ") == 2 + (not number)
    _, book = made(tmp_path / "chapters", {"all.md": f"# One\n\n{words}# Two\n\n{words}# Three\n\n{words}"})
    assert book["title"] == "Theirs" and len(book["chapters"]) == 3  # type: ignore[arg-type]


def test_of_a_book_in_several_languages_the_english_one_is_taken_and_a_long_readme_is_the_book(tmp_path: Path) -> None:
    files = {f"{tag}/one.md": f"# {tag}\n\nWords.\n" + "More words.\n" * (tag != "en") for tag in ("de", "en", "pt-br")}
    manuscript, book = made(tmp_path, files)
    assert book["chapters"] == ["one.md"] and "# en" in (manuscript / "one.md").read_text()
    words = "Words of the laws. " * 1200
    long = {"README.md": f"<h1><a>Laws</a></h1>\n{words}\n- a\n- b\n", "translations/fr.md": "# Lois\n\nMots.\n"}
    manuscript, book = made(tmp_path / "readme", long)
    assert book["title"] == "Laws" and len(book["chapters"]) == 1  # type: ignore[arg-type]
    assert (manuscript / "README.md").read_text().endswith("laws. \n\n- a\n- b\n")


def test_texts_of_the_metadata_are_front_matter_and_a_picture_is_found_in_any_case(tmp_path: Path) -> None:
    text = (
        "---\ntitle: T\nlang: de\nabstract: |\n  An *abstract* with [@doe2019].\n\n  # Abstract\nacknowledgements: To all.\n"
        f"note: {'word ' * 12}\n---\n\n# One\n\n![Two](./Pics/two\u0301.png)\n\n# Two\n\nWords.\n"
    )
    refs = QUARTO["refs.bib"]
    manuscript, book = made(tmp_path, {"thesis.md": text, "pics/TW\u00d3.PNG": b"\x89PNG", "refs.bib": refs})
    assert book["frontmatter"] == ["title", "contents", "abstract.md", "acknowledgements.md"]
    abstract = (manuscript / "abstract.md").read_text(encoding="utf-8")
    assert abstract == "# Zusammenfassung {.unnumbered}\n\nAn *abstract* with [@doe2019].\n\n## Abstract\n"
    assert "![Two](pics/TW\u00d3.PNG)" in (manuscript / "thesis.md").read_text(encoding="utf-8")
    assert "“note” of the metadata" in (manuscript.parent / "adopted.md").read_text(encoding="utf-8")


def test_a_text_that_is_called_after_its_language_is_in_it(tmp_path: Path) -> None:
    english = "Resources in English that a reader of any language finds here, more than words of his own. " * 20
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "README-fa.md").write_text(
        f"# کتاب\n\n{'کلمه‌ها ' * 50}\n\n{english}\n\n- [@you](https://e.org)\n", encoding="utf-8"
    )
    adopted = adopt(tmp_path / "theirs" / "README-fa.md", tmp_path / "ours")
    assert adopted.report.taken[1] == "the title “کتاب”, no author named, in fa: manuscript/book.yaml has them"


def test_a_plain_folder_whose_lists_stand_below_text_is_read_as_commonmark(tmp_path: Path) -> None:
    listed = "# {}\n\nThese:\n* one\n* two\n\nAnd:\n1. three\n"
    files = {f"en/{it}.md": listed.format(it) for it in "ab"}
    for name, text in files.items():
        (tmp_path / "My Book" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "My Book" / name).write_text(text, encoding="utf-8")
    adopted = adopt(tmp_path / "My Book" / "en", tmp_path / "ours")
    text = (adopted.folder / "manuscript" / "a.md").read_text(encoding="utf-8")
    assert adopted.kind == "CommonMark" and "These:\n\n* one" in text and "And:\n\n1. three" in text
    assert 'title: "My Book"' in (adopted.folder / "manuscript" / "book.yaml").read_text(encoding="utf-8")
    (tmp_path / "My Book" / "en" / "a.md").write_text(listed.format("a") + "\nBy [@doe].\n", encoding="utf-8")
    assert adopt(tmp_path / "My Book" / "en", tmp_path / "pandocs").kind == "Pandoc"


@pytest.mark.parametrize(
    ("name", "markup", "reader"), [("thesis.tex", "LaTeX", "latex"), ("a.rst", "reStructuredText", "rst")]
)
def test_a_file_of_another_markup_is_not_taken_for_markdown(
    name: str, markup: str, reader: str, tmp_path: Path
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / name).write_text("\\section{One}\nWords.\n", encoding="utf-8")
    with pytest.raises(AdoptError, match=rf"{name} is written in {markup}, .*pandoc -s -f {reader} -t markdown {name}"):
        adopt(tmp_path / "a" / name, tmp_path / "book")


def test_the_title_of_the_first_of_many_texts_with_titles_is_not_the_books(tmp_path: Path) -> None:
    files = {f"law/article-{n}.md": f"---\ntitle: Article {n} of it\n---\n\nThe words of it.\n" for n in range(1, 5)}
    _, book = made(tmp_path, {**files, "README.md": "# The constitution\n\nWords.\n"})
    assert book["title"] == "The constitution"


def test_the_line_for_a_table_whose_code_was_not_run_is_in_the_books_language(tmp_path: Path) -> None:
    words = (
        "Die Wörter der Sprache sind in dem Text, und der Leser liest sie mit den Augen, damit nichts verloren geht. "
    )
    chunk = '```{r tbl-x}\n#| tbl-cap: "Eine Tabelle"\nkable(x)\n```\n'
    files = {
        "_quarto.yml": "book:\n  title: Ein Buch\n  chapters: [one.qmd]\n",
        "one.qmd": f"# Eins\n\n{words * 3}\n\n{chunk}",
    }
    manuscript, book = made(tmp_path, files)
    assert book["lang"] == "de" and "aus Code, der nicht ausgeführt wurde" in (manuscript / "one.md").read_text("utf-8")


def test_a_block_of_settings_that_are_all_remarks_is_no_text_and_a_name_may_have_spaces(tmp_path: Path) -> None:
    svg = '<!DOCTYPE svg [<!ENTITY ns "http://ns.example/">]>\n<svg xmlns:i="&ns;" xmlns="http://www.w3.org/2000/svg"/>'
    text = (
        "---\n#title: One\n---\n\n# One\n\n![A](a - b.svg)\n\nFigure @{fig:a}b, [@{fig:a}]. [Slides](s.pdf){.btn}, [none](t.pdf).\n\n"
        "![B](c.svg){#fig:a}\n"
    )
    files = {
        "one.md": text,
        "two.md": "# Two\n\nWords.\n",
        "a - b.svg": svg,
        "c.svg": svg,
        "s.pdf": "%PDF",
        "meta.yaml": "title: A \\linebreak \\large B\n",
    }
    manuscript, book = made(tmp_path, files)
    text = (manuscript / "one.md").read_text(encoding="utf-8")
    assert text.startswith("# One\n\n![A](<a - b.svg>)") and book["title"] == "A B"
    assert "Figure [-@fig-a]b, @fig-a. Slides, [none](t.pdf)." in text
    assert 'xmlns:i="http://ns.example/"' in (manuscript / "a - b.svg").read_text(encoding="utf-8")
    assert "ENTITY" not in (manuscript / "c.svg").read_text(encoding="utf-8")


def test_a_style_may_lie_above_the_text(tmp_path: Path) -> None:
    csl = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text"><info><title>S</title></info><citation><layout/></citation></style>'
    files = {
        "text/one.md": "---\ncsl: ../in/own.csl\n---\n\n# One\n\nWords.\n",
        "in/own.csl": csl,
        "text/two.md": "# Two\n\nWords.\n",
    }
    manuscript, book = made(tmp_path, files)
    assert book["csl"] == "own" and (manuscript.parent / "styles/csl/own.csl").is_file()


def test_chapters_with_their_own_titles_and_authors_do_not_name_the_book(tmp_path: Path) -> None:
    files = {
        f"essays/{it}.md": f"---\nTitle: Essay {it}\nAuthor: A {it}\n---\n\nWords.\n\n##Part\n\nMore.\n" for it in "xyz"
    }
    toc = "* First\n    * [**A**:\n    Essay](essays/z.md)\n* [Essay](essays/x.md)\n* [Essay](essays/y.md)\n"
    manuscript, book = made(tmp_path, files | {"Book.toc.md": toc, "README.md": "# The Reader\n"})
    assert book["title"] == "The Reader" and "creator" not in book
    assert book["chapters"] == [{"part": "First", "chapters": ["z.md", "x.md", "y.md"]}]
    assert "# Essay z\n" in (manuscript / "z.md").read_text() and "\n## Part\n" in (manuscript / "z.md").read_text()


def test_older_versions_and_ideas_are_no_chapters(tmp_path: Path) -> None:
    """A chapter 03-growing-old was left out as well, and nothing was said of any of them."""
    names = ("01-one", "03-growing-old", "one", "two", "two_old", "ideas", "old-age")
    files = {f"{it}.md": f"# {it}\n\nWords.\n" for it in names}
    _, book = made(tmp_path, files)
    assert book["chapters"] == ["01-one.md", "03-growing-old.md", "old-age.md", "one.md", "two.md"]
    left = adopt(tmp_path / "theirs", tmp_path / "again").report.lines("left")
    assert left == ["2 × a text that no list names, or of another folder (ideas.md, two_old.md)"]


def test_a_div_around_several_chapters_is_not_one_chapters(tmp_path: Path) -> None:
    text = "# One\n\n<div style='x'>\n\nWords.\n\n# Two\n\n<div>In.</div>\n\n</div>\n\n# Three\n\nSee -@sec:one[^1].\n\n[^1]: N.\n"
    manuscript, _ = made(tmp_path, {"thesis.md": text})
    whole = "".join(it.read_text() for it in sorted(manuscript.glob("*.md")))
    assert whole.count("div>") == 2 and "<div style" not in whole and "[-@sec-one][^1]" in whole
    left = adopt(tmp_path / "theirs", tmp_path / "again").report.lines("left")
    assert "<div> around several chapters, with its class (thesis.md:3)" in left


def test_labels_that_differ_in_their_kind_alone_stay_apart(tmp_path: Path) -> None:
    text = "# One {#sec-theory}\n\n## Two {#subsec-theory}\n\nSee \\@ref(subsec-theory), \\@ref(sec-theory) and @ref(sec:theory).\n"
    manuscript, _ = made(tmp_path, {"one.md": text})
    whole = (manuscript / "one.md").read_text()
    assert "# One {#sec-theory}\n" in whole and "## Two {#sec-theory-2}\n" in whole
    assert "See [-@sec-theory-2], [-@sec-theory] and [-@sec-theory]." in whole


def test_a_thesis_in_one_file_is_not_joined_with_the_work_beside_it(tmp_path: Path) -> None:
    files = {
        "tesi.md": "".join(f"# {it}\n\n{'Words. ' * 60}\n\n" for it in ("A", "B", "C", "D")),
        "PCA.md": f"# P\n\n{'Words. ' * 99}\n",
    }
    _, book = made(tmp_path, files)
    assert len(book["chapters"]) == 4  # type: ignore[arg-type]


def test_definitions_of_macros_are_no_words_of_a_chapter(tmp_path: Path) -> None:
    macros = "\\newcommand{\\SeeRef}[1]{\\footnote{See \\ref{#1}.}}\n\\newcommand{\\At}[2]{{#1}, \\emph{#2}, \\url{#2}}\n\\newcommand{\\E}{\\mathbb{E}}\n"
    manuscript, _ = made(
        tmp_path, {"one.md": f"# One\n\n{macros}\nSee $\\E$.\n\n```latex\n\\newcommand{{\\x}}{{y}}\n```\n"}
    )
    text = "# One\n\n\\newcommand{\\E}{\\mathbb{E} }\nSee $\\E$.\n\n```latex\n\\newcommand{\\x}{y}\n```\n"
    assert (manuscript / "one.md").read_text() == text


def test_the_text_that_is_called_as_its_folder_is_the_book(tmp_path: Path) -> None:
    files = {
        "theirs.md": "".join(f"# {it}\n\nWords.\n\n" for it in ("A", "B", "C", "D")),
        "review.md": f"# R\n\n{'Words. ' * 99}\n",
    }
    _, book = made(tmp_path, files)
    assert len(book["chapters"]) == 4  # type: ignore[arg-type]


def test_a_folder_of_settings_names_the_book_and_what_pandoc_puts_round_it_is_no_chapter(tmp_path: Path) -> None:
    files = {
        "pandoc/defaults.yaml": "metadata:\n  toc-title: C\nvariables:\n  lang: sk-SK\nbibliography: [lost.bib]\n",
        "pandoc/metadata.yaml": "title: A Book\nauthor: A B\n",
        "Makefile": "book:\n\tpandoc -B tex/before.md -H tex/head.md one.md two.md -o book.pdf\n",
        **{f"{it}.md": f"# {it}\n\nWords.\n" for it in ("one", "two", "tex/before", "tex/head")},
    }
    manuscript, book = made(tmp_path, files)
    assert (book["title"], book["lang"], book["chapters"]) == ("A Book", "sk-SK", ["one.md", "two.md"])
    assert "lost.bib is not in the folder" in (manuscript.parent / "adopted.md").read_text(encoding="utf-8")


def test_an_argument_in_a_drawn_table_ends_in_its_cell(tmp_path: Path) -> None:
    grid = "+------------+-----+\n| $\\textrm{M.| b   |\n| loss}_1$   | c   |\n+------------+-----+\n"
    manuscript, _ = made(tmp_path, {"one.md": f"# One\n\n{grid}"})
    assert "textrm{M." in (manuscript / "one.md").read_text(encoding="utf-8")


def test_a_chapter_is_taken_beside_a_book_of_another_markup(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/thesis.tex").write_text("\\section{One}\nWords.\n" * 99, encoding="utf-8")
    (tmp_path / "a/one.md").write_text("# One\n\nWords.\n", encoding="utf-8")
    assert adopt(tmp_path / "a/one.md", tmp_path / "book").chapters == 1
    with pytest.raises(AdoptError, match="is written in LaTeX"):
        adopt(tmp_path / "a", tmp_path / "other")


def test_the_first_of_several_titled_texts_keeps_its_title(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for n in "123":
        (tmp_path / f"a/{n}.md").write_text(f"---\ntitle: T{n}\n---\n\n# A section\n\nWords.\n", encoding="utf-8")
    adopted = adopt(tmp_path / "a", tmp_path / "book")
    first = (adopted.folder / "manuscript/1.md").read_text(encoding="utf-8")
    assert (adopted.chapters, first) == (3, "# T1\n\n## A section\n\nWords.\n")


def test_a_picture_that_leads_to_itself_is_a_picture(tmp_path: Path) -> None:
    text = '# One\n\n<a href="/a.png"><img src="a.png" alt="A"/></a> and [![B](a.png)](a.png).\n'
    one = (made(tmp_path, {"one.md": text, "a.png": b"\x89PNG"})[0] / "one.md").read_text(encoding="utf-8")
    assert '<img src="a.png" alt="A"/> and ![B](a.png).' in one
