"""The lines of a paragraph are chosen together: evenly spaced, with few hyphens and no call of a note alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from bookbuilder.layout.paragraph import (
    DRAWN,
    FontFile,
    Line,
    Measure,
    Paragraph,
    Run,
    Type,
    choose_lines,
    total_fit,
    widest_space,
)
from bookbuilder.layout.paragraph.breaks import _tokens
from bookbuilder.layout.paragraph.lines import best_way, shaped
from bookbuilder.layout.paragraph.shaping import shaper
from bookbuilder.layout.paragraph.syllables import syllables
from bookbuilder.theme.font_files import TEXT, file_of, library

TEXT_OF_A_RIVER = (
    "The Union entered the field with the Strategy of 2007, which made environment and water one of its initiatives. "
    "Its position was explained in April 2009 in a Moscow newspaper by a European diplomat, who felt that he had been "
    "misquoted. An article had made of him an enemy of great dams. No, he replied: water was a priority for the Union, "
    "which had tried for years to promote concrete solutions and to create conditions for regional cooperation."
)


@cache
def type_(size: float = 13.0) -> Type:
    data = file_of(library(())[TEXT], 400, "normal").read_bytes()
    return Type((FontFile("literata", data),), size, language="en-GB")


def run(text: str, **others: object) -> Run:
    return Run(text, type_(), "en_GB", **others)  # type: ignore[arg-type]


def run_of(letter_spacing: float) -> Run:
    return Run(TEXT_OF_A_RIVER, replace(type_(), letter_spacing=letter_spacing), "en_GB")


def paragraph(*runs: Run) -> Paragraph:
    """Runs of English, whose lines may end behind spaces and hyphens."""
    text = "".join(it.text for it in runs)
    return Paragraph(runs, frozenset(n + 1 for n, it in enumerate(text[:-1]) if it in " -" and text[n + 1] != " "))


def texts(whole: Paragraph, lines: tuple[Line, ...]) -> list[str]:
    return [whole.text[it.begins : it.ends] + "‐" * it.hyphen for it in lines]


def measure(width: float) -> Measure:
    return Measure(width, width)


def test_lines_hold_every_letter_once_and_end_at_the_paragraphs_end() -> None:
    whole = paragraph(run(TEXT_OF_A_RIVER))
    lines = choose_lines(whole, measure(300))
    assert lines[0].begins == 0 and lines[-1].follows == len(TEXT_OF_A_RIVER)
    assert all(above.follows == below.begins for above, below in pairwise(lines))
    assert "".join(texts(whole, lines)).replace("‐", "").replace(" ", "") == TEXT_OF_A_RIVER.replace(" ", "")


@pytest.mark.parametrize("width", [220, 260, 300, 340, 420])
def test_word_spaces_stay_between_narrow_and_loose(width: float) -> None:
    whole = paragraph(run(TEXT_OF_A_RIVER))
    lines = choose_lines(whole, measure(width))
    for line in lines[:-1]:
        letters = 13 * line.tracking * (line.ends - line.begins)
        space = line.stretch * (shaper(type_()).space + (width / line.stretch - line.width - letters) / line.spaces)
        assert 0.8 * shaper(type_()).space <= space <= 0.56 * 13
        letters, narrowest, widest = (0.02, 0.98, 1.03) if width < 27 * 13 else (0.015, 0.985, 1.02)
        assert -0.005 <= line.tracking <= letters and narrowest <= line.stretch <= widest
    assert widest_space(whole, measure(width), lines) <= 0.57


@pytest.mark.parametrize("width", [220, 260, 300, 340])
def test_a_formula_is_as_wide_as_it_is_drawn_and_keeps_its_comma(width: float) -> None:
    parts = [run(f"{part} ") for part in TEXT_OF_A_RIVER.split(", ")]
    whole = paragraph(*(it for part in parts for it in (part, Run(DRAWN, type_(), drawn=61.5), run(", "))))
    lines = choose_lines(whole, measure(width))
    assert "".join(texts(whole, lines)).count(DRAWN) == len(parts)
    for line, text in list(zip(lines, texts(whole, lines), strict=True))[:-1]:
        assert text[0] != ","
        assert line.drawn == pytest.approx(61.5 * text.count(DRAWN))
        letters = 13 * line.tracking * (line.ends - line.begins)
        room = (width - line.drawn) / line.stretch - (line.width - line.drawn) - letters
        assert 0.79 * shaper(type_()).space <= line.stretch * (shaper(type_()).space + room / line.spaces) <= 0.7 * 13


def test_a_word_stands_less_often_below_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = paragraph(
        run("The river flows and the river floods, and the river and the river dry as a river does in June. " * 3)
    )

    def stacks() -> int:
        said = [[line.split() for line in texts(whole, choose_lines(whole, measure(n)))] for n in range(200, 420, 10)]
        return sum(a[0] == b[0] or a[-1] == b[-1] for lines in said for a, b in pairwise(lines))

    found = stacks()
    best_way.cache_clear()
    monkeypatch.setattr("bookbuilder.layout.paragraph.total_fit.STACK", 0.0)
    monkeypatch.setattr("bookbuilder.layout.paragraph.total_fit.SHORT_STACK", 0.0)
    assert 2 * found < stacks()


def test_a_narrow_measure_has_fewer_hyphens_since_glyphs_give_more(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = paragraph(run(TEXT_OF_A_RIVER))

    def hyphens() -> int:
        best_way.cache_clear()
        return sum(it.hyphen for width in range(180, 320, 10) for it in choose_lines(whole, measure(width)))

    narrow = hyphens()
    monkeypatch.setattr(total_fit, "NARROW", 0.0)
    assert narrow < 0.8 * hyphens()
    best_way.cache_clear()


def test_a_paragraph_that_is_tracked_already_is_tracked_little_more() -> None:
    wide, narrow = (
        {it.tracking for it in choose_lines(paragraph(run_of(letters)), measure(220))} for letters in (0.130, -0.065)
    )
    assert max(wide) <= 0.0101 and min(narrow) == 0.0


@pytest.mark.parametrize("width", range(300, 470, 7))
def test_letters_stand_no_further_apart_than_a_line_of_long_words_has_room(width: int) -> None:
    whole = paragraph(run("Telecommunicationinfrastructure misunderstandings " * 6 + "of it"))
    for line in choose_lines(whole, measure(width))[:-1]:
        drawn = (line.width - line.drawn) * line.stretch + line.drawn + line.tracking * 13.0 * (line.ends - line.begins)
        assert drawn <= width + 0.2 * 13.0 * line.spaces or line.stretch < 1.0, "its spaces would vanish"


def test_the_space_of_a_paragraph_is_that_of_most_of_its_words_and_not_of_its_longest_run() -> None:
    code = Run("a_rather_long_name_of_some_thing(in, a, program)", type_(20.0))
    runs = [run("a river, and "), code, *(it for _ in range(4) for it in (run("of the road "), Run("x", type_(20.0))))]
    assert shaped(paragraph(*runs)).size == 13.0


def test_a_word_of_code_is_divided_only_where_no_other_break_gives_even_lines() -> None:
    name = "\u200b".join(["wassernutzer", "vereinigungs", "gesetz"])
    code = replace(run(name, code=True), hyphenation="")
    text = (
        run("The river and the road of the council have been kept open by "),
        code,
        run(" and by nobody else here."),
    )
    whole = Paragraph(
        text, paragraph(*text).opportunities | {at + 1 for at, it in enumerate(paragraph(*text).text) if it == "\u200b"}
    )
    narrow, wide = (texts(whole, choose_lines(whole, measure(width))) for width in (150, 420))
    assert any(line.endswith("\u200b") for line in narrow) and not any(line.endswith("\u200b") for line in wide)


def test_never_three_hyphens_in_a_row() -> None:
    whole = paragraph(run(TEXT_OF_A_RIVER))
    for width in range(200, 400, 20):
        ends = [it.hyphen for it in choose_lines(whole, measure(width))]
        assert not any(all(ends[n : n + 3]) for n in range(len(ends) - 2))


def test_a_call_stays_with_the_last_syllable_which_may_stand_alone() -> None:
    words = run("of the internationalisation"), run("12", call=True), run(" and more of it all the time")
    whole = paragraph(*words)
    ends = [texts(whole, choose_lines(whole, measure(width))) for width in range(80, 260, 4)]
    assert not any(line.startswith("12") for lines in ends for line in lines)
    assert any(line.startswith(("tion12", "sation12", "isation12")) for lines in ends for line in lines)


def test_calls_side_by_side_never_part() -> None:
    whole = replace(
        paragraph(run("a water"), run("18", call=True), run(","), run("19", call=True), run(" of all")),
        opportunities=frozenset({2, 9, 10, 12, 15}),
    )
    assert not any(it.offset in (9, 10) for it in shaped(whole).breaks)


def test_a_paragraph_goes_on_from_the_same_lines() -> None:
    whole = paragraph(run(TEXT_OF_A_RIVER))
    lines = choose_lines(whole, measure(300))
    assert choose_lines(whole, measure(300), lines[2].begins)[0].begins == lines[2].begins


def test_a_paragraph_at_several_widths_is_shaped_once() -> None:
    whole = paragraph(run(TEXT_OF_A_RIVER + " Once."))
    choose_lines(whole, measure(200))
    before = shaped.cache_info().misses
    choose_lines(whole, measure(300))
    choose_lines(whole, Measure(180, 200))
    assert shaped.cache_info().misses == before


def test_a_paragraph_that_goes_on_fills_its_last_line() -> None:
    whole = paragraph(run(TEXT_OF_A_RIVER))
    cut = choose_lines(whole, measure(300))[3].ends
    head = replace(paragraph(run(TEXT_OF_A_RIVER[:cut])), filled=True)
    assert choose_lines(head, measure(300))[-1].width > 280


def test_soft_hyphens_go_before_patterns_and_acronyms_are_whole() -> None:
    assert syllables("ке\u00adлісім", "", (5, 2, 3)) == (3,)
    assert syllables("UNESCO", "en_GB", (5, 2, 3)) == ()
    assert syllables("cooperation", "en_GB", (5, 2, 3))


def test_a_word_too_long_for_any_line_stands_alone() -> None:
    whole = paragraph(replace(run("see 1234567890123456789012345678901234567890 and"), hyphenation=""))
    assert "1234567890123456789012345678901234567890" in texts(whole, choose_lines(whole, measure(120)))


def test_a_paragraph_has_a_line_more_or_less_by_other_breaks() -> None:
    whole = paragraph(run(TEXT_OF_A_RIVER))
    best = len(choose_lines(whole, measure(400)))
    more, less = (choose_lines(replace(whole, longer=longer), measure(400)) for longer in (1, -3))
    assert len(more) == best + 1 and widest_space(whole, measure(400), more) < 0.5
    assert len(less) == best, "no breaks give it so few"


def test_a_last_word_is_broken_only_where_its_line_would_be_loose_without() -> None:
    whole = paragraph(run("They wrote down what had been said by the members of the administration."))
    broken = {width: choose_lines(whole, measure(width))[-2].hyphen for width in (384, 414, 432, 450)}
    assert broken == {384: False, 414: False, 432: True, 450: True}


def test_the_breaks_of_an_endless_word_are_looked_for_piece_by_piece() -> None:
    piece = "x" * 12 + "\u200b"
    text = piece * 400
    places = frozenset(range(13, len(text), 13))
    found = shaped(Paragraph((run(text),), places)).breaks
    assert [it.offset for it in found] == [*sorted(places), len(text)]
    assert list(_tokens(text))[:2] == [(0, piece), (13, piece)] and list(_tokens(piece * 2)) == [(0, piece * 2)]
