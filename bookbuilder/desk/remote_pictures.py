"""Fetches the pictures that chapters name on other hosts, once, into manuscript/figures/remote/; no build ever does.

What comes is asked what it is, whatever it is called: PNG, JPEG, GIF, WebP or SVG within the budgets, and nothing else is kept. An
address is asked only where it lies in the public internet, so that a stranger's manuscript reaches nothing in this machine's own network.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from bookbuilder import __version__
from bookbuilder.cache import Steps
from bookbuilder.compose.decide.draft import draft_book
from bookbuilder.compose.decide.remote_pictures import RECORD, REMOTE, fetched, record_of
from bookbuilder.compose.read.pixels import PictureError, open_picture
from bookbuilder.diagnostics import Stage
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.saving import whole_file
from bookbuilder.theme.templates import Theme

MOST = 30_000_000
"""Bytes of one picture."""
SECONDS = 30
KINDS = {"PNG": ".png", "JPEG": ".jpg", "MPO": ".jpg", "GIF": ".gif", "WEBP": ".webp"}
SVG = "{http://www.w3.org/2000/svg}svg"

Get = Callable[[str], bytes]
"""From an address to what lies there; an OSError or ValueError says why it cannot be had."""


@dataclass(frozen=True)
class Answer:
    """What became of one address: the file that it lies in, or why there is none."""

    address: str
    file: str = ""
    fault: str = ""
    was_here: bool = False


def fetch_pictures(folder: Path, get: Get | None = None) -> Iterator[Answer]:
    """Fetch each picture of the book that lies on another host and was not fetched before."""
    for address in remote_addresses(folder):
        here = fetched(address, folder)
        if here is not None and here.is_whole:
            yield Answer(address, here.path.relative_to(folder).as_posix(), was_here=True)
            continue
        try:
            data = (get or download)(address)
            ending = _ending(data)
        except (OSError, ValueError) as error:
            yield Answer(address, fault=str(error).strip().rstrip(".") or type(error).__name__)
            continue
        name = f"{sha256(address.encode()).hexdigest()[:16]}{ending}"
        whole_file(folder / RECORD.replace("remote.json", name), data)
        record = {**record_of(folder), address: {"file": name, "sha256": sha256(data).hexdigest()}}
        whole_file(folder / RECORD, f"{json.dumps(dict(sorted(record.items())), indent=2)}\n".encode())
        yield Answer(address, RECORD.replace("remote.json", name))


def remote_addresses(folder: Path) -> list[str]:
    """The addresses of all pictures of the book that lie on other hosts, each once, in reading order."""
    manuscript = read_manuscript(folder, Steps()).value
    if manuscript is None:
        return []
    draft = draft_book(manuscript, Theme(folder), Steps(), [], Stage.DRAFT)
    named = (address for own in draft.gathered.values() for address, *_ in own.images)
    return list(dict.fromkeys(it for it in named if REMOTE.match(it)))


class _Careful(urllib.request.HTTPRedirectHandler):
    """Each address that a host sends on to is held to the same rules."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        hold_public(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(address: str) -> bytes:
    """What lies at an address of the public internet; an OSError or a ValueError where it cannot be had."""
    address = f"https:{address}" if address.startswith("//") else address
    hold_public(address)
    request = urllib.request.Request(address, headers={"User-Agent": f"bookbuilder/{__version__}"})
    with urllib.request.build_opener(_Careful).open(request, timeout=SECONDS) as answer:
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


def _ending(data: bytes) -> str:
    """The ending that fits what the bytes are; a ValueError where they are no picture that is kept."""
    if data.lstrip()[:1] == b"<":
        try:
            root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            raise ValueError("it is no picture") from None
        if root.tag == SVG:
            return ".svg"
        raise ValueError("it is a page, and no picture")
    try:
        kind = open_picture(data).format or ""
    except PictureError as error:
        raise ValueError(f"it {error}") from None
    if kind not in KINDS:
        raise ValueError(f"{kind or 'this kind of picture'} is not kept")
    return KINDS[kind]
