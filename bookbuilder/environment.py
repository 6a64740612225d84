"""From the locks to an interpreter that has what they name: the running one, or `.venv`, made on the first call.

Runs on a bare Python: nothing but the standard library is imported here, and of that only what a call needs, because
every call of build.py pays for it.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv"
RUNTIME = ROOT / "requirements.lock"
TEST = ROOT / "requirements-test.lock"
AGAIN = "BOOKBUILDER_SET_UP_AGAIN"


class SetupError(Exception):
    """The environment can't be made; the message is one or two sentences for an editor."""


@dataclass(frozen=True)
class Pin:
    """One package that a lock names for this machine."""

    name: str
    """Its name as the lock has it: citeproc-py."""
    version: str
    """The only version that will do: 0.11.1."""


def enter(arguments: list[str]) -> None:
    """Return where the running interpreter has all that the lock names; else go on in `.venv`, and don't return."""
    tried = os.environ.pop(AGAIN, "")
    try:
        lacks = missing(RUNTIME)
        if not lacks:
            return
        if tried:
            names = ", ".join(pin.name for pin in lacks)
            raise SetupError(f"{FOLDER} still lacks {names} after it was set up. Delete that folder and try again.")
        hand_over(python_with((RUNTIME,)), arguments)
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. The next call takes up the setting up again.\n")
        sys.exit(130)


def python_with(locks: tuple[Path, ...]) -> Path:
    """An interpreter that has all that the locks name: the running one, or that of `.venv`, which is made complete."""
    lacking = [lock for lock in locks if missing(lock)]
    if not lacking:
        return Path(sys.executable)
    unready = [lock for lock in locks if not is_ready(lock)]
    if _inside():  # what really lies there counts for more than a stamp that says so
        damaged = any(is_ready(lock) for lock in lacking)
        _install(list(locks) if damaged else lacking, anew=damaged)
    elif unready:
        anew = not is_ready_once()
        _install(list(locks) if anew else unready, anew)
    return interpreter()


def hand_over(python: Path, arguments: list[str]) -> NoReturn:
    """Go on in another interpreter with the same arguments, as the same process where the system can."""
    command = [str(python), str(ROOT / "build.py"), *arguments]
    environment = dict(os.environ)
    if _inside():  # set up from within, so that a second lack can't be mended by a third try
        environment[AGAIN] = "1"
    if sys.platform == "darwin" and "DYLD_FALLBACK_LIBRARY_PATH" not in environment:
        # Only a process that starts with it finds Homebrew's Pango: the loader doesn't look there by itself.
        environment["DYLD_FALLBACK_LIBRARY_PATH"] = "/opt/homebrew/lib:/usr/local/lib:/usr/lib"
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":  # exec there starts a second process and lets the shell go on at once
        import subprocess

        sys.exit(subprocess.call(command, env=environment))
    os.execve(command[0], command, environment)


def interpreter() -> Path:
    """The interpreter of `.venv`."""
    return FOLDER / "Scripts" / "python.exe" if os.name == "nt" else FOLDER / "bin" / "python"


def stamp(lock: Path) -> Path:
    """The copy of a lock that says, in `.venv`, that all it names was installed."""
    return FOLDER / lock.name


def is_ready(lock: Path) -> bool:
    """Whether `.venv` was set up from this very lock."""
    try:
        return interpreter().exists() and stamp(lock).read_bytes() == lock.read_bytes()
    except OSError:
        return False


def is_ready_once() -> bool:
    """Whether `.venv` was completely set up from any lock, an older one too, so that it can be brought up to date."""
    return interpreter().exists() and stamp(RUNTIME).exists()


def missing(lock: Path) -> list[Pin]:
    """The pins of a lock that the running interpreter lacks, or has in another version."""
    present = _installed()
    return [pin for pin in pins(lock) if (normal(pin.name), pin.version) not in present]


def pins(lock: Path) -> list[Pin]:
    """The packages that a lock names for the running interpreter and system."""
    found = []
    for line in lock.read_text(encoding="utf-8").splitlines():
        if line[:1].isalnum():
            requirement, _, marker = line.rstrip("\\ ").partition(" ; ")
            name, _, version = requirement.partition("==")
            if not marker or applies(marker):
                found.append(Pin(name.partition("[")[0].strip(), version.strip()))
    return found


def applies(marker: str) -> bool:
    """Whether a marker holds here; of PEP 508 only what a lock has: comparisons with `and` and `or`, no brackets."""
    return any(all(_holds(part) for part in side.split(" and ")) for side in marker.split(" or "))


def normal(name: str) -> str:
    """A package's name as PEP 503 compares it, with underscores as folders on disk have them."""
    return name.lower().replace("-", "_").replace(".", "_")


def _holds(comparison: str) -> bool:
    variable, operator, quoted = comparison.split(None, 2)
    value = quoted.strip("'\"")
    here = {
        "python_full_version": "%d.%d.%d" % sys.version_info[:3],
        "python_version": "%d.%d" % sys.version_info[:2],
        "sys_platform": sys.platform,
        "os_name": os.name,
        "implementation_name": sys.implementation.name,
        "platform_python_implementation": {"cpython": "CPython", "pypy": "PyPy"}.get(sys.implementation.name, ""),
    }[variable]
    if operator in ("==", "!="):
        return (here == value) is (operator == "==")
    left, right = _numbers(here), _numbers(value)
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _installed() -> set[tuple[str, str]]:
    present = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                distribution, _, version = name[: -len(".dist-info")].rpartition("-")
                present.add((normal(distribution), version))
    return present


def _install(locks: list[Path], anew: bool) -> None:
    from bookbuilder.installing import install

    install(locks, anew)


def _inside() -> bool:
    return Path(sys.prefix) == FOLDER or Path(sys.prefix).resolve() == FOLDER.resolve()
