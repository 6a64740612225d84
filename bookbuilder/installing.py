"""Makes `.venv` from the locks: filled by pip from pinned hashes, and reported as it goes on."""

from __future__ import annotations

import importlib
import importlib.util
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from threading import Thread

from bookbuilder.environment import FOLDER, LATER, ROOT, SHIPPED, SetupError, interpreter, pins, stamp

LOG = Path(FOLDER) / "setup.log"
EAST_ASIAN = {"SC": "zh-cn", "TC": "zh-tw", "JP": "jp", "KR": "ko"}
"""How the package of Noto's East Asian families is called, by the last word of their names."""
FEW = 20
"""Packages for which a second pip is not worth starting."""


def install(locks: list[str], anew: bool, later: Collection[str] = ()) -> None:
    """Install all that the locks name; an installation that was interrupted is deleted and made again.

    A lock's stamp goes when the first of its packages is touched and comes back when all of them stand. What comes
    `later` is left for the first book that needs it.
    """
    begun = time.monotonic()
    if anew:
        _say("Setting up what the book needs. This happens once and takes a minute or two.")
        _say("  making a Python environment in .venv/ …")
        _make_folder()
    else:
        _say(f"Bringing .venv/ up to what {' and '.join(locks)} asks for.")
    for lock in locks:
        _fill(lock, [name for name, _ in pins(lock) if name not in later])
        Path(stamp(lock)).write_bytes(Path(ROOT, lock).read_bytes())
    _say(f"  done in {time.monotonic() - begun:.0f} s.")


def fetch(lock: str, names: Sequence[str]) -> None:
    """Put some packages of a lock beside the others: what a book needs for the first time."""
    for name in names:
        _say(f"Fetching {name}, which {LATER[name]}. This happens once.")
    _fill(lock, names, is_part=True)
    importlib.invalidate_caches()


def package_of(family: str) -> str:
    """The name of the package that brings a family's fonts: fontpkg-eb-garamond."""
    asian = re.fullmatch("Noto (?:Serif|Sans) (SC|TC|JP|KR)", family, re.IGNORECASE)
    if asian:
        return f"pylopdf-fonts-{EAST_ASIAN[asian[1].upper()]}"
    return f"fontpkg-{'-'.join(re.findall(r'[a-z0-9]+', family.lower()))}"


def install_family(family: str) -> None:
    """Put a family's package beside the others; a SetupError where there is none, or it cannot be fetched."""
    pip = [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") is not None else _pip()
    command = [*pip, "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    command += ["--no-deps", "--only-binary", ":all:", package_of(family)]
    result = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    if result.returncode:
        raise SetupError(
            f'The fonts of "{family}" could not be installed. {_last_error(result.stdout)} Look the family up among the'
            " fonts of Google Fonts, or put its .ttf files into the book's styles/fonts/."
        )


def _make_folder() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        command = f"sudo apt install python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise SetupError(
            "This Python cannot make an environment, because its package manager keeps that part apart."
            f" Install it, then run the same command again: {command}"
        )
    result = subprocess.run(
        [base_python(), "-m", "venv", "--clear", *(["--without-pip"] if _base_has_pip() else []), FOLDER],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if result.returncode:
        raise SetupError(f"Python could not make {FOLDER}: {_last_line(result.stdout)}")


def base_python() -> str:
    """The interpreter under the running one, so that `.venv` can be made again from within itself."""
    return getattr(sys, "_base_executable", sys.executable) if os.name == "nt" else os.path.realpath(sys.executable)


def _base_has_pip() -> bool:
    """Whether the Python under `.venv` has a pip that can fill it from outside: one of its own would take five seconds."""
    answered = subprocess.run(
        [base_python(), "-m", "pip", "--version"], cwd=ROOT, capture_output=True, text=True, errors="replace"
    )
    version = re.match(r"pip (\d+)\.(\d+)", answered.stdout)
    return answered.returncode == 0 and version is not None and (int(version[1]), int(version[2])) >= (22, 3)


def _pip() -> list[str]:
    """How pip is called to fill `.venv`: its own, or that of the Python under it."""
    if any((site / "pip").exists() for site in _sites()):
        return [interpreter(), "-m", "pip"]
    return [base_python(), "-m", "pip", "--python", interpreter()]


def _fill(lock: str, names: Sequence[str], is_part: bool = False) -> None:
    """Install packages of a lock, by two pips side by side where there are many: none needs another to be installed.

    Modules are compiled when they are first imported, which most never are.
    """
    total = len(names)
    if not is_part:
        _say(f"  fetching {total} {'package' if total == 1 else 'packages, each'} checked against {lock} …")
    answered: list[str] = []
    fetched: list[str] = []

    def listen(process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            answered.append(line)
            if line.startswith(("Collecting ", "Requirement already satisfied: ")):
                fetched.append(_package(line))
                _tick(f"  {len(fetched)} of {total}  {fetched[-1]}")
            elif line.startswith("Installing collected packages"):
                if not is_part:
                    Path(stamp(lock)).unlink(missing_ok=True)
                _tick("  putting them in place")

    with tempfile.TemporaryDirectory() as scratch:
        parts = [names[0::2], names[1::2]] if total > FEW else [names]
        processes: list[subprocess.Popen[str]] = []
        try:
            for number, part in enumerate(parts):
                asked = Path(scratch, f"{number}.lock")
                asked.write_text(_entries(lock, part), encoding="utf-8")
                processes.append(_begin_pip(asked))
            others = [Thread(target=listen, args=(it,)) for it in processes[1:]]
            for other in others:
                other.start()
            listen(processes[0])
            for other in others:
                other.join()
            for process in processes:
                process.wait()
        finally:
            _tick("")
            for process in processes:
                if process.poll() is None:
                    process.terminate()
                    process.wait()
            LOG.write_text("".join(answered), encoding="utf-8")
    if any(process.returncode for process in processes):
        raise SetupError(_reason("".join(answered)))
    for site in _sites():  # made by the first build, it would count as a change of the packages
        (site / "__pycache__").mkdir(exist_ok=True)


def _begin_pip(lock: Path) -> subprocess.Popen[str]:
    """A pip that installs all of a lock, each package by its hash and without what it needs, and says what it does."""
    options = ["--no-compile", "--no-deps", "--only-binary", ":all:", "--require-hashes", "--no-user", "--retries", "3"]
    return subprocess.Popen(
        [*_pip(), "--disable-pip-version-check", "--no-input", "install", *options, "-r", str(lock)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={name: value for name, value in os.environ.items() if name not in ("PIP_TARGET", "PIP_PREFIX")},
        cwd=ROOT,
    )


def _sites() -> list[Path]:
    """The folders of `.venv` in which packages lie."""
    return [
        it
        for it in (*Path(FOLDER).glob("lib/python*/site-packages"), Path(FOLDER, "Lib", "site-packages"))
        if it.is_dir()
    ]


def _entries(lock: str, names: Sequence[str]) -> str:
    """What a lock says of some packages: version and hashes."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", Path(SHIPPED, lock).read_text(encoding="utf-8"))
    return "\n".join(it for it in entries if it.partition("==")[0] in names) + "\n"


def _package(line: str) -> str:
    return line.split(":", 1)[-1].replace("Collecting ", "").split("==")[0].split(" ;")[0].strip()


def _reason(output: str) -> str:
    """What kept pip from its work, for somebody who has never seen pip."""
    whole = f"(The whole story: {LOG})"
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "A package that was fetched is not, byte for byte, the one that the lock names, so nothing of it was"
            f" installed. Try again; if it happens again, report it to the maintainers. {whole}"
        )
    signs = ["NewConnectionError", "Temporary failure in name resolution", "ConnectTimeout", "getaddrinfo failed"]
    signs += ("Network is unreachable", "ReadTimeout", "ProxyError", "Connection refused", "Failed to establish")
    if any(sign in output for sign in signs):
        return (
            "The packages could not be fetched, because the package index cannot be reached. Connect to the internet"
            f" and run the same command again; once set up, the book builds without it. {whole}"
        )
    if "No matching distribution found" in output or "Could not find a version" in output:
        return (
            f"{_last_error(output)} There is no ready-made package for Python {platform.python_version()} on"
            f" {platform.system()} {platform.machine()}. Try again with Python 3.12, for which most packages are made."
            f" {whole}"
        )
    return f"The packages could not be installed: {_last_error(output)} {whole}"


def _last_error(output: str) -> str:
    errors = [line for line in output.splitlines() if line.startswith("ERROR: ")]
    return errors[-1].removeprefix("ERROR: ").rstrip(".") + "." if errors else _last_line(output)


def _last_line(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing."


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _tick(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
