"""Pictures are found with the size at which they are shown."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.small_book import BOOK, composed, diagnose


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="100mm" height="50mm" viewBox="0 0 100 50"', (378, 189)),  # Inkscape
        ('width="460.8pt" height="345.6pt" viewBox="0 0 460.8 345.6"', (614, 461)),  # Matplotlib
        ('width="640" height="400"', (640, 400)),
        ('width="100%" viewBox="0 0 30 20"', (30, 20)),
        ("", (0, 0)),
    ],
)
def test_a_drawing_is_as_large_as_it_says(attributes: str, size: tuple[int, int]) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><rect width="9" height="9"/></svg>'
    (picture,) = composed('# One\n\n![A](a.svg){alt="What"}\n', {"manuscript/a.svg": drawing}).resources
    assert (picture.width, picture.height) == size


@pytest.mark.parametrize(
    ("kind", "name", "shown"),
    [
        ("PNG", "a.jpg", ("a.jpg.png", "image/png")),
        ("JPEG", "a.png", ("a.png.jpg", "image/jpeg")),
        ("WEBP", "a.jpg", ("a.jpg.png", "image/png")),
        ("JPEG", "a.jpeg", ("a.jpeg", "image/jpeg")),
    ],
)
def test_a_picture_is_what_it_holds_whatever_it_is_called(kind: str, name: str, shown: tuple[str, str]) -> None:
    held = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(held, kind)
    publication = composed(f'# One\n\n![A]({name}){{alt="What"}}\n', {f"manuscript/{name}": held.getvalue()})
    (picture,) = publication.resources
    assert (picture.name, picture.media_type) == shown and (picture.width, picture.height) == (30, 20)


@pytest.mark.parametrize(("called", "remedy"), [("plot-3.svg", "Put it"), ("plott-2.svg", "Did you mean")])
def test_a_picture_with_another_number_is_not_the_one_that_is_meant(called: str, remedy: str) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    found = diagnose(f'# One\n\n![A]({called}){{alt="What"}}\n', {"manuscript/plot-2.svg": drawing})
    assert [it.remedy.startswith(remedy) for it in found if it.code == "FIG-001"] == [True]


def test_a_picture_with_a_space_in_its_name_is_found_from_a_folder_beside_its_own() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    files = {"manuscript/book.yaml": BOOK.replace("one.md", "part/two.md"), "manuscript/.assets/a (1).svg": drawing}
    files["manuscript/part/two.md"] = '# Two\n\n![A](<../.assets/a (1).svg>){alt="What"}\n'
    assert "FIG-001" not in {it.code for it in diagnose("# One\n", files)}
