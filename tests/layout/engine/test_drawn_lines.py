"""Lines whose glyphs are drawn at once are the engine's own to the byte."""

import pytest
import weasyprint
from weasyprint.draw import text as draw_text

from bookbuilder.cache import Steps
from bookbuilder.layout.engine import drawing
from bookbuilder.layout.engine.drawn_lines import with_quick_glyphs
from bookbuilder.theme.fonts import plain_face
from tests.layout.conftest import untouched

pytestmark = pytest.mark.pango

HTML = """<meta charset=utf-8><p style="width: 9em; text-align: justify">An of\u00adfice for a\u200bffairs: “AV”. To be kept.</p>
<p>e\u0301x\u0323</p><p dir="rtl">To be kept</p><p>\U0001f600 \U0010fffd</p><p style="letter-spacing: .1em"> a </p><p style="font-size: 0">a
<p style="white-space: nowrap; overflow: hidden; text-overflow: ellipsis; width: 5em">So much more than fits</p>"""


def test_a_line_is_drawn_as_by_the_engine(monkeypatch):
    face = plain_face(Steps())
    fonts = drawing._fonts((face,))
    style = weasyprint.CSS(string=f"html {{ font-family: '{face.family}' }}", font_config=fonts)
    own = untouched("weasyprint.draw.text").draw_first_line
    found, asked = [], []
    ways = own, with_quick_glyphs(lambda *words: asked.append(words) or own(*words))
    for draw in ways:
        monkeypatch.setattr(draw_text, "draw_first_line", draw)
        found.append(
            weasyprint.HTML(string=HTML).write_pdf(stylesheets=[style], font_config=fonts, uncompressed_pdf=True)
        )
    assert found[0] == found[1]
    assert 2 <= len(asked) <= 6  # the ellipsis, and what the font lacks
