"""Fetches what lies at an address, on request and never in a build; only in the public internet, unless an editor named the place.

So a stranger's manuscript reaches nothing in this machine's own network, not by a host that sends on to it either, nor by one
that has another address when it is asked a second time: the address that was looked at is the one that is connected to.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import time
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bookbuilder import __version__

MOST = 30_000_000
"""Bytes of one answer."""
SECONDS, ALL_SECONDS = 30, 300
"""How long a host may be silent, and how long a whole answer may take."""


class _Web(urllib.request.HTTPSHandler, urllib.request.HTTPHandler):
    """Opens http and https, each address that a host sends on to as well; `trusted` is the host that an editor has typed."""

    def __init__(self, trusted: str) -> None:
        super().__init__()
        self._trusted = trusted

    def http_open(self, req: urllib.request.Request) -> Any:
        return self._open(http.client.HTTPConnection, req)

    def https_open(self, req: urllib.request.Request) -> Any:
        return self._open(http.client.HTTPSConnection, req)

    def _open(self, kind: type[http.client.HTTPConnection], req: urllib.request.Request) -> Any:
        is_trusted = urlsplit(req.full_url).netloc == self._trusted
        is_by_proxy = req.has_proxy() or bool(getattr(req, "_tunnel_host", None))
        if is_by_proxy and not is_trusted:  # which asks for the address itself
            public_places(urlsplit(req.full_url).hostname or "", 443)

        def connection(host: str, **options: Any) -> http.client.HTTPConnection:
            made = kind(host, **options)
            if not (is_by_proxy or is_trusted):
                made._create_connection = _connected  # type: ignore[attr-defined]
            return made

        return self.do_open(connection, req)


def download(address: str, headers: Mapping[str, str] | None = None, *, trusted: bool = False) -> bytes:
    """What lies at an address; an OSError or a ValueError where it cannot be fetched. `trusted` is one that an editor has typed."""
    address = f"https:{address}" if address.startswith("//") else address
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
        raise ValueError("only http and https addresses are fetched")
    request = urllib.request.Request(address, headers={"User-Agent": f"bookbuilder/{__version__}", **(headers or {})})
    opener = urllib.request.OpenerDirector()  # without files, FTP and data
    for handler in (
        urllib.request.ProxyHandler(), _Web(urlsplit(address).netloc if trusted else ""), urllib.request.UnknownHandler(),
        urllib.request.HTTPDefaultErrorHandler(), urllib.request.HTTPRedirectHandler(), urllib.request.HTTPErrorProcessor(),
    ):  # fmt: skip
        opener.add_handler(handler)
    end, data = time.monotonic() + ALL_SECONDS, bytearray()
    with opener.open(request, timeout=SECONDS) as answer:
        while piece := answer.read1(1 << 16):
            data += piece
            if len(data) > MOST:
                raise ValueError(f"it has more than {MOST // 1_000_000} million bytes")
            if time.monotonic() > end:
                raise TimeoutError(f"it takes longer than {ALL_SECONDS // 60} minutes")
    return bytes(data)


def public_places(host: str, port: int) -> list[str]:
    """The addresses of a host, asked once; a ValueError unless all of them lie in the public internet."""
    places = [str(place[0]) for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not places or not all(ipaddress.ip_address(it.partition("%")[0]).is_global for it in places):
        raise ValueError(f"{host} does not lie in the public internet")
    return places


def _connected(address: tuple[str, int], timeout: Any = None, source: Any = None) -> socket.socket:
    """A connection to one of the addresses that were looked at."""
    fault: OSError | None = None
    for place in public_places(*address):
        try:
            return socket.create_connection((place, address[1]), timeout, source)
        except OSError as error:
            fault = error
    raise fault or OSError("it has no address")
