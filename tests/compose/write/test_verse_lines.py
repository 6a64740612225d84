"""Each element of a finished chapter has the line at which its author wrote it, where drafts mark its faults."""

from __future__ import annotations

import time

from lxml import etree

from bookbuilder.compose.write.verse_lines import lines_of
from tests.in_time import in_time

TEXT = """\
# One

| A | B |
|---|---|
| c[^1] | d |

: Caption of it

Text of *one* paragraph.

- a
- b

[^1]: The note.
"""
TREE = """\
<section id="s"><h1 id="h">One</h1>
<table id="t"><caption>Caption of it</caption><tr><th id="a">A</th><th id="b">B</th></tr>
<tr><td id="c">c<a role="doc-noteref">1</a></td><td id="d">d</td></tr></table>
<p id="p">Text of <em>one</em> paragraph.</p>
<ul><li id="x">a</li><li id="y">b</li></ul>
<aside id="n" role="doc-footnote"><p id="q">The note.</p></aside></section>
"""


def test_a_caption_below_its_table_moves_no_cell_to_a_later_line() -> None:
    """The cells of a captioned table, and what follows, had the line of the next list."""
    found = dict(lines_of(etree.fromstring(TREE), TEXT))
    assert found == {
        **{"s": 1, "h": 1, "t": 7, "a": 3, "b": 3, "c": 5, "d": 5},
        **{"p": 9, "x": 11, "y": 12, "n": 14, "q": 14},
    }


def test_beginnings_of_notes_that_nothing_ends_are_read_once() -> None:
    """60 KB of them took six seconds: each was followed to the end of the line."""
    begun = time.process_time()
    assert lines_of(etree.fromstring("<section id='s'><p id='p'>a</p></section>"), "[^" * 30_000 + "\n\na") == (
        ("s", 3),
        ("p", 3),
    )
    assert in_time(time.process_time() - begun, 1)
