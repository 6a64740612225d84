"""Fetches what lies at an address, on request and never in a build; only in the public internet, unless an editor named the place.

So a stranger's manuscript reaches nothing in this machine's own network, not by a host that sends on to it either.
"""

from __future__ import annotations

import ipaddress
import socket
import urllib.request
from collections.abc import Mapping
from urllib.parse import urlsplit

from bookbuilder import __version__

MOST = 30_000_000
"""Bytes of one answer."""
SECONDS = 30


class _Careful(urllib.request.HTTPRedirectHandler):
    """Each address that a host sends on to is held to the same rules."""

    def __init__(self, trusted: str) -> None:
        self.trusted = trusted

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if urlsplit(newurl).netloc != self.trusted:
            hold_public(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(address: str, headers: Mapping[str, str] | None = None, *, trusted: bool = False) -> bytes:
    """What lies at an address; an OSError or a ValueError where it cannot be had. `trusted` is one that an editor has typed."""
    address = f"https:{address}" if address.startswith("//") else address
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError("only http and https addresses are fetched")
    if not trusted:
        hold_public(address)
    request = urllib.request.Request(address, headers={"User-Agent": f"bookbuilder/{__version__}", **(headers or {})})
    opener = urllib.request.build_opener(_Careful(urlsplit(address).netloc if trusted else ""))
    with opener.open(request, timeout=SECONDS) as answer:
        data: bytes = answer.read(MOST + 1)
    if len(data) > MOST:
        raise ValueError(f"it has more than {MOST // 1_000_000} million bytes")
    return data


def hold_public(address: str) -> None:
    """A ValueError unless an address begins with http(s) and its host lies in the public internet."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("only http and https addresses are fetched")
    for *_, place in socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM):
        if not ipaddress.ip_address(str(place[0]).partition("%")[0]).is_global:
            raise ValueError(f"{parts.hostname} does not lie in the public internet")
