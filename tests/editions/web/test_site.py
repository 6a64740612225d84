"""The copy of a web edition that readers take with them: every page, and no link that leads out of it."""

from __future__ import annotations

import io
import zipfile

from lxml import html

from bookbuilder.editions.web.site import OtherEdition, offline_copy, offline_name
from bookbuilder.editions.web.writing import write_site
from tests.editions.shared import NOWHERE, kept_steps, publication


def test_the_copy_has_every_page_and_no_link_to_what_is_not_in_it() -> None:
    others = [OtherEdition("PDF", "book.pdf")]
    written = write_site(publication(), NOWHERE, kept_steps(), editions=others, offline=offline_name("book"))
    files = written.value
    assert files is not None
    first = html.fromstring(files["index.html"])
    assert first.xpath("string(//p[@class='offline']/a/@href)") == "book-offline.zip"
    [(name, data)] = offline_copy("book", files).items()
    assert name == "book-offline.zip" and offline_copy("book", files)[name] == data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        there = {it.removeprefix("book/"): packed.read(it) for it in packed.namelist()}
    assert there.keys() == files.keys()
    pages = {name: html.fromstring(data) for name, data in there.items() if name.endswith(".html")}
    leading = {it.split("#")[0] for page in pages.values() for it in page.xpath("//a/@href") if "://" not in it}
    assert {it for it in leading if it and not it.startswith("mailto:")} <= there.keys()
