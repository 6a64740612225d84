"""Finds the file of each document and picture in an edition of many files, and the address of each id."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import iuliia

from bookbuilder.model.publication import ContentDocument, Publication

_LINK = re.compile(r"""href=["']#([^"']*)["']""")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_NEIGHBOURS = str.maketrans(
    {"ә": "a", "ғ": "g", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i", "ї": "yi", "є": "ye", "ґ": "g",
     "ў": "u", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "җ": "j", "ј": "j"}
)  # fmt: skip
"""Letters of Kazakh and other languages that iuliia, which knows Russian, leaves as they are."""
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")
_COVER = re.compile(r"cover(?:-\d+)?\.\w+", re.IGNORECASE)
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names of devices: Windows makes no such files. See https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""
LONGEST = 120
"""Characters of a file's name, which is longer with the folders around it, and in other systems' counting."""


@dataclass(frozen=True)
class Addresses:
    """Where an edition keeps its documents and pictures; all documents lie in one folder, side by side."""

    files: Mapping[str, str]
    """The file of each document, by its id: 03-trade.xhtml."""
    pictures: Mapping[str, str]
    """The address of each picture as documents name it, by the resource's name: ../media/figures/timeline.svg."""
    document_of: Mapping[str, str]
    """The id of the document in which each id stands."""
    own_pages: frozenset[str] = frozenset()
    """Documents for which the edition has a page of its own, without the ids of their bodies."""

    def of(self, id: str) -> str:
        """The address of an id, as another document links to it; empty where the book has no such id."""
        if id not in self.document_of:
            return ""
        document = self.document_of[id]
        if id == document or document in self.own_pages:
            return self.files[document]
        return f"{self.files[document]}#{id}"

    def leading(self, body: str) -> dict[str, str]:
        """Where each link of a text to an id leads."""
        return {id: self.of(html.unescape(id)) for id in sorted(set(_LINK.findall(body)))}


def file_names(documents: Collection[ContentDocument], suffix: str, reserved: Collection[str] = ()) -> dict[str, str]:
    """A file name for each document, from its id; each once, whatever the case of its letters."""
    taken = {name.lower() for name in reserved}
    names: dict[str, str] = {}
    for document in documents:
        stem = slug(document.id)
        if f"{stem}{suffix}".lower() in taken:
            stem = f"book-{stem}"
        first, count = stem, 1
        while f"{stem}{suffix}".lower() in taken:
            count += 1
            stem = f"{first}-{count}"
        names[document.id] = f"{stem}{suffix}"
        taken.add(names[document.id].lower())
    return names


def picture_names(publication: Publication) -> dict[str, str]:
    """The place of each picture in the folder media/, by the resource's name: none that of another, or of the cover.

    EPUB takes two names for one that differ in their capitals alone: https://www.w3.org/TR/epub-33/#sec-container-filenames
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in (it.name for it in publication.resources):
        place = "/".join(map(safe_name, name.split("/")))
        if place.casefold() in taken or _COVER.fullmatch(place):
            place = "/".join([*map(safe_name, name.split("/")[:-1]), _with_digest(place.rpartition("/")[2], name)])
        taken.add(place.casefold())
        found[name] = f"media/{place}"
    return found


def slug(name: str) -> str:
    """A name that can be read aloud and typed, in Latin letters: pervaya-glava of первая-глава.

    A script that is not Cyrillic or Latin is left to `safe_name`.
    """
    latin = iuliia.WIKIPEDIA.translate(name.translate(_NEIGHBOURS)) if _CYRILLIC.search(name) else name
    plain = unicodedata.normalize("NFKD", latin)
    if any(letter.isalpha() and not letter.isascii() for letter in plain):
        return safe_name(name)
    made = _safe(plain)
    return made if made and safe_name(made) == made else safe_name(name)


def safe_name(name: str) -> str:
    """A file name that every system and every reading device takes; one that had to change ends in a digest."""
    stem, dot, ending = _parted(name)
    safe = f"{_safe(stem) or 'file'}{dot}{_safe(ending)}"
    is_safe = safe == name and len(name) <= LONGEST and not _DEVICE.fullmatch(name)
    return name if is_safe else _with_digest(name, name)


def _with_digest(name: str, whole: str) -> str:
    stem, dot, ending = _parted(name)
    digest = hashlib.sha256(whole.encode()).hexdigest()[:8]
    return f"{_safe(stem)[:LONGEST] or 'file'}-{digest}{dot}{_safe(ending)[:LONGEST]}"


def _parted(name: str) -> tuple[str, str, str]:
    return name.rpartition(".") if name.rpartition(".")[0] else (name, "", "")


def _safe(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _UNSAFE.sub("-", plain).strip("-.")
