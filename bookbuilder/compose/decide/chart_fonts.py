"""Makes a style sheet that carries just a chart's letters as WOFF2."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg
import uharfbuzz

from bookbuilder.theme.subsets import woff2

STAND_IN = "Noto Sans"
BOX = "\u25a1"
"""What a chart prints for a character that its font does not have."""


@cache
def chart_family(family: str) -> str:
    """The family in which charts are set: the book's own, or Noto Sans where that is not among the packages."""
    return family if family in {fontpkg.family(slug).name for slug in fontpkg.families()} else STAND_IN


@cache
def font_file(family: str) -> Path:
    """The upright font of the family in which charts are set."""
    files = fontpkg.family(chart_family(family)).files
    return Path(next((file.path for file in files if file.style == "normal"), files[0].path))


@cache
def characters_of(family: str) -> frozenset[str]:
    """Every character that a chart can print without asking the machine for a font."""
    return frozenset(chr(code) for code in uharfbuzz.Face(font_file(family).read_bytes()).unicodes)


def own_fonts_only(spec: Any, family: str) -> tuple[Any, tuple[str, ...]]:
    """A specification without any other family than this one, and the names of the others."""
    found: list[str] = []

    def clean(node: Any) -> Any:
        if isinstance(node, list):
            return [clean(value) for value in node]
        if not isinstance(node, dict):
            return node
        kept = {}
        for key, value in node.items():
            if key.lower().endswith("font") and isinstance(value, str) and value != family:
                found.append(value)
            else:
                kept[key] = clean(value)
        return kept

    cleaned = clean(spec)
    return cleaned, tuple(dict.fromkeys(found))


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
    return woff2(bytes(uharfbuzz.subset(face, wanted).blob.data))
