"""The key with which this user's machine signs what it keeps: made once, in the user's own folder, outside every book.

What a book brings along is not signed with it, so a `.cache/` that comes with a book, or from another machine, is ignored.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from functools import cache
from pathlib import Path

from platformdirs import user_config_path

VARIABLE = "BOOKBUILDER_KEY_FOLDER"
"""Names another folder for the key."""
LENGTH = 32


def signature(data: bytes) -> bytes:
    """HMAC-SHA256 of the bytes, in hexadecimal: 64 characters."""
    return hmac.new(_key(_folder()), data, hashlib.sha256).hexdigest().encode()


def is_signed(data: bytes, signed: bytes) -> bool:
    """Whether the bytes were signed by this user on this machine."""
    return hmac.compare_digest(signature(data), signed)


def _folder() -> Path:
    given = os.environ.get(VARIABLE)
    return Path(given) if given else user_config_path("bookbuilder", appauthor=False)


@cache
def _key(folder: Path) -> bytes:
    """The key in that folder, made where there is none; one for this process alone where the folder cannot be written."""
    path = folder / "cache.key"
    key = _read(path)
    if len(key) != LENGTH:
        key = secrets.token_bytes(LENGTH)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = path.with_name(f".{path.name}.{os.getpid()}.part")
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(key)
            if len(_read(path)) == LENGTH:  # another process was quicker
                part.unlink()
            else:
                os.replace(part, path)
        except OSError:
            return key
        key = _read(path) or key
    return key


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
