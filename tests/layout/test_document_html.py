"""A call stays on the line of the word before it, and the words stay as they are."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.layout.block_classes import set_ragged_beside_pictures
from bookbuilder.layout.document_html import document_html
from bookbuilder.layout.style_sheets import style_sheets
from bookbuilder.layout.unbroken_calls import hold_calls
from bookbuilder.theme.font_files import SYMBOLS, file_of, library
from bookbuilder.theme.fonts import families
from bookbuilder.theme.templates import Theme
from tests.publication import FIGURE, publication
from tests.small_book import composed


def test_a_call_is_held_with_the_word_before_it() -> None:
    book = publication()
    document = book.document("energy")
    written = document_html(document, book, document.body)
    page = etree.HTML(written.html)
    held = page.findall(".//span[@class='held']")
    assert held
    assert all(" " not in (span.text or "") and span[0].get("role") == "doc-noteref" for span in held)
    assert len(held) == len(written.calls)


def test_a_table_of_markdown_has_row_heads_in_print_too() -> None:
    book = publication()
    document = book.document("energy")
    table = "<table><thead><tr><th>Country</th><th>Since</th></tr></thead><tbody><tr><td>Kazakhstan</td><td>1995</td></tr></tbody></table>"
    page = etree.HTML(document_html(document, book, f"<section>{table}</section>").html)
    assert [(it.text, it.get("scope")) for it in page.iter("th")][-1] == ("Kazakhstan", "row")


def test_words_struck_out_in_a_note_stay_in_their_line() -> None:
    made = composed("# One\n\nText.[^1]\n\n[^1]: **One** ~~two~~ <ins>three</ins> <ruby>四<rt>four</rt></ruby>.\n")
    document = made.document("one")
    written = document_html(document, made, document.body)
    blocks = {it.get("data-tag") for it in etree.HTML(written.html).iter("span") if it.get("data-tag")}
    assert blocks == {"aside", "p"}


def test_figures_listings_and_verse_in_a_note_are_prepared_as_those_of_the_text() -> None:
    chapter = "# One\n\nText.[^1]\n\n[^1]: Words.\n\n    ![A caption](figures/a.svg)\n\n"
    chapter += "    | One\n    | two\n\n    ~~~\n    a\n\n    b\n    ~~~\n"
    made = composed(chapter, {"manuscript/figures/a.svg": FIGURE.read_bytes()})
    document = made.document("one")
    page = etree.HTML(document_html(document, made, document.body).html)
    assert [it.get("data-figure") for it in page.iter("img")] == ["only"]
    assert [it.text for it in page.iterfind(".//span[@class='verse-line']")] == ["One", "two"]
    assert [it.text for it in page.iterfind(".//span[@class='line']")] == ["a", "\u200b", "b"]


def test_a_title_with_a_word_longer_than_a_line_may_be_hyphenated() -> None:
    book = publication()
    document = book.document("energy")
    assert "has-long-words" not in document_html(document, book, document.body).html
    longer = document.body.replace(">Energy<", ">Donaudampfschifffahrten<")
    assert 'class="has-long-words"' in document_html(document, book, longer).html
    term = '<section><span class="index-term">{}</span></section>'
    assert "has-long" in document_html(document, book, term.format("Landwirtschaftsministerium, das")).html
    assert "has-long" not in document_html(document, book, term.format("Ministerium der Landwirtschaft")).html


def test_words_behind_a_formula_on_its_own_line_go_on_without_indent() -> None:
    book = publication()
    document = book.document("energy")
    equation = '<span class="equation"><span class="formula">x</span></span>'
    text = f"<p>If</p><p>{equation} where <i>x</i> is.</p><p>If {equation}</p><p>and so on.</p><p>If {equation}</p><p>That is.</p>"
    page = etree.HTML(document_html(document, book, f"<section>{text}</section>").html)
    assert [it.get("class") for it in page.iter("p")] == [None, "displayed", None, "continued", None, None]
    (behind,) = page.findall(".//span[@class='behind-equation']")
    assert "".join(behind.itertext()) == "where x is."


@pytest.mark.parametrize(
    ("picture", "is_ragged"),
    [
        ('<img src="a.png">', True),
        ('<img src="a.png" width="300">', True),
        ('<img src="a.png" class="width-50" width="20" style="width:50%">', True),
        ('<img src="a.png" width="20">', False),
        ('<img src="a.png" style="height: 1em">', False),
    ],
)
def test_a_line_before_a_picture_is_not_drawn_out(picture: str, is_ragged: bool) -> None:
    root = etree.fromstring(
        f"<section><p>Words {picture.replace('>', '/>')} and words.</p><p>{picture.replace('>', '/>')}</p></section>"
    )
    set_ragged_beside_pictures(root)
    assert [it.get("class") for it in root] == ["with-picture" if is_ragged else None, None]


def test_a_call_behind_words_from_left_to_right_is_held_with_all_of_them_in_arabic() -> None:
    root = etree.fromstring('<p>نهرا واحدا (EU, 2019).<a role="doc-noteref">1</a> وقال</p>')
    hold_calls(root)
    assert root[0].text == "(EU, 2019)."
    assert "".join(map(str, root.itertext())) == "نهرا واحدا (EU, 2019).1 وقال"


def test_a_call_behind_chinese_is_held_with_the_last_letter_and_its_mark() -> None:
    root = etree.fromstring('<section><p>欧洲联盟的新战略。<a role="doc-noteref">1</a>提出</p></section>')
    hold_calls(root)
    assert root[0].text == "欧洲联盟的新战" and root[0][0].text == "略。"


def test_calls_of_notes_are_small_figures_where_a_family_has_no_raised_ones() -> None:
    book, theme = publication(), Theme(Path())
    chosen = families(book, Steps()).value
    plain = replace(
        chosen,
        faces=tuple(
            replace(it, data=file_of(library()[SYMBOLS], 400, "normal").read_bytes()) for it in chosen.faces[:1]
        ),
    )
    sheets = [style_sheets(book, theme, it, "styles/tokens.css")[1][1] for it in (chosen, plain)]
    assert ["vertical-align: super" in it for it in sheets] == [False, True]


def test_the_cells_of_a_row_may_go_on_overleaf_in_any_order() -> None:
    book = publication()
    document = book.document("energy")
    row = '<tr><td><p id="one">One</p></td><td><p id="two">Two</p></td></tr>'
    written = document_html(
        document, book, f'<section><table id="t"><tbody>{row}</tbody></table><p id="p">End</p></section>'
    )
    assert {"one", "two"} <= written.loose
    assert "p" not in written.loose


def test_what_stands_side_by_side_may_go_on_overleaf_in_any_order() -> None:
    book = publication()
    cells = "".join(f'<div class="layout-cell"><p id="{it}">{it}</p></div>' for it in ("one", "two"))
    text = f'<section><div class="layout-row">{cells}</div><p id="p">End</p></section>'
    written = document_html(book.document("energy"), book, text)
    assert {"one", "two"} <= written.loose
    assert "p" not in written.loose
