"""Installs the npm packages of the checkers into .cache/checkers: those of package-lock.json, each held against its hash.

No script of any package is run. `python -m bookbuilder.checks.artefacts.install` makes the lock anew from package.json; it
holds versions and hashes, and no address: where packages come from is npm's own setting.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from bookbuilder.checks.artefacts.tools import PACKAGES, MissingToolError, Tools
from bookbuilder.programs import path_of
from bookbuilder.saving import temporary_folder, whole_file

LOCK = PACKAGES.with_name("package-lock.json")
QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
NO_BROWSER = {"PUPPETEER_SKIP_DOWNLOAD": "1", "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1"}
"""The machine's own Chromium is used; the packages must not fetch another."""


def install(tools: Tools) -> str:
    """Bring the packages; the sentence says what was done, or what npm said where it could not."""
    if _complete(tools):
        return "The checkers are installed."
    npm = path_of("npm")
    if not npm:
        raise MissingToolError("npm, which installs the checkers, was not found: it comes with Node.js 20 or newer.")
    for file in (PACKAGES, LOCK):
        whole_file(tools.folder / file.name, file.read_bytes())
    done = subprocess.run(
        [npm, "ci", *QUIET],
        cwd=tools.folder, env=os.environ | NO_BROWSER, capture_output=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    if done.returncode:
        raise MissingToolError(
            f"npm could not install the checkers: {' '.join((done.stderr or done.stdout).split())[-300:]}"
        )
    return f"Installed the checkers in {_short(tools.folder)}."


def lock() -> bytes:
    """The lock for package.json: of each package its version, its hash and what it asks for."""
    with temporary_folder() as folder:
        shutil.copyfile(PACKAGES, Path(folder, PACKAGES.name))
        npm = path_of("npm") or "npm"
        command = [npm, "install", "--package-lock-only", "--omit-lockfile-registry-resolved", *QUIET]
        subprocess.run(command, cwd=folder, check=True)
        made = json.loads(Path(folder, LOCK.name).read_bytes())
    for package in made["packages"].values():
        for name in ("resolved", "funding", "license", "deprecated", "engines"):
            package.pop(name, None)
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _complete(tools: Tools) -> bool:
    try:
        if (tools.folder / LOCK.name).read_bytes() != LOCK.read_bytes():
            return False
        for name in json.loads(PACKAGES.read_text("utf-8"))["dependencies"]:
            tools.package(name)
    except (MissingToolError, OSError):
        return False
    return True


def _short(folder: Path) -> str:
    try:
        return os.path.relpath(folder)
    except ValueError:  # another drive
        return str(folder)


if __name__ == "__main__":
    LOCK.write_bytes(lock())
