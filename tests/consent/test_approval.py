"""An approval recorded in a transcript: two lines of its metadata, and nothing else changed."""

from __future__ import annotations

import pytest

from bookbuilder.consent.approval import record
from bookbuilder.manuscript.interviews import read_interview
from bookbuilder.source import Source

HEAD = "---\ncode: kz-01\ndescription: Expert  # as she wants it\ndate: 2020-10-14\nlanguage: en\n"
TAIL = "---\n\n::: {.question #q1}\nWhat?\n:::\n"


@pytest.mark.parametrize(
    "consent",
    [
        "",
        "consent: {attribution: described, scope: [pdf, epub]}\n",
        "consent:\n  attribution: described\n  approved: 2020-01-01\n  fingerprint: old\ntranslator: team\n",
        "consent:\n    attribution: described\n    scope:\n      - pdf\n      - epub\ntranslator: team\n",
        "consent:\n  fingerprint: >-\n    old\n    older\n  attribution: described\n",
    ],
    ids=["none", "in one line", "anew", "indented", "folded"],
)
def test_date_and_fingerprint_are_written_and_the_rest_stays(consent):
    before = read_interview(Source("kz-01.md", HEAD + consent + TAIL))
    text = record(Source("kz-01.md", HEAD + consent + TAIL), "2021-02-03", "q1a=0123 q2a=4567")
    after = read_interview(Source("kz-01.md", text))
    assert before.diagnostics == after.diagnostics == ()
    assert (after.value.consent.approved, after.value.consent.fingerprint) == ("2021-02-03", "q1a=0123 q2a=4567")
    assert after.value.consent.attribution == before.value.consent.attribution
    assert after.value.consent.scope == before.value.consent.scope
    assert text.startswith(HEAD) and text.endswith(TAIL)
    assert ("translator: team" in text) == ("translator" in consent)
