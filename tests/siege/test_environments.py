"""The same bytes wherever they are made, as reproducible-builds.org varies it: folder, locale, time, mask, hash seed, home, fonts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.siege.faults import state
from tests.small_book import BOOK, make_book

ROOT = Path(__file__).parents[2]
CHAPTER = (
    "# One\n\nWords, and Слова, of one.[@boonstra2018] $x^2$\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n: A table {#tbl-a}\n"
)


def made(folder: Path, jobs: str, mask: int, **environment: str) -> dict[str, bytes]:
    make_book(folder, {"manuscript/book.yaml": BOOK + "backmatter: [bibliography]\n"}, CHAPTER)
    output = folder / "output"
    command = [sys.executable, str(ROOT / "build.py"), "all", "--printer", "--book", str(folder), "-o", str(output)]
    kept = {"PATH": os.environ["PATH"], "BOOKBUILDER_KEY_FOLDER": str(folder / "key"), **environment}
    done = subprocess.run([*command, "--jobs", jobs], cwd=folder, env=kept, umask=mask, capture_output=True, text=True)
    assert done.returncode in (0, 3), done.stderr
    return state(output)


@pytest.mark.long
def test_surroundings_change_no_byte(tmp_path: Path) -> None:
    """The fonts of the second machine are none, and what its fontconfig is told of would not be found."""
    (tmp_path / "fonts.conf").write_text('<?xml version="1.0"?><fontconfig><dir>/nowhere</dir></fontconfig>')
    first = made(tmp_path / "book", "1", 0o022, HOME=str(tmp_path), LANG="en_GB.UTF-8", TZ="UTC", PYTHONHASHSEED="1")
    second = made(
        tmp_path / "Книга, вторая" / "of two", "2", 0o077, LC_ALL="C", TZ="Asia/Almaty", PYTHONHASHSEED="99",
        FONTCONFIG_FILE=str(tmp_path / "fonts.conf"), SOURCE_DATE_EPOCH="7",
    )  # fmt: skip
    assert len(first) > 10 and sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
