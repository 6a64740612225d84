"""What is said of many faults: the same message is reported five times at most."""

from __future__ import annotations

import pytest

from bookbuilder.cli.report import tell_faults
from bookbuilder.diagnostics import Diagnostic, Location


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
