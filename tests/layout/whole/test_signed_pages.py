"""One chapter with what a demanding press looks at: long headings, verse, quotations, tables that are parted or are not."""

from __future__ import annotations

import pytest
from lxml import etree

from bookbuilder.layout.acronyms import mark_acronyms, wants_small_capitals
from bookbuilder.layout.address_breaks import break_names_in_code
from bookbuilder.layout.joined_lists import join_lists, one_body
from bookbuilder.layout.paragraph import Measure, Paragraph, Run, balanced_lines, choose_lines
from bookbuilder.layout.paragraph.balance import MOST_LINES
from bookbuilder.layout.printed_tables import leave_room_for_captions, prepare_tables
from bookbuilder.model.pages import PageMap
from bookbuilder.pages.made_pages import contents
from tests.layout.engine.test_notes import one_chapter, pages_of
from tests.layout.paragraph.test_lines import type_
from tests.layout.tagged_book import RIVER
from tests.publication import prose
from tests.small_book import BOOK, composed

HEAD = "<thead><tr><th>Country</th><th>Agreement</th><th>Signed</th></tr></thead>"
CAPTION = '<caption><span class="label">Table 1.1</span> <span class="title">Agreements</span></caption>'


def table(id, rows, words=3):
    cells = "".join(
        f'<tr><td>Kazakhstan</td><td id="{id}-{row}">{prose(row, words)}</td><td>{row + 1} January 1992</td></tr>'
        for row in range(rows)
    )
    return f'<table id="{id}">{CAPTION}{HEAD}<tbody>{cells}</tbody></table>'


@pytest.fixture(scope="module")
def facts():
    verse = "So this is a line of verse that is far too long for its measure and turns, as such lines do<br/>and a short one"
    return pages_of(
        one_chapter(
            lambda it: (
                f'<h2 id="h"><span class="number">1.1</span> Technical assistance: a programme before the'
                f' partners and the co-operation of all of them</h2><p id="one">{prose(1, 2)}</p>'
                f'<div class="line-block" id="verse">{verse}</div>{table("long", 22)}<p id="two">{prose(2, 2)}</p>'
                + f"<p>{prose(3, 6)}</p>" * 2
                + table("two-rows", 2, 5)
            )
        )
    )["only"]


@pytest.mark.pango
@pytest.mark.slow
def test_later_lines_of_a_heading_hang_behind_its_number_and_are_about_as_long(facts):
    first, second = [line for line in facts[0].lines if line.block == "h"]
    assert second.x > first.x + 10 and abs(first.x + first.width - second.x - second.width) < 60
    assert second.text.startswith(("the partners", "partners", "before"))


@pytest.mark.pango
@pytest.mark.slow
def test_a_turned_line_of_verse_is_set_in(facts):
    one, turned, two = [line for line in facts[0].lines if line.block == "verse"]
    assert turned.x > one.x + 10 and two.x == one.x


@pytest.mark.pango
@pytest.mark.slow
def test_dates_and_countries_keep_one_line_and_no_row_of_a_table_stands_alone(facts):
    texts = [line.text.strip().replace("\u00a0", " ") for page in facts for line in page.lines if line.role == "cell"]
    assert texts.count("Kazakhstan") == 24 and "22 January 1992" in texts
    rows = [{line.block for line in page.lines if line.block.startswith("long-")} for page in facts]
    assert len([it for it in rows if it]) > 1 and all(len(it) != 1 for it in rows)
    assert len({page.number for page in facts for line in page.lines if line.block.startswith("two-rows-")}) == 1


@pytest.mark.pango
def test_a_table_of_three_rows_that_is_higher_than_a_page_keeps_its_head_and_caption():
    def row(cell, name, words):
        return (
            "<tr>"
            + "".join(f"<{cell}>{' '.join([f'{name}{column}qqqqqqqqqqq'] * words)}</{cell}>" for column in range(4))
            + "</tr>"
        )

    rows = "".join(row("td", f"cell{number}x", 12) for number in range(3))
    tall = f'<table id="tall">{CAPTION}<thead>{row("th", "head", 13)}</thead><tbody>{rows}</tbody></table>'
    pages = pages_of(one_chapter(lambda it: f"<p>{prose(1, 2)}</p>{tall}"))["only"]
    texts = [" ".join(line.text for line in page.lines) for page in pages]
    first = next(text for text in texts if "cell0x0" in text)
    assert all(f"head{column}" in first for column in range(4)) and "Agreements" in first


def test_a_repeated_head_has_a_row_that_says_what_goes_on_drawn_alone():
    root = etree.fromstring(f"<section>{table('long', 2)}</section>")
    prepare_tables(root, "continued")
    row = root.find("table/thead")[0]
    assert row.get("class") == "continued" and not "".join(row.itertext()).strip()
    assert dict(row[0].items()) == {"colspan": "3", "data-label": "Table 1.1", "data-continued": "continued"}


def test_a_head_that_is_longer_than_a_page_could_be_is_printed_once_as_its_first_rows():
    words = "A word of it. " * 200
    root = etree.fromstring(f"<section><table><thead><tr><th>{words}</th></tr></thead></table></section>")
    prepare_tables(root, "continued")
    assert root.find("table/thead") is None and root.find("table/tbody/tr/th") is not None


def test_a_table_with_more_words_than_its_measure_has_room_for_is_set_closer():
    head = "".join(f"<th>{word}</th>" for word in "Code Description Country Date Language Attribution Sum".split())
    cells = "kz-01|Expert in foreign policy and water|Turkmenistan|11\u00a0November 2020|English|anonymous|135.0".split(
        "|"
    )
    row = "".join(f"<td>{it}</td>" for it in cells)
    wide = etree.fromstring(
        f"<section><table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table></section>"
    )
    prepare_tables(wide, "continued")
    few = etree.fromstring(f"<section>{table('long', 2)}</section>")
    prepare_tables(few, "continued")
    assert [it.find("table").get("class") for it in (wide, few)] == ["tight small", "one-page headed"]
    assert [cell.get("class") for cell in wide.iter("td")] == [None, None, None, "short", None, None, None]
    row = f"<tr>{'<td>announcements</td>' * 6}</tr>"
    crowded = etree.fromstring(f"<section><table><tbody>{row}</tbody></table></section>")
    prepare_tables(crowded, "continued")
    assert crowded.find("table").get("class") == "tight crowded small"
    nine = etree.fromstring(f"<section><table><tbody>{'<tr><td>a</td></tr>' * 9}</tbody></table></section>")
    prepare_tables(nine, "continued")
    assert nine.find("table").get("class") == "one-page"


@pytest.mark.parametrize(
    ("columns", "names"),
    [(12, "tight"), (14, "tight crowded smaller"), (18, "tight crowded landscape"), (24, "tight crowded landscape smaller"),
     (30, "tight crowded landscape smallest")],
)  # fmt: skip
def test_a_table_of_many_columns_is_set_smaller_then_lies_on_its_side_and_stays_on_the_paper(columns, names):
    row = f"<tr>{'<td>1,990</td>' * columns}</tr>"
    wide = etree.fromstring(f"<section><table><tbody>{row * 9}</tbody></table></section>")
    prepare_tables(wide, "continued")
    assert wide.find("table").get("class").removesuffix(" one-page") == names


def test_a_table_with_long_words_of_code_stays_upright_where_its_words_may_be_divided():
    cell = f"<td><code>{'water_users_associations_' * 3}</code></td>"
    table = etree.fromstring(f"<section><table><tbody><tr>{cell * 2}</tr></tbody></table></section>")
    break_names_in_code(table)
    prepare_tables(table, "continued")
    assert table.find("table").get("class") == "small"


def test_a_wide_table_within_a_quotation_stays_upright():
    cells = "<td>1,990</td>" * 20
    wide = etree.fromstring(f"<blockquote><table><tbody><tr>{cells}</tr></tbody></table></blockquote>")
    prepare_tables(wide, "continued")
    assert wide.find("table").get("class") == "tight crowded smallest small"


@pytest.mark.parametrize(
    ("around", "word", "are_broken", "have_hyphens"),
    [("<ul><li>{}</li></ul>", "announcements", True, True), ("<blockquote>{}</blockquote>", "12345678901234567890", True, False),
     ("<ul><li>{}</li></ul>", "<code>gogebawzumolivoranu</code>", True, False), ("{}", "Kazakh", False, False)],
)  # fmt: skip
def test_the_words_of_a_table_break_where_its_place_is_too_narrow_for_them(around, word, are_broken, have_hyphens):
    """Hyphenated if they may be, and anywhere if they may not or if that is not enough."""
    table = around.format(f"<table><tr>{f'<td>{word}</td> ' * 7}</tr></table>")
    pages = pages_of(one_chapter(lambda it: table))["only"]
    edges = [(it, page.area.x + page.area.width) for page in pages for it in page.lines if it.role == "cell"]
    found = {it.text.strip() for it, _ in edges}
    assert all(it.x + it.width <= edge + 0.1 for it, edge in edges)
    assert (len(found) > 1, any(it.endswith("‐") for it in found)) == (are_broken, have_hyphens)


def test_columns_stand_below_each_other_in_print_and_have_the_full_measure():
    column = f'<div class="column width-50"><p>{prose(1, 3)}</p></div>'
    [page, *_] = pages_of(one_chapter(lambda it: f'<div class="columns">{column}{column}</div>'))["only"]
    widest = max(it.width for it in page.lines if it.role == "text")
    assert widest > page.area.width * 0.9


def test_a_picture_leaves_room_for_its_long_caption():
    root = etree.fromstring(f"<figure><img/><figcaption>{'word ' * 200}</figcaption></figure>")
    leave_room_for_captions(root)
    assert root[0].get("style") == "max-height: calc(var(--print-height) - 18 * var(--print-leading-note))"


@pytest.mark.parametrize(("others", "kept"), [("words " * 9, True), ("words " * 9 + "</td><td>" + "words " * 9, False)])
def test_a_name_of_some_words_keeps_one_line_where_all_others_have_room(others: str, kept: bool):
    row = f"<tr><td>The Republic of Uzbekistan</td><td>{others}</td></tr>"
    wide = etree.fromstring(f"<section><table><tbody>{row}</tbody></table></section>")
    prepare_tables(wide, "continued")
    assert (wide.find(".//td").get("class") == "short") is kept


def test_lists_that_stand_side_by_side_share_a_page_and_leave_sources_out():
    figures = '![A *river*. Source: [a book](https://example.org), p. 4.](dot.svg){#fig-a}\n\n![Long.](dot.svg){#fig-b short-caption="Short"}\n'
    book = BOOK.replace("[title]", "[contents, list-of-figures, list-of-tables]")
    chapter = f"# One\n\n{figures}\n| a | b |\n|---|---|\n| c | d |\n\n: A table. Quelle: eigene Zählung. {{#tbl-a}}\n"
    made = composed(chapter, {"manuscript/book.yaml": book, "manuscript/dot.svg": RIVER})
    assert [it.title_xhtml for it in made.document("one").captioned] == ["A <em>river</em>.", "Short", "A table."]
    together, joined = join_lists(made)
    assert [it.kind for it in together.documents] == ["contents", "list-of-figures", "chapter"]
    assert joined["list-of-figures"].kind == "list-of-tables"
    assert [it.title_xhtml for it in contents(together, PageMap({}))] == ["Figures", "Tables", "One"]
    body = one_body('<section id="f" class="list-of-figures"/>', '<section id="t" class="list-of-tables"/>')
    assert etree.fromstring(body)[0].get("class") == "list-of-tables joined"


def test_acronyms_are_marked_but_for_roman_numbers_and_headings():
    root = etree.fromstring("<section><h2>The EU</h2><p>EU and <i>OSCE</i>, Part XIV, the EAEU.</p></section>")
    mark_acronyms(root)
    assert [it.text for it in root.iter("span")] == ["EU", "OSCE", "EAEU"]
    assert "".join(root.itertext()) == "The EUEU and OSCE, Part XIV, the EAEU."
    assert wants_small_capitals((("a", "--print-acronyms: normal"), ("b", ":root { --print-acronyms: small-caps }")))


def test_marks_at_the_edges_of_lines_stand_beyond_them_where_that_is_asked_for():
    text = "A line ends, and another begins, with “words” that are quoted here, and so on, to the end of it."
    breaks = frozenset(at + 1 for at, letter in enumerate(text) if letter == " ")
    plain, hung = (
        choose_lines(Paragraph((Run(text, type_()),), breaks, hangs=hangs), Measure(170, 170))
        for hangs in (False, True)
    )
    assert not any(line.left or line.right for line in plain)
    assert all(bool(line.right) is (text[line.ends - 1] in ".,”") for line in hung) and any(line.right for line in hung)


def test_a_title_ends_in_no_word_alone_where_a_word_of_its_first_lines_is_long():
    words = "The caravan and the co-operation of independent administrations: an essay on roads"
    breaks = frozenset(at + 1 for at, it in enumerate(words) if it == " ")
    lines, _ = balanced_lines(Paragraph((Run(words, type_()),), breaks), Measure(185, 185))
    assert [words[it.begins : it.ends] for it in lines][-1] == "an essay on roads"


def test_a_title_is_balanced_and_not_broken_behind_a_hyphen():
    words = "Opportunities and Prospects for Co-operation in the Light of the New Strategy"
    breaks = frozenset(at + 1 for at, letter in enumerate(words) if letter in " -")
    lines, hang = balanced_lines(Paragraph((Run(words, type_()),), breaks), Measure(250, 250))
    texts = [words[line.begins : line.ends] for line in lines]
    assert hang == 0 and not any(text.endswith("-") for text in texts) and " ".join(texts) == words
    assert max(line.width for line in lines) - min(line.width for line in lines) < 60


def test_a_word_of_a_title_that_is_longer_than_a_line_is_hyphenated():
    words = "Wissenschaftsgeschichtsschreibung und mehr"
    run = Run(words, type_(), "de_DE")
    lines, _ = balanced_lines(Paragraph((run,), frozenset((34, 38))), Measure(150, 150))
    assert lines[0].hyphen and all(line.width <= 150.1 for line in lines)
    assert not balanced_lines(Paragraph((run,), frozenset((34, 38))), Measure(300, 300))[0][0].hyphen


def test_a_title_of_very_many_lines_is_filled_and_not_balanced():
    words = "word " * 400
    breaks = frozenset(at + 1 for at, it in enumerate(words) if it == " ")
    lines, _ = balanced_lines(Paragraph((Run(words, type_()),), breaks), Measure(185, 185))
    assert len(lines) > MOST_LINES and len({round(it.width) for it in lines[:-1]}) == 1
