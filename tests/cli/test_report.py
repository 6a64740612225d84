"""What is said of many faults: the same message is reported five times at most."""

from __future__ import annotations

import pytest

from bookbuilder.cli.report import print_faults
from bookbuilder.diagnostics import Diagnostic, Location, Severity

MORE = "-v prints each of the faults that are counted here, and --format json has them."


def faults(count: int) -> list[Diagnostic]:
    return [Diagnostic("CIT-001", Location("a.md", line, 2), 'There is no source "x".') for line in range(1, count + 1)]


def test_the_same_message_more_than_five_times_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    other = Diagnostic("XRF-001", Location("b.md", 1), "Another.")
    print_faults([*faults(6), other])
    assert capsys.readouterr().err.splitlines() == [
        'a.md:1:2: error CIT-001: There is no source "x". (6 times: a.md:1:2, a.md:2:2, a.md:3:2 …)',
        "b.md:1: error XRF-001: Another.",
        MORE,
    ]
    print_faults(faults(5))
    assert len(capsys.readouterr().err.splitlines()) == 5


def test_notes_that_differ_in_what_they_name_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_faults(
        [
            Diagnostic("REF-016", Location("references.yaml", line, 3), f'"k{line}" is never cited.', "", Severity.NOTE)
            for line in range(1, 35)
        ]
    )
    line, _ = capsys.readouterr().err.splitlines()
    assert '"k1" is never cited. (34 of this kind: references.yaml:1:3, ' in line and '"k12" and 22 others)' in line


def test_an_errors_kind_is_said_at_each_place(capsys: pytest.CaptureFixture[str]) -> None:
    print_faults([Diagnostic("CIT-001", Location("a.md", line), f'No source "k{line}".') for line in range(1, 9)])
    assert len(capsys.readouterr().err.splitlines()) == 8


def test_messages_that_differ_in_names_are_one_line_with_the_names(capsys: pytest.CaptureFixture[str]) -> None:
    pictures = [
        Diagnostic("FIG-002", Location("a.md", line), f"The picture fig/{line}.png has no alternative text.", f"{line}")
        for line in range(1, 25)
    ]
    print_faults(pictures)
    line, more = capsys.readouterr().err.splitlines()
    assert line.startswith("a.md:1: error FIG-002: The picture fig/1.png has no alternative text. 1 (24 of this kind: ")
    assert line.endswith("fig/11.png, fig/12.png and 12 others)") and more == MORE
    print_faults(pictures, whole=True)
    assert len(capsys.readouterr().err.splitlines()) == 24


def test_what_one_correction_removes_is_one_line_wherever_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    def fault(line: int, *causes: str) -> Diagnostic:
        return Diagnostic("CHP-014", Location("a.md", line), f"Formula {line}.", causes=causes)

    formulas = [
        fault(1, "A."),
        fault(2, "A.", "B."),
        fault(3, "C."),
        fault(4, "B.", "D."),
        fault(5, "A."),
        fault(6, "A."),
    ]
    print_faults(formulas)
    assert capsys.readouterr().err.splitlines() == [
        "a.md:1: error CHP-014: A. (4 times: a.md:1, a.md:2, a.md:5 …)",
        "a.md:2: error CHP-014: B. (2 times: a.md:2, a.md:4)",
        "a.md:3: error CHP-014: Formula 3.",
        "a.md:4: error CHP-014: D.",
        MORE,
    ]
    print_faults(formulas, whole=True)
    assert len(capsys.readouterr().err.splitlines()) == 6
