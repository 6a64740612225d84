"""What is said of many faults: the same message is reported five times at most."""

from __future__ import annotations

import pytest

from bookbuilder.cli.report import tell_faults
from bookbuilder.diagnostics import Diagnostic, Location, Severity


def faults(count: int) -> list[Diagnostic]:
    return [Diagnostic("CIT-001", Location("a.md", line, 2), 'There is no source "x".') for line in range(1, count + 1)]


def test_the_same_message_more_than_five_times_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    other = Diagnostic("XRF-001", Location("b.md", 1), "Another.")
    tell_faults([*faults(6), other])
    assert capsys.readouterr().err.splitlines() == [
        'a.md:1:2: error CIT-001: There is no source "x". (6 times: a.md:1:2, a.md:2:2, a.md:3:2 …)',
        "b.md:1: error XRF-001: Another.",
    ]
    tell_faults(faults(5))
    assert len(capsys.readouterr().err.splitlines()) == 5


def test_notes_that_differ_in_what_they_name_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    tell_faults(
        [
            Diagnostic("REF-016", Location("references.yaml", line, 3), f'"k{line}" is never cited.', "", Severity.NOTE)
            for line in range(1, 35)
        ]
    )
    [line] = capsys.readouterr().err.splitlines()
    assert line.endswith('"k1" is never cited. (and 33 more: "k2", "k3", "k4", "k5", "k6", "k7" …)')


def test_an_errors_kind_is_said_at_each_place(capsys: pytest.CaptureFixture[str]) -> None:
    tell_faults([Diagnostic("CIT-001", Location("a.md", line), f'No source "k{line}".') for line in range(1, 9)])
    assert len(capsys.readouterr().err.splitlines()) == 8
