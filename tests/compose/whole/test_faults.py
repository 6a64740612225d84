"""Each mistake that an author can make in a chapter: one line that names the place, and a near miss that is silent."""

from pathlib import Path

import pytest
from lxml import etree

from bookbuilder.diagnostics import errors
from bookbuilder.verbs import check
from tests.small_book import BOOK, body_of, check_reports, check_silent, diagnose, make_book

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>'
IN_CELLS = """\
+------------+---+
| ``` md     | a |
| ::: {.x}   |   |
| ```        |   |
+------------+---+
| ::: {.x}   | c |
| d          |   |
+------------+---+
"""


@pytest.mark.parametrize(
    ("chapter", "expected"),
    [
        ("# One\n\nText [@counsil2019strategy, p. 3].\n", ["CIT-001 3:7"]),
        ("# One\n\nText @boonstra2019 and `@code` and [@boonstra2018; @nope].\n", ["CIT-001 3:6", "CIT-001 3:52"]),
        ("# One {#sec-one}\n\nSee @sec-on and @fig-x.\n", ["XRF-001 3:5", "XRF-001 3:17"]),
        ("# One\n\nSee @fig:x.\n", ["XRF-003 3:5"]),
        ("# One {#sec-a}\n\n## Two {#sec-a}\n", ["XRF-002 3:9"]),
        ("# One\n\n[x](#nowhere)\n", ["XRF-004 3:3"]),
        ("# One\n\nSee [other](chapters/two.md).\n", ["XRF-005 3:11"]),
        ('# One\n\n![Cap](figures/none.png){#fig-a alt="x"}\n', ["FIG-001 3:1"]),
        ("# One\n\n![Cap](a.svg){#fig-a}\n", ["FIG-019 3:1"]),
        ('# One\n\n![Cap](https://example.org/a.png){alt="x"}\n', ["FIG-003 3:1"]),
        ('# One\n\n{{ excerpt("kz-01", "q9a") }}\n', ["EXC-002 3:4"]),
        ('# One\n\n{{ excerpt("kz-02", "q1a") }}\n', ["EXC-001 3:4"]),
        ('# One\n\n{{ excerpt("kz-01", "q1a", from="Nobody said") }}\n', ["EXC-003 3:4"]),
        ("# One\n\n{{ book.titel }}\n", ["JIN-002 3:9"]),
        ("# One\n\nfoo\n\n{{ book.title }\n", ["JIN-001 5:1"]),
        ("# One\n\n{% if x %}\nfoo\n", ["JIN-001 3:1"]),
        ("# One\n\n{{ 1/0 }}\n", ["JIN-003 3:1"]),
        ("# One\n\nText[^a] and[^b].\n\n[^a]: x\n\n[^c]: y\n", ["CHP-015 3:13", "CHP-010 7:1"]),
        ("# One\n\nText[^a] and.\n\n[^a] words of it.\n", ["CHP-015 5:1"]),
        ("# One\n\nText[^a] and.[^b]\n\n1914.\n\nThe war.\n\n(iv)\n\n1. x\n\n2. y\n\n[^a]: B.\n[^b]: 12.\n", []),
        ("# One\n\nText[^a].\n\n[^a]: x\n\n[^a]: y\n", ["CHP-011 7:1"]),
        ("# One\n\n::: {.x}\n\nfoo\n", ["CHP-012 3:1"]),
        ("# One\n\n<div>\n\nfoo\n", ["CHP-012 3:1"]),
        ("# One\n\n> ::: {.x}\n> foo\n> :::\n\n> ::: {.y}\n\n> foo\n\n> :::\n", ["CHP-012 7:3"]),
        (f"# One\n\n::: {{.x}}\nfoo\n:::\n\n{IN_CELLS}", ["CHP-012 12:3"]),
        ("# One\n\nfoo <b>bar <!-- c --> \\foo{x}\n", ["CHP-013 3:5", "CHP-013 3:23"]),
        (
            "# One\n\nA <word in it>, List<String>.\n\n<textarea>\nfoo\n</textarea>\n",
            ["CHP-013 3:3", "CHP-013 3:21", "CHP-013 5:1"],
        ),
        ("# One\n\n<script>x</script>\n\nfoo `<script>y</script>`{=html}\n", ["CHP-013 3:1", "CHP-013 5:6"]),
        ("# One\n\nfoo $\\foo{x}$ bar\n", ["CHP-014 3:5"]),
        ("Text only\n", ["CHP-020 1:1"]),
        ("# {.appendix}\n\nText only\n", []),
        ("# {.unnumbered}\n\nText only\n", ["CHP-020 1:1"]),
        ("", ["CHP-020 1:1"]),
        ("# One\n\nText.\n\n# Two\n", ["CHP-021 5:1"]),
        ("# One\n\n#### Four\n", ["CHP-022 3:1"]),
        (
            "# One\n\nTwo\n---\n\n## `a` `-b`\n\n#### two-thirds\n\n## A\n\n##### two-thirds\n",
            ["CHP-022 8:1", "CHP-022 12:1"],
        ),
        ("# One\n\nTwo\n===\n\nText.\n", ["CHP-021 3:1"]),
        ("---\nshort-titel: x\n---\n\n# One\n", ["CHP-001 2:1"]),
        ("---\nshort-title: a: b\n---\n\n# One\n", ["YML-001 2:15"]),
    ],
)
def test_a_mistake_is_reported_with_its_place(chapter: str, expected: list[str]) -> None:
    check_reports(chapter, *expected, files={"manuscript/a.svg": SVG})


@pytest.mark.parametrize(
    "chapter",
    [
        "# One\n\nText [@council2019strategy, p. 3; see also @boonstra2018] and `@code`, a@b.org, US$5bn–$6bn, $5 and $6.\n",
        "# One {#sec-one}\n\nSee @sec-one, [-@sec-one] and [here](#sec-one).\n",
        '# One\n\n![Cap](a.svg){#fig-a alt="What it shows"}\n\nSee @fig-a.\n',
        '# One\n\n{{ excerpt("kz-01", "q1a", from="The strategy", to="equals") }}\n',
        "# One\n\n[x](https://example.org) <mailto:a@b.org>\n",
        "# One\n\n{{ book.title }} <!--# a Jinja comment with {{ nothing #-->\n",
        "# One\n\nText[^a].\n\n[^a]: One.\n\n    Two.\n",
        "# One\n\n<!-- a comment with @nobody in it -->\n\n## A heading's attribute {#not-jinja}\n",
        "---\nshort-title: 'a: b'\n---\n\n# One\n",
        "# One\n\n## Two words\n\n::: {#two-words}\nWords.\n:::\n\nSee [them](#two-words).\n",
        "# One {.unnumbered}\n\n> A quotation.\n\nTerm\n:   Definition.\n\n[слово]{lang=ru}\n",
    ],
)
def test_what_is_right_is_silent(chapter: str) -> None:
    check_silent(chapter, files={"manuscript/a.svg": SVG})


def test_a_remedy_names_the_nearest_key() -> None:
    (fault,) = errors(diagnose("# One\n\nText [@counsil2019strategy].\n"))
    assert str(fault) == (
        'manuscript/one.md:3:7: error CIT-001: There is no source "counsil2019strategy". '
        'Did you mean "council2019strategy"?'
    )


def test_ten_faults_in_ten_files_are_ten_lines(tmp_path: Path) -> None:
    chapters = {f"manuscript/c{n}.md": f"# C{n} {{#sec-c{n}}}\n\nText [@nobody{n}].\n" for n in range(7)}
    book = BOOK.replace("chapters: [one.md]", f"chapters: [one.md, {', '.join(f'c{n}.md' for n in range(7))}]")
    make_book(
        tmp_path,
        {
            **chapters,
            "manuscript/book.yaml": book + "colour: red\n",
            "manuscript/interviews/kz-01.md": "---\ncode: kz-01\ndescription: x\nlanguage: en\ndate: yesterday\n---\n",
            "references.yaml": "- id: a\n  type: bok\n",
        },
    )
    found = errors(check(tmp_path).diagnostics)
    assert len(found) == 10
    assert len({fault.location.file for fault in found}) == 10


def test_a_broken_template_is_named_at_its_line() -> None:
    reports = errors(diagnose(files={"templates/content/opener.xhtml": "<h1>\n{{ titel }}</h1>"}))
    assert [str(fault.location) for fault in reports] == ["templates/content/opener.xhtml:2:1"]


def test_a_template_that_leaves_a_tag_open_is_named() -> None:
    (fault,) = errors(diagnose(files={"templates/content/opener.xhtml": "{# a title #}\n<h1>{{ title_xhtml|safe }}"}))
    assert (fault.code, str(fault.location)) == ("TPL-004", "templates/content/opener.xhtml:2:1")


def test_a_language_that_csl_does_not_know_is_reported_and_no_obstacle() -> None:
    files = {"manuscript/book.yaml": BOOK.replace("en-GB", "kk")}
    check_reports("# One\n\nT [@council2019strategy].\n", "CIT-004 manuscript/book.yaml:4:7", files=files)


def test_a_locator_that_the_style_cannot_print_is_reported_where_it_stands() -> None:
    files = {"manuscript/book.yaml": BOOK.replace("chicago-notes-bibliography", "nature")}
    check_reports("# One\n\nT [@council2019strategy; @boonstra2018, p. 3].\n", "CIT-010 3:26", files=files)


def test_a_style_that_is_none_is_reported_in_its_own_file() -> None:
    book = BOOK.replace("chicago-notes-bibliography", "mine")
    (fault,) = diagnose(
        "# One\n", {"manuscript/book.yaml": book, "styles/csl/mine.csl": "<style", "references.yaml": ""}
    )
    assert (fault.code, str(fault.location)) == ("CIT-003", "styles/csl/mine.csl")


@pytest.mark.parametrize(
    ("files", "chapter", "expected"),
    [
        ({"manuscript/a.psd": "8BPS"}, '# One\n\n![C](a.psd){alt="x"}\n', "FIG-004 3:1"),
        ({"manuscript/a.png": "no picture"}, '# One\n\n![C](a.png){alt="x"}\n', "FIG-005 3:1"),
        (
            {"manuscript/a.png": "version https://git-lfs.github.com/spec/v1\n"},
            '# One\n\n![C](a.png){alt="x"}\n',
            "FIG-005 3:1",
        ),
        ({"templates/terms.yaml": "en: [x"}, "# One\n", "TRM-001 templates/terms.yaml:2:1"),
        ({"templates/terms.yaml": "en:\n  chaptre: Chapter\n"}, "# One\n", "TRM-002 templates/terms.yaml"),
        ({"templates/terms.yaml": "en:\n  figure: [Fig, Figs]\n"}, "# One\n", "TRM-001 templates/terms.yaml"),
        ({"templates/terms.yaml": "en:\n  chapter:\n"}, "# One\n", "TRM-001 templates/terms.yaml"),
        ({"templates/bibliography.yaml": "- id: x\n"}, "# One\n", "TRM-003 templates/bibliography.yaml"),
    ],
)
def test_a_damaged_picture_or_word_file_is_reported(files: dict[str, str], chapter: str, expected: str) -> None:
    check_reports(chapter, expected, files=files)


def test_a_book_with_its_own_words_is_silent() -> None:
    check_silent("# One\n", files={"templates/terms.yaml": "en:\n  chapter: Part\n"})


def test_a_second_title_prints_as_a_section_that_contents_lead_to() -> None:
    body = etree.tostring(body_of("# One\n\nText.\n\n# Two *words*\n\nMore.\n\n## Three\n"), encoding="unicode")
    assert '<h2 id="one-s1"><span class="number">1.1</span> Two <em>words</em></h2>' in body


def test_a_remark_that_is_written_as_an_address_may_stand_twice() -> None:
    check_silent("# One\n\n[comment]: # (One remark.)\n\nText.\n\n[comment]: # (Another.)\n")


def test_arrows_that_pandoc_marks_as_text_and_no_emoji_are_no_other_words() -> None:
    check_silent("# One\n\nOne ↔ two ↩ three ↔\ufe0e four.\n")


def test_a_message_shows_an_escaped_sign_as_itself() -> None:
    (fault,) = (it for it in diagnose('# One\n\nOf the House." Sec. 1\\. More.\n') if it.code == "CHP-040")
    assert "Sec. 1. More." in fault.message


@pytest.mark.parametrize("signs", ["*" * 400, "[*" * 200, "> " * 300, "`*_" * 150])
def test_a_mark_among_hundreds_of_signs_has_its_place(signs: str) -> None:
    (fault,) = (it for it in diagnose(f'# One\n\nOf {signs} the *House*." More.\n') if it.code == "CHP-040")
    assert fault.location and (fault.location.line, fault.location.column) == (3, 18 + len(signs) - 1)


def test_pictures_of_windows_have_one_cause():
    book = {f"manuscript/{name}": "x" for name in ("a.emf", "b.wmf")}
    faults = diagnose('# One\n\n![A](a.emf){alt="x"}\n\n![B](b.wmf){alt="x"}\n', book)
    found = [it for it in faults if it.code == "FIG-004"]
    assert len(found) == 2 and found[0].causes == found[1].causes and "SVG" in found[0].causes[0]


def test_an_id_in_a_caption_that_is_the_alternative_text_too_is_one():
    for caption in ("[]{#a}Words", "Of *words [there]{#a} are* some"):
        text = f"# One\n\n![{caption}](a.svg)\n\nSee [it](#a).\n"
        check_reports(text, "FIG-019 3:1", files={"manuscript/a.svg": SVG})
