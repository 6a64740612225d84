"""A picture in the text itself, as notebooks have it, is a picture of the book; one that is none is reported by its kind alone."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from tests.small_book import composed, diagnose

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"


def png() -> str:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


@pytest.mark.parametrize(
    ("address", "ending"),
    [
        (f"data:image/png;base64,{png()}", ".png"),
        (f"data:image/svg+xml;base64,{base64.b64encode(SVG.encode()).decode()}", ".svg"),
    ],
)
def test_it_is_a_file_of_the_editions(address: str, ending: str) -> None:
    publication = composed(f'# One\n\n![A caption.]({address}){{#fig-a alt="A field."}}\n')
    (picture,) = [it for it in publication.resources if it.name.startswith("embedded/")]
    assert picture.name.endswith(ending)
    (body,) = [it.body for it in publication.documents if it.id == "one"]
    assert picture.name in body and "base64" not in body


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("data:text/html;base64,PGI+", "FIG-004"),
        ("data:image/png;base64,AAAA", "FIG-005"),
        (f"data:image/png;base64,{'A' * 9999}", "FIG-005"),
    ],
)
def test_what_is_none_is_reported_shortly(address: str, code: str) -> None:
    found = [it for it in diagnose(f'# One\n\n![A caption.]({address}){{#fig-a alt="A field."}}\n') if it.code == code]
    assert len(found) == 1 and len(found[0].message) < 200


def test_odd_numbers_of_an_author_are_no_fault_of_ours() -> None:
    text = (
        '``` {.python .numberLines startFrom="x²"}\ny = 1\n```\n\n::: {layout-ncol="²"}\nWords.\n:::\n\n'
        '::: {layout="5"}\nWords.\n:::\n\n::: {layout="[[]]"}\nWords.\n:::\n\n'
        '<table><tr><td colspan="99999999">a</td><td rowspan="²">b</td></tr></table>\n\n<ol start="²"><li>c</li></ol>\n'
    )
    assert "BUG-001" not in {it.code for it in diagnose(f"# One\n\n{text}")}
