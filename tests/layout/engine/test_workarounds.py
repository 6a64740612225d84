"""Each fault of the engine that `workarounds.py` fixes is still there without it: when a test fails, delete the fixing."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from bookbuilder.layout.engine.workarounds import apply

pytestmark = pytest.mark.pango

SCRIPT = """
import json, os, sys
from pathlib import Path
import bookbuilder.layout.engine.drawing as drawing
import weasyprint
from weasyprint.formatting_structure import boxes
from bookbuilder.cache import Steps
from bookbuilder.theme.fonts import families
from tests.publication import publication
faces = families(publication(), Steps()).value.faces
fonts = drawing._fonts(faces)
drawing.use_faces(faces)
if sys.argv[1] == "fixed":
    drawing.workarounds.apply()

found = {}

def text(box):
    return "".join(it.text for it in box.descendants() if isinstance(it, boxes.TextBox))

def pages(html, css):
    style = weasyprint.CSS(string="html {font-family: Literata}" + css, font_config=fonts)
    document = weasyprint.HTML(string=html).render(stylesheets=[style], font_config=fonts)
    return [page._page_box for page in document.pages]

def lines(page):
    return [text(box) for box in page.descendants() if isinstance(box, boxes.LineBox)]
"""


@cache
def reported(which: str, seeds: int = 0) -> dict[str, object]:
    """What the scripts find with the engine as it is ("bare") or as we use it ("fixed"), in one process.

    `seeds` is how many books with notes are laid out, at most: after one that loses a note the next would say no more.
    """
    script = SCRIPT + HYPHENS + COLUMN + RULE + LOOSE + HOLE + FIGURE + NOTES + "print(json.dumps(found))"
    command = [sys.executable, "-c", script, which, str(seeds)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


HYPHENS = """
words = "1 <span>Confederation of something that goes on for a while, <i>Annex-Plus</i> and more.</span>"
html = "".join(f"<p lang=en style='width: {width / 2}px'>{words}</p>" for width in range(500, 700, 2))
css = "@page {size: 500px 60000px; margin: 0} p {hyphens: auto; margin: 0; font-size: 10px}"
found["early"] = []
for hyphens in ("auto", "manual"):
    printed = lines(pages(html, css.replace("auto", hyphens))[0])
    found["early"].append(sum(line.startswith("1 Con") and len(line.strip()) < 18 for line in printed))
"""


@pytest.mark.long
@pytest.mark.slow
def test_the_engine_alone_breaks_a_first_word_where_only_a_space_is_too_much():
    assert min(reported("bare")["early"]) > 0
    assert reported("fixed")["early"] == [0, 0]


COLUMN = """
words = "дың кеден өңір ке\u00adлісім ар\u00adқылы"
html = f"<table lang=kk><tr><td>{words}<td>{words}</table>"
css = "@page {size: 90px 500px; margin: 0} table {font-size: 10px; width: 100%; border-spacing: 0} td {padding: 0}"
tables = [box for box in pages(html, css)[0].descendants() if isinstance(box, boxes.TableBox)]
found["column"] = round(tables[0].width)
"""


@pytest.mark.long
@pytest.mark.slow
def test_the_engine_alone_makes_a_column_of_words_with_soft_hyphens_too_wide():
    assert reported("bare")["column"] > 90
    assert reported("fixed")["column"] <= 90


RULE = """
css = ("@page {size: 300px 100px; margin: 0} body, p {margin: 0} p {font-size: 13px; line-height: 30px}"
       "blockquote {margin: 0; border-left: 2px solid}")
made = pages("<body><blockquote><p>" + "One line.<br>" * 7 + "End.</p></blockquote>", css)
if sys.argv[1] == "fixed":
    drawing.workarounds.end_with_text(made)
found["ruled"] = [box.height for page in made for box in page.descendants() if box.element_tag == "blockquote"]
"""


@pytest.mark.slow
def test_the_engine_alone_draws_a_rule_past_the_last_line_before_a_cut():
    assert reported("bare")["ruled"] == [100, 100, 60]
    assert reported("fixed")["ruled"] == [90, 90, 60]


LOOSE = """
words = ("Its position was explained in a Moscow newspaper by a European diplomat, who felt that he had been misquoted. An "
    "article had made of him an enemy of great dams. No, he replied: <em>water was a priority</em> for the Union. ") * 12
css = "@page {size: 300px 9000px; margin: 0} p {font-size: 13px; text-align: justify; hyphens: auto; margin: 0}"
spaces = [box.justification_spacing for box in pages(f"<p lang=en>{words}</p>", css)[0].descendants()
          if isinstance(box, boxes.TextBox)]
found["loose"] = max(spaces)
html = "<span style='font-size: 20px'>offices of the</span>"
widths = [[box.width for box in pages(html, f"@page {{size: 600px}} span {{letter-spacing: {spacing}px}}")[0].descendants()
           if isinstance(box, boxes.TextBox)][0] for spacing in (0, 0.2, 2)]
found["spaced"] = [round(width - 14 * spacing - widths[0], 1) for width, spacing in zip(widths, (0, 0.2, 2))]
found["letters"] = "".join(lines(pages(f"<p lang=en>{words}</p>", css)[0])).replace(" ", "").replace("\u2010", "")
"""


@pytest.mark.slow
def test_the_engine_alone_sets_looser_lines():
    assert reported("fixed")["loose"] < reported("bare")["loose"] - 1
    assert reported("fixed")["letters"] == reported("bare")["letters"]


@pytest.mark.slow
def test_the_engine_alone_parts_ligatures_in_lines_that_are_spaced_a_little():
    assert reported("bare")["spaced"][1] > 1.5
    assert abs(reported("fixed")["spaced"][1]) < 1
    assert reported("fixed")["spaced"][2] > 1.5  # letters that are meant to be seen apart


NOTES = """
import random
def book(seed):
    dice = random.Random(seed)
    words = "policy trade border railway agreement ministry water energy council".split()
    def some(low, high):
        return " ".join(dice.choice(words) for _ in range(dice.randint(low, high)))
    number, out = 0, []
    for _ in range(20):
        piece = some(20, 60)
        for _ in range(dice.choice((0, 1, 1, 2))):
            number += 1
            piece += f"<span class=note id=n{number}>{some(3, 90)}</span> " + some(5, 40)
        out.append(f"<p>{piece}</p>")
    return number, "".join(out)

lost = late = 0
for seed in range(int(sys.argv[2])):
    number, html = book(seed)
    css = ("@page {size: 400px 600px; margin: 40px} p {margin: 0; font-size: 12px; line-height: 16px; orphans: 2; widows: 2}"
           ".note {float: footnote; footnote-policy: line; font-size: 9px; line-height: 12px}")
    called, noted = {}, {}
    for at, page in enumerate(pages(html, css)):
        for box in page.descendants():
            if box.element is not None and box.element.get("id"):
                id = box.element.get("id")
                if box.element_tag.endswith("::footnote-call"):
                    called.setdefault(id, at)
                elif isinstance(box, boxes.BlockBox) and text(box):
                    noted.setdefault(id, at)
    lost += sum(f"n{it}" not in noted for it in range(1, number + 1))
    late += sum(it in noted and noted[it] != called[it] for it in called)
    if lost or late:
        break
found["notes"] = [lost, late]
"""


@pytest.mark.slow
def test_no_note_is_lost_or_late_with_the_workaround():
    assert reported("fixed", 3)["notes"] == [0, 0]


@pytest.mark.slow
def test_the_engine_alone_loses_notes_or_prints_them_late():
    lost, late = reported("bare", 20)["notes"]
    assert lost + late > 0


HOLE = """
sentence = "policy trade border railway agreement ministry water energy council and so on until the line is full "
html = f"<p>{sentence * 12}<span class=note id=n>{sentence * 14}</span> {sentence * 20}</p>"
css = ("@page {size: 400px 600px; margin: 40px} p {margin: 0; font-size: 12px; line-height: 16px}"
       ".note {float: footnote; footnote-policy: line; font-size: 9px; line-height: 12px}")
laid_out = pages(html, css)
first = [box for box in laid_out[0].descendants() if isinstance(box, boxes.LineBox) and text(box).strip()]
found["lowest"] = round(max(box.position_y + box.height for box in first))
"""


@pytest.mark.slow
def test_the_engine_alone_leaves_holes():
    assert reported("bare")["lowest"] < 560 - 32
    assert reported("fixed")["lowest"] > 560 - 32


FIGURE = """
figure = "<figure style='height: 300px; margin: 16px 0'><figcaption>What</figcaption></figure>"
html = f"<section><p>{sentence * 14}</p>{figure}<p>{sentence * 14}</p></section>"
laid_out = pages(html, css)
first = [box for box in laid_out[0].descendants() if isinstance(box, boxes.LineBox) and text(box).strip()]
found["before the figure"] = round(max(box.position_y + box.height for box in first))
"""


def test_the_engine_alone_ends_a_page_short_before_a_figure():
    assert reported("bare")["before the figure"] < 560 - 48
    assert reported("fixed")["before the figure"] > 560 - 32


def test_a_picture_that_says_no_width_stands_in_a_line_from_right_to_left():
    apply()
    drawing = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'/>"
    style = "@page { size: 500px 300px; margin: 50px } body { margin: 0 }"
    (page,) = HTML(string=f'<html dir=rtl><style>{style}</style><p><img src="{drawing}"></p>').render().pages
    (picture,) = [it for it in page._page_box.descendants() if isinstance(it, boxes.InlineReplacedBox)]
    assert (picture.position_x, picture.width, picture.height) == (50, 400, 200)
