"""Asks git about a book's folder: the commit and its time, what is not committed, a commit's own files.

The only module that calls git. A book need not lie at the root of its repository.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

NOT_THE_BOOK = (":(exclude)output", ":(exclude).cache", ":(exclude).venv")


@dataclass(frozen=True)
class Commit:
    """One commit."""

    id: str
    """Its full name, forty hexadecimal digits."""
    moment: str
    """When it was made, in UTC: 20210401T120000Z."""


def head(folder: Path) -> Commit | None:
    """The commit that is checked out; None where the folder lies in no repository, or git is missing."""
    return commit(folder, "HEAD")


def commit(folder: Path, name: str) -> Commit | None:
    """The commit of a tag, a branch or an abbreviated name; None where there is none."""
    if name.startswith("-"):
        return None
    output = _git(
        folder, "log", "-1", "--date=format-local:%Y%m%dT%H%M%SZ", "--format=%H %cd", f"{name}^{{commit}}", "--"
    )
    words = output.decode().split() if output is not None else []
    return Commit(words[0], words[1]) if len(words) == 2 else None


def uncommitted(folder: Path) -> list[str]:
    """Files of the book that differ from the commit or that git does not know, relative to the book's folder."""
    output = _git(
        folder, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", ".", *NOT_THE_BOOK
    )
    if output is None:
        return []
    root = Path((_git(folder, "rev-parse", "--show-toplevel") or b"").decode().strip())
    paths = [root / entry[3:] for entry in output.decode("utf-8", "surrogateescape").split("\0") if entry]
    return sorted(
        path.relative_to(folder.resolve()).as_posix() if path.is_relative_to(folder.resolve()) else str(path)
        for path in paths
    )


def is_tracked(folder: Path, name: str) -> bool:
    """Whether git keeps, or is about to keep, a file of the book."""
    return bool(_git(folder, "ls-files", "--", name))


def export(folder: Path, name: str, target: Path) -> bool:
    """Put the book's files as they were at a commit into an empty folder; False where there is no such commit."""
    packed = _git(folder, "archive", "--format=tar", name, ".")
    if packed is None:
        return False
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive.getmembers():
            member.mode |= 0o600
        if hasattr(tarfile, "data_filter"):
            archive.extractall(target, filter="data")
        else:
            archive.extractall(target)
    return True


def _git(folder: Path, *words: str) -> bytes | None:
    """What git prints; None where it fails. A hook's own repository (GIT_DIR) has no say."""
    program = shutil.which("git")
    if program is None:
        return None
    inherited = {
        name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
    }
    environment = {**inherited, "TZ": "UTC", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    done = subprocess.run(
        [program, "-c", "safe.directory=*", "-c", "core.quotepath=off", *words],
        cwd=folder,
        capture_output=True,
        check=False,
        env=environment,
    )
    return done.stdout if done.returncode == 0 else None
