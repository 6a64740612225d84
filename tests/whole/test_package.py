"""The package for others: what `import bookbuilder` offers, and the wheel in a folder that holds nothing but a book."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import os
import re
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import bookbuilder
from bookbuilder import environment
from bookbuilder.installing import base_python
from tests.small_book import make_book

ROOT = Path(environment.ROOT)


def test_four_functions_are_offered_and_stay_functions() -> None:
    importlib.import_module("bookbuilder.release")
    for name in ("build", "check", "open_book", "release"):
        function = getattr(bookbuilder, name)
        assert inspect.isfunction(function) and "\n\n" in (inspect.getdoc(function) or "")


def test_a_program_builds_checks_and_opens_a_book(tmp_path: Path) -> None:
    folder = make_book(tmp_path, {}, "# One\n\nText [@nobody].\n")
    built = bookbuilder.build(folder, ["txt"])
    assert [(it.format, it.path.name, it.errors) for it in built.artefacts] == [("txt", "a-small-book-draft.txt", 1)]
    assert [it.code for it in bookbuilder.check(folder).diagnostics if it.severity.value == "error"] == ["CIT-001"]
    opened = bookbuilder.open_book(str(folder))
    assert opened.book is not None and opened.book.publication.document("one").title == "One"


def test_an_environment_that_the_shell_has_active_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    monkeypatch.setenv("VIRTUAL_ENV", sys.prefix)
    assert environment.active() == ""
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path))
    assert environment.active() == ""
    python = tmp_path / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    python.parent.mkdir()
    python.touch()
    assert environment.active() == str(python)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a wheel installs."""
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("made")
    apart = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("bookbuilder", "templates", "styles"):
        shutil.copytree(ROOT / name, source / name, ignore=apart)
    for name in (
        "pyproject.toml",
        "setup.py",
        "README.md",
        "LICENSE",
        "LICENSE-TEXT",
        "requirements.in",
        "requirements.lock",
    ):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip"]
    if importlib.util.find_spec("pip") is None:  # ours has none where the Python below it has
        pip = [base_python(), "-m", "pip", "--python", sys.executable]
    command = [*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", str(made), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and "setuptools" in done.stderr and "No matching distribution" in done.stderr:
        pytest.skip("setuptools cannot be fetched here")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(made.glob("bookbuilder-*.whl"))) as wheel:
        wheel.extractall(made / "site")
    return made / "site"


@pytest.mark.slow
def test_a_wheel_carries_all_and_works_in_any_folder_that_holds_a_book(site: Path, tmp_path: Path) -> None:
    folder = make_book(tmp_path, {}, "# One\n\nText^[A note.].\n")
    entry = next(site.glob("*.dist-info/entry_points.txt")).read_text()
    assert "bookbuilder = bookbuilder.cli:command" in entry
    script = "from bookbuilder.cli import command; command()"

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        surroundings = {**os.environ, "PYTHONPATH": str(site)}
        return subprocess.run(
            [sys.executable, "-c", script, *words], cwd=folder, env=surroundings, capture_output=True, text=True
        )

    assert call("--help").stdout.startswith("bookbuilder VERB [options]\n")
    assert call("epub").returncode == 0 and (folder / "output" / "a-small-book.epub").is_file()
    assert "bookbuilder --help explains" in call("epbu").stderr
    assert call("test").returncode == 2
    assert not (site / ".cache").exists()


@pytest.mark.skipif(sys.version_info < (3, 11), reason="each import would fail")
def test_no_pattern_needs_a_newer_python_than_the_oldest_that_the_book_builder_takes() -> None:
    """Python 3.10 reads neither `a++` nor `(?>a)`: an import would fail there, and only there."""
    newer = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "bookbuilder").rglob("*.py"))
        for node, text in _texts(ast.parse(path.read_text(encoding="utf-8")))
        if _NEWER.search(text) and _is_newer_pattern(text)
    ]
    assert newer == []
    assert _is_newer_pattern("[a-z]++b") and _is_newer_pattern("(?>ab)c") and not _is_newer_pattern(r"[a+]+\++")


_NEWER = re.compile(r"[*+?}]\+|\(\?>")


def _texts(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Each text of a module, an f-string's with a letter for each value."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node, "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value


def _is_newer_pattern(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            parts = str(re._parser.parse(text))
        except re.error:
            return False  # a part of an f-string, which is tried as a whole, or no pattern
    return "POSSESSIVE" in parts or "ATOMIC" in parts
