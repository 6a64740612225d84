"""The words of a note that Pandoc leaves out stand in a draft once: in the note that calls it, or behind the chapter."""

from __future__ import annotations

from tests.small_book import body_of, check_reports, text_of


def test_a_note_called_within_a_note_has_its_words_there_in_brackets() -> None:
    chapter = "# One\n\nWords.[^a] More.^[In line[^c].]\n\n[^a]: See [^b], too.\n\n[^b]: Bee [k] sees.\n\n    Twice.\n\n[^c]: Cee.\n\n[k]: https://example.org\n"
    assert text_of(body_of(chapter)).endswith("Words.1 More.2 1 See (Bee k sees. Twice.), too.2 In line (Cee.).")
    check_reports(chapter, "CHP-047 5:11", "CHP-047 11:7")


def test_a_note_that_nothing_calls_follows_the_chapter() -> None:
    chapter = (
        "# One\n\nWords.[^1]\n\n[^1]: One.\n\n[^a]: Never `called`.\n\n> [^q]: In a\n> quotation.\n\n"
        "1. [^i]: In a list.\n\n[^n]: `code`\n\n&copy; Last.\n"
    )
    assert "© Last. [^a]: Never called. [^q]: In a quotation. [^i]: In a list. [^n]: code 1 One." in text_of(
        body_of(chapter)
    )
    check_reports(chapter, "CHP-010 7:1", "CHP-010 9:1", "CHP-010 12:4", "CHP-010 14:1")


def test_of_two_notes_of_one_label_and_of_two_that_call_each_other_no_word_is_lost() -> None:
    twice = "# One\n\nWords.[^1]\n\n[^1]: One.\n\n[^1]: Two.\n"
    assert text_of(body_of(twice)).endswith("Words.1 [^1]: One. 1 Two.")
    check_reports(twice, "CHP-011 7:1")
    round = "# One\n\nWords.\n\n[^c]: Cee[^d].\n\n[^d]: Dee[^c].\n"
    assert text_of(body_of(round)).endswith("Words. [^c]: Cee (Dee[^c].).")
    check_reports(round, "CHP-010 5:1", "CHP-047 5:10")
