"""Writes the files of metadata/ in the publisher's folder, and reports what is missing or invalid in them."""

from __future__ import annotations

import io

from onixcheck import validate

from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.release.manifest import json_file
from bookbuilder.release.metadata.crossref import crossref, lacking
from bookbuilder.release.metadata.marc import marc
from bookbuilder.release.metadata.onix import onix
from bookbuilder.release.metadata.record import Record
from bookbuilder.release.metadata.sheet import sheet

__all__ = ["write_metadata"]

ONIX, MARC, MARC_XML, CROSSREF, REFERENCES = "onix.xml", "marc21.mrc", "marc21.xml", "crossref.xml", "references.json"
SHEET = "open-access.csv"
DESK = frozenset({"note", "annote", "categories", "custom"})
"""What editors write beside a source for themselves."""


def write_metadata(record: Record) -> Outcome[dict[str, bytes]]:
    """Every file by its name, none where no edition could be made.

    ONIX is held against its schema here, since a wrong code of book.yaml shows there only; without a publisher, which is
    BOK-020, it can only be wrong.
    """
    if not record.products:
        return Outcome({})
    message = onix(record)
    binary, xml = marc(record)
    files = {ONIX: message, MARC: binary, MARC_XML: xml, SHEET: sheet(record)}
    deposit = crossref(record)
    if deposit:
        files[CROSSREF] = deposit
    for id, citation in record.citing.items():
        for path, text in citation.texts.items():
            files[f"{'book' if not id else 'chapters'}/{path.rpartition('/')[2]}"] = text.encode()
    sources = [{key: value for key, value in item.items() if key not in DESK} for item in record.items]
    files[REFERENCES] = json_file(sources)
    return Outcome(
        dict(sorted(files.items())), (*lacking(record), *(invalid(message) if record.book.publisher.name else ()))
    )


def invalid(message: bytes) -> list[Diagnostic]:
    """What onixcheck says against a message."""
    file = io.BytesIO(message)
    file.name = ONIX
    return [
        Diagnostic(
            "MET-010",
            Location("manuscript/book.yaml"),
            f"The ONIX message is not valid: {fault.short}.",
            "Compare the values under metadata:.",
        )
        for fault in validate(file)
    ]
