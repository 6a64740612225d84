"""Lines of text stand on one rhythm on every page, whatever stands between them."""

from __future__ import annotations

import pytest

from tests.layout.engine.test_page_choice import FIGURE, printed
from tests.publication import prose

pytestmark = [pytest.mark.pango, pytest.mark.slow]

TABLE = "<table><tbody>" + "<tr><td>One</td><td>Two</td></tr>" * 5 + "</tbody></table>"


@pytest.mark.parametrize("between", [FIGURE, TABLE, "<ul><li>One.</li></ul>", "<h2>Head</h2>", TABLE + "<h2>Head</h2>"])
def test_text_returns_to_the_rhythm_of_the_page(between):
    text = "".join(f'<p id="p{seed}">{prose(seed, 4)}</p>' for seed in range(14))
    halves = text.partition('<p id="p3">')
    edition = printed(halves[0] + between + "".join(halves[1:]))
    for page in edition.facts["only"]:
        lines = [line for line in page.lines if line.block.startswith("p")]
        off = {round((line.y - page.top) % line.height, 1) % line.height for line in lines}
        assert all(min(it, lines[0].height - it) < 0.5 for it in off)


def test_a_heading_at_the_head_of_a_page_leaves_the_text_on_its_rhythm():
    sections = "".join(f"<h2>Section</h2><p>{prose(seed, 3)}</p><p>{prose(seed + 1, 5)}</p>" for seed in range(12))
    edition = printed(sections)
    assert any(page.boxes[1].kind == "heading" for page in edition.facts["only"][1:])
    for page in edition.facts["only"]:
        lines = [line for line in page.lines if line.role == "text"]
        off = {round((line.y - page.top) % line.height, 1) for line in lines}
        assert all(min(it, lines[0].height - it) < 0.5 for it in off)


def test_what_brings_text_behind_a_displayed_formula_back_to_its_rhythm_stands_above_a_heading() -> None:
    text = f"<p>{prose(1, 4)}</p>"
    shown = '<p><span style="display: block; height: 31px">x</span></p>'
    (page, *_) = printed(f'{text}{shown}<h2 id="h">Head</h2><p id="behind">{prose(2, 4)}</p>').facts["only"]
    heading = next(line for line in page.lines if line.role == "heading" and line.text == "Head")
    behind = next(line for line in page.lines if line.block == "behind")
    assert behind.y - heading.y == pytest.approx(1.5 * behind.height, abs=0.6)
    assert (behind.y - page.lines[-1].y) / behind.height == pytest.approx(
        round((behind.y - page.lines[-1].y) / behind.height)
    )


def test_no_line_of_code_stands_alone_at_the_foot_of_a_page() -> None:
    code = (
        '<pre class="listing"><code>'
        + "\n".join(f'<span class="line">line {number}</span>' for number in range(6))
        + "</code></pre>"
    )
    for before in range(4):
        text = "".join("<p>A line.</p>" for _ in range(26 + before))
        counts = [
            sum(line.text.startswith("line ") for line in page.lines) for page in printed(text + code).facts["only"]
        ]
        assert 1 not in counts and sum(counts) == 6
