"""What is kept under version control: the files that the README names, and no link that leads out of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP = {
    ".ci", ".github", ".gitignore", ".vscode", "LICENSE", "LICENSE-TEXT", "README.md", "benchmarks", "bookbuilder", "build.py", "catalogue",
    "citations.accepted.yaml", "docs", "manuscript", "output", "pyproject.toml", "references.yaml", "requirements-test.in",
    "requirements-test.lock", "requirements.in", "requirements.lock", "schemas", "setup.py", "styles", "templates", "tests",
}  # fmt: skip


def test_only_what_belongs_to_the_project_is_under_version_control():
    if not (ROOT / ".git").exists():
        pytest.skip("this copy of the project has no history")
    listed = subprocess.run(["git", "ls-files", "-sz"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    entries = [line.split("\t", 1) for line in listed.split("\0") if line]
    assert {path.split("/")[0] for _, path in entries} - TOP == set()
    assert [path for mode, path in entries if mode.startswith("120000")] == [], "a link leads out of the project"
