"""Fetches the pictures that chapters name on other hosts, once, into manuscript/figures/remote/; no build ever does.

What comes is asked what it is, whatever it is called: PNG, JPEG, GIF, WebP or SVG within the budgets, and nothing else is kept. An
address is asked only where it lies in the public internet, so that a stranger's manuscript reaches nothing in this machine's own network.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.cleaning.pixels import PictureError, open_picture
from bookbuilder.compose.decide.draft import draft_book
from bookbuilder.compose.decide.remote_pictures import RECORD, REMOTE, fetched, record_of
from bookbuilder.desk.fetching import download
from bookbuilder.diagnostics import Stage
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.saving import whole_file
from bookbuilder.theme.templates import Theme
from bookbuilder.xml_source import parse_xml

KINDS = {"PNG": ".png", "JPEG": ".jpg", "MPO": ".jpg", "GIF": ".gif", "WEBP": ".webp"}
SVG = "{http://www.w3.org/2000/svg}svg"

Get = Callable[[str], bytes]
"""From an address to what lies there; an OSError or ValueError says why it cannot be fetched."""


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


def _ending(data: bytes) -> str:
    """The ending that fits what the bytes are; a ValueError where they are not a picture that is kept."""
    if data.lstrip()[:1] == b"<":
        try:
            root = parse_xml(data)
        except etree.XMLSyntaxError:
            raise ValueError("it is not a picture") from None
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
