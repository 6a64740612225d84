"""Programs that are run for a book: each is found where the system keeps its programs, and none in the folder one is in.

That folder is a book's, as a rule, and may be a stranger's. Python looks there first for the modules of `-m` and `-c`, by which
multiprocessing starts its processes; Windows looks there first for programs.
"""

from __future__ import annotations

import os
import shutil
import sys


def path_of(name: str) -> str | None:
    """The path of a program; None where no folder of PATH that is named in full has it."""
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        found = shutil.which(name, path=folder) if os.path.isabs(folder) else None
        if found is not None and os.path.isabs(found):
            return found
    return None


def keep_to_our_modules() -> None:
    """Let processes of multiprocessing take no module from the folder one is in.

    It starts them by `-c`, which puts that folder before Python's own modules, and has no public way to say otherwise.
    """
    from multiprocessing import util

    given = util._args_from_interpreter_flags  # type: ignore[attr-defined]
    safe = "-P" if sys.version_info >= (3, 11) else "-I"
    if safe not in given():
        util._args_from_interpreter_flags = lambda: [safe, *given()]  # type: ignore[attr-defined]
