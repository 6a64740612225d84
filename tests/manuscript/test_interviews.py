"""Transcripts: what their metadata and turns may say, each fault at its line and column."""

from __future__ import annotations

import pytest

from bookbuilder.manuscript.interviews import read_interview, withheld
from bookbuilder.source import Source
from tests.small_book import INTERVIEW

META = "code: kz-01\ndescription: Expert\ndate: 2020-10-14\nlanguage: ru\n"
TURNS = '\n::: {.question #q1}\nЧто?\n:::\n\n::: {.answer #q1a time="00:01:02"}\nДа *и* нет.\n:::\n'


def read(meta: str = "", turns: str = TURNS):
    return read_interview(Source("kz-01.md", f"---\n{META}{meta}---\n{turns}"))


def faults(meta: str = "", turns: str = TURNS) -> list[str]:
    return [f"{d.code} {d.location.line}:{d.location.column}" for d in read(meta, turns).diagnostics]


def test_a_transcript_gives_its_turns_with_their_places():
    outcome = read()
    assert outcome.diagnostics == ()
    turn = outcome.value.turn("q1a")
    assert (turn.original.text, turn.time, turn.original.location.line) == ("Да и нет.", "00:01:02", 12)


def test_a_translation_belongs_to_the_turn_that_it_names():
    turn = read(turns=TURNS + '\n::: {.translation of="q1a" lang="en-GB"}\nYes and no.\n:::\n').value.turn("q1a")
    assert turn.translation.text == "Yes and no." and turn.translation.lang == "en-GB"


@pytest.mark.parametrize(
    ("meta", "turns", "expected"),
    [
        ("", TURNS + "\nA stray line.\n", ["INT-003 16:1"]),
        ("", TURNS.replace(".question", ".qestion"), ["INT-004 8:1"]),
        ("", TURNS.replace(" #q1a", ""), ["INT-005 12:1"]),
        ("", TURNS.replace("Что?\n:::", "Что?"), ["INT-013 8:1"]),
        ("", TURNS.replace("#q1a", "#q1"), ["INT-006 12:1"]),
        ("", TURNS + '\n::: {.translation of="q9"}\nx\n:::\n', ["INT-007 16:1"]),
        ("", TURNS + '\n::: {.translation of="q1a"}\nx\n:::\n' * 2, ["INT-010 20:1"]),
        ("consent: {attribution: named}\n", TURNS, ["INT-002 6:24"]),
        ("name: Erlan Akhmetov\n", TURNS, ["INT-009 6:1"]),
        ("consent: {atribution: named}\n", TURNS, ["INV-001 6:11"]),
        ("consent: {scope: [pdf, print]}\n", TURNS, ["INV-003 6:24"]),
        ("code: kz 01\n", TURNS, ["YML-002 6:1"]),
        ("consent: {embargo: soon}\n", TURNS, ["INV-003 6:20"]),
        ("name: Erlan Akhmetov\nconsent: {attribution: named}\n", TURNS, []),
        ("consent: {scope: pdf, embargo: 2021-06}\n", TURNS, []),
    ],
)  # fmt: skip
def test_a_fault_of_a_transcript_is_reported_at_its_place(meta, turns, expected):
    assert faults(meta, turns) == expected


def test_a_name_that_is_withheld_reaches_no_value():
    interview = read("name: Erlan Akhmetov\naffiliation: Institute\n").value
    assert "Akhmetov" not in repr(interview) and "Institute" not in repr(interview)
    assert withheld(Source("kz-01.md", f"---\n{META}name: Erlan Akhmetov\n---\n")) == ("kz-01", "Erlan Akhmetov")


@pytest.mark.parametrize("key", ["public_as", "public-as"])
def test_public_works_are_written_either_way(key):
    outcome = read(f"{key}: [akhmetov2018]\n")
    assert outcome.diagnostics == () and outcome.value.public_as == ("akhmetov2018",)


def test_a_withdrawn_interview_keeps_no_word():
    interview = read("withdrawn: 2021-03-01\n").value
    assert interview.turns == () and interview.withdrawn == "2021-03-01"


@pytest.mark.parametrize(
    "said",
    [
        "status: withdrawn",
        "status: Withdrwan",
        "status: Withdrawn by the expert",
        "status: Отозвано респондентом",
        "retracted: 2021-01-01",
        "revoked: true",
        "consent: not given",
        "consent: withdrawn",
        "consent: no",
        "consent: {attribution: refused}",
        "consent: {scope: none}",
    ],
)
def test_a_word_in_another_place_that_says_so_keeps_no_word_either(said: str) -> None:
    outcome = read(f"{said}\n")
    assert (outcome.value is None or outcome.value.turns == ()) and outcome.diagnostics


@pytest.mark.parametrize(
    "said", ["{scpoe: [pdf]}", "{scope: [pdf, print]}", "{scope: print}", "{embargo: soon}", "{embarg: 2030}"]
)
def test_a_consent_that_cannot_be_read_is_one_for_no_edition(said: str) -> None:
    interview = read(f"consent: {said}\n").value
    assert interview is None or interview.consent.scope == ()
    assert read("consent: {scope: pdf}\n").value.consent.scope == ("pdf",)


@pytest.mark.parametrize(
    "said",
    [
        "consent: {attribution: named, attribution: anonymous}",
        "consent: {attribution: named}\nconsent: {attribution: anonymous}",
        "consent: {attribution: named, embargo: soon}",
        "Consent: {scope: []}\nconsent: {attribution: named}",
        "consent: {attribution: named}\nembargo: 2031-01-01",
        "consnet: {attribution: named}",
    ],
)
def test_a_consent_that_is_said_twice_or_elsewhere_gives_no_name(said: str) -> None:
    outcome = read(f"name: Erlan Akhmetov\n{said}\n")
    assert "Akhmetov" not in repr(outcome.value) and outcome.value.consent.scope == () and outcome.diagnostics


def test_an_expert_who_was_named_and_has_withdrawn_is_named_no_longer():
    meta = f"{META}name: Erlan Akhmetov\nconsent: {{attribution: named}}\n"
    for withdrawn, known in (("withdrawn: 2021-03-01\n", ("kz-01", "Erlan Akhmetov")), ("", ("", ""))):
        source = Source("manuscript/interviews/kz-01.md", f"---\n{meta}{withdrawn}---\n{TURNS}")
        assert withheld(source) == known
        assert ("Akhmetov" in repr(read_interview(source).value)) == (not withdrawn)


def test_a_transcript_is_called_by_its_code():
    def reported(file: str) -> list[str]:
        return [d.code for d in read_interview(Source(file, f"---\n{META}---\n{TURNS}")).diagnostics]

    assert reported("manuscript/interviews/kz-10.md") == ["INT-014"]
    assert reported("manuscript/interviews/KZ-01.md") == []


def test_an_unsafe_link_in_a_transcript_is_named_with_its_line():
    text = INTERVIEW.replace("We shall see.", "We [shall](https://a.example/) [see](javascript:1).")
    faults = read_interview(Source("manuscript/interviews/kz-01.md", text)).diagnostics
    assert [(it.code, it.location.line) for it in faults] == [("CLN-001", 18)]
