"""Justified lines that the engine breaks itself fill their measure, and are set in from the side from which they are read."""

from __future__ import annotations

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import create_layout, line_size

from bookbuilder.layout.engine.workarounds import apply
from bookbuilder.theme.font_files import file_of, library

WORDS = "الوسطى الحدود الشعب السوق آسيا أن التجارة التي المنطقة في الأوروبي من تقرير كان " * 3


@pytest.mark.pango
def test_lines_of_arabic_beside_a_latin_family_fill_the_measure_and_are_set_in_from_the_right() -> None:
    apply()
    faces = "".join(
        f'@font-face {{ font-family: "{name}"; src: url({file_of(library()[name], 400, "normal").as_uri()}) }}'
        for name in ("Literata", "Noto Sans Arabic")
    )
    style = f'{faces} @page {{ size: 500px 300px; margin: 50px }} body {{ margin: 0 }} p {{ margin: 0; text-align: justify; text-indent: 20px; font: 10px "Literata", "Noto Sans Arabic" }}'
    (page,) = HTML(string=f"<html lang=ar dir=rtl><style>{style}</style><p>{WORDS}").render().pages
    lines = [it for it in page._page_box.descendants() if isinstance(it, boxes.LineBox)]
    ends = []
    for line in lines[:2]:
        (text,) = [it for it in line.descendants() if isinstance(it, boxes.TextBox)]
        layout = create_layout(text.text, text.style, None, None, text.justification_spacing)
        layout.set_text(text.text, justify=True)
        drawn = line_size(layout.get_first_line()[0], text.style)[0]
        layout.deactivate()
        ends.append((round(text.position_x), round(text.position_x + drawn)))
    assert ends == [(50, 430), (50, 450)]
