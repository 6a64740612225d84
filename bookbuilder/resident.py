"""Hands a call to the builder of an open preview, which has everything imported, and repeats what it answers.

The builder is this book's, this user's, and has the same code, engines and surroundings, or it declines; then the call
is carried out as if there were none. Runs on a bare Python, before anything else is imported.
"""

from __future__ import annotations

import os
import sys

from bookbuilder import unchanged

PATIENCE = 1.5
"""Seconds until a builder that is busy must have taken up a call; after them the call does not wait for it."""


def ask(arguments: list[str]) -> int | None:
    """The exit code of a call that the resident builder carried out; None where no builder runs, or it declines."""
    if os.name == "nt" or not unchanged.can_be_kept(arguments):
        return None
    path = _socket(os.path.dirname(os.path.dirname(unchanged.manifest_file(arguments))))
    if not path:
        return None
    import json
    import socket

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as builder:
        builder.settimeout(PATIENCE)
        try:
            builder.connect(path)
            question = {"arguments": arguments, "call": unchanged.call(arguments), "why": unchanged.why}
            builder.sendall(json.dumps(question).encode() + b"\n")
            lines = builder.makefile("rb")
            answer = json.loads(lines.readline() or b"{}")
        except (OSError, ValueError):
            return None
        if "taken" not in answer:
            return None
        builder.settimeout(None)
        for line in lines:
            answer = json.loads(line)
            if "exit" in answer:
                return int(answer["exit"])
            stream = sys.stdout if "out" in answer else sys.stderr
            stream.write(answer["out"] if "out" in answer else answer["err"])
            stream.flush()
    return None  # it has crashed while it built; what it had finished is kept


def _socket(cache: str) -> str:
    """Where the builder listens; empty where none does, or where what says so is not this user's alone."""
    note = os.path.join(cache, "preview.json")
    try:
        state = os.stat(note)
        if state.st_uid != os.getuid() or state.st_mode & 0o077:
            return ""
        import json

        from bookbuilder.signing_key import plain_bytes, unsealed

        path = str(json.loads(unsealed(plain_bytes(note)))["builder"])
        owner = os.stat(path)
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return path if owner.st_uid == os.getuid() else ""
