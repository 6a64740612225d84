"""What a release holds: each file with its purpose, its edition and its ISBN; and folders as one file."""

from __future__ import annotations

from dataclasses import dataclass


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
