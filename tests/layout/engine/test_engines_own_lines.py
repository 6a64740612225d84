"""Justified lines that the engine breaks itself fill their measure, and are set in from the side from which they are read."""

from __future__ import annotations

from itertools import pairwise

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


def lines_of(html: str, style: str) -> list[list[tuple[float, float]]]:
    """Of each line but the last where its texts begin and end, from left to right."""
    apply()
    page_style = "@page { size: 500px 300px; margin: 50px } body { margin: 0 } p { margin: 0; text-align: justify }"
    page, *_ = HTML(string=f"<style>{page_style} {style}</style>{html}").render().pages
    lines = [it for it in page._page_box.descendants() if isinstance(it, boxes.LineBox)]
    return [
        sorted((it.position_x, it.position_x + it.width) for it in line.descendants() if isinstance(it, boxes.TextBox))
        for line in lines[:-1]
    ]


@pytest.mark.pango
def test_texts_of_several_boxes_in_a_line_from_right_to_left_touch_and_fill_the_measure() -> None:
    words = " ".join(f"<b>{word}</b>" if place % 5 == 2 else word for place, word in enumerate(WORDS.split() * 2))
    face = (
        f'@font-face {{ font-family: "A"; src: url({file_of(library()["Noto Sans Arabic"], 400, "normal").as_uri()}) }}'
    )
    for line in lines_of(f"<html lang=ar dir=rtl><p>{words}", f'{face} p {{ font: 10px "Literata", "A" }}'):
        assert line[0][0] == pytest.approx(50, abs=0.1) and line[-1][1] == pytest.approx(450, abs=0.1)
        assert all(right == pytest.approx(left, abs=0.1) for (_, right), (left, _) in pairwise(line))


@pytest.mark.pango
def test_a_line_of_chinese_fills_its_measure_though_it_has_no_spaces() -> None:
    for line in lines_of(f"<p lang=zh>{'水不属于任何人，它总是<b>属于某个人</b>。' * 12}", "p { font-size: 13.7px }"):
        assert line[0][0] == pytest.approx(50, abs=0.5) and line[-1][1] == pytest.approx(450, abs=0.5)
