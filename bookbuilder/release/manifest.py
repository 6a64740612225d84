"""Writes manifest.json and SHA256SUMS of a release. schemas/manifest.schema.json gives the form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bookbuilder.model.media_types import media_type

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"


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


@dataclass(frozen=True)
class Origin:
    """What a release was made from."""

    commit: str
    """The commit; empty where the book lies in no repository."""
    moment: str
    """When the commit was made: 20210401T120000Z."""
    uncommitted: tuple[str, ...]
    """Files that were not in it; only a proof may have some."""
    sources: str
    """SHA-256 over every file of the book and of its looks."""
    engines: Mapping[str, str]


@dataclass(frozen=True)
class Named:
    """How the release is called."""

    title: str
    slug: str
    version: str
    proof: bool
    specimens: bool
    """Whether it quotes interviews that are specimens."""


def manifest(named: Named, origin: Origin, files: Mapping[str, File]) -> bytes:
    """Every file but the manifest itself and the sums."""
    value: dict[str, Any] = {
        "title": named.title,
        "slug": named.slug,
        "version": named.version,
        "proof": named.proof,
        "specimens": named.specimens,
        "commit": origin.commit,
        "committed": origin.moment,
        "uncommitted": list(origin.uncommitted),
        "sources": origin.sources,
        "engines": dict(sorted(origin.engines.items())),
        "files": [_line(path, files[path]) for path in sorted(files)],
    }
    return json_file(value)


def json_file(value: object) -> bytes:
    """A value as every JSON file of the folder has it."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _line(path: str, file: File) -> dict[str, Any]:
    line: dict[str, Any] = {
        "path": path,
        "purpose": file.purpose,
        "media-type": media_type(path),
        "size": len(file.data),
        "sha256": hashlib.sha256(file.data).hexdigest(),
    }
    line |= {"edition": file.edition} if file.edition else {}
    return line | ({"isbn": file.isbn} if file.isbn else {})


def sums(files: Mapping[str, bytes]) -> bytes:
    """Lines that `sha256sum -c SHA256SUMS` accepts."""
    return "".join(f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)).encode()
