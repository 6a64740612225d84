"""Keeps what Pango must be given of a style's type, which the engine makes anew for each text that it measures or draws.

A context, a description of the font, its features and the metrics of its decoration: the same for all styles of the same
values. The list of attributes that carries the features is made for each text and freed with it; the engine never frees its own.
A line that is not justified is drawn with the glyphs with which it was measured.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description

from bookbuilder.layout.engine.shared_styles import model

_DESCRIBED = (
    "font_style", "font_stretch", "font_weight", "font_size", "font_variant_caps", "font_variation_settings", "direction",
    "font_language_override", "lang",
)  # fmt: skip
_FEATURES = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
)  # fmt: skip
_ENDS = frozenset("\n\r\u2029")
_METRICS = ("ascent", "underline_position", "strikethrough_position")
_THICKNESS = ("underline_thickness", "strikethrough_thickness")


class _Type:
    """All that a layout of Pango's takes from a style before it has a text."""

    def __init__(self, style: Any) -> None:
        self.context = context = ffi.gc(
            pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
        )
        pango.pango_context_set_round_glyph_positions(context, False)
        pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
        override = style["font_language_override"]
        name = style["lang"] if override == "normal" else LST_TO_ISO.get(override.lower(), override)
        if name:
            language, self._name = unicode_to_char_p(name)
            self.language = pango.pango_language_from_string(language)
            pango.pango_context_set_language(context, self.language)
        else:
            self.language = pango.pango_language_get_default()
        self.description = get_font_description(style)
        features = font_features(*(style[name] for name in _FEATURES))
        self.features = ",".join(f"{key} {value}" for key, value in features.items()).encode()
        self.metrics: dict[str, float | None] = dict.fromkeys(_METRICS)
        if style["text_decoration_line"] != "none":
            found = ffi.gc(
                pango.pango_context_get_metrics(context, self.description, self.language),
                pango.pango_font_metrics_unref,
            )
            for name in (*_METRICS, *_THICKNESS):
                self.metrics[name] = FROM_UNITS * getattr(pango, f"pango_font_metrics_get_{name}")(found)


def set_up(layout: Any, style: Any) -> None:
    """What the engine's `Layout.setup` does."""
    kept = style.__dict__.get("bb_type")
    if kept is None:
        kept = style.__dict__["bb_type"] = _type_of(model(style))
    layout.style = style
    layout.first_line_direction = 0
    layout.__dict__.update(kept.metrics)
    layout.layout = made = ffi.gc(pango.pango_layout_new(kept.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(made, False)
    pango.pango_layout_set_font_description(made, kept.description)
    if kept.features:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(kept.features))
        pango.pango_layout_set_attributes(made, attributes)


def with_one_paragraph(set_text: Callable[..., None]) -> Callable[..., None]:
    """The engine's function, which tells Pango of a text without ends of paragraphs that it has none, as drawing does anyway."""

    def set_one(layout: Any, text: str, justify: bool = False) -> None:
        layout.is_one = _ENDS.isdisjoint(text)
        pango.pango_layout_set_single_paragraph_mode(layout.layout, layout.is_one)
        set_text(layout, text, justify)

    return set_one


def rest(layout: Any) -> None:
    """What `Layout.deactivate` does, but that the glyphs of a line whose spaces stay as they are wait until they are drawn."""
    layout.waiting = [layout.layout] if layout.is_one and layout.style["text_align_all"] != "justify" else []
    layout.is_one = False
    layout.__dict__.setdefault("drawn", {})
    del layout.layout, layout.style


def wake(layout: Any, style: Any) -> None:
    """What `Layout.reactivate` does; of the copies of a line the first to be drawn has the glyphs that wait."""
    if drawn_before(layout, style) is not None:
        layout.style, layout.layout = style, None
    elif layout.waiting and not layout.justification_spacing:
        layout.style, layout.layout = style, layout.waiting.pop()
    else:
        set_text_again(layout, style)


def copied(layout: Any) -> Any:
    """A copy of a text that rests, which shares with it what was drawn."""
    made = object.__new__(type(layout))
    made.__dict__.update(layout.__dict__)
    return made


def set_text_again(layout: Any, style: Any) -> None:
    """Let Pango set a line's text once more."""
    set_up(layout, style)
    layout.set_text(layout.text, justify=True)
    layout.is_one = False


def drawn_before(layout: Any, style: Any) -> Any:
    """What a line that is drawn again looked like, or one of its copies; None where neither has been drawn in this style."""
    kept, drawn = layout.drawn.get((layout.text, layout.justification_spacing), (None, None))
    return drawn if kept is style else None


def _type_of(style: Any) -> _Type:
    known = style.font_config.__dict__.setdefault("bb_types", {})
    key = (
        tuple(style["font_family"]), *(style[name] for name in _DESCRIBED), *(style[name] for name in _FEATURES),
        style["text_decoration_line"] == "none",
    )  # fmt: skip
    if key not in known:
        known[key] = _Type(style)
    found: _Type = known[key]
    return found
