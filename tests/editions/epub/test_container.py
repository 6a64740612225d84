"""What ebooklib does by itself, and why the container is packed as it is: where one of these fails, its remedy can go."""

from __future__ import annotations

import io
import zipfile

from ebooklib import epub

from bookbuilder.editions.epub.container import File, pack
from bookbuilder.zipping import EPOCH


def test_ebooklib_still_loses_the_types_of_a_body() -> None:
    book = epub.EpubBook()
    page = epub.EpubHtml(uid="a", file_name="a.xhtml", title="A", lang="en")
    page.content = (
        b'<html xmlns:epub="http://www.idpf.org/2007/ops"><body epub:type="bodymatter"><p>A</p></body></html>'
    )
    book.add_item(page)
    target = io.BytesIO()
    epub.EpubWriter(target, book).write()
    assert b"bodymatter" not in zipfile.ZipFile(target).read("EPUB/a.xhtml")


def test_ebooklib_still_gives_the_package_no_language() -> None:
    book = epub.EpubBook()
    book.set_language("kk")
    target = io.BytesIO()
    epub.EpubWriter(target, book).write()
    package = zipfile.ZipFile(target).read("EPUB/content.opf")
    assert b"xml:lang" not in package


def test_the_container_has_our_files_as_they_are_and_no_clock() -> None:
    text = b'<html xmlns="http://www.w3.org/1999/xhtml"><body data-x="y"/></html>'
    files = zipfile.ZipFile(io.BytesIO(pack([File("text/a.xhtml", "application/xhtml+xml", text)], "<package/>")))
    assert files.read("EPUB/text/a.xhtml") == text
    assert files.read("EPUB/content.opf") == b"<package/>"
    assert {entry.date_time for entry in files.infolist()} == {EPOCH}
