"""What Pango is told of a style is kept, and is what the engine tells it; so are the glyphs of a line."""

from copy import copy

import pytest
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.text.ffi import ffi

from bookbuilder.cache import Steps
from bookbuilder.layout.engine import drawing
from bookbuilder.layout.engine.kept_type import rest, set_up, wake, with_one_paragraph
from bookbuilder.theme.fonts import plain_face
from tests.layout.conftest import untouched

pytestmark = pytest.mark.pango

TEXT = "An officer’s fine affairs, at length"


class Style(dict):
    """A style as the engine has it."""


def glyphs(layout, style):
    layout.reactivate(style)
    run, found = layout.get_first_line()[0].runs[0], []
    while run != ffi.NULL:
        item, run = run.data, run.next
        found += [(it.glyph, it.geometry.width) for it in item.glyphs.glyphs[0 : item.glyphs.num_glyphs]]
    layout.deactivate()
    return found


@pytest.mark.parametrize(
    "values",
    [{}, {"font_variant_caps": "small-caps"}, {"lang": "ru", "text_decoration_line": {"underline"}},
     {"text_align_all": "justify"}, {"font_kerning": "none", "font_feature_settings": (("onum", 1),), "letter_spacing": 2}],
)  # fmt: skip
@pytest.mark.parametrize("text", [TEXT, TEXT.replace(",", "\n"), " ", "An"])
def test_a_text_is_measured_and_drawn_as_by_the_engine_again_and_again(values, text):
    breaking = untouched("weasyprint.text.line_break")

    class Kept(breaking.Layout):
        setup, deactivate, reactivate = set_up, rest, wake
        set_text = with_one_paragraph(breaking.Layout.set_text)

    face = plain_face(Steps())
    found = []
    for way in (breaking.Layout, Kept, Kept):
        breaking.Layout = way
        style = Style(INITIAL_VALUES | {"font_size": 16, "font_weight": 400, "word_spacing": 0, "lang": "en"} | values)
        style["font_family"], style.font_config = [face.family], drawing._fonts((face,))
        layout, *line = breaking.split_first_line(text, style, None, 90, 0)
        other, wide = copy(layout), copy(layout)
        wide.justification_spacing = 3
        drawn = [glyphs(it, style) for it in (wide, layout, other, layout)]
        found.append((line, layout.ascent, layout.underline_position, drawn))
    assert found[0] == found[1] == found[2]
