"""Pictures in a format that not every edition can show are converted; a caption stands for an alternative text."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.small_book import body_of, check_reports, composed


def picture(format: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (1400, 20), "teal").save(data, format)
    return data.getvalue()


@pytest.mark.parametrize("ending, format", [("gif", "GIF"), ("webp", "WEBP"), ("tiff", "TIFF"), ("pdf", "PDF")])
def test_a_picture_becomes_a_png(ending, format):
    made = composed(f'# One\n\n![C](a.{ending}){{alt="A"}}\n', {f"manuscript/a.{ending}": picture(format)})
    assert [(it.name, it.media_type) for it in made.resources] == [(f"a.{ending}.png", "image/png")]
    assert made.resources[0].width >= 1300


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
