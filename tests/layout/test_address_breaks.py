"""Where a line may end in a web address: after a slash or a colon, before other marks, never after a hyphen."""

from __future__ import annotations

import pytest
from lxml import etree

from bookbuilder.layout.address_breaks import (
    LONGEST,
    break_addresses,
    break_code,
    break_names_in_code,
    breakable,
    pieces,
)


@pytest.mark.parametrize(
    "address, expected",
    [
        ("https://a.eu/b/c", "https://|a|.eu/|b/|c"),
        ("https://doi.org/10.1234/abc-def", "https://|doi|.org/|10|.1234/|abc|-def"),
        ("https://a.eu/x?lang=en&s=1#top", "https://|a|.eu/|x|?lang|=en|&s|=1|#top"),
    ],
)
def test_pieces_of_an_address(address, expected):
    assert "|".join(pieces(address)) == expected


def test_no_piece_is_longer_than_a_line_can_bear():
    assert max(len(piece) for piece in pieces("https://a.eu/" + "x" * 90)) == LONGEST


def test_text_around_an_address_stays_as_it_is():
    text = "See (https://a.eu/b-c), and no more."
    assert breakable(text).translate({0x200B: None, 0x2060: None}) == text
    assert breakable("either/or and well-known") == "either/or and well-known"
    assert breakable("https://a.eu/.").endswith("\u200b.eu/.")


def test_a_word_longer_than_a_page_may_end_everywhere_and_chinese_stays_as_it_is() -> None:
    assert breakable("a " + "x" * 1000).count("\u200b") == 1000 // 12
    assert breakable("字" * 1000) == "字" * 1000


def test_an_endless_word_of_many_elements_may_end_between_them() -> None:
    block = etree.fromstring(f"<p>a <b>b</b>{'[<sup>[</sup>' * 300} and {'c<b>d</b>' * 20}</p>")
    break_addresses(block)
    before, _, after = "".join(block.itertext()).partition(" and ")
    assert 5 < before.count("\u200b") < 12 and "\u200b" not in after


def test_a_line_of_code_may_end_at_a_coloured_word_where_it_has_no_space_for_long() -> None:
    line = etree.fromstring(f"<span>x <b>{'a' * 30}</b><b>[y</b><b>]</b> <b>z</b></span>")
    break_code(line)
    assert "".join(line.itertext()) == f"x {'a' * 30}\u200b[y] z"


def test_a_long_line_of_code_may_end_before_a_mark_and_an_endless_word_anywhere() -> None:
    line = etree.fromstring(f"<span>permit({'a' * 40}, <b>:title</b>, :x)</span>")
    break_code(line)
    assert "".join(line.itertext()).endswith(", \u200b:title, \u200b:x)")
    line = etree.fromstring(f"<span>    <b>{'a' * 60}</b></span>")
    break_code(line)
    assert "".join(line.itertext()) == f"    \u2060{'a' * 60}"
    line = etree.fromstring(f"<span>{' ' * 90}<b>~</b>Thoughts</span>")
    break_code(line)
    assert "".join(line.itertext()) == f"{' ' * 20}\u2060~Thoughts"
    block = etree.fromstring(
        f"<div><p>a <b>B</b>{'B' * 50}</p><p>{'a/' * 50}</p><p><code>{'*' * 50}</code></p><p>{'+====' * 12}</p>"
        "<p>https://a.org/long_name_of_a_file.with.parts?query=one&amp;other=two,three.four_five_six_seven</p></div>"
    )
    break_addresses(block)
    assert [it.get("class") for it in block] == [
        "has-endless-words",
        None,
        "has-endless-words",
        "has-endless-words",
        None,
    ]


def test_a_long_word_of_code_may_end_a_line_at_its_joints_and_an_endless_one_in_equal_parts() -> None:
    block = etree.fromstring(
        f"<div><p><code>a.b(x) from_a_long_name(getTheRest)</code></p><p><code>{'x' * 60}</code></p><pre><code>{'y' * 60}</code></pre>"
        "<table><tr><td><code>a_name_of_a_cell</code></td></tr></table></div>"
    )
    break_names_in_code(block)
    assert ["".join(it.itertext()).replace("\u200b", "|") for it in block] == [
        "a.b(x) from_|a_long_|name(|get|The|Rest)",
        "|".join(["x" * 12] * 5),
        "y" * 60,
        "a_name_of_a_cell",
    ]
