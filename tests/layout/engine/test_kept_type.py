"""What Pango is told of a style is kept, and is what the engine tells it."""

import pytest
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.text.line_break import Layout, split_first_line

from bookbuilder.cache import Steps
from bookbuilder.layout.engine import drawing
from bookbuilder.layout.engine.kept_type import set_up
from bookbuilder.theme.fonts import plain_face

pytestmark = pytest.mark.pango


class Style(dict):
    """A style as the engine has it."""


@pytest.mark.parametrize(
    "values",
    [{}, {"font_variant_caps": "small-caps"}, {"lang": "ru", "text_decoration_line": {"underline"}},
     {"font_kerning": "none", "font_feature_settings": (("onum", 1),), "letter_spacing": 2}],
)  # fmt: skip
def test_a_text_is_measured_as_by_the_engine_again_and_again(monkeypatch, values):
    face = plain_face(Steps())
    fonts = drawing._fonts((face,))
    found = []
    for setup in (Layout.setup, set_up, set_up):
        monkeypatch.setattr(Layout, "setup", setup)
        style = Style(INITIAL_VALUES | {"font_size": 16, "font_weight": 400, "word_spacing": 0, "lang": "en"} | values)
        style |= {"font_family": [face.family]}
        style.font_config = fonts
        layout, *line = split_first_line("An officer’s fine affairs, at length", style, None, 90, 0)
        found.append((line, layout.ascent, layout.underline_position))
    assert found[0] == found[1] == found[2]
