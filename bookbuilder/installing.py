"""From locks to a finished `.venv`: made, filled by pip from pinned hashes, and reported as it goes on."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import subprocess
import sys
import time
from pathlib import Path

from bookbuilder.environment import FOLDER, ROOT, SetupError, interpreter, pins, stamp

LOG = Path(FOLDER) / "setup.log"


def install(locks: list[str], anew: bool) -> None:
    """Install all that the locks name; what was cut short the last time is thrown away and made again.

    A lock's stamp goes when the first of its packages is touched and comes back when all of them stand.
    """
    begun = time.monotonic()
    if anew:
        _say("Setting up what the book needs. This happens once and takes a minute or two.")
        _say("  making a Python environment in .venv/ …")
        _make_folder()
    else:
        _say(f"Bringing .venv/ up to what {' and '.join(locks)} asks for.")
    for lock in locks:
        _fill(lock)
        Path(stamp(lock)).write_bytes(Path(ROOT, lock).read_bytes())
    _say(f"  done in {time.monotonic() - begun:.0f} s.")


def package_of(family: str) -> str:
    """The name of the package that brings a family's fonts: fontpkg-eb-garamond."""
    return f"fontpkg-{'-'.join(re.findall(r'[a-z0-9]+', family.lower()))}"


def install_family(family: str) -> None:
    """Put a family's package beside the others; a SetupError where there is none, or it cannot be fetched."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    command += ["--no-deps", "--only-binary", ":all:", package_of(family)]
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if result.returncode:
        raise SetupError(
            f'The fonts of "{family}" could not be installed. {_last_error(result.stdout)} Look the family up among the'
            " fonts of Google Fonts, or put its .ttf files into the book's styles/fonts/."
        )


def _make_folder() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError(
            "This Python cannot make an environment, because its package manager keeps that part apart."
            f" Install it, then run the same command again: {_command_for_venv()}"
        )
    result = subprocess.run(
        [base_python(), "-m", "venv", "--clear", FOLDER],
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


def _command_for_venv() -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"sudo apt install python{version}-venv"


def _fill(lock: str) -> None:
    total = len(pins(lock))
    _say(f"  fetching {total} {'package' if total == 1 else 'packages, each'} checked against {lock} …")
    command = [interpreter(), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    command += ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--no-user"]
    command += ["--retries", "3", "-r", lock]
    environment = {name: value for name, value in os.environ.items() if name not in ("PIP_TARGET", "PIP_PREFIX")}
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
        cwd=ROOT,
    )
    assert process.stdout is not None
    output: list[str] = []
    fetched = 0
    try:
        for line in process.stdout:
            output.append(line)
            if line.startswith(("Collecting ", "Requirement already satisfied: ")):
                fetched += 1
                _tick(f"  {fetched} of {total}  {_package(line)}")
            elif line.startswith("Installing collected packages"):
                Path(stamp(lock)).unlink(missing_ok=True)
                _tick("  putting them in place")
        process.wait()
    finally:
        _tick("")
        if process.poll() is None:
            process.terminate()
            process.wait()
        LOG.write_text("".join(output), encoding="utf-8")
    if process.returncode:
        raise SetupError(_reason("".join(output)))


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
