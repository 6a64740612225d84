"""What stands above the text of a Word file in its own styles is the head of a chapter."""

from __future__ import annotations

import panflute as pf

from bookbuilder.desk.word_in.front_matter import front_matter


def test_a_picture_within_the_title_stands_below_it() -> None:
    document = pf.Doc(
        pf.Para(pf.Str("Text.")), metadata={"title": pf.MetaInlines(pf.Image(url="a.png"), pf.Str("Title"))}
    )
    front_matter(document, [], lambda kind, text: None)
    assert [pf.stringify(it).strip() for it in document.content] == ["Title", "", "Text."]
    assert isinstance(document.content[1].content[0], pf.Image)
