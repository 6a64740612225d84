"""Takes the words on the command line and gives an exit code; the only place that prints."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, TextIO, cast

from bookbuilder import helper_processes
from bookbuilder.cli.arguments import Request, read_arguments
from bookbuilder.cli.parser import UsageError
from bookbuilder.cli.tree import verb
from bookbuilder.environment import FRONT, IS_CHECKOUT, SetupError
from bookbuilder.fast_exit import exit_at_once
from bookbuilder.roomy_stack import with_room

__all__ = ["carried_out", "command", "main"]

SELDOM = (400_000, 10, 10)
"""When the collector looks for what is no longer used: a build makes much that lives to its end."""


def main(arguments: list[str]) -> int:
    """Carry out one call: 2 something is missing or asked wrongly, 1 nothing is written, 3 a draft has errors, else 0."""
    gc.set_threshold(*SELDOM)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    if not IS_CHECKOUT:
        sys.stdout, sys.stderr = cast(TextIO, _Renaming(sys.stdout)), cast(TextIO, _Renaming(sys.stderr))
    try:
        request = read_arguments(arguments)
        if isinstance(request, str):
            print(request, flush=True)
            return 0
        from bookbuilder.cli.call_manifest import with_manifest  # --help shall come at once
        from bookbuilder.saving import keep_within, sweep

        asked, about = request, verb(request.verb)
        run = _function(about.run)
        sweep(asked.book, asked.output, asked.cache)
        keep_within(asked.book, asked.output)
        if not about.is_kept:
            return run(asked)
        return with_manifest(arguments, asked.book, asked.output, lambda: run(asked))
    except (UsageError, SetupError) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read our words has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was finished before is as it was.", file=sys.stderr)
        return 130
    except Exception as error:  # what reaches this is not a mistake of the author's
        if isinstance(error, OSError) and error.errno in _REFUSED:
            print(_refused(error), file=sys.stderr)
            return 2
        if said := _moved(error) or _ended(error):
            print(said, file=sys.stderr)
            return 2
        import traceback

        traceback.print_exc()
        print(
            "\nThis is a fault of the book builder, not of your book. Please send these lines to its maintainers.",
            file=sys.stderr,
        )
        return 1


def carried_out(arguments: list[str]) -> int:
    """The exit code of the one call that this process carries out, with others beside it that get the engines ready."""
    helper_processes.allow()
    try:
        return cast(int, with_room(main, arguments))
    finally:
        helper_processes.stop()


def command() -> None:
    """The command `bookbuilder` of an installed package: the same verbs, for the book in the folder that one is in."""
    from bookbuilder.unchanged import answer_again

    code = answer_again(sys.argv[1:])
    exit_at_once(carried_out(sys.argv[1:]) if code is None else code)


def _function(place: str) -> Callable[[Request], int]:
    """The function that carries out a verb; its module is imported only now."""
    module, _, name = place.partition(":")
    return cast("Callable[[Request], int]", getattr(import_module(f"bookbuilder.cli.{module}"), name))


def _moved(error: Exception) -> str:
    """What to do about a file of the book that somebody moved while it was built; empty where that is not what went wrong."""
    from bookbuilder.source import LedOutError

    if isinstance(error, LedOutError):
        return f"{error} Put the file itself there, and run the command again."
    return ""


def _ended(error: Exception) -> str:
    """What to do where the system has ended a process of this build; empty where that is not what went wrong."""
    if isinstance(error, (helper_processes.HelperGoneError, MemoryError)):
        return (
            "The system has ended a process of this build: most often there is too little memory. Close other programs,"
            " or add --jobs 1, and run the command again. What was finished before is as it was."
        )
    return ""


_IN_THE_WAY = (errno.EEXIST, errno.EISDIR, errno.ELOOP, errno.ENOTDIR)
_REFUSED = {
    **dict.fromkeys((errno.EACCES, errno.EPERM), "It may be open in another program, or belong to somebody else."),
    errno.EBUSY: "It may be open in another program.",
    errno.EROFS: "Choose another folder with -o.",
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "Make room on the disk and try again."),
    errno.EXDEV: "Put a folder in the place of the link, or choose another folder with -o.",
    **dict.fromkeys(_IN_THE_WAY, "Move away what is there, or choose another folder with -o."),
}
"""What a machine refuses to open or to write, and what helps."""


def _refused(error: OSError) -> str:
    place = error.filename2 or error.filename
    verb = "opened" if isinstance(error, PermissionError) else "written"
    what = f"{place} cannot be {verb}" if place else f"A file cannot be {verb}"
    return f"{what}: {error.strerror}. {_REFUSED[error.errno or 0]} What was finished before is as it was."


_IN_MESSAGES = "python build.py"


class _Renaming:
    """A stream in whose words the command is called as it is here."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the words on."""
        self._stream.write(text.replace(_IN_MESSAGES, FRONT))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
