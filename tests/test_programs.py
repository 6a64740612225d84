"""Nothing that lies in the folder one is in is run in the place of a program or a module of Python's."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bookbuilder import installing
from bookbuilder.programs import path_of

ROOT = Path(__file__).parents[1]
SPAWN = """
import multiprocessing, os, sys
sys.path[:] = [{root!r}, *sys.path]
from bookbuilder.programs import keep_to_our_modules
if __name__ == "__main__":
    os.chdir({book!r})
    keep_to_our_modules()
    process = multiprocessing.get_context("spawn").Process(target=print, args=("it runs",))
    process.start()
    process.join()
"""


def test_a_process_takes_no_module_from_the_folder_one_is_in(tmp_path: Path) -> None:
    """The preview's builder ran multiprocessing.py from a stranger's book."""
    for name in ("multiprocessing", "pip", "venv"):
        (tmp_path / f"{name}.py").write_text("print('it was run')\n", encoding="utf-8")
    script = tmp_path / "scripts" / "spawn.py"
    script.parent.mkdir()
    script.write_text(SPAWN.format(root=str(ROOT), book=str(tmp_path)), encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert done.stdout == "it runs\n"


def test_the_setup_runs_no_module_of_the_folder_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pip.py").write_text("open('was-run', 'w')\nprint('pip 99.0 from here')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    installing._base_has_pip()
    assert not (tmp_path / "was-run").exists()


@pytest.mark.skipif(os.name == "nt", reason="modes are of POSIX")
def test_a_program_in_the_folder_one_is_in_is_none_of_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path / "book", tmp_path / "system"):
        folder.mkdir()
        (folder / "git").write_text("#!/bin/sh\n", encoding="utf-8")
        (folder / "git").chmod(stat.S_IRWXU)
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", str(tmp_path / "system"))))
    assert path_of("git") == str(tmp_path / "system" / "git")
    monkeypatch.setenv("PATH", ".")
    assert path_of("git") is None


@pytest.mark.skipif(os.name == "nt", reason="modes are of POSIX")
def test_no_engine_is_taken_from_the_folder_one_is_in(tmp_path: Path) -> None:
    """pypandoc ran a stranger's `pandoc` where PATH has a point in it, and doctor a stranger's `java` and `node`."""
    for name in ("pandoc", "java", "node"):
        (tmp_path / name).write_text("#!/bin/sh\necho 99.0\n", encoding="utf-8")
        (tmp_path / name).chmod(stat.S_IRWXU)
    script = (
        "from bookbuilder import doctor; from bookbuilder.markdown.pandoc_process import run, version\n"
        "print(run('*a*', 'html', format='markdown').strip(), version(), doctor.java().detail, doctor.node().detail)"
    )
    surroundings = {**os.environ, "PATH": os.pathsep.join((".", "", os.environ["PATH"])), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path, env=surroundings
    )
    assert done.stdout.startswith("<p><em>a</em></p> ") and "99.0" not in done.stdout
