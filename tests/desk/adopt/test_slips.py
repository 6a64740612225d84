"""Slips of typing that have one meaning are put right, and what only looks like one stays."""

from __future__ import annotations

from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.slips import with_closed_tags, with_parted_sources, with_spaced_headings


def test_a_heading_gets_its_space_and_a_hashtag_stays() -> None:
    text = "##Notes\nWords.\n\n#Introduction\n\n#metoo\n\n#Kazan is\na town.\n\nWords\n##no\n\n#. One\n\n```\n\n##code\n\n```\n"
    report = Report()
    made = with_spaced_headings(text, "one.md", report)
    assert made == text.replace("##Notes", "## Notes").replace("#Introduction", "# Introduction")
    assert report.lines("changed") == ["2 × headings got the space behind their # (one.md:1, one.md:4)"]


def test_sources_with_a_comma_or_nothing_between_them_are_two_sources() -> None:
    made = with_parted_sources("[see @a1, @b2,@c3, p. 4, -@d4; @e5\n@f6]", "one.md", Report())
    assert made == "[see @a1; @b2; @c3, p. 4; -@d4; @e5;\n@f6]"
    for kept in ("[@a, p. 3]", "[@a and @b]", "[mail a@b.org, c@d.org]", "[@a, @b](x.html)", "`[@a, @b]`"):
        assert with_parted_sources(kept, "one.md", Report()) == kept


def test_a_tag_that_is_typed_again_where_it_ends_is_closed() -> None:
    picture = '<div>\n<center>\n<img src="x.png"/>\n<center>\n</div>\n'
    assert with_closed_tags(picture) == picture.replace("<center>\n</div>", "</center>\n</div>")
    assert with_closed_tags(kept := "<center>a</center>\n\n<center>b</center>\n") == kept
