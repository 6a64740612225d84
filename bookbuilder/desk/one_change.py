"""Puts new texts into several sources as one change: what a call that was killed has begun, the next one ends.

What is about to be written is noted first, signed with the user's own key, in the book's cache.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from bookbuilder.environment import cache_of
from bookbuilder.saving import whole_file, write_source
from bookbuilder.signing_key import sealed, unsealed
from bookbuilder.source import found_bytes, own_bytes, own_file


def write_together(folder: Path, texts: Mapping[str, bytes], cause: str, result: Any) -> None:
    """Write sources by their paths in the book; `result`, which JSON can hold, is what a resumed call of that cause gives."""
    if not texts:
        return
    files = {name: [_digest(own_bytes(folder / name, folder)), data.decode()] for name, data in texts.items()}
    note = json.dumps({"files": files, "cause": cause, "result": result}, ensure_ascii=False).encode()
    whole_file(_note(folder), sealed(note), lasting=True)
    _write(folder, files)


def resume(folder: Path, cause: str) -> Any:
    """Finish a change that was interrupted; its result where the cause is the same and all of it is now written, else None."""
    try:
        note = unsealed(_note(folder).read_bytes())
    except OSError:
        return None
    if not note:
        return None
    begun = json.loads(note)
    whole = _write(folder, begun["files"])
    return begun["result"] if whole and begun["cause"] == cause else None


def _write(folder: Path, files: Mapping[str, Any]) -> bool:
    """Whether all new texts stand now; one whose file was edited since is left out."""
    whole = True
    for name, (before, text) in files.items():
        path = own_file(folder / name, folder)
        data = found_bytes(path) if path is not None else b""
        if path is not None and _digest(data) == before:
            write_source(folder / name, text.encode())
        elif data != text.encode():
            whole = False
    _note(folder).unlink(missing_ok=True)
    return whole


def _note(folder: Path) -> Path:
    return Path(cache_of(str(folder)), "one-change.json")


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
