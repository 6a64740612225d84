"""Cleans a drawing's file: editions take it as it is, or a copy without what no edition may have."""

from __future__ import annotations

import hashlib
from pathlib import Path

from lxml import etree

from bookbuilder.cleaning import clean_svg
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.environment import cache_of
from bookbuilder.own_key import signature
from bookbuilder.saving import whole_file


def clean_picture(path: Path, folder: Path, address: str, place: Location) -> tuple[Path, tuple[Diagnostic, ...]]:
    """The path of the drawing as it may be shown, and CLN-004 for what was taken out of it.

    `folder` is the book's: the copy lies in its cache, under a name that only this user can know. Pictures of pixels and
    drawings that cannot be parsed are given back as they are.
    """
    if path.suffix.lower() != ".svg":
        return path, ()
    data = path.read_bytes()
    try:
        cleaned, found = clean_svg(data)
    except etree.XMLSyntaxError:
        return path, ()
    if cleaned == data:
        return path, ()
    name = signature(b"drawing " + hashlib.sha256(data).digest()).decode()[:32]
    target = Path(cache_of(str(folder)), "pictures", f"{name}.svg")
    if not target.is_file() or target.read_bytes() != cleaned:
        whole_file(target, cleaned)
    if not found:
        return target, ()
    message = f"{address} has {', '.join(found[:5])}, which no edition may have."
    return target, (Diagnostic("CLN-004", place, message, "Export it as plain SVG, or take that out."),)
