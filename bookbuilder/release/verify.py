"""Finds what in a publisher's folder is not as it was when it was made; with a book's folder, made again and compared."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookbuilder.consent.private import PRIVATE_FILE
from bookbuilder.json_source import read_json
from bookbuilder.release import git
from bookbuilder.release.engines import differing, engines
from bookbuilder.release.manifest import MANIFEST, SUMS
from bookbuilder.release.signing import SIGNATURE, SigningError, check_signed_by, signer
from bookbuilder.saving import temporary_folder

MOST_BYTES = 50_000_000
"""What a list of sums, a manifest or a signature may be at most."""
Make = Callable[[Path, Path, str, str, bool], Path | None]
"""A book's folder, an output folder, commit, moment and whether it is a proof in; the folder of the release made there, out."""


@dataclass(frozen=True)
class Verdict:
    """What was found."""

    faults: tuple[str, ...]
    """One sentence each; none where the folder is as it was made."""
    files: int = 0
    """How many files were compared."""
    signed: str = ""
    """By whom the folder is signed, in words."""


def verify(folder: Path, key: Path | None = None) -> Verdict:
    """Sums, then the manifest: every file is there, as it was, and no other; then the signature.

    With a public key the folder must be signed with that; without one, a signature must be of these sums.
    """
    try:
        return _verdict(folder, key)
    except OSError as error:  # folders in one another until their path is too long, a file that nobody may read
        return Verdict((f"{folder.name} cannot be read: {error.strerror or 'a file is not as the system wants it'}.",))


def _verdict(folder: Path, key: Path | None) -> Verdict:
    there = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    if SUMS not in there or MANIFEST not in there:
        lacks = " and ".join(name for name in (SUMS, MANIFEST) if name not in there)
        return Verdict((f"{folder.name} is not a publisher's folder: it has no {lacks}.",))
    large = [name for name in (SUMS, MANIFEST, SIGNATURE) if name in there and there[name].stat().st_size > MOST_BYTES]
    if large:
        return Verdict((f"{large[0]}: this is larger than any release has it.",))
    faults = _odd(folder) + _alike(there)
    listed = _checksums(there[SUMS].read_text("utf-8", "replace"), faults)
    recorded = _recorded(there[MANIFEST])
    sizes = {it["path"]: it["size"] for it in recorded["files"]} if recorded else {}
    digests = {  # what has another size is another file, and may be of any size
        name: _digest(path) if name not in sizes or sizes[name] == path.stat().st_size else ""
        for name, path in there.items()
        if name in listed or name in sizes
    }
    faults += [f"{name}: the file is missing." for name in sorted(listed) if name not in there]
    faults += [
        f"{name}: the file is not as it was made."
        for name in sorted(listed)
        if name in there and digests[name] != listed[name]
    ]
    faults += [
        f"{name}: the file was not there when the folder was made."
        for name in there
        if name not in listed and name not in (SUMS, SIGNATURE)
    ]
    faults += _manifest_faults(recorded, digests, there)
    signed = _signed(folder, SIGNATURE in there, key, faults)
    return Verdict(tuple(faults), len(there), signed)


def _checksums(text: str, faults: list[str]) -> dict[str, str]:
    """The digests that the file of checksums lists, by the names of files; its faults go into `faults`."""
    listed: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        digest, _, name = line.partition("  ")
        if len(digest) != 64 or not name:
            faults.append(f"{SUMS}:{number}: this line is not a checksum.")
        else:
            faults += [f"{SUMS}:{number}: it names {name} twice."] if name in listed else []
            listed[name] = digest
    return listed


def _signed(folder: Path, is_signed: bool, key: Path | None, faults: list[str]) -> str:
    """By which key the folder is signed, as words for the verdict; what is wrong with that goes into `faults`."""
    signed = ""
    try:
        if key is not None and not is_signed:
            raise SigningError(f"{folder.name} is not signed.")
        if is_signed:
            signed = f", signed with the key {signer(folder)}"
        if key is not None:
            check_signed_by(folder, key)
    except SigningError as error:
        faults.append(str(error))
    return signed


def _digest(path: Path) -> str:
    """The SHA-256 of a file, which may be larger than the memory."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _alike(names: Iterable[str]) -> list[str]:
    """Files of which one takes the other's place where the case of a letter, or how it is composed, makes no name."""
    seen: dict[str, str] = {}
    faults = []
    for name in names:
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            faults.append(f"{name}: macOS and Windows take this for {seen[folded]}.")
        seen.setdefault(folded, name)
    return faults


def _odd(folder: Path) -> list[str]:
    """What no sum covers: links, folders with nothing in them, files that can be run or that anybody may change."""
    faults = []
    for path in sorted((folder, *folder.rglob("*"))):
        name = path.relative_to(folder).as_posix()
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            faults.append(f"{name}: this is a link; a release holds files alone.")
        elif stat.S_ISDIR(mode):
            if not any(path.iterdir()):
                faults.append(f"{name}: the folder is empty.")
            if os.name == "posix" and mode & 0o5002:
                faults.append(f"{name}: the folder has the mode {stat.S_IMODE(mode):04o}; anybody may change it.")
        elif not stat.S_ISREG(mode):
            faults.append(f"{name}: this is not a plain file.")
        elif os.name == "posix" and mode & 0o7113:
            faults.append(f"{name}: the file has the mode {stat.S_IMODE(mode):04o}; 0644 is usual.")
    return faults


def _manifest_faults(recorded: dict[str, Any] | None, digests: dict[str, str], there: dict[str, Path]) -> list[str]:
    if recorded is None:
        return [f"{MANIFEST}: this is not a manifest."]
    listed = {line["path"]: line for line in recorded["files"]}
    faults = [
        f"{MANIFEST}: it does not name {name}."
        for name in sorted(there)
        if name not in listed and name not in (MANIFEST, SUMS, SIGNATURE)
    ]
    if len(listed) < len(recorded["files"]):
        faults.append(f"{MANIFEST}: it names a file twice.")
    for name, line in sorted(listed.items()):
        if name not in there:
            faults.append(f"{MANIFEST}: it names {name}, which is missing.")
        elif line["sha256"] != digests[name] or line["size"] != there[name].stat().st_size:
            faults.append(f"{MANIFEST}: it has another size or digest for {name}.")
    return faults


def _recorded(path: Path) -> dict[str, Any] | None:
    """What a manifest says; None where it is none, since it may be anybody's."""
    try:
        kinds = {"commit": str, "committed": str, "proof": bool, "uncommitted": list, "engines": dict, "files": list}
        recorded = {name: kind() for name, kind in kinds.items()} | read_json(path.read_bytes())
        lines = all(isinstance(it["path"], str) and {"sha256", "size"} <= set(it) for it in recorded["files"])
        return recorded if lines and all(isinstance(recorded[name], kind) for name, kind in kinds.items()) else None
    except (ValueError, KeyError, TypeError):
        return None


def rebuild(folder: Path, book: Path, make: Make) -> Verdict:
    """Make the release again from its own commit and compare: the engines first, then the bytes."""
    recorded = _recorded(folder / MANIFEST)
    if recorded is None:
        return Verdict((f"{MANIFEST}: this is not a manifest.",))
    others = differing(recorded["engines"], engines())
    if others:
        return Verdict((*others, "With other engines the bytes may be others, so that nothing was made again."))
    if not recorded["commit"]:
        return Verdict(("The release names no commit, so that it cannot be made again.",))
    if recorded["uncommitted"]:
        return Verdict(
            (f"The proof was made with files that were not committed, such as {recorded['uncommitted'][0]}.",)
        )
    with temporary_folder() as name:
        sources, output = Path(name) / "book", Path(name) / "output"
        sources.mkdir()
        if not git.export(book, recorded["commit"], sources):
            return Verdict((f"The repository of {book.name or book} has no commit {recorded['commit'][:12]}.",))
        if (book / PRIVATE_FILE).is_file():
            shutil.copy(book / PRIVATE_FILE, sources / PRIVATE_FILE)
        again = make(sources, output, recorded["commit"], recorded["committed"], recorded["proof"])
        if again is None:
            return Verdict(("The release could not be made again; the reasons are listed above.",))
        return compare(folder, again)


def compare(folder: Path, again: Path) -> Verdict:
    """The bytes of two folders."""
    ours = {path.relative_to(again).as_posix(): path for path in again.rglob("*") if path.is_file()}
    theirs = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    theirs.pop(SIGNATURE, None)
    faults = [f"{name}: only the release has it." for name in sorted(theirs) if name not in ours]
    faults += [f"{name}: only the new build has it." for name in sorted(ours) if name not in theirs]
    faults += [
        f"{name}: made again, it has other bytes."
        for name in sorted(ours)
        if name in theirs and _digest(ours[name]) != _digest(theirs[name])
    ]
    return Verdict(tuple(faults), len(theirs))
