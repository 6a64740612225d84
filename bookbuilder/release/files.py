"""What a release holds: each file with its purpose, its edition and its ISBN; and folders as one file."""

from __future__ import annotations

from dataclasses import dataclass

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
    ".xml": "application/xml",
    ".mrc": "application/marc",
    ".json": "application/json",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".html": "text/html",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".csv": "text/csv",
}


@dataclass(frozen=True)
class File:
    """One file of the folder."""

    data: bytes
    purpose: str
    """What it is for: an edition's own purpose, or onix, marc, crossref, citation, references, checks, text, readme."""
    edition: str = ""
    """print, pdf, epub, html; empty where it belongs to the book as a whole."""
    isbn: str = ""
    """Its edition's ISBN, with hyphens."""


def media_type(path: str) -> str:
    """By the name's ending."""
    ending = f".{path.rpartition('.')[2].lower()}"
    return MEDIA_TYPES[ending] if ending in MEDIA_TYPES else "application/octet-stream"
