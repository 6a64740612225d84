"""How a page's tree is written."""

from __future__ import annotations

import pytest
from lxml import etree

from bookbuilder.editions.web.html import as_html


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ("<p>a<wbr/>b<br/>c<span/></p>", "<p>a<wbr>b<br>c<span></span></p>"),
        (
            '<p title="a &lt; &quot;b&quot; &amp; c">1 &lt; 2 &amp; 3</p>',
            '<p title="a &lt; &#34;b&#34; &amp; c">1 &lt; 2 &amp; 3</p>',
        ),
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>',
            '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>',
        ),
        ("<p>a<!-- remark -->b</p>", "<p>ab</p>"),
    ],
)
def test_what_holds_nothing_has_no_end_and_all_else_has_one(tree: str, expected: str) -> None:
    assert as_html(etree.fromstring(tree)) == expected
