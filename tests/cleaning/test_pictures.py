"""Pictures keep their pixels, and nothing that was written about them."""

from __future__ import annotations

import base64
import io
import struct
import subprocess
import sys
from urllib.parse import quote_from_bytes

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from bookbuilder.cleaning import clean_pixels, clean_svg, embedded_bytes
from bookbuilder.cleaning.pictures import clean_profile
from bookbuilder.cleaning.pixels import PictureError
from tests.cleaning.test_pixels import png
from tests.small_book import diagnose

SRGB = clean_profile(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


def with_tag(profile: bytes, name: bytes, data: bytes) -> bytes:
    """The profile with one more tag."""
    (count,) = struct.unpack_from(">I", profile, 128)
    begin = 132 + 12 * count
    tags = [struct.unpack_from(">4sII", profile, 132 + 12 * number) for number in range(count)]
    tags = [(tag, at + 12, size) for tag, at, size in tags] + [(name, len(profile) + 12, len(data))]
    table = b"".join(struct.pack(">4sII", *tag) for tag in tags)
    whole = profile[4:128] + struct.pack(">I", count + 1) + table + profile[begin:] + data
    return struct.pack(">I", len(whole) + 4) + whole


def of_a_screen() -> bytes:
    """The same with what a calibration has noted."""
    return with_tag(SRGB, b"mmod", b"text\0\0\0\0A Name\0\0")


def _jpeg(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = orientation, "A Name"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.effect_noise((40, 30), 50).save(
        out, "JPEG", exif=exif, comment=b"A Name", dpi=(300, 300), icc_profile=of_a_screen()
    )
    head, rest = out.getvalue()[:2], out.getvalue()[2:]
    noted = (b"\xff\xe0\0\x0cJFXXA Name", b"\xff\xe2\0\x08A Name", b"\xff\xee\0\x08A Name")
    return head + b"".join(noted) + rest + b"A Name behind"


def _png(info: bool) -> bytes:
    out, texts = io.BytesIO(), PngImagePlugin.PngInfo()
    if info:
        texts.add_text("Author", "A Name")
        texts.add_itxt("XML:com.adobe.xmp", "<x>A Name</x>")
    Image.effect_noise((40, 30), 50).save(
        out, "PNG", pnginfo=texts, dpi=(300, 300), icc_profile=of_a_screen() if info else SRGB
    )
    return out.getvalue() + (b"A Name behind" if info else b"")


@pytest.mark.parametrize("data", [_jpeg(6), _jpeg(1), _png(True)])
def test_a_picture_keeps_its_pixels_orientation_and_colours_and_nothing_else(data: bytes) -> None:
    cleaned = clean_pixels(data)
    assert b"A Name" in data and b"A Name" not in cleaned and clean_pixels(cleaned) == cleaned
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(cleaned)) as after:
        assert before.tobytes() == after.tobytes() and after.info["icc_profile"] == SRGB
        assert before.getexif().get(0x0112, 1) == after.getexif().get(0x0112, 1) and 0x8825 not in after.getexif()
        assert round(after.info["dpi"][0]) == 300


@pytest.mark.parametrize("data", [_png(False), b"GIF89a", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\x00", b""])
def test_a_clean_or_a_damaged_picture_is_left_as_it_is(data: bytes) -> None:
    assert clean_pixels(data) == data


SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image {}="{}"/></svg>"""


def _webp() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((40, 30), 50).convert("RGB").save(out, "WEBP", lossless=True, xmp=b"<x>A Name</x>")
    return out.getvalue()


@pytest.mark.parametrize("data", [_jpeg(6), _png(True), _webp()])
@pytest.mark.parametrize("written", ["lines", "percent", "plain"])
@pytest.mark.parametrize("key", ["href", "xlink:href"])
def test_a_picture_within_a_drawing_is_read_however_it_is_written_and_cleaned(
    data: bytes, written: str, key: str
) -> None:
    lines = base64.encodebytes(data)
    address = {
        "lines": f"data:image/jpg;base64,\n  {lines.decode()}",
        "percent": f"data:image/png;charset=utf-8;base64,{quote_from_bytes(lines.strip(b'=' + bytes([10])), safe='')}",
        "plain": f"data:image/webp,{quote_from_bytes(data)}",
    }[written]
    cleaned, found = clean_svg(SVG.format(key, address).encode())
    assert found == () and clean_svg(cleaned) == (cleaned, ())
    kept = embedded_bytes(cleaned.decode().split('href="')[1].split('"')[0])
    assert b"A Name" in data and b"A Name" not in kept
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(kept)) as after:
        assert before.tobytes() == after.tobytes() and after.format in ("PNG", "JPEG")


def test_a_drawing_within_a_drawing_is_cleaned_and_one_that_could_grow_without_end_is_taken_out() -> None:
    inner = '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script><rect width="3"/>{}</svg>'
    written = base64.encodebytes(inner.format("").encode()).decode()
    cleaned, found = clean_svg(SVG.format("xlink:href", f"data:image/svg+xml;charset=utf-8;base64,{written}").encode())
    kept = base64.b64decode(cleaned.decode().split("base64,")[1].split('"')[0])
    assert b"<rect" in kept and b"script" not in kept and found == () and clean_svg(cleaned) == (cleaned, ())
    for bomb in ('<use href="#a"/>', f'<image href="data:image/svg+xml;base64,{written}"/>', "<"):
        again = base64.b64encode(inner.format(bomb).encode()).decode()
        cleaned, found = clean_svg(SVG.format("href", f"data:image/svg+xml;base64,{again}").encode())
        assert b"image" not in cleaned and "data:image/svg+xml,PHN2" in found[0]


@pytest.mark.parametrize("data", [b"", b"GIF89a", _png(False)[:300], png(60_000, 60_000, 6), b"%PDF-1.7"])
def test_a_picture_within_a_drawing_that_cannot_be_shown_is_said_to_be_so(data: bytes) -> None:
    with pytest.raises(PictureError, match=r"is damaged|is not a picture|million"):
        clean_svg(SVG.format("href", f"data:image/png;base64,{base64.b64encode(data).decode()}").encode())


def test_a_damaged_picture_within_a_drawing_is_reported_as_any_other() -> None:
    drawing = SVG.format("xlink:href", "data:image/png;base64,iVBORw0KGgo=").encode()
    fault, *_ = diagnose('# One\n\n![A map](a.svg){alt="A map"}\n', {"manuscript/a.svg": drawing})
    assert (fault.code, str(fault.location)) == ("FIG-005", "manuscript/one.md:3:1")
    assert fault.message == "What a.svg holds as a picture is not a picture."


def test_no_library_speaks_to_the_terminal_of_a_damaged_picture_or_font() -> None:
    """Pillow warned of EXIF data that end early, with a path of the machine; fontTools logged a record of a font's name."""
    script = """
import io, logging, warnings
from PIL import Image
from bookbuilder.cleaning import pixels
from bookbuilder.theme import font_files
out = io.BytesIO()
Image.new("RGB", (9, 9)).save(out, "JPEG", exif=b"Exif\\0\\0II*\\0" + b"\\xff" * 300)
Image.open(io.BytesIO(out.getvalue())).getexif()
logging.getLogger("fontTools.ttLib.tables._n_a_m_e").error("skipping malformed name record")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_a_style_sheet_nested_beyond_measure_is_taken_out_of_a_drawing() -> None:
    """20,000 brackets ended in a traceback."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>{"a{" * 20_000}</style><rect width="9" height="9"/></svg>'
    found = diagnose('# One\n\n![A map](a.svg){alt="A map"}\n', {"manuscript/a.svg": drawing})
    assert [it.code for it in found if it.code[:3] in ("CLN", "BUG")] == ["CLN-004"]


def test_a_filter_that_is_drawn_for_minutes_is_taken_out() -> None:
    """A Word file of such a drawing was never finished."""
    dear = '<feTurbulence numOctaves="99999"/><feMorphology radius="9999"/><feConvolveMatrix order="99 9"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><filter id="f">{dear}{"<feOffset/>" * 40}</filter></svg>'
    cleaned, found = clean_svg(drawing.encode())
    assert len(found) == 4 and cleaned.count(b"feOffset") == 27 and b"99" not in cleaned
    usual = drawing.replace("99999", "3").replace("9999", "3").replace("99 9", "3").replace("<feOffset/>" * 40, "")
    assert (
        clean_svg(usual.encode())[1] == ()
        and '<circle r="500"/>' in clean_svg(usual.replace("</svg>", '<circle r="500"/></svg>').encode())[0].decode()
    )


def test_a_profile_keeps_its_colours_and_not_what_a_machine_has_noted() -> None:
    cleaned = clean_profile(of_a_screen())
    assert cleaned == SRGB and clean_profile(SRGB) == SRGB
    read = ImageCms.ImageCmsProfile(io.BytesIO(cleaned)).profile
    assert read.profile_description.startswith("sRGB") and read.red_colorant is not None


@pytest.mark.parametrize(
    "data",
    [b"", b"A Name", SRGB[:100], SRGB[:128] + b"\xff" * 40, SRGB[:140]],
    ids=[
        "empty",
        "words",
        "half a head",
        "wrong tags",
        "cut",
    ],  # its bytes tell the second in which the profile was made
)
def test_what_is_no_profile_goes(data: bytes) -> None:
    assert clean_profile(data) == b""
