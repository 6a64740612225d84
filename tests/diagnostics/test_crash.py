"""An exception of ours is to be reported, and a process that the system has ended is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.diagnostics import Location, Stage
from bookbuilder.diagnostics.crash import crash, rescuing
from bookbuilder.helper_processes import HelperGoneError


def test_a_process_that_the_system_has_ended_is_no_fault_of_ours(tmp_path: Path) -> None:
    """A font whose substitutions never end asked the editor to report a bug of the book builder."""
    place, folder = Location("manuscript/one.md", 1, 1), tmp_path / "tracebacks"
    ended = crash(HelperGoneError("gone"), place, "one", folder)
    assert ended.code == "BUD-006" and "memory" in ended.message and "font" in ended.remedy
    assert "report" not in ended.remedy and not folder.exists()
    assert crash(ValueError("x"), place, "one", folder).code == "BUG-001" and (folder / "one.txt").exists()


def test_a_release_reports_a_process_that_the_system_has_ended_and_raises_a_bug_of_ours() -> None:
    """One process killed for want of memory was a traceback in a release, and a request to report it."""
    rescue = rescuing(lambda number, error: f"{number} left out", Stage.RELEASE)
    assert rescue(3, HelperGoneError("gone")) == "3 left out"
    with pytest.raises(ValueError):
        rescue(3, ValueError("x"))
    assert rescuing(lambda number, error: "left out", Stage.DRAFT)(3, ValueError("x")) == "left out"
