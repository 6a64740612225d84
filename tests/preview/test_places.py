"""A line of a page and its line in the author's file: one sentence a line, notes below, markup between the words."""

from __future__ import annotations

import pytest

from bookbuilder.model.pages import LineFact, PageFacts
from bookbuilder.preview.places import EditedSources, SourceLines

TEXT = """\
# One

The first sentence stands *alone* in its line.
The second is here, with a note.[^a]
And the third ends it.

Another paragraph.

[^a]: The note's own words.
"""
SOURCE = SourceLines(TEXT, [("one", 1), ("p1", 3), ("p2", 7), ("fn1", 9)])


def facts(*lines: tuple[str, str]) -> PageFacts:
    return PageFacts(1, 400, 600, 50, 550, tuple(LineFact(block, 0, text, 0, 0, 100, 12) for block, text in lines))


@pytest.mark.parametrize(
    ("block", "printed", "line"),
    [
        ("p1", "The first sentence stands alone", 3),
        ("p1", "in its line. The second is here, with a", 3),
        ("p1", "The second is here, with a note.1 And the", 4),
        ("p1", "third ends it.", 5),
        ("p2", "Another paragraph.", 7),
        ("fn1", "The note’s own words.", 9),
        ("p2", "Words that a template made", 7),
    ],
)
def test_a_printed_line_leads_to_its_line_in_the_file(block, printed, line):
    assert SOURCE.line_of(block, printed) == line


def test_what_no_file_says_leads_nowhere():
    assert SOURCE.line_of("contents", "Contents") == 0


def test_a_line_of_the_file_leads_to_the_page_that_prints_it():
    pages = (facts(("one", "One"), ("p1", "The first sentence stands alone in"), ("p1", "its line. The second is here")),
             facts(("p1", "And the third ends it."), ("p2", "Another paragraph.")))  # fmt: skip
    assert SOURCE.printed(pages, 1) == (0, 0)
    assert SOURCE.printed(pages, 5) == (1, 0)
    assert SOURCE.printed(pages, 7) == (1, 1)
    assert SOURCE.printed(pages, 8) == (1, 1)


def test_an_edit_is_found_in_the_line_where_the_file_first_differs(tmp_path):
    file = tmp_path / "one.md"
    file.write_text(TEXT)
    sources = EditedSources(tmp_path)
    sources.remember(["one.md"])
    for text, line in (
        (TEXT.replace("is here", "is now here"), 4),
        (TEXT.replace("is here", "is now here"), 0),
        (TEXT, 4),
        (TEXT + "\nOne more.", 11),
        (TEXT.replace("# One", "# Two"), 1),
    ):
        file.write_text(text)
        sources.changed(["one.md", "../outside.md"])
        assert sources.edited("one.md") == line
    sources.clear()
    sources.changed(["one.md"])
    assert sources.edited("one.md") == 0
