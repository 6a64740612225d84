"""A family and the characters of a chart in; a style sheet that carries just these letters as WOFF2, out."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import fontpkg
import uharfbuzz
from fontTools.ttLib import TTFont


@cache
def font_file(family: str) -> Path:
    """The upright font of a family; Noto Sans where the book names one that is not there, which is told elsewhere."""
    known = {fontpkg.family(slug).name for slug in fontpkg.families()}
    files = fontpkg.family(family if family in known else "Noto Sans").files
    return Path(next((file.path for file in files if file.style == "normal"), files[0].path))


def embedded(family: str, characters: Mapping[int, str]) -> str:
    """One @font-face a weight; variable fonts are pinned, so that the same weight looks the same everywhere.

    For screens only: print has the whole family at hand, and its engine would load the letters over it.
    """
    faces = []
    for weight, wanted in characters.items():
        data = base64.b64encode(_woff2(font_file(family), weight, wanted)).decode()
        faces.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};src:url("data:font/woff2;base64,{data}") format("woff2")}}'
        )
    return f"@media screen{{{''.join(faces)}}}"


def _woff2(path: Path, weight: int, characters: str) -> bytes:
    face = uharfbuzz.Face(path.read_bytes())
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(ord(character) for character in characters)
    axes = {"wght": float(weight), "wdth": 100.0, "opsz": 8.0}
    for axis in face.axis_infos:
        if axis.tag in axes:
            wanted.pin_axis_location(face, axis.tag, min(max(axes[axis.tag], axis.min_value), axis.max_value))
        else:
            wanted.pin_axis_to_default(face, axis.tag)
    font = TTFont(io.BytesIO(bytes(uharfbuzz.subset(face, wanted).blob.data)), recalcTimestamp=False)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()
