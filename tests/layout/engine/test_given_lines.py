"""Justified lines come from the paragraph room, everything else from the engine, and an unknown engine is reported."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pikepdf
import pytest

from bookbuilder.cache import Steps
from bookbuilder.layout import write_pdf
from bookbuilder.layout.paragraph import Line, Measure
from tests.layout.conftest import NOWHERE
from tests.small_book import composed

pytestmark = pytest.mark.pango

WORDS = (
    "A misunderstanding of *international* telecommunications, with a [link](https://example.org) and `code`, was "
    "characteristically incomprehensible. "
)


def test_emphasis_links_code_formulas_and_calls_of_notes_are_given_lines() -> None:
    from bookbuilder.layout.engine import given_lines

    write_pdf(composed(f"# One\n\n{WORDS * 4}And a note.^[Short.]\n"), NOWHERE, Steps())
    given = composed(f"# One\n\n{WORDS * 4}Be $\\alpha + \\beta = 1$, and a note.^[Short.] {WORDS}\n")
    edition = write_pdf(given, NOWHERE, Steps()).value
    assert edition is not None
    printed = next(iter(edition.facts.values()))[0].lines
    assert any(line.text.endswith("‐") for line in printed)
    assert given_lines.count.own == 0
    assert len({round(line.x + line.width, 1) for line in printed if line.role == "text"}) < 4


def test_words_that_stand_plain_too_are_underlined_and_struck_out() -> None:
    plain = "word and `word` here, "
    marked = (
        f"# One\n\n{plain * 9}\n\nA [word]{{.underline}}, ~~word~~, [`word`]{{.underline}} and [word]{{.underline}}.\n"
    )
    assert write_pdf(composed(marked), NOWHERE, Steps()).value is not None


def test_the_hyphen_of_a_broken_word_is_soft_in_the_files_text() -> None:
    def hyphens(text: str) -> set[bytes]:
        edition = write_pdf(composed(f"# One\n\n{text}\n"), NOWHERE, Steps()).value
        assert edition is not None
        with pikepdf.open(io.BytesIO(edition.data)) as pdf:
            fonts = [
                it.ToUnicode.read_bytes()
                for it in pdf.objects
                if isinstance(it, pikepdf.Dictionary) and "/ToUnicode" in it
            ]
        return {mark for mark in (b"<00ad>", b"<2010>") for font in fonts if mark in font}

    assert hyphens(WORDS * 6) == {b"<00ad>"}
    assert hyphens(WORDS * 6 + "Typed: co\u2010operation.") == {b"<2010>"}


def test_every_given_line_is_drawn_as_wide_as_its_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint.draw.text as draw
    from weasyprint.text.line_break import line_size

    drawn: list[tuple[float, float]] = []
    draw_first_line = draw.draw_first_line

    def measured(stream: object, box: object, *others: object) -> object:
        line, _ = box.pango_layout.get_first_line()  # type: ignore[attr-defined]
        if not hasattr(box, "stretch"):  # the title
            return draw_first_line(stream, box, *others)
        drawn.append((line_size(line, box.style)[0] * box.stretch, box.width))  # type: ignore[attr-defined]
        return draw_first_line(stream, box, *others)

    monkeypatch.setattr(draw, "draw_first_line", measured)
    edition = write_pdf(composed(f"# One\n\n{WORDS * 8}\n"), NOWHERE, Steps()).value
    assert edition is not None
    assert len(drawn) > 40 and all(abs(there - due) < 0.3 for there, due in drawn)
    lines = [line for page in next(iter(edition.facts.values())) for line in page.lines if line.role == "text"]
    assert len({round(line.x + line.width, 1) for line in lines[:-1]}) == 1


def test_a_list_item_of_two_lines_is_not_drawn_out_where_it_would_be_loose_and_a_paragraph_is() -> None:
    text = "**Sign, ratify and explain what has been initialled** (Section\u00a01.1;\u00a0kg\u201101)."
    made = composed(f"# One\n\n1. {text}\n\n{text.replace('explain', 'also explain')}\n")
    edition = write_pdf(made, NOWHERE, Steps()).value
    assert edition is not None
    item, _, paragraph, _ = [it for it in next(iter(edition.facts.values()))[0].lines if it.block != "one-title"][-4:]
    assert item.text.endswith("initialled") and item.space < 0.3 * item.size
    assert paragraph.x + paragraph.width - item.x - item.width > 10


@pytest.mark.parametrize(("hyphens", "ladder"), [((1, 1, 1, 0), True), ((1, 1, 0, 1), False)])
def test_a_setting_says_whether_three_lines_in_a_row_end_in_a_hyphen(
    monkeypatch: pytest.MonkeyPatch, hyphens: tuple[int, ...], ladder: bool
) -> None:
    from bookbuilder.layout.engine import given_lines

    known = {at: Line(at, at + 1, at + 1, bool(hyphen), 90.0, 3, 0.0) for at, hyphen in enumerate(hyphens)}
    monkeypatch.setattr(given_lines, "content_of", lambda box: SimpleNamespace(paragraph=None))
    monkeypatch.setattr(given_lines, "_measure", lambda box, width: Measure(width, width))
    monkeypatch.setattr(given_lines, "_lines", lambda content, measure, begins: known)
    monkeypatch.setattr(given_lines, "widest_space", lambda paragraph, measure, lines: 0.3)
    assert given_lines.setting(SimpleNamespace(style={"text_align_all": "justify"}), 100.0) == (4, 0.3, ladder)


def test_a_title_longer_than_a_page_is_laid_out() -> None:
    """It ended in a KeyError, and the chapter was left out of the draft."""
    words = "Word of a title " * 300
    assert write_pdf(composed(f"# {words}\n\nText.\n"), NOWHERE, Steps()).value is not None
