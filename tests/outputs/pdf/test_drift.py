"""Figures that let paragraphs pass, so that no page ends in a hole."""

from __future__ import annotations

import pytest
from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.outputs.pdf import write_pdf
from bookbuilder.outputs.pdf.drift import let_pass
from tests.outputs.pdf.conftest import NOWHERE
from tests.publication import document, prose, publication_of, title


def moved(drift: int) -> str:
    root = etree.fromstring('<section><p>a</p><figure id="f"/>\n<p>b</p>\n<p>c</p><h2>d</h2><p>e</p></section>')
    let_pass(root, {"f": drift})
    return "".join(child.text or "F" for child in root)


def test_a_figure_lets_paragraphs_pass_but_no_heading():
    assert [moved(0), moved(1), moved(2), moved(9)] == ["aFbcde", "abFcde", "abcFde", "abcFde"]


@pytest.mark.pango
def test_text_fills_the_page_before_a_figure_that_does_not_fit():
    figure = '<figure id="f"><img src="figures/trade.svg" alt="Bars"/></figure>'
    before = "".join(f"<p>{prose(seed, 6)}</p>" for seed in range(2))
    after = "".join(f"<p>{prose(seed, 6)}</p>" for seed in range(3))
    body = f'<section id="only" class="chapter">{title("only", "Only")}{before}{figure}{after}</section>'
    made = publication_of((document(body, "chapter", "doc-chapter", "bodymatter", "Only"),))
    steps = Steps()
    outcome = write_pdf(made, NOWHERE, steps, workers=1, draft=True)
    assert outcome.value.short["only"] == ()
    assert sum(ran.name == "lay out only" for ran in steps.ran) >= 2
