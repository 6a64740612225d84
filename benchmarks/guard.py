"""Prints the SHA-256 of every file of every edition of the shipped book and of the books in tests/books.

Run it before and after a change that must change no byte, and compare the two lists:

    python benchmarks/guard.py > before.txt        (then the change)
    python benchmarks/guard.py > after.txt && diff before.txt after.txt

Every book is built in a copy, without a cache; `--release` adds the proof release of the shipped book, `--only NAME` takes
the books whose path has NAME in it.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PER_RUN = ("all", "pdf --printer", "cover")


def books() -> list[Path]:
    """The shipped book and the books of the tests."""
    return [ROOT, *sorted(path.parent.parent for path in (ROOT / "tests" / "books").rglob("manuscript/book.yaml"))]


def build(book: Path, calls: tuple[str, ...], scratch: Path) -> dict[str, str]:
    """The sum of each file that the calls write, by its path in output/."""
    copy = scratch / "book"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    shutil.copytree(book / "manuscript", copy / "manuscript")
    for name in ("references.yaml", "citations.accepted.yaml", "templates", "styles"):
        if (book / name).is_dir() and book != ROOT:
            shutil.copytree(book / name, copy / name)
        elif (book / name).is_file():
            shutil.copy(book / name, copy / name)
    for call in calls:
        command = [sys.executable, str(ROOT / "build.py"), *call.split(), "--book", str(copy)]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    output = copy / "output"
    files = sorted(path for path in output.rglob("*") if path.is_file()) if output.is_dir() else []
    return {path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> None:
    """Print a line a file: its sum, the book, the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", action="store_true")
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for book in books():
            name = book.relative_to(ROOT).as_posix()
            if asked.only not in name:
                continue
            calls = (*PER_RUN, "release --proof") if asked.release and book == ROOT else PER_RUN
            for path, digest in build(book, calls, Path(scratch)).items():
                print(digest, name, path)


if __name__ == "__main__":
    main()
