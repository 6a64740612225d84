"""In a note the author or the title is the link, and not a word moves."""

from __future__ import annotations

import pytest
from lxml import etree

from bookbuilder.editions.epub.citation_links import shorten_citation_links

NOTES = '<section><section role="doc-endnotes"><p>See <a role="doc-biblioref" href="#r">{}</a>; and on.</p></section></section>'


@pytest.mark.parametrize(
    ("citation", "linked"),
    [
        ("Ann Lee, <i>Roads</i> (Oslo, 2019)", "Ann Lee"),
        ("‘Roads, Rails and Rivers’, <i>The Review</i>, 2019", "‘Roads, Rails and Rivers’"),
        ("<i>Roads</i>, 2nd edn (2019)", "Roads"),
        ("Review of <i>Roads</i>, <b>n.d.</b>", "Review of Roads"),
        ("(Lee 2019, p. 4)", "(Lee 2019"),
        ("[12]", "[12]"),
    ],
)
def test_the_author_or_the_title_is_the_link(citation: str, linked: str) -> None:
    section = etree.fromstring(NOTES.format(citation))
    words = "".join(section.itertext())
    shorten_citation_links(section)
    assert "".join(section.itertext()) == words
    assert ["".join(it.itertext()) for it in section.iter("a")] == [linked]


def test_citations_in_the_text_stay_whole() -> None:
    text = etree.fromstring('<section><p><a role="doc-biblioref" href="#r">Lee, <i>Roads</i></a></p></section>')
    before = etree.tostring(text)
    shorten_citation_links(text)
    assert etree.tostring(text) == before
