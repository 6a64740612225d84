"""Installs the npm packages of the checkers into .cache/checkers, by name and version."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from bookbuilder.checks.artefacts.tools import PACKAGES, MissingToolError, Tools
from bookbuilder.saving import whole_file

NO_BROWSER = {"PUPPETEER_SKIP_DOWNLOAD": "1", "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1"}
"""The machine's own Chromium is used; the packages shall not fetch another."""


def install(tools: Tools) -> str:
    """Bring the packages; the sentence says what was done, or what npm said where it could not."""
    if _complete(tools):
        return "The checkers are installed."
    npm = shutil.which("npm")
    if not npm:
        raise MissingToolError("npm, which installs the checkers, was not found: it comes with Node.js 20 or newer.")
    whole_file(tools.folder / "package.json", PACKAGES.read_bytes())
    done = subprocess.run(
        [npm, "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=tools.folder, env=os.environ | NO_BROWSER, capture_output=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    if done.returncode:
        raise MissingToolError(
            f"npm could not install the checkers: {' '.join((done.stderr or done.stdout).split())[-300:]}"
        )
    return f"Installed the checkers in {_short(tools.folder)}."


def _complete(tools: Tools) -> bool:
    try:
        for name in json.loads(PACKAGES.read_text("utf-8"))["dependencies"]:
            tools.package(name)
    except MissingToolError:
        return False
    return True


def _short(folder: Path) -> str:
    try:
        return os.path.relpath(folder)
    except ValueError:  # another drive
        return str(folder)
