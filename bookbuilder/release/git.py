"""Asks git about a book's folder: the commit and its time, what is not committed, a commit's own files.

The only module that calls git. A book need not lie at the root of its repository. A repository may be a stranger's, and its
own settings name programs that git would run (core.fsmonitor, filters): so git never reads them, but works in a folder of
ours, with the repository's objects and copies of its references.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bookbuilder.programs import path_of
from bookbuilder.saving import temporary_folder

HARMLESS = re.compile(
    r"core\.(repositoryformatversion|filemode|ignorecase|precomposeunicode|symlinks|autocrlf|eol)|extensions\.(objectformat|refstorage)"
)
"""Settings of a repository that say how it is kept, and name no program."""
QUIET = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "log.showSignature=false", "core.quotepath=off")
"""Nothing that a user has set for all repositories may be run for this one, or change what git prints."""
PATIENCE = 300
"""Seconds after which git is taken to hang."""
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
        folder,
        "status",
        "--porcelain=v1",
        "-z",
        "--untracked-files=all",
        "--no-renames",
        "--ignore-submodules=dirty",
        "--",
        ".",
        *NOT_THE_BOOK,
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
    found = commit(folder, name)  # nothing but a commit's own name is handed on: git takes other words for options
    packed = _git(folder, "archive", "--format=tar", found.id, ".") if found is not None else None
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
    program = path_of("git")
    found = next((it for it in (folder.absolute(), *folder.absolute().parents) if (it / ".git").exists()), None)
    if program is None or found is None:
        return None
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    plain = {**inherited, "TZ": "UTC", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_LFS_SKIP_SMUDGE": "1"}
    with temporary_folder() as scratch:
        try:
            environment = {
                **plain,
                **_repository(program, found / ".git", Path(scratch), plain),
                "GIT_WORK_TREE": str(found),
            }
            command = [program, *(word for setting in QUIET for word in ("-c", setting)), *words]
            done = subprocess.run(
                command, cwd=folder, capture_output=True, check=False, env=environment, timeout=PATIENCE
            )
        except (OSError, ValueError, subprocess.TimeoutExpired):  # no repository, or a damaged one
            return None
    return done.stdout if done.returncode == 0 else None


def _repository(program: str, given: Path, scratch: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """A repository in an empty folder that knows what another does, but not its settings: the variables that name its parts."""
    if given.is_file():
        own = Path(given.parent, given.read_text("utf-8").partition("gitdir: ")[2].strip())
    else:
        own = given
    common = Path(own, (own / "commondir").read_text("utf-8").strip()) if (own / "commondir").is_file() else own
    shutil.copyfile(own / "HEAD", scratch / "HEAD")
    shared = [path.name for path in own.glob("sharedindex.*")]
    for name in ("refs", "reftable", "packed-refs", "shallow", "info/exclude", *shared):
        if (common / name).is_dir():
            shutil.copytree(common / name, scratch / name, symlinks=True)
        elif (common / name).is_file():
            (scratch / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(common / name, scratch / name)
    (scratch / "refs").mkdir(exist_ok=True)
    settings = [program, "config", "--file", str(common / "config"), "--no-includes", "--list", "-z"]
    listed = b""
    if (common / "config").is_file():
        listed = subprocess.run(settings, cwd=scratch, capture_output=True, check=False, env=dict(environment)).stdout
    for entry in listed.decode("utf-8", "replace").split("\0"):
        name, _, value = entry.partition("\n")
        if HARMLESS.fullmatch(name) and value.isalnum():
            section, _, key = name.partition(".")
            with open(scratch / "config", "a", encoding="utf-8") as config:
                config.write(f"[{section}]\n\t{key} = {value}\n")
    return {
        "GIT_DIR": str(scratch),
        "GIT_OBJECT_DIRECTORY": str(common / "objects"),
        "GIT_INDEX_FILE": str(own / "index"),
    }
