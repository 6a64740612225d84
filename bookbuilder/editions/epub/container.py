"""Packs files and a package document into an EPUB container; the one door to ebooklib.

ebooklib 0.20 gives the container and nothing else. Three of its habits are held off here (tests/editions/epub/
test_container.py tells when a new version no longer needs it): it writes a package of its own, without `xml:lang`,
refinements or the right time; it parses XHTML again as HTML; it stamps the ZIP with the clock.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from ebooklib import epub

from bookbuilder.zipping import rezipped

FOLDER = "EPUB"
PACKAGE = f"{FOLDER}/content.opf"
STORED = ("image/png", "image/jpeg")
"""Media types that are compressed already."""


@dataclass(frozen=True)
class File:
    """One file of the EPUB; `name` is its path below the folder of the package."""

    name: str
    """text/03-trade.xhtml"""
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()
    """nav, cover-image, svg, mathml … as the manifest names them."""


class _Writer(epub.EpubWriter):
    """ebooklib's writer, with the package document that it is given."""

    def __init__(self, target: io.BytesIO, book: epub.EpubBook, package: str) -> None:
        super().__init__(target, book)
        self._package = package

    def _write_container(self) -> None:
        self.out.compression = zipfile.ZIP_STORED  # what is packed below is packed once
        super()._write_container()

    def _write_opf(self) -> None:
        self.out.writestr(PACKAGE, self._package)


def pack(files: Sequence[File], package: str) -> bytes:
    """The whole container; the same files always give the same bytes."""
    book = epub.EpubBook()
    book.FOLDER_NAME = FOLDER
    for number, file in enumerate(files):
        item = epub.EpubItem(uid=f"file-{number}", file_name=file.name, media_type=file.media_type, content=file.data)
        book.add_item(item)
    packed = io.BytesIO()
    _Writer(packed, book, package).write()
    stored = {f"{FOLDER}/{file.name}" for file in files if file.media_type in STORED}
    return rezipped(packed.getvalue(), lambda name, data: data, stored | {"mimetype"})
