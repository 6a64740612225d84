"""Writes files and folders that appear whole or not at all, and clears away what a build that was killed has left.

What is not finished yet says in its name which process of which machine is at it, so that nobody else takes it away.
"""

from __future__ import annotations

import errno
import os
import platform
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from bookbuilder.environment import cache_of

MACHINE = re.sub(r"[^A-Za-z0-9]", "", platform.node())[:20] or "here"
LONGEST = 150
"""Bytes of a file's name that its unfinished form repeats."""
DAY = 86_400
_UNFINISHED = re.compile(r"\.(.+)\.([A-Za-z0-9]+)-(\d+)\.(part|old)")
_TEMPORARY = re.compile(r"(bookbuilder)-([A-Za-z0-9]+)-(\d+)-.*")


def whole_file(path: Path, data: bytes, *, lasting: bool = False) -> None:
    """Write a file; `lasting` waits until the disk has it, before it takes the place of what stood there."""
    _stay_within(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = _unfinished(path, "part")
    try:
        with open(unfinished, "wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        os.replace(unfinished, path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        raise
    if lasting:
        _sync_folder(path.parent)


def cached_file(folder: Path, place: str, name: str, data: bytes) -> Path:
    """A file with these bytes in the cache of the book in `folder`, written where it is not there yet."""
    path = Path(cache_of(str(folder)), place, name)
    if not path.is_file() or path.read_bytes() != data:
        whole_file(path, data)
    return path


def keep_within(*folders: Path) -> None:
    """From now on nothing is written through a link that leads out of one of these folders, such as a book's output/."""
    _kept[:] = folders


_kept: list[Path] = []


def _stay_within(path: Path) -> None:
    """An OSError where links on the way to a file lead out of the folder in which it seems to lie."""
    for folder in _kept:
        if path.is_relative_to(folder) and not Path(os.path.realpath(path.parent)).is_relative_to(
            os.path.realpath(folder)
        ):
            raise OSError(errno.EXDEV, "a link there leads out of the folder", str(path))


def write_source(path: Path, data: bytes) -> None:
    """Put new bytes in the place of a source of the book: as lasting as the disk can make it, with the mode that it had."""
    mode = path.stat().st_mode & 0o777 if path.is_file() else None
    whole_file(path, data, lasting=True)
    if mode is not None:
        path.chmod(mode)


def whole_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder; the one that stood there before goes last."""
    _stay_within(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished, outgoing = _unfinished(path, "part"), _unfinished(path, "old")
    for leftover in (unfinished, outgoing):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        for name in sorted(files):
            target = unfinished / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(files[name])
        if path.exists():
            os.replace(path, outgoing)
        os.replace(unfinished, path)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        if outgoing.exists() and not path.exists():
            os.replace(outgoing, path)
        raise
    with suppress(OSError):
        remove(outgoing)


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for what is needed only now, which `sweep` finds where the process is killed."""
    return tempfile.TemporaryDirectory(prefix=temporary_name(), ignore_cleanup_errors=True)


def temporary_name() -> str:
    """How the name of a temporary folder of this process begins."""
    return f"bookbuilder-{MACHINE}-{os.getpid()}-"


def sweep(*folders: Path) -> None:
    """Remove what processes that no longer run have left in folders and in the system's temporary one.

    Where a folder was about to take the place of another, the other is put back.
    """
    roots = [folder for folder in folders if not any(other in folder.parents for other in folders)]
    for path, kind, name in [it for folder in roots for it in _left_behind(folder)]:
        with suppress(OSError):
            if kind == "old" and not (path.parent / name).exists():
                os.replace(path, path.parent / name)
            else:
                remove(path)
    with suppress(OSError):
        for entry in list(os.scandir(tempfile.gettempdir())):
            found = _TEMPORARY.fullmatch(entry.name)
            if found and entry.is_dir(follow_symlinks=False) and _is_mine(entry) and _is_over(entry, found):
                shutil.rmtree(entry.path, ignore_errors=True)


def _unfinished(path: Path, kind: str) -> Path:
    name = path.name
    if len(os.fsencode(name)) > LONGEST:
        name = f"{name[: LONGEST // 5]}-{sha256(os.fsencode(name)).hexdigest()[:12]}"
    return path.with_name(f".{name}.{MACHINE}-{os.getpid()}.{kind}")


def _left_behind(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """Unfinished files and folders below a folder, links not followed: each with its kind and the name that it was to have."""
    waiting = [str(folder)]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for entry in entries:
            found = _UNFINISHED.fullmatch(entry.name)
            if found:
                if _is_mine(entry) and _is_over(entry, found):
                    yield Path(entry.path), found[4], found[1]
            elif entry.is_dir(follow_symlinks=False) and entry.name not in (".git", ".venv", "node_modules"):
                waiting.append(entry.path)


def _is_over(entry: os.DirEntry[str], found: re.Match[str]) -> bool:
    """Whether the process that was at it has ended; that of another machine is given a day."""
    with suppress(OSError):
        if time.time() - entry.stat(follow_symlinks=False).st_mtime > DAY:
            return True
    if found[2] != MACHINE or os.name == "nt" or int(found[3]) > 2**31:
        return False
    try:
        os.kill(int(found[3]), 0)
    except ProcessLookupError:
        return True
    except OSError:  # somebody else's
        return False
    return False


def _is_mine(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        return os.name == "nt" or entry.stat(follow_symlinks=False).st_uid == os.getuid()
    return False


def remove(path: Path) -> None:
    """Take a file, a link or a whole folder away, where there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Let the disk have a folder's entries; where a system knows no such thing, its own order has to do."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
