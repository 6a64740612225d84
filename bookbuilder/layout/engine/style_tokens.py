"""Reads from a style of the engine all that a paragraph's lines depend on; raises UnreadError where the room cannot read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyphen
from weasyprint.text.fonts import font_features

from bookbuilder.layout.paragraph import FontFile, Type
from bookbuilder.theme.fonts import Face

_EDGES = tuple(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right"))
HANGING = "__print_hanging"
"""The token of optical margins, as the engine knows it."""
_BORDERS = ("border_left_width", "border_right_width")
_faces: dict[tuple[str, int, str], FontFile] = {}
"""By family, weight and style: the fonts of the document."""


@dataclass(frozen=True)
class Token:
    """All of a style that lines depend on."""

    type: Type
    hyphenation: str
    limits: tuple[int, int, int]
    hyphen: str
    kept: bool


def use_faces(faces: tuple[Face, ...]) -> None:
    """The fonts that the document is set in."""
    _faces.clear()
    _faces.update({(face.family, face.weight, face.style): FontFile(face.digest, face.data) for face in faces})
    _type_of.cache_clear()


class UnreadError(Exception):
    """Something that the paragraph room does not read."""


def is_plain(style: Any) -> bool:
    """Whether a box of this style stands in its line without edges of its own."""
    known = style.__dict__.get("bb_plain")
    if known is None:
        known = (
            style["position"] == "static"
            and not any(_length(style[edge]) for edge in _EDGES)
            and not any(style[edge] for edge in _BORDERS)
        )
        style.__dict__["bb_plain"] = known
    return bool(known)


def width_of(style: Any) -> float:
    """The width of a picture or formula; 0 where it depends on what is around it, or where it has edges."""
    width = style["width"]
    known = getattr(width, "unit", "") == "px" and is_plain(style)
    return float(width.value) if known else 0.0


def says(style: Any, name: str, word: str) -> bool:
    """Whether a token of our own, such as `--print-hanging`, says a word; asked once of a style."""
    asked = style.__dict__.setdefault("bb_says", {})
    if (name, word) not in asked:
        asked[name, word] = any(getattr(token, "value", "") == word for token in style[name] or ())
    return bool(asked[name, word])


def _length(value: Any) -> Any:
    return 0 if value in (0, "auto") else getattr(value, "value", value)


def token_of(style: Any, kept: bool) -> Token:
    """The style of a text, found once; `kept` whole, as what stands in a `nowrap`."""
    known = style.__dict__.setdefault("bb_tokens", {})
    if kept not in known:
        if style["direction"] != "ltr" or style["white_space"] not in ("normal", "nowrap") or not style["font_size"]:
            raise UnreadError
        features = font_features(
            style["font_kerning"], style["font_variant_ligatures"], style["font_variant_position"],
            style["font_variant_caps"], style["font_variant_numeric"], style["font_variant_alternates"],
            style["font_variant_east_asian"], style["font_feature_settings"],
        )  # fmt: skip
        spacing = style["letter_spacing"]
        language = style["lang"] or ""
        known[kept] = Token(
            _type_of(
                tuple(style["font_family"]), int(style["font_weight"]), style["font_style"], float(style["font_size"]),
                tuple(sorted(features.items())), language, 0.0 if spacing == "normal" else float(spacing),
                float(style["word_spacing"]),
            ),
            (pyphen.language_fallback(language) or "") if style["hyphens"] == "auto" and language else "",
            tuple(style["hyphenate_limit_chars"]),
            style["hyphenate_character"],
            kept,
        )  # fmt: skip
    token: Token = known[kept]
    return token


@lru_cache(maxsize=1024)
def _type_of(
    families: tuple[str, ...], weight: int, style: str, size: float, features: Any, language: str, letters: float,
    words: float,
) -> Type:  # fmt: skip
    slope = "normal" if style == "normal" else "italic"
    heavy = 700 if weight >= 600 else 400
    found = [_faces[family, heavy, slope] for family in families if (family, heavy, slope) in _faces]
    found += [_faces[family, 400, "normal"] for family in families if (family, heavy, slope) not in _faces
              and (family, 400, "normal") in _faces]  # fmt: skip
    if not found:
        raise UnreadError
    return Type(tuple(found), size, features, language, letters, words)
