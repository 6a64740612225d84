"""Quarto's blocks become the house's own: callouts, margin notes, figures with parts, pictures side by side, listings."""

from __future__ import annotations

import pytest

from tests.small_book import BOOK, body_of, check_reports, check_silent, composed, diagnose, text_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>'
PICTURES = {f"manuscript/{name}.svg": SVG for name in "abc"}


def callout(typed):
    return body_of(f"# One\n\n{typed}\n").find("div[@role='note']")


def test_a_callout_has_its_heading_for_a_title_and_is_no_section():
    made = composed("# One\n\n::: {.callout-note}\n## A *title*\n\nWords.\n:::\n")
    assert [it.title for it in made.document("one").headings] == ["One"]
    block = callout("::: {.callout-note}\n## A *title*\n\nWords.\n:::")
    assert block.get("class") == "callout callout-note" and text_of(block) == "A title Words."
    own = callout('<div class="callout callout-info">\n*Strict*\n\nWords.\n</div>')  # of a book's own pages
    assert text_of(own) == "Strict Words."


@pytest.mark.parametrize(
    "typed, title",
    [
        ("::: {.callout-warning}\nWords.\n:::", "Warning"),
        ('::: {.callout-tip title="Do this" collapse="true"}\nWords.\n:::', "Do this"),
        ("::: {.callout-important appearance=simple}\nWords.\n:::", "Important"),
    ],
)
def test_a_callout_without_a_heading_is_called_what_it_is(typed, title):
    assert text_of(callout(typed).find("div[@class='callout-title']")) == title


def test_a_note_in_the_margin_is_a_block_or_a_note():
    body = body_of("# One\n\n::: {.column-margin}\nAside.\n:::\n\nWords[more]{.aside}.\n")
    assert text_of(body.find("div[@class='margin-note']")) == "Aside."
    assert text_of(body.find(".//aside")) == "1 more"


def test_a_div_with_a_label_is_a_figure_and_its_last_paragraph_the_caption():
    body = body_of(
        '# One\n\n::: {#fig-x .column-margin}\n![](a.svg){alt="A"}\n\nThe *caption*.\n:::\n\nSee @fig-x.\n', PICTURES
    )
    (figure,) = body.iter("figure")
    assert (figure.get("id"), text_of(figure.find("figcaption"))) == ("fig-x", "Figure 1.1 The caption.")
    assert text_of(body.findall("p")[-1]) == "See Figure 1.1."


PARTS = (
    "::: {#fig-x layout-ncol=2}\n![One](a.svg){#fig-a}\n\n![Two](b.svg){#fig-b}\n\nBoth.\n:::\n\n![C](c.svg){#fig-c}\n"
)


def test_parts_of_a_figure_have_letters_and_the_figures_after_it_go_on():
    body = body_of(f"# One\n\n{PARTS}\nSee @fig-b, [-@fig-a] and @fig-c.\n", PICTURES)
    captions = [text_of(it) for it in body.iter("figcaption")]
    assert captions == ["(a) One", "(b) Two", "Figure 1.1 Both.", "Figure 1.2 C"]
    assert text_of(body.findall("p")[-1]) == "See Figure 1.1b, 1.1a and Figure 1.2."
    assert [len(row) for row in body.iter("div") if row.get("class") == "layout-row"] == [2]


def test_a_part_without_words_of_its_own_is_described_by_the_caption_of_the_whole():
    typed = "::: {#fig-x layout-ncol=2}\n![](a.svg){#fig-a}\n\n![](b.svg)\n\nBoth.\n:::\n"
    check_reports(f"# One\n\n{typed}", "FIG-019 4:1", "FIG-019 6:1", files=PICTURES)
    assert {it.get("alt") for it in body_of(f"# One\n\n{typed}", PICTURES).iter("img")} == {
        "Figure 1.1 Both. (a)",
        "Figure 1.1 Both.",
    }


def test_only_whole_figures_are_listed():
    assert [it.label for it in composed(f"# One\n\n{PARTS}", PICTURES).document("one").captioned] == [
        "Figure\u00a01.1",
        "Figure\u00a01.2",
    ]


def test_pictures_stand_side_by_side():
    typed = '::: {layout="[[1,1],[1]]"}\n![](a.svg){alt="a"}\n![](b.svg){alt="b"}\n![](c.svg){alt="c"}\n:::'
    body = body_of(f"# One\n\n{typed}\n", PICTURES)
    assert [len(row) for row in body.iter("div") if row.get("class") == "layout-row"] == [2, 1]


def test_cells_of_a_row_have_the_widths_and_gaps_that_are_given():
    typed = '::: {layout="[[0.3, -0.1, 1], [1]]"}\n![](a.svg){alt="a"}\n\n![](b.svg){alt="b"}\n\nWords.\n:::'
    body = body_of(f"# One\n\n{typed}\n", PICTURES)
    cells = [it.get("class") for it in body.iter("div") if "layout-cell" in (it.get("class") or "")]
    assert cells == ["layout-cell width-20", "layout-cell width-5", "layout-cell width-70", "layout-cell"]


def test_a_layout_has_no_more_columns_than_cells():
    typed = '::: {layout-ncol=999999999}\n![](a.svg){alt="a"}\n\n![](b.svg){alt="b"}\n:::'
    assert [
        len(it) for it in body_of(f"# One\n\n{typed}\n", PICTURES).iter("div") if it.get("class") == "layout-row"
    ] == [2]


def test_a_remark_beside_a_picture_is_no_word_of_its_paragraph():
    check_silent('# One\n\n![A map](a.svg){#fig-a alt="x"} <!-- larger? -->\n\nSee @fig-a.\n', files=PICTURES)


def test_a_table_in_a_div_has_its_label_and_caption():
    body = body_of("# One\n\n::: {#tbl-x}\n| a |\n|---|\n| 1 |\n\nThe table.\n:::\n\nSee @tbl-x.\n")
    assert text_of(body.find(".//caption")) == "Table 1.1 The table."


def test_a_table_in_a_div_may_be_code_or_a_picture():
    body = body_of(
        "# One\n\n::: {#tbl-x}\n```r\nx\n```\n\nWords.\n:::\n\n| a |\n|---|\n| b |\n\n: T {#tbl-y}\n\n@tbl-x, @tbl-y\n"
    )
    assert text_of(body.find("figure/figcaption")) == "Table 1.1 Words."
    assert text_of(body.findall("p")[-1]) == "Table 1.1, Table 1.2"


def test_tables_in_one_div_are_parts_of_the_table_that_it_labels():
    parts = "".join(f"| a |\n|---|\n| b |\n\n: {it} {{#tbl-{it}}}\n\n" for it in "xy")
    body = body_of(f"# One\n\n::: {{#tbl-both layout-ncol=2}}\n\n{parts}Both.\n:::\n\n@tbl-both, @tbl-y\n")
    assert text_of(body.find("figure")[0]) == "Table 1.1 Both."
    assert [text_of(it) for it in body.iter("caption")] == ["(a) x", "(b) y"]
    assert text_of(body.findall("p")[-1]) == "Table 1.1, Table 1.1b"


@pytest.mark.parametrize("other", ["![B](a.svg){#tbl-e alt=b}", "![](a.svg){#tbl-e alt=b} ![](a.svg){alt=c}", ""])
def test_a_table_with_a_caption_of_its_own_is_a_part_of_what_it_stands_in(other: str) -> None:
    """The caption of the whole took the place of its own, and its label led nowhere."""
    typed = f"::: {{#tbl-m layout-ncol=2}}\n| a |\n|---|\n| b |\n\n: First {{#tbl-d}}\n\n{other}\n\nBoth.\n:::\n\nAs @tbl-d.\n"
    body = body_of(f"# One\n\n{typed}", PICTURES)
    assert [text_of(body.find(it)) for it in ("figure/figcaption", ".//caption")] == ["Table 1.1 Both.", "(a) First"]
    assert text_of(body.findall("p")[-1]) == "As Table 1.1a."
    check_silent(f"# One\n\n{typed}", files=PICTURES)


def test_a_picture_with_the_label_of_a_table_is_counted_with_the_tables():
    body = body_of('# One\n\n![Of course](a.svg){#tbl-a alt="x"}\n\nSee @tbl-a.\n', PICTURES)
    assert text_of(body.find("figure/figcaption")) == "Table 1.1 Of course"
    body = body_of('# One\n\n![](a.svg){#tbl-a alt="x"}\n\nSee @tbl-a.\n', PICTURES)
    assert text_of(body.findall("p")[-1]) == "See Table 1.1."


def test_code_is_highlighted_and_numbered_where_asked():
    body = body_of("# One\n\n```python\ndef f():\n    pass\n```\n\n```{.python .numberLines startFrom=5}\nx\ny\n```\n")
    plain, numbered = body.iter("pre")
    assert [text_of(it) for it in plain.iter("span") if it.get("class") == "kw"] == ["def"]
    assert [text_of(it) for it in numbered.iter("span") if it.get("class") == "line-number"] == ["5", "6"]
    assert not [it for it in plain.iter() if it.get("id") and it is not plain]


def test_an_example_is_numbered_and_referred_to():
    body = body_of("# One\n\n(@a) First.\n\nText.\n\n(@) Second, as (@a).\n")
    assert text_of(body.findall(".//li")[-1]).endswith("Second, as (1).")


def test_a_class_that_looks_like_a_known_one_is_reported():
    check_reports("# One\n\n::: {.calout-note}\nWords.\n:::\n", "CHP-044 3:5")
    check_reports("# One\n\nA [b]{.smalcaps}.\n", "CHP-044 3:6")


def test_a_class_of_the_books_own_is_no_fault():
    typed = "# One\n\n::: {.calout-note}\nWords.\n:::\n\n[x]{.entirely-different}\n"
    check_silent(typed, {"manuscript/book.yaml": f"{BOOK}classes: [calout-note]\n"})
    check_silent(typed, {"styles/site.css": ".calout-note { color: red }"})


def test_a_picture_on_a_line_of_its_own_stands_apart_from_the_words_of_its_paragraph() -> None:
    typed = "One\\\ntwo\n![](a.svg)\nthree ![](b.svg) four\n![](c.svg){width=5mm}\nfive."
    paragraphs = list(body_of(f"# One\n\n{typed}\n", PICTURES).iter("p"))
    assert [len(list(it.iter("img"))) for it in paragraphs] == [0, 1, 2]
    assert [" ".join(text_of(it).split()) for it in paragraphs] == ["One two", "", "three four five."]


def test_a_heading_in_a_cell_is_bold_words_and_no_section():
    chapter = "# One\n\n+-------+-----+\n| # A   | B   |\n+=======+=====+\n| ## C  | d   |\n+-------+-----+\n\nEnd.\n"
    check_silent(chapter)
    assert [it.title for it in composed(chapter).document("one").headings] == ["One"]
    assert [text_of(it) for it in body_of(chapter).iter("strong")] == ["A", "C"]


def test_a_list_of_lists_in_a_block_is_a_table() -> None:
    """Rows were printed as items, and the block's label led nowhere."""
    head = '::: {.list-table header-cols=1 widths="30,70" #tbl-x}\nThe *caption*\n\n* - Name\n  - Year\n'
    body = body_of(
        f"# One\n\nSee @tbl-x.\n\n{head}\n* - B\n  - 2004\n\n    - in a list\n\n* - []{{rowspan=1}} C\n  -\n:::\n"
    )
    table = body.find("table")
    assert (
        table is not None and table.get("id") == "tbl-x" and text_of(table.find("caption")) == "Table 1.1 The caption"
    )
    assert [[text_of(it) for it in row] for row in table.iter("tr")] == [
        ["Name", "Year"],
        ["B", "2004 in a list"],
        ["C", ""],
    ]
    assert [it.get("scope") for it in table.iter("th")] == ["col", "col", "row", "row"]


def test_the_names_of_tabs_are_headings_without_number_that_the_contents_leave_out() -> None:
    text = "# One\n\n## Two\n\n::: {.panel-tabset}\n\n## R\n\nWords.\n\n## Python\n\nOthers.\n\n:::\n\n## Three\n"
    headings = composed(text).document("one").headings
    assert [it.title for it in headings if it.listed and it.number] == ["One", "Two", "Three"]
    assert [it.number for it in headings if it.title in ("R", "Python", "Three")] == ["", "", "1.2"]


@pytest.mark.parametrize("key", ["lst-cap", "caption"])
def test_the_caption_of_a_listing_is_printed_above_it(key: str) -> None:
    body = body_of(f'# One\n\n``` {{.python {key}="The flow, at 1"}}\nx = 1\n```\n')
    assert [text_of(it) for it in body if it.tag in ("p", "pre")] == ["The flow, at 1", "x = 1"]


def test_listings_with_a_label_are_numbered_and_referred_to() -> None:
    text = (
        "# One\n\nSee @lst-flow, [-@lst-b] and [@lst-own].\n\n"
        '``` {#lst-flow .python lst-cap="The flow"}\nx = 1\n```\n\n```{#lst-b}\ny\n```\n\n'
        "::: {#lst-own}\n```python\nz\n```\n\nAn *own* caption\n:::\n"
    )
    body = body_of(text)
    assert text_of(body.find("p")) == "See Listing 1.1, 1.2 and Listing 1.3."
    assert [it.get("href") for it in body.iter("a")] == ["#lst-flow", "#lst-b", "#lst-own"]
    listings = [it for it in body.iter("div") if it.get("class") == "code-listing"]
    assert [it.get("id") for it in listings] == ["lst-flow", "lst-b", "lst-own"]
    said = [text_of(it) for it in listings]
    assert said == ["Listing 1.1 The flow x = 1", "Listing 1.2 y", "Listing 1.3 An own caption z"]


def test_listings_are_called_as_the_language_has_it() -> None:
    text = "# Раз\n\nКод в @lst-a.\n\n``` {#lst-a .python}\nx\n```\n"
    body = body_of(text, {"manuscript/book.yaml": BOOK.replace("en-GB", "ru")})
    assert text_of(body.find("p")) == "Код в листинг 1.1." and "Листинг 1.1" in text_of(body)


def test_a_listing_that_is_not_there_is_named() -> None:
    check_reports("# One\n\nSee @lst-a.\n", "XRF-001 3:5")
    check_reports("# One\n\nSee @lst:a.\n", "XRF-003 3:5")


def test_what_attributes_say_is_read_as_markdown() -> None:
    code = '``` {#lst-a .python lst-cap="A *cap* by [@boonstra2018]"}\nx\n```\n\n``` {caption="Of *b*"}\ny\n```\n\n'
    body = body_of(f'# One\n\n{code}::: {{.callout-note title="On $x$"}}\nWords.\n:::\n')
    assert [text_of(it) for it in body.iter("em")] == ["cap", "Of b", "b"]
    assert len(list(body.iter("{*}math"))) == 1 and "Boonstra" in text_of(body)
    check_reports('# One\n\n``` {caption="By [@nobody]"}\ny\n```\n', "CIT-001 3:19")


def test_two_listings_of_one_id_are_reported_where_they_stand() -> None:
    code = "``` {#lst-a .python}\nx\n```\n"
    (fault,) = (it for it in diagnose(f"# One\n\n{code}\n{code}") if it.code == "XRF-002")
    assert str(fault.location).endswith(":7:6") and "one.md:3:6" in fault.message


def test_a_heading_of_the_seventh_level_is_one_of_the_sixth():
    made = composed(f"# One\n\n####### Seven\n\n{'#' * 21} Many\n\nWords.\n").document("one")
    assert [(it.title, it.level) for it in made.headings] == [("One", 1), ("Seven", 6), ("Many", 6)]
