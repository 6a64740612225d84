"""README: its pictures are there and small, and each fact of its table is held by a test that exists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_fact_names_a_test_that_exists() -> None:
    rows = re.findall(r"^\| .+ \| `(tests/[\w/]+\.py)::(test_\w+)` \|$", README, re.MULTILINE)
    assert len(rows) >= 8
    missing = [
        f"{file}::{name}" for file, name in rows if f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert missing == []


def test_the_pictures_are_there_described_and_small() -> None:
    pictures = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", README)
    assert len(pictures) == 2 and all(len(words) > 20 for words, _ in pictures)
    assert all((ROOT / name).stat().st_size < 150_000 for _, name in pictures)
