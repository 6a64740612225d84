"""A proof's marks in EPUB and web edition: every page and the metadata have them, nothing else is touched."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree
from PIL import Image, ImageChops

from bookbuilder.editions.proof_marks import marked_epub, marked_picture, marked_site
from bookbuilder.model.media_types import media_type
from bookbuilder.zipping import zipped

LABEL = "PROOF 1.0 (abc1234)"
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>A Book</dc:title><dc:description>About.</dc:description></metadata></package>"
)
FILES = {
    "mimetype": "application/epub+zip",
    "EPUB/content.opf": PACKAGE,
    "EPUB/styles/text.css": "p{}",
    "EPUB/styles/modern.css": "",
    "EPUB/text/one.xhtml": "<p/>",
}


def an_epub() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in FILES.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return packed.getvalue()


@pytest.mark.parametrize(("format", "ground"), [("PNG", "white"), ("JPEG", "#731222"), ("JPEG", "black")])
def test_a_front_says_that_it_is_a_proof(format: str, ground: str) -> None:
    plain = io.BytesIO()
    Image.new("RGB", (300, 450), ground).save(plain, format)
    marked = marked_picture(plain.getvalue(), LABEL)
    assert marked == marked_picture(plain.getvalue(), LABEL)
    made = Image.open(io.BytesIO(marked))
    assert (made.format, made.size) == (format, (300, 450))
    seen = (
        ImageChops.difference(made.convert("RGB"), Image.new("RGB", (300, 450), ground))
        .convert("L")
        .point(lambda tone: 255 if tone > 40 else 0)
    )
    left, top, right, bottom = seen.getbbox() or (0, 0, 0, 0)
    assert left < 110 and right > 190 and top < 20 and bottom > 300


def test_an_epub_says_that_it_is_a_proof() -> None:
    with zipfile.ZipFile(io.BytesIO(marked_epub(an_epub(), LABEL))) as made:
        assert made.namelist() == list(FILES) and made.infolist()[0].compress_type == zipfile.ZIP_STORED
        package = etree.fromstring(made.read("EPUB/content.opf"))
        said = {etree.QName(it).localname: it.text for it in package.iter(etree.Element) if it.text}
        assert said == {"title": f"{LABEL} – A Book", "description": LABEL}
        assert f'content: "{LABEL}"' in made.read("EPUB/styles/text.css").decode()
        assert made.read("EPUB/styles/modern.css") == b"" and made.read("EPUB/text/one.xhtml") == b"<p/>"
    assert marked_epub(an_epub(), LABEL) == marked_epub(an_epub(), LABEL)


def test_every_page_of_the_web_edition_says_so_too() -> None:
    made = marked_site(
        {"one.html": b"<title>One</title><p>A <title> in words</p>", "styles/site.css": b"", "a.js": b"x"}, LABEL
    )
    assert made["one.html"] == f"<title>{LABEL} – One</title><p>A <title> in words</p>".encode()
    assert LABEL in made["styles/site.css"].decode() and made["a.js"] == b"x"


def test_a_folder_as_one_file_is_always_the_same() -> None:
    one, other = zipped({"b": b"2", "a/c": b"1"}, "site"), zipped({"a/c": b"1", "b": b"2"}, "site")
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == ["site/a/c", "site/b"]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_file_has_a_media_type() -> None:
    assert [media_type(name) for name in ("a.PDF", "b.epub", "c.mrc", "d.unknown")] == [
        "application/pdf", "application/epub+zip", "application/marc", "application/octet-stream",
    ]  # fmt: skip
