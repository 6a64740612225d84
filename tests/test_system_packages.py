"""`doctor --fonts` installs a family by its name, and says what to do where there is none."""

from __future__ import annotations

import subprocess

import pytest

from bookbuilder import installing
from bookbuilder.cli import main


def test_a_family_is_installed_by_its_name(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[str] = []

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        asked.append(command[-1])
        missing = command[-1] == "fontpkg-no-such"
        return subprocess.CompletedProcess(
            command, int(missing), "ERROR: No matching distribution found" if missing else ""
        )

    monkeypatch.setattr(installing.subprocess, "run", run)
    assert main(["doctor", "--fonts", "EB Garamond"]) == 0
    assert main(["doctor", "--fonts", "No; Such"]) == 2
    assert asked == ["fontpkg-eb-garamond", "fontpkg-no-such"]
    assert "styles/fonts/" in capsys.readouterr().err
