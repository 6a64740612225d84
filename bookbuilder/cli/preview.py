"""Carries out `preview`: the book in a browser until it is stopped, or the page that prints a line of a file."""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from pathlib import Path

from bookbuilder import doctor
from bookbuilder.cli import build_outputs
from bookbuilder.cli.arguments import Request
from bookbuilder.cli.parser import UsageError
from bookbuilder.environment import FRONT, SetupError, cache_of
from bookbuilder.signing_key import plain_bytes, unsealed

EDITOR = "vscode://file{path}:{line}:{column}"


def preview(request: Request) -> int:
    """`preview`: 0 when it was stopped, 2 where Pango is missing or the port is taken."""
    said, folder = request.said, request.book
    if said.show:
        return _show(folder, said.show)
    pango = doctor.pango()
    if not pango.present:
        raise SetupError(pango.absence)

    from bookbuilder.cli import main
    from bookbuilder.preview.running import PortTakenError, run

    build_outputs.claim_cache(Path(cache_of(str(folder))))
    try:
        run(
            folder, request.output, said.editor or EDITOR, request.jobs, said.port, main,
            lambda address: _print_address(address, request.open),
        )  # fmt: skip
    except PortTakenError as taken:
        print(taken, file=sys.stderr)
        return 2
    print("The preview has stopped.")
    return 0


def _print_address(address: str, opens: bool) -> None:
    print(f"The book is at {address}\nCtrl-C stops it.", flush=True)
    if opens:
        import webbrowser

        webbrowser.open(address)


def _show(folder: Path, place: str) -> int:
    """Ask the preview that is open to show what stands in FILE:LINE."""
    file, _, line = place.rpartition(":")
    if not file or not line.isdigit():
        raise UsageError(f'"{place}" is not FILE:LINE, as in manuscript/01-introduction.md:12.')
    path = Path(file) if Path(file).is_absolute() else folder / file
    try:
        address = json.loads(unsealed(plain_bytes(Path(cache_of(str(folder)), "preview.json"))))["address"]
        name = path.resolve().relative_to(folder).as_posix()
        body = json.dumps({"file": name, "line": int(line)}).encode()
        asked = urllib.request.Request(f"{address}show", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(asked, timeout=5):
            return 0
    except urllib.error.HTTPError:
        print(f"No page prints {place} yet.", file=sys.stderr)
    except (OSError, ValueError, KeyError):
        print(f"No preview of this book is open. Start one: {FRONT} preview", file=sys.stderr)
    return 1
