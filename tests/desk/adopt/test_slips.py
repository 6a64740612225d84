"""Slips of typing that have one meaning are put right, and what only looks like one stays."""

from __future__ import annotations

from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.slips import (
    with_closed_tags,
    with_colons,
    with_parted_figures,
    with_parted_sources,
    with_spaced_headings,
    with_whole_labels,
)


def test_a_heading_gets_its_space_and_a_hashtag_stays() -> None:
    text = "##Notes\nWords.\n\n#Introduction\n\n#metoo\n\n#Kazan is\na town.\n\nWords\n##no\n\n#. One\n\n```\n\n##code\n\n```\n"
    report = Report()
    made = with_spaced_headings(text, "one.md", report)
    assert made == text.replace("##Notes", "## Notes").replace("#Introduction", "# Introduction")
    assert len(report.lines("changed")) == 1
    text = "#Results and Discussions\n*Number.* It is.\n###Content Coding\nTwo were.\n\n#Discussion\nThis is.\n"
    assert with_spaced_headings(text, "one.md", report).count("# ") == 3
    text = "# One\n\n#MeToo\n\n#Kazan is big.\n\nThe room\n## 22 of the house.\n"
    assert with_spaced_headings(text, "one.md", report) == text
    text = " ## One\nWords at\n# 22 or\nso.\n## Two\n## Three\n\n| a\n## b\n\n# Four\n"
    assert with_spaced_headings(text, "one.md", report) == text.replace(" ## One", "## One").replace(
        "\n## Two", "\n\n## Two"
    )


def test_a_label_of_a_note_takes_hyphens_for_its_spaces() -> None:
    text = "One[^Doe, 2001] and [^not one].\n\n[^Doe, 2001]: A note.\n\n`[^Doe, 2001]`\n"
    made = "One[^Doe-2001] and [^not one].\n\n[^Doe-2001]: A note.\n\n`[^Doe, 2001]`\n"
    assert with_whole_labels(text) == made
    made = with_whole_labels("A[^Doe, 1] B[^Doe 1] C[^Doe-1].\n\n[^Doe, 1]: A.\n\n[^Doe 1]: B.\n\n[^Doe-1]: C.\n")
    assert [made.count(f"[^{it}]") for it in ("Doe-1-n1", "Doe-1-n2", "Doe-1")] == [2, 2, 2]


def test_the_text_of_a_note_directly_below_a_paragraph_gets_its_empty_line() -> None:
    text = "One[^a] and[^b].\n[^a]: A note.\n[^b]: Another.\n\n```\nx\n[^a]: no\n```\n"
    assert with_colons(text, "one.md", Report()) == text.replace("\n[^a]: A", "\n\n[^a]: A")


def test_sources_with_a_comma_or_nothing_between_them_are_two_sources() -> None:
    made = with_parted_sources("[see @a1, @b2,@c3, p. 4, -@d4; @e5\n@f6]", "one.md", Report())
    assert made == "[see @a1; @b2; @c3, p. 4; -@d4; @e5;\n@f6]"
    made = with_parted_sources(
        "[e.g.; @a1] [*t*;\nsee @a1; @b2; p. 3; and @c3] [@a1\\; x] words[@a][@b][@c]", "one.md", Report()
    )
    assert made == "[e.g.\\; @a1] [*t*\\;\nsee @a1; @b2\\; p. 3; and @c3] [@a1\\; x] words[@a; @b; @c]"
    for kept in (
        "[@a, p. 3]",
        "[@a and @b]",
        "[mail a@b.org, c@d.org; e]",
        "[a; b]",
        "[a][@b]",
        "[@a][@b]: c",
        "[@a, @b](x.html)",
        "`[@a, @b]`",
    ):
        assert with_parted_sources(kept, "one.md", Report()) == kept


def test_a_tag_that_is_typed_again_where_it_ends_is_closed() -> None:
    picture = '<div>\n<center>\n<img src="x.png"/>\n<center>\n</div>\n'
    assert with_closed_tags(picture) == picture.replace("<center>\n</div>", "</center>\n</div>")
    assert with_closed_tags(kept := "<center>a</center>\n\n<center>b</center>\n") == kept


def test_a_note_without_its_colon_gets_one_below_its_call() -> None:
    text = "Words[^1] and[^2][^3].\n\n[^1] Ibid., p. 3.\n\n[^2]: Is one.\n\n[^2] is called again.\n\n[^4] is called by nobody.\n"
    text += "\n[^5] and [^1] are wrong.\n\n[^6] as Smith says.\n\n[^7] ibid., p. 4.\n"
    text = f"A[^5] B[^6] C[^7] {text}"
    report = Report()
    assert with_colons(text, "one.md", report) == text.replace("[^1] Ibid.", "[^1]: Ibid.").replace(
        "[^7] ibid.", "[^7]: ibid."
    )
    assert report.lines("changed") == ["2 × texts of notes got the colon behind their label (one.md:3, one.md:15)"]


def test_a_figure_gets_its_empty_lines_and_a_source_loses_its_empty_brackets() -> None:
    figure = "![Words (1)](a.png){#fig-a}"
    assert with_parted_figures(f"One\n{figure}\ntwo") == f"One\n\n{figure}\n\ntwo"
    for kept in (f"One\n\n{figure}\n\\\nTwo", f"> {figure}\n> two", f"::: x\n{figure}\n:::", f"One {figure}\ntwo"):
        assert with_parted_figures(kept) == kept
