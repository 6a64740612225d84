"""Photographs are judged as print will use them: resolution, colours, licence."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from bookbuilder.diagnostics import Severity
from tests.small_book import check_reports, check_silent, diagnose

CHAPTER = '# One\n\n![A view.](figures/view.%s){#fig-view alt="Hills."}\n'
RECORD = {"manuscript/figures/figures.yaml": "view.jpg: {license: CC BY 4.0, credit: A. Person}\n"}


def picture(width: int, mode: str = "RGB", format: str = "JPEG", profile: bytes | None = None) -> bytes:
    data = io.BytesIO()
    Image.new(mode, (width, 40)).save(data, format, icc_profile=profile)
    return data.getvalue()


@pytest.mark.parametrize("width, faults", [(1400, []), (700, ["FIG-006 3:1"]), (100, ["FIG-006 3:1"])])
def test_a_picture_with_too_few_pixels_for_its_printed_width_is_named(width: int, faults: list[str]) -> None:
    check_reports(CHAPTER % "jpg", *faults, files={"manuscript/figures/view.jpg": picture(width)})


@pytest.mark.parametrize("width, faults", [("50%", []), ("5cm", []), ("100%", ["FIG-006 3:1"])])
def test_the_width_that_the_author_gives_counts(width: str, faults: list[str]) -> None:
    chapter = (CHAPTER % "jpg").replace("{#fig-view", f"{{#fig-view width={width}")
    check_reports(chapter, *faults, files={"manuscript/figures/view.jpg": picture(700)})


def test_colours_of_the_press_are_named_and_those_of_the_screen_are_not() -> None:
    check_reports(CHAPTER % "jpg", "FIG-007 3:1", files={"manuscript/figures/view.jpg": picture(1400, "CMYK")})
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    check_silent(CHAPTER % "jpg", {"manuscript/figures/view.jpg": picture(1400, profile=srgb)})
    check_silent(CHAPTER % "png", {"manuscript/figures/view.png": picture(1400, "L", "PNG")})


def test_a_picture_without_a_recorded_licence_is_noted() -> None:
    files: dict[str, str | bytes] = {"manuscript/figures/view.jpg": picture(1400)}
    notes = [it for it in diagnose(CHAPTER % "jpg", files) if it.code.startswith("FIG")]
    assert [(it.code, it.severity) for it in notes] == [("FIG-008", Severity.NOTE)]
    assert not [it for it in diagnose(CHAPTER % "jpg", {**files, **RECORD}) if it.code.startswith("FIG")]


def test_a_key_of_the_record_that_is_mistyped_is_named() -> None:
    files = {
        "manuscript/figures/view.jpg": picture(1400),
        "manuscript/figures/figures.yaml": "view.jpg: {licence: CC BY 4.0}\n",
    }
    check_reports(CHAPTER % "jpg", "FIG-018 manuscript/figures/figures.yaml:1:12", files=files)
    files["manuscript/figures/figures.yaml"] = "view.jpg: {license: Öffentlich}\n".encode("cp1252")
    check_reports(CHAPTER % "jpg", "SRC-003 manuscript/figures/figures.yaml:1:21", files=files)


def test_a_picture_is_reported_at_its_own_address_and_one_of_another_machine_as_lacking() -> None:
    chapter = "# One\n\n![A](pics/a.png)\n\n![B](pics)\n\n![C](C:\\\\a.png)\n"
    check_reports(chapter, "FIG-001 3:1", "FIG-001 5:1", "FIG-001 7:1")


def test_what_latex_cites_and_refers_to_is_reported_where_it_stands() -> None:
    check_reports("# One\n\nText.\n\nSee \\ref{sec:x} and \\cite{nobody}.\n", "XRF-001 5:5", "CIT-001 5:21")
