"""How narrow a column may be is asked of each word once, however long its cell and however often its page is tried."""

from __future__ import annotations

from bookbuilder.layout.engine.lines import with_single_words


class Style(dict):
    """A style as the engine has them: values, and room for what is kept with them."""


def widths(text, style, split):
    """The width of each line of a column of no width, as the engine asks for them."""
    found, at = [], 0
    while at is not None:
        _, _, more, width, *_ = split(text.encode()[at:].decode(), style, None, 0, 0, is_line_start=True, minimum=True)
        found.append(width)
        at = None if more is None else at + more
    return found


def test_the_words_of_a_long_cell_are_measured_once_each():
    asked = []

    def measured(text, style, context, max_width, spacing, is_line_start, minimum):
        asked.append(text)
        return None, len(text), None, 10 * len(text), 12, 9

    split, style = with_single_words(measured), Style(white_space="normal")
    text = " ".join(["one", "three", "eleven"] * 500)
    assert widths(text, style, split) == [30, 50, 60] * 500
    assert widths(text, style, split) == [30, 50, 60] * 500
    assert asked == ["one", "three", "eleven"]
    assert widths("one two", Style(white_space="pre"), split) == [70]


def test_the_rest_of_a_word_that_may_end_anywhere_is_not_measured_with_each_letter():
    """A title of 4,000 letters without a space was set for more than a minute."""
    asked = []

    def divided(text, style, context, max_width, spacing, is_line_start, minimum):
        asked.append(text)
        return None, 1, 1 if len(text) > 1 else None, 10, 12, 9

    def whole(text, style, context, max_width, spacing, is_line_start, minimum):
        return None, len(text), None, 10 * len(text), 12, 9

    assert widths("ab" * 2000, Style(white_space="normal"), with_single_words(divided)) == [10] * 4000
    assert max(map(len, asked)) == 200
    assert widths("ab" * 2000 + " c", Style(white_space="normal"), with_single_words(whole)) == [40_000, 10]
