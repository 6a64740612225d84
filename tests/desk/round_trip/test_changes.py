"""What an author did to a chapter's text comes back as the same change of its Markdown, and as nothing else."""

from __future__ import annotations

from functools import lru_cache

import pytest

from bookbuilder.desk.round_trip.changes import changes_between
from bookbuilder.desk.round_trip.edits import Change, applied
from bookbuilder.desk.round_trip.mapping import mapped
from bookbuilder.desk.round_trip.merging import merge
from bookbuilder.desk.round_trip.returning import checked
from bookbuilder.desk.round_trip.source_text import read_source_text
from bookbuilder.desk.round_trip.units import Text, units_of
from bookbuilder.markdown.ast import load
from bookbuilder.markdown.pandoc import read_markdown

SOURCE = """\
---
short-title: Gas
---

# Gas and power {#sec-gas}

The *old* pipeline of the [Caspian]{.index entry="Caspian Sea"} leads west, as was said before [@boonstra2018, p. 3].
It carries gas.[^oil]
Nobody asks why.

[^oil]: Oil goes by rail and by ship.

A second paragraph says what the first one leaves open, and it ends here.

- one kind of fuel
- another kind of fuel

A last paragraph stands alone and has a good many words of its own.
"""
PRINTED = """\
# 1 Gas and power

The *old* pipeline of the Caspian leads west, as was said before.^[Boonstra, Title, 3.]
It carries gas.^[Oil goes by rail and by ship.]
Nobody asks why.

A second paragraph says what the first one leaves open, and it ends here.

- one kind of fuel
- another kind of fuel

A last paragraph stands alone and has a good many words of its own.
"""


@lru_cache
def text(markdown: str) -> Text:
    return units_of(load(read_markdown(markdown)[0]).content)


def changes(*replaced: tuple[str, str]) -> list[Change]:
    """The changes that come of replacing words in what the author had before them."""
    edited = PRINTED
    for old, new in replaced:
        assert old in edited
        edited = edited.replace(old, new)
    source = read_source_text(SOURCE)
    return checked(
        SOURCE, changes_between(mapped(text(PRINTED), source), text(edited), source, lambda _: "^[A new note.]")
    )


def result(*replaced: tuple[str, str]) -> str:
    found = changes(*replaced)
    assert not [change.problem for change in found if change.problem]
    return applied(SOURCE, [edit for change in found for edit in change.edits])


def test_an_unchanged_file_changes_nothing() -> None:
    assert changes() == []


@pytest.mark.parametrize(
    "old, new, there, here",
    [
        ("Nobody", "Somebody", "Nobody", "Somebody"),
        (" leads west", " leads to the west", " leads west", " leads to the west"),
        ("Nobody asks why.", "", "\nNobody asks why.", ""),
        ("why.", "why. Nor do we.", "why.", "why.\nNor do we."),
        ("ship.]\n", "ship.] So it is.\n", "gas.[^oil]", "gas.[^oil]\nSo it is."),
        ("3.]\n", "3.] So it is.\n", "p. 3].", "p. 3].\nSo it is."),
        ("by rail", "by road", "by rail", "by road"),
        ("*old*", "*very old*", "*old*", "*very old*"),
        ("another kind", "a third kind", "another kind", "a third kind"),
        ("- another", "- a new item with its words\n- another", "- another", "- a new item with its words\n- another"),
        ("good many", "*good* many", "good many", "*good* many"),
        ("Nobody asks", "Nobody_asks [now]", "Nobody asks", "Nobody\\_asks \\[now\\]"),
        ("open, and", "open.\n\nAnd", "open, and", "open.\n\nAnd"),
        ("it ends here.", "it ends here.\n\nA new one. It says a lot.", "it ends here.", "it ends here.\n\nA new one.\nIt says a lot."),
        ("Nobody asks why.", "Nobody asks.^[Who?]", "Nobody asks why.", "Nobody asks.^[A new note.]"),
    ],
)  # fmt: skip
def test_a_change_is_the_same_change_of_the_markdown(old: str, new: str, there: str, here: str) -> None:
    assert result((old, new)) == SOURCE.replace(there, here)


def test_a_moved_paragraph_takes_its_citations_and_marks_along() -> None:
    last = "A last paragraph stands alone and has a good many words of its own.\n"
    assert result((f"\n{last}", ""), ("The *old*", f"{last}\nThe *old*")) == SOURCE.replace(f"\n{last}", "").replace(
        "The *old*", f"{last}\nThe *old*"
    )
    first = SOURCE[SOURCE.index("The *old*") : SOURCE.index("[^oil]:")]
    printed = PRINTED[PRINTED.index("The *old*") : PRINTED.index("A second")]
    assert result((printed, ""), (last, f"{last}\n{printed}")) == SOURCE.replace(first, "") + f"\n{first.rstrip()}\n"


def test_a_sentence_that_moves_keeps_its_note() -> None:
    moved = "It carries gas.^[Oil goes by rail and by ship.]\n"
    new = result((moved, ""), ("Nobody asks why.\n", f"Nobody asks why.\n{moved}"))
    assert new == SOURCE.replace("It carries gas.[^oil]\nNobody asks why.", "Nobody asks why.\nIt carries gas.[^oil]")


def test_a_sentence_that_moves_to_another_paragraph_takes_its_marks_along() -> None:
    moved = SOURCE[SOURCE.index("The *old*") : SOURCE.index("It carries")]
    printed, end = PRINTED[PRINTED.index("The *old*") : PRINTED.index("It carries")], "it ends here."
    new = result((printed, ""), (end, f"{end} {printed.strip()}"))
    assert new == SOURCE.replace(moved, "").replace(end, f"{end}\n{moved.strip()}")


def test_paragraphs_are_joined_and_removed_with_what_belongs_to_them() -> None:
    assert "why.\nA second paragraph says" in result(("why.\n\nA second", "why. A second"))
    printed = PRINTED[PRINTED.index("The *old*") : PRINTED.index("A second")]
    removed = result((printed, ""))
    assert removed == SOURCE[: SOURCE.index("The *old*")] + SOURCE[SOURCE.index("A second") :]


@pytest.mark.parametrize(
    "old, new, reason",
    [
        ("Boonstra, Title", "Boonstra, Other", "makes these words itself"),
        ("1 Gas", "7 Gas", "makes these words itself"),
    ],
)
def test_words_that_the_book_makes_are_left_to_a_person(old: str, new: str, reason: str) -> None:
    [change] = changes((old, new))
    assert reason in change.problem and change.edits == ()


def test_an_index_mark_does_not_go_with_a_word() -> None:
    [change] = changes(("of the Caspian leads", "of the Aral leads"))
    assert applied(SOURCE, change.edits) == SOURCE.replace("[Caspian]", "[Aral]")


def test_editors_and_authors_changes_are_merged_word_by_word() -> None:
    now = SOURCE.replace("leads west", "goes west").replace("A last paragraph", "The last paragraph")
    found = changes(("Nobody", "Somebody"), ("stands alone", "stands by itself"), ("leads west", "points west"))
    merged = merge(SOURCE, now, found)
    assert merged.text == now.replace("Nobody", "Somebody").replace("stands alone", "stands by itself")
    [conflict] = merged.conflicts
    assert (conflict.line, "goes west" in conflict.ours, "points west" in conflict.theirs) == (7, True, True)


def test_what_an_editor_has_put_in_already_is_no_conflict() -> None:
    merged = merge(SOURCE, SOURCE.replace("leads west", "points west"), changes(("leads west", "points west")))
    assert (len(merged.there), merged.conflicts, merged.taken) == (1, (), ())
