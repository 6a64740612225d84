"""Turns `test` and the words behind it into the checks of the code, the run of pytest, and one exit code."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from bookbuilder import bootstrap, environment
from bookbuilder.cli.arguments import Request
from bookbuilder.cli.parser import UsageError

AT_MOST = 4
"""How many tests go side by side, at most."""
ALONE = tuple("-k -n -p -s --pdb --trace --lf --last-failed --ff --collect-only --co --help --version".split())
"""Words of pytest after which a process or two more would cost time, or stand in the way."""

GATES = {
    "Floors, engines and libraries (import-linter)": (
        "-c",
        "from importlinter.cli import lint_imports_command as lint; lint()",
    ),
    "Lint (ruff check)": ("-m", "ruff", "check", "--quiet", "."),
    "Format (ruff format)": ("-m", "ruff", "format", "--quiet", "--check", "."),
}
"""What Python is called with to check the code, by the name of the check."""
TYPES = {"Types (mypy --strict)": ("-m", "mypy", "--no-error-summary")}
"""The check that takes longest where nothing is cached: it runs beside the tests."""


def test(request: Request) -> int:
    """`test`: install what only tests need, check the code, run pytest and give its exit code, or that of a check."""
    if not environment.IS_CHECKOUT:
        raise UsageError("The tests lie in the book builder's repository, and are run there.")
    python = bootstrap.python_with((environment.RUNTIME, environment.TEST))
    types = _started(python, TYPES)
    failed = _reported(_started(python, GATES))
    print("The tests (pytest):", flush=True)
    passed = subprocess.call([python, "-m", "pytest", *pytest_words(request.rest)], cwd=environment.ROOT)
    typed = _reported(types)
    return passed or failed or typed


def _started(python: str, checks: Mapping[str, Sequence[str]]) -> dict[str, subprocess.Popen[str]]:
    pipe, root = subprocess.PIPE, environment.ROOT
    return {
        name: subprocess.Popen([python, *words], cwd=root, stdout=pipe, stderr=subprocess.STDOUT, text=True)
        for name, words in checks.items()
    }


def _reported(running: Mapping[str, subprocess.Popen[str]]) -> int:
    """Print the verdict of each check when it has ended, with all that it found; 0 where all are clean."""
    worst = 0
    for name, process in running.items():
        found, _ = process.communicate()
        print(f"{name}: clean" if process.returncode == 0 else f"{name}:\n{found.rstrip()}", flush=True)
        worst = max(worst, abs(process.returncode))
    return worst


def pytest_words(asked: Sequence[str]) -> tuple[str, ...]:
    """Pytest's arguments: the quick tests where none are named, and side by side unless a few are named.

    A file's tests stay together, since they share what they build.
    """
    words = tuple(asked) or ("-m", "not slow")
    if any(_alone(word) for word in words):
        return words
    return (*words, "-n", str(min(AT_MOST, os.cpu_count() or 1)), "--dist", "loadfile")


def _alone(word: str) -> bool:
    """Whether a word names tests, or asks for what is done in one process."""
    return word.startswith(ALONE) or (Path(environment.ROOT) / word.partition("::")[0]).exists()
