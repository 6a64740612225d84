"""A small book that can be released, in a repository of its own; and checkers that find nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from bookbuilder import verbs
from bookbuilder.cache import Steps
from bookbuilder.checks.artefacts import Artefacts, Report
from bookbuilder.diagnostics import Diagnostic, Outcome, Severity, Stage
from bookbuilder.verbs import Built
from tests.small_book import make_book

GOOD = """\
title: A Small Book
creator: [{name: Anna Müller, sort-name: "Müller, Anna"}]
publisher: {name: Example Press, place: Almaty}
date: 2021-03
lang: en-GB
version: "1.0"
identifier: {print: 978-3-16-148410-0, pdf: 978-0-306-40615-7, epub: 978-1-4028-9462-6, doi: 10.12345/small}
rights: © 2021 Example Press
funding: This book was published without outside funding.
frontmatter: [title, imprint]
chapters: [one.md]
backmatter: [bibliography]
"""

CHAPTER = "# One {#sec-one}\n\nSome words of the book.[@boonstra2018]\n"


def passed(artefacts: Artefacts, steps: Steps) -> Outcome[tuple[Report, ...]]:
    """Checkers that find nothing."""
    return Outcome(
        tuple(
            Report("EPUBCheck", "faults", path.name, "passed", "5.3.0")
            for kind in ("epub", "site")
            for path in artefacts[kind]
        )
    )


def repository(folder: Path, files: Mapping[str, str | bytes] = {}, chapter: str = CHAPTER) -> Path:
    """A book that can be released, committed."""
    make_book(folder, {"manuscript/book.yaml": GOOD, ".gitignore": "output/\n.cache/\n", **files}, chapter)
    git(folder, "init", "-q")
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(
        folder,
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "commit",
        "-q",
        "-m",
        "x",
        "--date=2021-04-01T12:00:00Z",
    )


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", *words], cwd=folder, check=True, env={**_environment(), "GIT_COMMITTER_DATE": "2021-04-01T12:00:00Z"}
    )


def _environment() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}


def released(folder: Path, cache: Path | None = None, *, stage: Stage = Stage.RELEASE, battery=passed) -> Built:
    """Release the book, with checkers that find nothing."""
    return verbs.release(folder, folder / "output", stage=stage, steps=Steps(cache), battery=battery)


def codes(built: Built) -> list[str]:
    """The errors, each "RLS-011 manuscript/one.md:3"."""
    return sorted({f"{it.code} {it.location.file}" for it in built.diagnostics if it.severity is Severity.ERROR})


def error(code: str, diagnostics: Sequence[Diagnostic]) -> Diagnostic:
    return next(it for it in diagnostics if it.code == code)
