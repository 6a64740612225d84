"""What only the other program understands is taken out of a chapter's text, and no word with it."""

from __future__ import annotations

from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.text import chapter_text, verse_in_lines


def test_a_drawn_table_keeps_its_tags() -> None:
    text = "+-------+--------+\n| ``` x | <div>  |\n| y     | 1. One |\n| ```   | </div> |\n+-------+--------+\n"
    assert chapter_text(text, "one.md", "Quarto", {}, Report()) == text


def test_words_that_a_website_hides_stand_in_brackets() -> None:
    text = "See <span class='x'>BAR<span hidden class='y'><em>British Reports</em></span></span> 5.\n"
    kept = "See <span class='x'>BAR (<em>British Reports</em>)</span> 5.\n"
    assert chapter_text(text, "one.md", "Quire", {}, Report()) == kept


def test_two_lines_of_a_speech_in_a_play_are_verse() -> None:
    speech = (
        "LYSISTRATA\n\nIf they were trysting for a Bacchanal,\nA feast of Pan or Colias.\n\nCALONICE\n\nAnd long?\n\n"
    )
    note = "A note that goes on to the end of the line and\nends below it.\n\n"
    made = verse_in_lines("\n" + 6 * speech + note, "one.md", Report())
    assert made.count("| If they were trysting for a Bacchanal,\n| A feast of Pan or Colias.\n") == 6 and note in made
    assert "|" not in verse_in_lines("\n" + speech + 9 * note, "one.md", Report())


def test_verse_begins_with_a_capital_letter_of_any_alphabet() -> None:
    stanza = "Śród fali łąk szumiących,\nŚród kwiatów powodzi\nŻurawie omijam\nÓw suchego przestwór\n\n"
    assert verse_in_lines("\n" + 3 * stanza, "one.md", Report()).count("\n| ") == 12


def test_marks_of_manubot_around_what_stands_as_it_is_are_not_printed() -> None:
    text = "{## A remark. ##}\nOne {% raw %}two{% endraw %} three.\n"
    assert chapter_text(text, "one.md", "Manubot", {}, Report()) == "\nOne two three.\n"


def test_a_heading_without_words_is_left_out() -> None:
    assert chapter_text("Words.\n\n# \n\n## {.unnumbered}\n\n```\n# \n```\n", "one.md", "Pandoc", {}, Report()) == (
        "Words.\n\n\n\n\n\n```\n# \n```\n"
    )


def test_badges_are_their_words_and_code_keeps_them() -> None:
    badge = "[![DOI](https://zenodo.org/badge/DOI/10.5281/1.svg)](https://doi.org/10.5281/1)"
    tag = '<a href="https://a.example/"><img src="https://licensebuttons.net/l/by/4.0/88x31.png" alt="CC BY"></a>'
    empty = "[![](https://img.shields.io/badge/a-b.svg?logo=c)](https://b.example) ![Map](https://c.example/map.png)"
    kept = '[](#sec-x) and <a id="keep"></a>'
    text = chapter_text(f"# One\n\n{badge} {tag} {empty} {kept}\n\n`{badge}`\n", "one.md", "Quarto", {}, Report())
    assert kept in text
    assert "[DOI](https://doi.org/10.5281/1)" in text and ">CC BY</a>" in text and f"`{badge}`" in text
    assert "b.example" not in text and "![Map](" in text


def test_attributes_with_commas_and_spaces_are_as_pandoc_reads_them() -> None:
    text = '![A](a.png){#fig:a, tag="S1"} ![B](b.png){#fig:b width = 80%, height=2cm} `{#c, d=1}` {#e f="g, h"}\n'
    made = chapter_text(text, "one.md", "Manubot", {}, Report())
    assert '{#fig:a tag="S1"}' in made and "{#fig:b width=80% height=2cm}" in made
    assert "`{#c, d=1}`" in made and '{#e f="g, h"}' in made


def test_a_paragraph_of_html_that_nothing_ends_ends_with_its_block() -> None:
    assert chapter_text("<div>\n<p>\n\n*A*\n</div>\n", "one.md", "MyST", {}, Report()) == "<div>\n\n\n*A*\n</div>\n"


def test_a_paragraph_of_html_keeps_its_attributes_in_a_div() -> None:
    text = '<p id="a" lang="fr">\nUn *mot*\n</p>\n\n<p class="b">\n\n<p>\nTwo\n</p>\n'
    kept = '\n<div id="a" lang="fr">\n\nUn *mot*\n\n</div>\n\n<p class="b">\n\n\nTwo\n\n'
    assert chapter_text(text, "one.md", "MyST", {}, Report()) == kept
    text = '- One\n\n  <p class="a">\n  Two\n  </p>\n'
    kept = '- One\n\n\n  <div class="a">\n\n  Two\n\n  </div>\n'
    assert chapter_text(text, "one.md", "MyST", {}, Report()) == kept


def test_a_remark_goes_and_an_address_of_its_name_stays() -> None:
    text = "[My words][comment].\n\n[comment]: https://a.example/\n"
    assert chapter_text(text, "one.md", "MyST", {}, Report()) == text
    remarks = "[//]: # (One)\n[comment]: # (Two)\n[comment]: <> (Three)\n[//]: # (Four\nand five)\n[//]: #\n  'Six'\n"
    assert not chapter_text(remarks, "one.md", "MyST", {}, Report()).strip()
