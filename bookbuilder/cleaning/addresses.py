"""Whether an address may be linked: by what a browser would make of it, not by how it is written."""

from __future__ import annotations

import re
from urllib.parse import unquote

from bookbuilder.address_secrets import secrets_in
from bookbuilder.cleaning.lists import SCHEMES

_IGNORED = re.compile(r"[\x00-\x20\x7f-\x9f\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+")
"""White space, controls and invisible characters: browsers pass some of them over, and no scheme has any."""
_SCHEME = re.compile(r"([^/?#:]*):")


def is_safe_address(address: str) -> bool:
    """Whether an address is a place of the book, or has one of the schemes that a book may link to."""
    for reading in (address, unquote(address)):
        plain = _IGNORED.sub("", reading).replace("\\", "/")
        if next(secrets_in(reading), None):  # whoever reads the book would have it
            return False
        if plain.startswith("//"):  # another host, by whatever scheme the page has
            return False
        scheme = _SCHEME.match(plain)
        if scheme and scheme[1].lower() not in SCHEMES:
            return False
    return True
