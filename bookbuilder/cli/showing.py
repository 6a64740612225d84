"""Shows a finished file in the program that this machine has for it."""

from __future__ import annotations

import os
import subprocess
import sys
import webbrowser
from pathlib import Path

from bookbuilder.model.publication import Artefact


def show(artefact: Artefact) -> None:
    """Open a finished file with the program that this machine has for it."""
    path = artefact.path / "index.html" if artefact.path.is_dir() else artefact.path
    if sys.platform == "darwin":
        subprocess.call(["open", str(path)])
    elif sys.platform == "win32":
        os.startfile(path)
    else:
        _open_elsewhere(path)


def _open_elsewhere(path: Path) -> None:
    try:
        subprocess.Popen(["xdg-open", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        webbrowser.open(path.resolve().as_uri())
