"""Names every one of the book's own files that is never read: pipes, links that lead out of its folder, what is locked, names that are not text."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.source import is_text, leads_out, locked, not_plain, outside, unnamed, written

READ = frozenset((".md", ".yaml", ".css", ".xhtml", ".j2", ".csl"))
"""Endings of the files that are read by their names, and would be missed in silence."""


def strange_files(folder: Path) -> Iterator[Diagnostic]:
    """Every one of the book's own files that is never read: SRC-002 for pipes, folders called .md and the like, and what is
    somebody else's alone, SRC-005 for links that lead out of the book's folder, SRC-006 for names that are not text.
    """
    own = ("manuscript", "styles", "templates")
    closed = (folder / name for name in own if (folder / name).is_symlink() or not is_open(folder / name))
    found = [*folder.glob("*.yaml"), *closed]
    for here, folders, files in (it for name in own for it in os.walk(folder / name)):
        found += [Path(here, it) for it in (*folders, *files)] if is_open(Path(here)) else []
    for path in sorted(found):
        if not is_text(path.name):
            yield unnamed(path, folder)
        elif os.path.islink(path):
            if leads_out(path, folder):
                yield outside(path, folder)
            elif (
                path.suffix in READ and not path.name.startswith(".") and not os.path.exists(path)
            ):  # as a lock of Emacs
                message = "This is a link that leads nowhere, or to itself."
                yield Diagnostic("SRC-002", Location(written(path, folder)), message, "Put the file itself there.")
        elif not os.path.isfile(path) and (not os.path.isdir(path) or path.suffix in (".md", ".yaml")):
            yield not_plain(written(path, folder))
        elif not is_open(path) and not path.name.startswith("."):
            yield locked(written(path, folder))


def locked_on_the_way(path: Path, root: Path) -> Diagnostic | None:
    """SRC-002 for the file at a path, or the first folder of the book on the way to it, that is somebody else's alone."""
    folders = [it for it in path.parents if it.is_relative_to(root) and it != root]
    for each in (*reversed(folders), path):
        if not is_open(each):
            return locked(written(each, root))
    return None


def is_open(path: Path) -> bool:
    """Whether a file may be read, or a folder entered and listed; what does not exist is open."""
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        return not isinstance(error, PermissionError)
    return os.access(path, os.R_OK | os.X_OK if stat.S_ISDIR(mode) else os.R_OK)
