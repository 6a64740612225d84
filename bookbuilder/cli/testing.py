"""From `test` and what follows it to import-linter's and pytest's exit code."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bookbuilder import bootstrap as door
from bookbuilder import environment
from bookbuilder.cli.arguments import Request

AT_MOST = 4
"""How many tests go side by side, at most."""
ALONE = (
    "-k",
    "-n",
    "-p",
    "-s",
    "--pdb",
    "--trace",
    "--lf",
    "--last-failed",
    "--ff",
    "--collect-only",
    "--co",
    "--help",
    "--version",
)
"""Words of pytest after which a process or two more would cost time, or stand in the way."""


def test(request: Request) -> int:
    """`test`: install what only tests need, hold the floors and the doors, run pytest and give its exit code."""
    python = door.python_with((environment.RUNTIME, environment.TEST))
    print("The floors and the doors (import-linter):", flush=True)
    held = subprocess.call(
        [python, "-c", "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"],
        cwd=environment.ROOT,
    )
    print("The tests (pytest):", flush=True)
    passed = subprocess.call([python, "-m", "pytest", *pytest_words(request.rest)], cwd=environment.ROOT)
    return passed or held


def pytest_words(asked: Sequence[str]) -> tuple[str, ...]:
    """What pytest is told: the quick tests where nothing is asked for, and side by side unless a few are asked for by name.

    A file's tests stay together, since they share what they build.
    """
    words = tuple(asked) or ("-m", "not slow")
    if any(_alone(word) for word in words):
        return words
    return (*words, "-n", str(min(AT_MOST, os.cpu_count() or 1)), "--dist", "loadfile")


def _alone(word: str) -> bool:
    """Whether a word names tests, or asks for what is done in one process."""
    return word.startswith(ALONE) or (Path(environment.ROOT) / word.partition("::")[0]).exists()
