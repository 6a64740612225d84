"""A folder that a stranger has filled runs nothing: no program, module, plug-in, hook or filter in it, under any verb."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_book import make_book

BUILD = Path(__file__).parents[2] / "build.py"
PROGRAMS = "git pandoc python python3 java node npm npx soffice libreoffice pytest uv pip ssh-keygen xdg-open sh bash qpdf verapdf ldconfig uname which"
MODULES = "sitecustomize usercustomize conftest bookbuilder json re typing multiprocessing pip pytest lxml yaml PIL pypandoc jinja2 weasyprint"
HOOKS = "pre-commit post-commit post-checkout post-index-change reference-transaction"
SETTINGS = "core.fsmonitor core.pager core.sshCommand diff.external gpg.program credential.helper filter.x.clean filter.x.smudge alias.status"
VERBS = (
    "check",
    "html",
    "new inner",
    "adopt .",
    "doctor",
    "clean",
    "queries",
    "release --proof",
    "import references.yaml",
)


def hostile(folder: Path, ran: Path) -> Path:
    """A book of which every file beside its own leaves a mark in the folder `ran` where it is run."""
    book = make_book(folder)
    shell, module = "#!/bin/sh\ntouch {}/{}\nexit 1\n", "open({!r}, 'w')\n"
    for place in ("", "bin/", ".venv/bin/", "node_modules/.bin/"):
        (book / place).mkdir(parents=True, exist_ok=True)
        for name in PROGRAMS.split():
            (book / place / name).write_text(shell.format(ran, name))
            (book / place / name).chmod(0o755)
    for name in MODULES.split():
        (book / f"{name}.py").write_text(module.format(str(ran / f"{name}.py")))
    (book / "own.pth").write_text(f"import os; open({str(ran / 'pth')!r}, 'w')\n")
    (book / "pytest.ini").write_text("[pytest]\naddopts = -p conftest\n")
    (book / ".npmrc").write_text("node-options=--require ./own.js\n")
    git = str(shutil.which("git"))
    subprocess.run([git, "init", "-q", str(book)], check=True)
    for name in HOOKS.split():
        (book / ".git/hooks" / name).write_text(shell.format(ran, name))
        (book / ".git/hooks" / name).chmod(0o755)
    for name in SETTINGS.split():
        subprocess.run([git, "-C", str(book), "config", name, f"touch {ran}/{name}; cat"], check=True)
    (book / ".gitattributes").write_text("*.md filter=x diff=x\n")
    (book / "manuscript/data").symlink_to("/etc")
    (book / "manuscript/passwd.md").symlink_to("/etc/passwd")
    os.mkfifo(book / "manuscript/pipe.md")
    return book


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt" or shutil.which("git") is None, reason="links and pipes of POSIX, and git")
def test_no_verb_runs_what_lies_in_the_folder(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    ran.mkdir()
    book = hostile(tmp_path / "book", ran)
    subprocess.run([str(book / "git")])  # each leaves its mark where it is run
    (ran / "git").unlink()
    path = os.pathsep.join((".", "", "bin", os.environ["PATH"]))
    config = {"HOME": str(book), "XDG_CONFIG_HOME": str(book / "config"), "XDG_CACHE_HOME": str(book / "cached")}
    for own in ({}, config):
        for verb in VERBS if not own else VERBS[:2]:
            surroundings = {**os.environ, **own, "PATH": path}
            done = subprocess.run(
                [sys.executable, str(BUILD), *verb.split()],
                cwd=book, env=surroundings, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL,
            )  # fmt: skip
            assert done.returncode in (0, 1, 2, 3) and "Traceback" not in done.stderr, (verb, done.stderr[-2000:])
            assert sorted(it.name for it in ran.iterdir()) == [], verb
