"""Finds an interpreter that has all that the book needs, or makes one, and hands the call of build.py over to it.

That is the running one where it satisfies the lock, else `.venv`, which is made, fixed or brought up to date first.
"""

from __future__ import annotations

import os
import sys

from bookbuilder.environment import (
    FOLDER,
    LATER,
    OFFLINE,
    ROOT,
    RUNTIME,
    TEST,
    SetupError,
    active,
    interpreter,
    is_inside,
    is_ready,
    missing,
    put_off,
    stamp,
)
from bookbuilder.unchanged import CALLING_PYTHON, own_python

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

AGAIN = "BOOKBUILDER_SET_UP_AGAIN"


def enter(arguments: list[str]) -> None:
    """Return where the running interpreter has all that the lock names; else go on in `.venv`, and don't return."""
    tried = os.environ.pop(AGAIN, "")
    try:
        later = put_off(arguments)
        lacks = missing(RUNTIME, later)
        if OFFLINE in arguments and "test" in arguments:
            lacks += missing(TEST)
        if not lacks:
            return
        if OFFLINE in arguments and (is_inside() or not is_ready(RUNTIME)):
            raise SetupError(_lacking(lacks))
        if is_inside() and not missing(RUNTIME, LATER):  # a part that no book has needed so far
            _fetch(lacks)
            return
        if tried:
            names = ", ".join(name for name, version in lacks)
            raise SetupError(f"{FOLDER} still lacks {names} after it was set up. Delete that folder and try again.")
        hand_over(_active_with((RUNTIME,)) or python_with((RUNTIME,), later), arguments)
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. The next call takes up the setting up again.\n")
        sys.exit(130)


def _lacking(lacks: list[tuple[str, str]]) -> str:
    """What is not there, said instead of fetching it."""
    named = [f"{name} {version}" + (f", which {LATER[name]}" if name in LATER else "") for name, version in lacks]
    more = f" and {len(named) - 5} more" if len(named) > 5 else ""
    return f"Nothing is fetched with {OFFLINE}, and this is lacking: {'; '.join(named[:5])}{more}. Leave the word out once."


def python_with(locks: tuple[str, ...], later: Collection[str] = ()) -> str:
    """An interpreter that has all that the locks name but what comes `later`: the running one, or that of `.venv`."""
    lacking = [lock for lock in locks if missing(lock, later)]
    if not lacking:
        return sys.executable
    if is_inside() and not missing(RUNTIME, LATER) and missing(RUNTIME, later):
        _fetch(missing(RUNTIME, later))
        lacking = [lock for lock in locks if missing(lock, later)]
        if not lacking:
            return sys.executable
    if _active_with(locks):
        return active()
    unready = [lock for lock in locks if not is_ready(lock)]
    if is_inside():  # what really lies there counts for more than a stamp that says so
        damaged = any(is_ready(lock) for lock in lacking)
        _install(list(locks) if damaged else lacking, damaged, later)
    elif unready:
        anew = not os.path.exists(stamp(RUNTIME)) or not os.path.exists(interpreter())
        _install(list(locks) if anew else unready, anew, later)
    return interpreter()


def _active_with(locks: tuple[str, ...]) -> str:
    """The interpreter of the shell's active environment where it has all that the locks name; else nothing."""
    if not active():
        return ""
    import subprocess

    script = f"from bookbuilder.environment import missing; raise SystemExit(any(map(missing, {locks!r})))"
    return active() if subprocess.call([active(), "-c", script], cwd=ROOT, stderr=subprocess.DEVNULL) == 0 else ""


def hand_over(python: str, arguments: list[str]) -> None:
    """Go on in another interpreter with the same arguments, as the same process where the system can."""
    command = [python, os.path.join(ROOT, "build.py"), *arguments]
    environment = {CALLING_PYTHON: own_python(), **os.environ}
    if is_inside():  # set up from within, so that a second lack can't be fixed by a third try
        environment[AGAIN] = "1"
    if sys.platform == "darwin" and "DYLD_FALLBACK_LIBRARY_PATH" not in environment:
        # Only a process that starts with it finds Homebrew's Pango: the loader doesn't look there by itself.
        environment["DYLD_FALLBACK_LIBRARY_PATH"] = "/opt/homebrew/lib:/usr/local/lib:/usr/lib"
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":  # exec there starts a second process and lets the shell go on at once
        import subprocess

        sys.exit(subprocess.call(command, env=environment))
    os.execve(python, command, environment)


def _install(locks: list[str], anew: bool, later: Collection[str]) -> None:
    from bookbuilder.installing import install  # a call that has all it needs doesn't pay for what installs

    install(locks, anew, later)


def _fetch(packages: list[tuple[str, str]]) -> None:
    from bookbuilder.installing import fetch

    fetch(RUNTIME, [name for name, _ in packages])
