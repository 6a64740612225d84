"""The media type of a file by the ending of its name, as IANA calls it: what Python knows of it depends on the machine."""

from __future__ import annotations

TYPES = {
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
PICTURES = {ending: TYPES[ending] for ending in (".svg", ".png", ".jpg", ".jpeg")}
"""The pictures that every edition can show."""


def media_type(path: str) -> str:
    """By the name's ending."""
    ending = f".{path.rpartition('.')[2].lower()}"
    return TYPES[ending] if ending in TYPES else "application/octet-stream"
