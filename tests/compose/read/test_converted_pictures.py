"""Pictures in a format that not every edition can show are converted; a caption stands for an alternative text."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bookbuilder.cleaning.pixels import as_png
from tests.small_book import BOOK, body_of, check_reports, check_silent, composed, diagnose


def picture(format: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (1400, 20), "teal").save(data, format)
    return data.getvalue()


@pytest.mark.parametrize("ending, format", [("gif", "GIF"), ("webp", "WEBP"), ("tiff", "TIFF"), ("pdf", "PDF")])
def test_a_picture_becomes_a_png(ending, format):
    made = composed(f'# One\n\n![C](a.{ending}){{alt="A"}}\n', {f"manuscript/a.{ending}": picture(format)})
    assert [(it.name, it.media_type) for it in made.resources] == [(f"a.{ending}.png", "image/png")]
    assert made.resources[0].width >= 1300


def test_a_png_of_greys_in_16_bits_keeps_its_greys_in_8():
    data = io.BytesIO()
    Image.new("I;16", (1400, 20), 30000).save(data, "PNG")
    made = composed('# One\n\n![C](a.png){alt="A"}\n', {"manuscript/a.png": data.getvalue()})
    assert [it.name for it in made.resources] == ["a.png"] and ".cache" in made.resources[0].path.parts
    with Image.open(io.BytesIO(as_png(data.getvalue()))) as image:
        assert image.mode == "L" and image.getpixel((0, 0)) in (116, 117)


def test_an_address_without_an_ending_finds_the_picture():
    assert (
        body_of('# One\n\n![C](a){alt="A"}\n', {"manuscript/a.png": picture("PNG")}).find(".//img").get("src")
        == "a.png"
    )


def test_a_caption_stands_for_the_alternative_text():
    files = {"manuscript/a.png": picture("PNG")}
    assert body_of("# One\n\n![A *caption*](a.png)\n", files).find(".//img").get("alt") == "A caption"
    check_reports("# One\n\n![A *caption*](a.png)\n", "FIG-019 3:1", files=files)
    check_reports("# One\n\nText ![](a.png) text.\n", "FIG-002 3:6", files=files)


def test_a_picture_of_too_many_pixels_is_not_called_damaged():
    large = io.BytesIO()
    Image.new("RGB", (1200, 300)).save(large, "TIFF", compression="tiff_deflate")
    files = {"manuscript/a.tif": large.getvalue(), "manuscript/book.yaml": f"{BOOK}budgets: {{megapixels: 1}}\n"}
    faults = diagnose('# One\n\n![C](a.tif){#fig-a alt="A"}\n', files)
    (fault,) = (it for it in faults if it.code == "FIG-005")
    assert "budgets: megapixels" in fault.message and "fewer pixels" in fault.remedy


def test_a_file_larger_than_its_pixels_can_be_is_not_read() -> None:
    """One of 2.5 GB that holds nothing but zeros took a minute to be known."""
    small = io.BytesIO()
    Image.new("L", (4, 4)).save(small, "PNG")
    padded = small.getvalue() + bytes(2_000_001)
    files = {"manuscript/a.png": padded, "manuscript/book.yaml": f"{BOOK}budgets: {{megapixels: 1}}\n"}
    check_reports("# One\n\n![A picture.](a.png){alt='A.'}\n", "FIG-005 3:1", files=files)


def test_a_plan_in_pdf_has_as_many_dots_as_the_budget_allows() -> None:
    page = Image.new("RGB", (300, 200), "white")
    plan = io.BytesIO()
    page.save(plan, "PDF", resolution=20)  # fifteen inches wide
    files = {"manuscript/a.pdf": plan.getvalue(), "manuscript/book.yaml": f"{BOOK}budgets: {{megapixels: 10}}\n"}
    check_silent("# One\n\n![A plan.](a.pdf){alt='A.'}\n", files=files)
